"""Say who is at the counter: by the card that was read, by the register of the insured, by what was typed."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from carnet.core.access.actors import Actor
from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem
from carnet.core.ins_c import ins_c
from carnet.core.people import IdentityStatus, IdentityTraits
from carnet.core.record.majority import PARIS
from carnet.core.record.typed_identity import ReadIdentity, TypedIdentity, is_the_same_person, read_identity
from carnet.ports.card_reader import CardFault
from carnet.ports.environment import Environment
from carnet.ports.insured_register import NO_INSURED_REGISTER, InsuredRegisterUnavailableError
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import shown_name
from carnet.usecases.opening.insured_person import as_record_person, insured_with
from carnet.usecases.record.card_presence import card_presence

NOT_THE_REGISTERS = Defect(
    "identity-not-of-the-number",
    "number",
    "The register knows somebody else under this number.",
    "Check the number and the traits against the card and the identity document.",
)


REGISTER_SILENT = Defect(
    "register-silent",
    "number",
    "The register of insured people does not answer: nobody can say now whose number this is.",
    "Send it again in a few minutes: nothing was opened.",
)


@dataclass(frozen=True, slots=True)
class RegisterSilent:
    """The register does not answer: whose number it is cannot be checked, and nothing is opened until it can."""


@dataclass(frozen=True, slots=True, repr=False)
class CardRecognized:
    """A card was read just now. ``number``: its NIR; ``holder``: whose it is, when the register knows them.

    ``name``: theirs, as pages say it; empty for somebody unknown.
    """

    number: str
    holder: RecordPerson | None
    name: str

    def __repr__(self) -> str:
        """Hide the person."""
        return "CardRecognized(…)"


IdentityFaults: TypeAlias = tuple[Defect, ...]


def recognize_card(statement: str, *, actor: Actor, env: Environment) -> CardRecognized | CardFault | RegisterSilent:
    """Say whose card was read, or why the reading proves nothing (product.md, « Opening »)."""
    reading = card_presence(statement, actor=actor, env=env)
    if isinstance(reading, CardFault):
        return reading
    holder = _known(reading.number, env)
    if isinstance(holder, RegisterSilent):
        return holder
    return CardRecognized(reading.number, holder, shown_name(holder) if holder is not None else "")


def identify(typed: TypedIdentity, *, document_was_seen: bool, env: Environment) -> RecordPerson | IdentityFaults:
    """Make an identity of what was typed, held against the register under the same number (INSi « vérification »).

    ``document_was_seen``: an identity document of high confidence was shown. Status by the RNIV: provisional, retrieved
    from the register, validated by a document, qualified by both. A register that knows somebody else under this
    number refuses: a mistyped number with a right key is somebody's. So does one that does not answer, for the same
    reason; where there is none at all, what was typed has to do, and the status says so.
    """
    today = env.clock.now().astimezone(PARIS).date()
    read = read_identity(typed, accepts_test=env.accepts_test_identifiers, today=today)
    if not isinstance(read, ReadIdentity):
        return read
    known = _known(read.identifier.value, env)
    if isinstance(known, RegisterSilent):
        return (REGISTER_SILENT,)
    if known is not None and not is_the_same_person(read.traits, known.traits):
        return (NOT_THE_REGISTERS,)
    person = known if known is not None else _unknown(read)
    return with_document(person) if document_was_seen else person


def with_document(person: RecordPerson) -> RecordPerson:
    """Raise the status of an identity whose document was seen (RNIV: retrieved and validated make qualified)."""
    raised = {
        IdentityStatus.PROVISIONAL: IdentityStatus.VALIDATED,
        IdentityStatus.RETRIEVED: IdentityStatus.QUALIFIED,
    }
    return replace(person, identity_status=raised.get(person.identity_status, person.identity_status))


def called(traits: IdentityTraits) -> tuple[str, str]:
    """Give the first name and the name by which somebody is called; the first name is empty where there is none."""
    given = traits.given_names[0].title() if traits.given_names else ""
    return given, (traits.used_name or traits.birth_name).title()


def _known(number: str, env: Environment) -> RecordPerson | RegisterSilent | None:
    """Ask the register who has a number; None when it knows nobody, and where an installation has no register."""
    if env.insured_register is NO_INSURED_REGISTER:
        return None
    try:
        found = insured_with(number, env=env)
    except InsuredRegisterUnavailableError:
        return RegisterSilent()
    return as_record_person(found) if found is not None else None


def _unknown(read: ReadIdentity) -> RecordPerson:
    return RecordPerson(read.traits, IdentityStatus.PROVISIONAL, identifiers_of_typed(read.identifier, read.traits))


def identifiers_of_typed(ins: PatientIdentifier, traits: IdentityTraits) -> tuple[PatientIdentifier, ...]:
    """Give the INS and, for a NIR of one's own, the INS-C that older documents carry (product.md, « Identity »)."""
    if ins.system is PatientIdentifierSystem.INS_NIA:
        return (ins,)
    given = traits.given_names[0] if traits.given_names else ""
    secondary = ins_c(given, f"{traits.birth_date:%y%m%d}", ins.value[:13])
    return (ins,) if isinstance(secondary, Defect) else (ins, secondary)
