"""Who is behind a number, as a record would know them: traits, identifiers of today and of before, address."""

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem
from carnet.core.ins_c import ins_c
from carnet.core.people import IdentityStatus
from carnet.core.record.majority import is_minor
from carnet.core.record.online_opening import Application, is_listed
from carnet.ports.environment import Environment
from carnet.ports.insured_register import Insured
from carnet.store.records import RecordPerson

_NOT_A_NIR = frozenset({PatientIdentifierSystem.INS_NIA})


def insured_with(number: str, *, env: Environment) -> Insured | None:
    """Give the person whom the register knows under a number, or None.

    An identity for tests is nobody where real people are. Raises ``InsuredRegisterUnavailableError``.
    """
    found = env.insured_register.find(number)
    if not isinstance(found, Insured):
        return None
    return None if found.identifier.system.is_test and not env.accepts_test_identifiers else found


def identifiers_of(person: Insured) -> tuple[PatientIdentifier, ...]:
    """Give the INS, the numbers that the person had before it, and the INS-C, a secondary one.

    A provisional number has no INS-C; it is kept, so that the number that replaces it leads to the same record.
    """
    known = (person.identifier, *person.former)
    if person.identifier.system in _NOT_A_NIR:
        return known
    traits = person.traits
    given = traits.given_names[0] if traits.given_names else ""
    secondary = ins_c(given, traits.birth_date.strftime("%y%m%d"), person.identifier.value[:13])
    return known if isinstance(secondary, Defect) else (*known, secondary)


def as_record_person(person: Insured, *, mail: str = "", phone: str = "") -> RecordPerson:
    """Make the person of a record out of an insured one, with the way to reach them that they verified.

    The identity was read from the register and nobody has seen the person: it is *retrieved*, not qualified (RNIV).
    """
    return RecordPerson(
        traits=person.traits,
        identity_status=IdentityStatus.RETRIEVED,
        identifiers=identifiers_of(person),
        mail=mail,
        phone=phone,
        address=person.address,
    )


def application_of(person: Insured, *, has_a_channel: bool, accepts_the_terms: bool, env: Environment) -> Application:
    """Say what somebody whose number, card and code were right has shown, as the decision needs it."""
    at = env.clock.now()
    return Application(
        knows_the_card=True,
        has_the_code=True,
        has_a_channel=has_a_channel,
        accepts_the_terms=accepts_the_terms,
        is_adult=not is_minor(person.traits.birth_date, at=at),
        regime_is_listed=is_listed(person.regime),
        is_rolled_out=env.rollout.reaches(regime=person.regime, department=person.department, at=at),
    )
