"""What the records of Georges, Nadia, Lou and Alix hold."""

from datetime import datetime, timedelta

from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.demo.caregivers import BENALI, HUGO, KELLER, LE_GOFF, SIMON, TOM, VASSEUR, VIDAL
from carnet.demo.cast import ALIX, GEORGES, LOU, NADIA
from carnet.demo.documents.biology import diabetes
from carnet.demo.documents.paper import AsItIs, Enclosed, Paper, Sections
from carnet.demo.documents.scans import shoulder_ultrasound, shoulder_xray
from carnet.formats.media_types import DICOM, TEXT

NADIA_HBA1C = 6.8
"""In %: the laboratory's figure, which Dr Keller quotes."""

_SPORT = """Certificat médical

Je soussignée, Dr Anne Keller, certifie avoir examiné ce jour Lou Morel, née le 20 mai 2010.

Son état de santé ne présente pas de contre-indication à la pratique du handball, y compris en compétition.

Certificat établi à la demande de l’intéressée et remis en main propre.
"""

_SHOULDER = """Bilan de rééducation de l’épaule droite

Motif : raideur de l’épaule droite depuis 4 mois.

Bilan
- Élévation active à 120 degrés, rotation externe à 30 degrés. Douleur à 3 sur 10 en fin de mouvement.
- Force conservée. Pas de douleur la nuit.

Programme
- 12 séances, exercices quotidiens remis en enregistrement sonore.
"""


def pre_anaesthesia(at: datetime) -> Paper:
    """Give the anaesthetist's report on Georges, 23 days before he enters the hospital."""
    title, body = "Consultation d’anesthésie", Sections("pre-anesthesie")
    return Paper("georges-anesthesie", "34749-2", title, GEORGES, VIDAL, at, body, at - timedelta(minutes=30))


def discharge(at: datetime) -> Paper:
    """Give the report of Georges's six days in hospital."""
    title, body = "Compte rendu d’hospitalisation : prothèse du genou", Sections("sortie-hospitalisation")
    return Paper("georges-hospitalisation", "34112-3", title, GEORGES, VASSEUR, at, body, at - timedelta(days=6))


def flu_vaccination(at: datetime) -> Paper:
    """Give the note of Georges's vaccine, which he downloads as a certificate."""
    values = {
        "vaccine": "Vaccin grippal haute dose",
        "disease": "Grippe saisonnière",
        "rank": "rappel annuel",
        "lot": "DEMO-2417",
        "site": "deltoïde gauche",
        "next": "Prochain rappel : l’automne prochain.",
    }
    title = "Vaccination contre la grippe"
    return Paper("georges-vaccination", "87273-9", title, GEORGES, HUGO, at, Sections("vaccination", values))


def pathology(at: datetime) -> Paper:
    """Give the result that a doctor has yet to announce to Georges."""
    title, body = "Examen d’un polype du côlon", Sections("anatomopathologie")
    return Paper(
        "georges-anatomopathologie",
        *("11526-1", title, GEORGES, SIMON, at, body),
        hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}),
    )


def diabetes_test(at: datetime) -> Paper:
    """Give Nadia's blood test."""
    values = diabetes(NADIA_HBA1C, 6.9) | {"prescriber": KELLER.name.shown()}
    title, body = "Résultats de prise de sang", Sections("biologie-hba1c", values)
    return Paper("nadia-biologie", "11502-2", title, NADIA, LE_GOFF, at, body, at - timedelta(hours=3))


def diabetes_visit(at: datetime) -> Paper:
    """Give the visit to Dr Keller that follows it by six days."""
    title, body = "Consultation de suivi", Sections("consultation-nadia", {"hba1c": f"{NADIA_HBA1C:g}"})
    return Paper("nadia-consultation", "11488-4", title, NADIA, KELLER, at, body, at - timedelta(minutes=20))


def shoulder_radiograph(at: datetime) -> Paper:
    """Give the X-ray of Nadia's shoulder, as the machine wrote it."""
    body = AsItIs(DICOM, shoulder_xray())
    return Paper("nadia-radiographie", "18748-4", "Radiographie de l’épaule droite", NADIA, BENALI, at, body)


def shoulder_film(at: datetime) -> Paper:
    """Give the ultrasound of Nadia's shoulder, a film of eight pictures."""
    body = AsItIs(DICOM, shoulder_ultrasound())
    return Paper("nadia-echographie", "18748-4", "Échographie de l’épaule droite", NADIA, BENALI, at, body)


def shoulder_assessment(at: datetime) -> Paper:
    """Give the physiotherapist's assessment of Nadia: plain text, which a screen reader reads well."""
    title, body = "Bilan de rééducation de l’épaule", Enclosed(TEXT, _SHOULDER.encode())
    return Paper("nadia-kinesitherapie", "47420-5", title, NADIA, TOM, at, body, at - timedelta(minutes=40))


def sport_certificate(at: datetime) -> Paper:
    """Give Lou's certificate: plain text, visible to her parent."""
    title, body = "Certificat pour le handball", Enclosed(TEXT, _SPORT.encode())
    return Paper("lou-certificat", "89601-9", title, LOU, KELLER, at, body)


def confidential_visit(at: datetime) -> Paper:
    """Give the visit that Lou wants hidden from her parents."""
    title, body = "Consultation de Lou", Sections("consultation-lou", {"patient": "Lou"})
    return Paper(
        "lou-consultation",
        *("11488-4", title, LOU, KELLER, at, body, at - timedelta(minutes=20)),
        hidden=frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES}),
    )


def child_examination(at: datetime) -> Paper:
    """Give Alix's examination of the year."""
    title, body = "Examen de santé de l’enfant", Sections("examen-enfant")
    return Paper("alix-examen", "59283-2", title, ALIX, KELLER, at, body, at - timedelta(minutes=30))


def child_vaccination(at: datetime) -> Paper:
    """Give the note of Alix's vaccine."""
    values = {
        "vaccine": "Vaccin contre la grippe",
        "disease": "Grippe saisonnière",
        "rank": "première dose",
        "lot": "DEMO-2402",
        "site": "deltoïde gauche",
        "next": "Prochain rappel : l’automne prochain.",
    }
    title = "Vaccination contre la grippe"
    return Paper("alix-vaccination", "87273-9", title, ALIX, KELLER, at, Sections("vaccination", values))
