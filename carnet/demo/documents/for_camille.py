"""What Camille's record holds: a slow thyroid, a lack of iron, a broken wrist, a night in the emergency room."""

from datetime import datetime, timedelta

from carnet.demo.caregivers import BENALI, HADDAD, HUGO, KELLER, LE_GOFF, MORVAN, TOM
from carnet.demo.cast import CAMILLE
from carnet.demo.documents.biology import thyroid
from carnet.demo.documents.paper import Enclosed, Insurer, Paper, Sections
from carnet.demo.documents.pdf import letter
from carnet.formats.cda.timestamps import PARIS
from carnet.formats.media_types import PDF, TEXT

BLOOD_TESTS = ((3.1, 13.4, 40.0), (3.6, 13.1, 28.0), (4.2, 12.6, 19.0), (5.8, 12.0, 14.0))
"""TSH (mUI/L), free T4 (pmol/L) and ferritin (µg/L) of each blood test, the oldest first."""

ELSEWHERE = 2
"""The blood test that she had at the laboratory of the station, whose usual values are not those of the Docks."""

_COMMENTS = (
    "Résultats dans les valeurs habituelles.",
    "Résultats dans les valeurs habituelles. Ferritine à surveiller.",
    "TSH discrètement élevée. À confronter à la prise du traitement.",
    "TSH au-dessus des valeurs habituelles, T4 libre normale. Ferritine basse, en baisse depuis les bilans précédents.",
)

DIRECTIVES = (
    "Je soussignée Camille Morel, née le 12 mars 1984, écris ici ce que je souhaite pour ma fin de vie, au cas où "
    "je ne pourrais plus le dire moi-même.",
    "Si je ne peux plus communiquer et que mon état ne laisse pas d’espoir d’amélioration, je ne souhaite pas que l’on "
    "prolonge ma vie par des machines. Je souhaite que tout soit fait pour que je n’aie pas mal et que je ne sois pas "
    "seule.",
    "J’accepte le don de mes organes.",
    "Ma personne de confiance est Sacha Morel, qui connaît ces souhaits et les fera respecter.",
    "Je sais que je peux changer d’avis et réécrire ces lignes à tout moment.",
)

_WRIST = """Bilan de rééducation du poignet gauche

Motif : fracture non déplacée de l’extrémité inférieure du radius gauche, attelle depuis 12 jours.

Bilan
- Douleur au repos : 1 sur 10. À la mobilisation des doigts : 2 sur 10.
- Œdème modéré de la main, peau souple, pas de signe de syndrome douloureux régional complexe.
- Doigts, coude et épaule : mobilité complète.

Programme
- Mobilisation des doigts et de l’épaule, drainage, conseils pour la maison : 2 séances par semaine.
- Mobilisation du poignet après l’ablation de l’attelle, avec l’accord du médecin.
"""


def blood_test(number: int, at: datetime) -> Paper:
    """Give one of the four blood tests, from 1 on, signed by the laboratory's biologist."""
    before = BLOOD_TESTS[number - 2] if number > 1 else None
    biologist, usual = (MORVAN, (0.27, 4.2)) if number == ELSEWHERE else (LE_GOFF, (0.4, 4.0))
    figures = thyroid(*BLOOD_TESTS[number - 1], before=before, usual=usual)
    values = figures | {"prescriber": KELLER.name.shown(), "comment": _COMMENTS[number - 1]}
    title = "Résultats de prise de sang"
    taken = at - timedelta(hours=3)
    return Paper(
        f"camille-biologie-{number}",
        *("11502-2", title, CAMILLE, biologist, at, Sections("biologie-thyroide", values), taken),
    )


