"""Camille's record, as its history tells it: three years with Dr Keller, and a troubled November."""

from carnet.demo.caregivers import (
    BENALI,
    CHU_SOFTWARE,
    CLAIRE,
    DELORME,
    HADDAD,
    HUGO,
    IMAGING_SOFTWARE,
    INSURER_FEED,
    KELLER,
    LABORATORY_SOFTWARE,
    MARCHAND,
    PAUL,
    STATION_LABORATORY_SOFTWARE,
    TOM,
)
from carnet.demo.cast import CAMILLE
from carnet.demo.documents import for_camille as papers
from carnet.demo.stage import Stage

REASON = "Patiente confuse à l’arrivée, recherche d’allergies et de traitements en cours"


def play(stage: Stage) -> None:
    """Play it, from the opening to yesterday.

    Six are let in (Keller, Paul, Claire, Benali, Tom, Hugo), one is blocked (Delorme); Dr Haddad came in an emergency
    and is let in no longer.
    """
    _the_first_three_years(stage)
    _the_autumn(stage)
    _the_last_days(stage)


def _the_first_three_years(stage: Stage) -> None:
    opening = stage.on(-1110, "10:05")
    opening.opens(KELLER, CAMILLE)
    stage.on(-1110, "20:30").names_treating_physician(CAMILLE, KELLER)
    test = stage.on(-1095, "11:20")
    test.deposits(papers.blood_test(1, test.at), by=LABORATORY_SOFTWARE)
    test = stage.on(-680, "11:05")
    test.deposits(papers.blood_test(papers.ELSEWHERE, test.at), by=STATION_LABORATORY_SOFTWARE)
    home = stage.on(-568, "21:12")
    home.deposits(papers.directives(home.at), by=home.holder(CAMILLE))
    _what_she_writes(stage)
    stage.on(-400, "19:40").authorizes(CAMILLE, PAUL.identifier)
    stage.on(-399, "09:15").looks_at(CAMILLE, by=PAUL.actor)
    test = stage.on(-312, "11:48")
    test.deposits(papers.blood_test(3, test.at), by=LABORATORY_SOFTWARE)
    stage.on(-250, "18:20").authorizes(CAMILLE, CLAIRE.identifier)
    visit = stage.on(-200, "10:40")
    visit.looks_at(CAMILLE, "camille-biologie-3", by=KELLER.actor)
    visit.deposits(papers.synthesis(visit.at), by=KELLER.actor)


def _what_she_writes(stage: Stage) -> None:
    """Of her health, in her own words; her blood group she does not know."""
    evening = stage.on(-568, "21:25")
    evening.writes(CAMILLE, "allergy", what="Pénicilline", reaction="gonflement du visage", when="2011")
    evening.writes(CAMILLE, "treatment", what="Lévothyroxine", how="75 µg le matin, à jeun")
    evening.writes(CAMILLE, "contact", name="Sacha Morel", tie="proche", phone="06 39 98 00 12")
    evening.answers_unknown(CAMILLE, "blood")


def _the_autumn(stage: Stage) -> None:
    stage.on(-70, "12:30").authorizes(CAMILLE, DELORME.identifier)
    stage.on(-69, "14:10").looks_at(CAMILLE, "camille-synthese-1", by=DELORME.actor)
    stage.on(-40, "20:02").blocks(CAMILLE, DELORME)
    pharmacy = stage.on(-31, "16:50")
    pharmacy.deposits(papers.vaccination(pharmacy.at), by=HUGO.actor)
    stage.on(-25, "11:10").is_refused(CAMILLE, by=MARCHAND.actor)
    stage.on(-18, "08:55").declares_consent(BENALI, CAMILLE)
    imaging = stage.on(-18, "09:40")
    imaging.deposits(papers.wrist_radiograph(imaging.at), by=IMAGING_SOFTWARE)
    insurer = stage.on(-16, "05:30")
    insurer.deposits(papers.reimbursements(insurer.at), by=INSURER_FEED)
    stage.on(-16, "17:30").declares_consent(TOM, CAMILLE)
    stage.on(-16, "17:32").looks_at(CAMILLE, "camille-radiographie", by=TOM.actor)
    visit = stage.on(-9, "09:32")
    visit.looks_at(CAMILLE, "camille-biologie-3", "camille-radiographie", by=KELLER.actor)
    visit = stage.on(-9, "09:58")
    visit.deposits(papers.consultation(visit.at), papers.prescription(visit.at), by=KELLER.actor)
    assessment = stage.on(-6, "18:15")
    assessment.deposits(papers.wrist_assessment(assessment.at), by=TOM.actor)


def _the_last_days(stage: Stage) -> None:
    visit = stage.on(-3, "09:50")
    visit.deposits(papers.new_synthesis(visit.at), by=KELLER.actor)
    stage.on(-3, "20:16").masks(CAMILLE, "camille-radiographie")
    stage.on(-2, "02:41").breaks_the_glass(HADDAD, CAMILLE, reason=REASON)
    stage.on(-2, "02:43").looks_at(
        CAMILLE,
        *("camille-synthese-2", "camille-ordonnance", "camille-consultation", "camille-biologie-3"),
        by=HADDAD.actor,
    )
    morning = stage.on(-2, "07:20")
    report = papers.emergency_visit(morning.at, arrived=stage.on(-2, "02:30").at)
    morning.deposits(report, by=CHU_SOFTWARE)
    test = stage.on(-1, "11:32")
    test.deposits(papers.blood_test(4, test.at), by=LABORATORY_SOFTWARE)
    stage.on(-1, "17:04").declares_consent(HUGO, CAMILLE)
    stage.on(-1, "17:05").looks_at(CAMILLE, "camille-ordonnance", by=HUGO.actor)
