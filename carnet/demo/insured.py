"""Who is insured in the demonstration: its patients, and some who have no record yet; all invented."""

from datetime import date

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, nir_key
from carnet.core.people import Gender, IdentityTraits
from carnet.demo.cards import card_of
from carnet.demo.caregivers import KELLER
from carnet.demo.cast import LEGACY, PATIENTS, Member
from carnet.demo.newcomers import NEWCOMERS
from carnet.ports.insured_register import Insured

GENERAL, RATP = "01", "05"


def serial_of(number: str) -> str:
    """Give the serial number of a card that no reader of the demonstration holds: ten digits, the same for ever."""
    digits = int(number.replace("A", "1").replace("B", "2"))
    return f"{digits % 9_999_999_967:010d}"


def _insured(
    nir: str,
    family: str,
    given: str,
    gender: Gender,
    birth: date,
    *,
    system: PatientIdentifierSystem = PatientIdentifierSystem.INS_NIR_DEMO,
    regime: str = GENERAL,
    department: str = "44",
    address: tuple[str, ...] = ("3 rue des Docks", "44000 NANTES"),
    mail: str = "",
    former: tuple[PatientIdentifier, ...] = (),
) -> Insured:
    number = nir + nir_key(nir)
    return Insured(
        identifier=PatientIdentifier(system, number),
        traits=IdentityTraits(family, tuple(given.split()), gender, birth, nir[5:10]),
        regime=regime,
        department=department,
        address=address,
        cards=(serial_of(number),),
        former=former,
        mail=mail,
        treating_physician=KELLER.identifier if department == "44" else None,
    )


MANON = _insured("2920344109066", "LE GOFF", "MANON", Gender.FEMALE, date(1992, 3, 3))
"""An adult without a record, and without a mail that her insurer knows: her code comes by letter."""
SALOME = _insured("2880744109071", "BERTIN", "SALOMÉ", Gender.FEMALE, date(1988, 7, 9), mail="salome@example.org")
"""The same, with a mail."""
JEANNE = _insured("2950844109082", "KERVELLA", "JEANNE", Gender.FEMALE, date(1995, 8, 21))
JULIE = _insured("2950844109083", "KERVELLA", "JULIE", Gender.FEMALE, date(1995, 8, 21))
"""Twins: the same day, the same place, the same name but for the first; the rank alone tells their numbers apart."""
LOUIS = _insured("1900144109011", "MARTIN", "LOUIS", Gender.MALE, date(1990, 1, 15))
LOUIS_OF_RENNES = _insured(
    "1900135238040",
    "MARTIN",
    "LOUIS",
    Gender.MALE,
    date(1990, 1, 15),
    department="35",
    address=("8 quai de la Vilaine", "35000 RENNES"),
)
"""Two people of one name, born on one day."""
PAOLO = _insured(
    "175062A004012",
    "CASANOVA",
    "PAOLO",
    Gender.MALE,
    date(1975, 6, 30),
    department="2A",
    address=("2 cours Napoléon", "20000 AJACCIO"),
)
"""Born in Corsica, whose numbers have a letter."""
HENRI = _insured("1680944109019", "TRAN", "HENRI", Gender.MALE, date(1968, 9, 1), regime=RATP)
"""His regime is not on the list of those that open online."""
NOE = _insured("1110644109027", "LE GOFF", "NOÉ", Gender.MALE, date(2011, 6, 12))
"""A minor."""
AMINA = _insured(
    "7810599109077", "DIALLO", "AMINA", Gender.FEMALE, date(1981, 5, 17), system=PatientIdentifierSystem.INS_NIA
)
"""She waits for her number: hers is provisional."""

WITHOUT_A_RECORD = (MANON, SALOME, JEANNE, JULIE, LOUIS, LOUIS_OF_RENNES, PAOLO, HENRI, NOE, AMINA)

_ADDRESSES = {
    "camille": ("12 rue des Docks", "44000 NANTES"),
    "georges": ("5 place du Marché", "44400 REZÉ"),
    "nadia": ("27 boulevard des Deux-Rives", "44000 NANTES"),
    "lou": ("12 rue des Docks", "44000 NANTES"),
    "alix": ("12 rue des Docks", "44000 NANTES"),
}


def _of_the_cast(member: Member) -> Insured:
    person = member.identity
    card = card_of(member)
    return Insured(
        identifier=person.identifiers[0],
        traits=person.traits,
        regime=GENERAL,
        department="44",
        address=person.address or _ADDRESSES.get(member.short, ("1 rue de la Fontaine", "44000 NANTES")),
        cards=(card.serial,) if card is not None else (),
        mail=person.mail,
        treating_physician=KELLER.identifier,
    )


def everybody() -> tuple[Insured, ...]:
    """Give everybody who is insured in the demonstration, those without a record last."""
    members = (*PATIENTS, *LEGACY, *NEWCOMERS)
    return (*(_of_the_cast(member) for member in members), *WITHOUT_A_RECORD)