def synthesis(at: datetime) -> Paper:
    """Give the first medical synthesis, before the autumn."""
    values = {
        "second-drug": "Vitamine D 100 000 UI, ampoule",
        "second-dose": "1 tous les 3 mois",
        "second-since": f"{at.year - 1}",
        "history": "Pas de fracture",
        "flu": f"Grippe et covid-19 : automne {at.year - 1}",
    }
    title = "Synthèse médicale"
    return Paper("camille-synthese-1", "60591-5", title, CAMILLE, KELLER, at, Sections("synthese-camille", values))


def new_synthesis(at: datetime) -> Paper:
    """Give the version of it that replaces the first: iron, the wrist, the vaccines of the autumn."""
    values = {
        "second-drug": "Sulfate ferreux 80 mg",
        "second-dose": "0 - 0 - 1",
        "second-since": _month(at),
        "history": f"Fracture du poignet gauche, {at.year}",
        "flu": "Grippe et covid-19 : cet automne",
    }
    title, body = "Synthèse médicale", Sections("synthese-camille", values)
    return Paper(
        "camille-synthese-2",
        *("60591-5", title, CAMILLE, KELLER, at, body),
        replaces="camille-synthese-1",
    )


def directives(at: datetime) -> Paper:
    """Give her advance directives: a PDF that she wrote herself."""
    body = Enclosed(PDF, letter("Mes directives anticipées", DIRECTIVES))
    return Paper("camille-directives", "EXPPAT_3", "Mes directives anticipées", CAMILLE, CAMILLE, at, body)


def vaccination(at: datetime) -> Paper:
    """Give the note of the two vaccines of the autumn, by the pharmacist."""
    title, body = "Vaccination grippe et covid", Sections("vaccination-automne")
    return Paper("camille-vaccination", "87273-9", title, CAMILLE, HUGO, at, body)


def wrist_radiograph(at: datetime) -> Paper:
    """Give the report that she masks."""
    title, body = "Radiographie du poignet gauche", Sections("radiographie-poignet")
    return Paper("camille-radiographie", "18748-4", title, CAMILLE, BENALI, at, body)


def reimbursements(at: datetime) -> Paper:
    """Give a month of what the national insurer paid back."""
    days = {f"day-{ago}": f"{(at - timedelta(days=ago)).astimezone(PARIS):%Y%m%d}" for ago in (2, 15, 28)}
    title, body = "Remboursements du mois", Sections("remboursements", days)
    began = at - timedelta(days=30)
    return Paper("camille-remboursements", "REMB", title, CAMILLE, Insurer(), at, body, began)


def consultation(at: datetime) -> Paper:
    """Give the report of the visit to Dr Keller."""
    title, values = "Consultation de suivi", {"patient": CAMILLE.shown}
    body = Sections("consultation-camille", values)
    return Paper("camille-consultation", "11488-4", title, CAMILLE, KELLER, at, body, at - timedelta(minutes=25))


def prescription(at: datetime) -> Paper:
    """Give what was prescribed on that day."""
    title, body = "Ordonnance : lévothyroxine, fer", Sections("ordonnance-camille")
    return Paper("camille-ordonnance", "57833-6", title, CAMILLE, KELLER, at, body)


def wrist_assessment(at: datetime) -> Paper:
    """Give the physiotherapist's assessment: plain text."""
    title, body = "Bilan de rééducation du poignet", Enclosed(TEXT, _WRIST.encode())
    return Paper("camille-kinesitherapie", "47420-5", title, CAMILLE, TOM, at, body, at - timedelta(minutes=40))


def emergency_visit(at: datetime, *, arrived: datetime) -> Paper:
    """Give the report of the night in the emergency room."""
    values = {"patient": CAMILLE.shown, "age": str(_age(at))}
    title = "Compte rendu de passage aux urgences"
    body = Sections("passage-urgences", values)
    return Paper("camille-urgences", "15507-7", title, CAMILLE, HADDAD, at, body, arrived)


def _age(at: datetime) -> int:
    day, born = at.astimezone(PARIS).date(), CAMILLE.identity.traits.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _month(at: datetime) -> str:
    return f"{at.astimezone(PARIS):%m/%Y}"
