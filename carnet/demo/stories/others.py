"""The records of Georges, of Nadia, of the two minors, and of the patients of the official samples."""

from carnet.core.access.actors import Representative
from carnet.demo.caregivers import (
    CHU,
    CHU_SOFTWARE,
    HUGO,
    IMAGING_SOFTWARE,
    KELLER,
    LABORATORY_SOFTWARE,
    LISE,
    TOM,
)
from carnet.demo.cast import ALIX, GEORGES, LOU, NADIA, OFFICIAL_PATIENTS, REPRESENTATIONS, SIMONE, Member
from carnet.demo.documents import for_others as papers
from carnet.demo.sample_authors import SAMPLE_AUTHORS
from carnet.demo.stage import Scene, Stage
from carnet.store import consents
from carnet.store.consents import Representation
from carnet.store.context import within


def georges(stage: Stage) -> None:
    """Georges lets the hospital in for his knee; a result that he does not know yet waits for a doctor."""
    stage.on(-420, "15:20").opens(HUGO, GEORGES)
    stage.on(-90, "09:15").declares_consent(KELLER, GEORGES)
    stage.on(-89, "11:00").names_treating_physician(GEORGES, KELLER)
    stage.on(-80, "10:30").authorizes(GEORGES, CHU.identifier)
    hospital = stage.on(-75, "14:50")
    hospital.deposits(papers.pre_anaesthesia(hospital.at), by=CHU_SOFTWARE)
    stage.on(-52, "08:05").looks_at(GEORGES, "georges-anesthesie", by=LISE.actor)
    hospital = stage.on(-46, "11:30")
    hospital.deposits(papers.discharge(hospital.at), by=CHU_SOFTWARE)
    stage.on(-45, "17:40").looks_at(GEORGES, "georges-hospitalisation", by=KELLER.actor)
    pharmacy = stage.on(-30, "10:20")
    pharmacy.deposits(papers.flu_vaccination(pharmacy.at), by=HUGO.actor)
    for days, kilos, pressure in ((-70, "84,5", "152 88"), (-50, "83", "146 85"), (-28, "82,5", "139 84")):
        home = stage.on(days, "08:30")
        systolic, diastolic = pressure.split()
        home.writes(GEORGES, "weight", weight=kilos, on=f"{home.at:%Y-%m-%d}")
        home.writes(GEORGES, "pressure", systolic=systolic, diastolic=diastolic, on=f"{home.at:%Y-%m-%d}")
    hospital = stage.on(-4, "16:10")
    hospital.deposits(papers.pathology(hospital.at), by=CHU_SOFTWARE)


def nadia(stage: Stage) -> None:
    """Nadia is followed in town, and known to the hospital."""
    stage.on(-300, "11:45").opens(HUGO, NADIA)
    stage.on(-290, "16:00").declares_consent(KELLER, NADIA)
    stage.on(-290, "19:25").names_treating_physician(NADIA, KELLER)
    stage.on(-100, "18:05").authorizes(NADIA, CHU.identifier)
    stage.on(-60, "08:40").declares_consent(TOM, NADIA)
    physiotherapy = stage.on(-60, "09:30")
    physiotherapy.deposits(papers.shoulder_assessment(physiotherapy.at), by=TOM.actor)
    imaging = stage.on(-58, "15:40")
    imaging.deposits(*(papers.shoulder_radiograph(imaging.at), papers.shoulder_film(imaging.at)), by=IMAGING_SOFTWARE)
    test = stage.on(-20, "11:15")
    test.deposits(papers.diabetes_test(test.at), by=LABORATORY_SOFTWARE)
    visit = stage.on(-14, "10:10")
    visit.looks_at(NADIA, "nadia-biologie", by=KELLER.actor)
    visit.deposits(papers.diabetes_visit(visit.at), by=KELLER.actor)


def simone(stage: Stage) -> None:
    """Simone's record is older than the terms of today: hers was a *Dossier Médical Personnel*."""
    stage.on(-5300, "10:40").opens(HUGO, SIMONE)
    stage.on(-700, "09:50").declares_consent(KELLER, SIMONE)


def lou(stage: Stage) -> None:
    """Lou sees Dr Keller with Sacha, then alone; of that visit Sacha's view shows nothing."""
    opening = stage.on(-500, "17:10")
    opening.opens(KELLER, LOU)
    _represented(opening, LOU)
    stage.on(-499, "20:45").names_treating_physician(LOU, KELLER, by=_first_representative(LOU))
    visit = stage.on(-60, "17:25")
    visit.deposits(papers.sport_certificate(visit.at), by=KELLER.actor)
    visit = stage.on(-20, "14:35")
    visit.deposits(papers.confidential_visit(visit.at), by=KELLER.actor)
    stage.on(-7, "21:30").looks_at(LOU, "lou-certificat", by=_first_representative(LOU))


def alix(stage: Stage) -> None:
    """Camille and Sacha act for Alix, each under their own name."""
    opening = stage.on(-800, "16:30")
    opening.opens(KELLER, ALIX)
    _represented(opening, ALIX)
    stage.on(-799, "21:05").names_treating_physician(ALIX, KELLER, by=_first_representative(ALIX))
    visit = stage.on(-130, "16:20")
    visit.deposits(papers.child_examination(visit.at), by=KELLER.actor)
    visit = stage.on(-33, "16:45")
    visit.deposits(papers.child_vaccination(visit.at), by=KELLER.actor)
    stage.on(-33, "21:10").looks_at(ALIX, "alix-vaccination", by=_first_representative(ALIX))


def official(stage: Stage) -> None:
    """The patients of the samples let in Dr Keller, the hospital, and those who sign the samples."""
    for patient in OFFICIAL_PATIENTS:
        stage.on(-30, "09:00").opens(KELLER, patient)
        evening = stage.on(-30, "20:00")
        evening.authorizes(patient, CHU.identifier)
        for author in SAMPLE_AUTHORS:
            evening.authorizes(patient, author.identifier)


def _represented(scene: Scene, minor: Member) -> None:
    """Say who acts for a minor: reference data here, until the product lets a professional record it."""
    record = scene.record(minor)
    with within(record, exclusive=True):
        for one in REPRESENTATIONS:
            if one.minor == minor:
                consents.add_representative(record, Representation(one.representative.account, scene.at, None))


def _first_representative(minor: Member) -> Representative:
    return Representative(next(one.representative.account for one in REPRESENTATIONS if one.minor == minor))
