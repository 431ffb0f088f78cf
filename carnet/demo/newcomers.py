"""People of the demonstration who have no record yet: somebody opens it with them, at a counter or in a pharmacy."""

from datetime import date

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, nir_key
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.demo.cast import Member
from carnet.store.records import RecordPerson


def _newcomer(
    short: str, shown: str, what: str, nir: str, traits: IdentityTraits, *, address: tuple[str, ...] = ()
) -> Member:
    identifier = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir))
    return Member(short, shown, what, RecordPerson(traits, IdentityStatus.RETRIEVED, (identifier,), address=address))


MARTHE = _newcomer(
    "marthe",
    "Marthe Le Bihan",
    "81 ans, sans téléphone ni adresse électronique, sans dossier",
    "2450956260014",
    IdentityTraits("LE BIHAN", ("MARTHE", "ANNE"), Gender.FEMALE, date(1945, 9, 3), "56260"),
    address=("4 impasse du Lavoir", "44400 REZÉ"),
)
ANGE = _newcomer(
    "ange",
    "Ange Santoni",
    "36 ans, né en Corse, sans dossier",
    "190032A041087",
    IdentityTraits("SANTONI", ("ANGE",), Gender.MALE, date(1990, 3, 14), "2A041"),
    address=("11 rue de la Paix", "44000 NANTES"),
)
JUMELLE, JUMEAU = (
    _newcomer(
        short,
        shown,
        "19 ans, a un jumeau, sans dossier",
        nir,
        IdentityTraits("ROYER", (given,), gender, date(2007, 6, 1), "44109"),
        address=("2 place de la Gare", "44400 REZÉ"),
    )
    for short, shown, nir, given, gender in (
        ("jade", "Jade Royer", "2070644109031", "JADE", Gender.FEMALE),
        ("noe", "Noé Royer", "1070644109032", "NOE", Gender.MALE),
    )
)
ELIO = _newcomer(
    "elio",
    "Elio Lamrani",
    "né il y a quelques semaines, enfant de Nadia, sans dossier ni carte",
    "1261044109012",
    IdentityTraits("LAMRANI", ("ELIO",), Gender.MALE, date(2026, 10, 12), "44109"),
)

NEWCOMERS = (MARTHE, ANGE, JUMELLE, JUMEAU)
"""Those who have a card of their own."""
