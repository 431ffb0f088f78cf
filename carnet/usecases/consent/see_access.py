"""The page of who can see a record: the access rights, and the doctor whom the insurer knows as the treating one."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.core.vocabulary.professions import PHYSICIAN
from carnet.ports.environment import Environment
from carnet.ports.insured_register import InsuredRegisterUnavailableError
from carnet.store import directory
from carnet.store.context import within
from carnet.usecases.account.holder import person_of
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.opening.insured_person import insured_with


@dataclass(frozen=True, slots=True)
class ProposedPhysician:
    """The doctor declared to the insurer. ``may_read``: let in already, so that naming them is one gesture."""

    identifier: PractitionerId
    name: str
    specialty: str
    may_read: bool


@dataclass(frozen=True, slots=True)
class SeenAccess:
    """What the page shows. ``proposed``: None once there is a treating physician, and where nobody is proposed."""

    rights: AccessRights
    proposed: ProposedPhysician | None


def see_access(record: RecordId, *, actor: Actor, env: Environment) -> SeenAccess | Refusal:
    """Show who may read a record; while nobody is its treating physician, propose first the doctor declared as such.

    Product.md, « Treating physician »: « The doctor declared to the insurer is proposed first ». A register that knows
    none, that is silent or that does not exist proposes nobody; nor does one whose doctor was shut out.
    """
    rights = list_access(record, actor=actor, env=env)
    if isinstance(rights, Refusal):
        return rights
    if any(one.is_treating_physician for one in rights.granted):
        return SeenAccess(rights, None)
    return SeenAccess(rights, _proposed(_declared(record, env), rights))


def _proposed(declared: PractitionerId | None, rights: AccessRights) -> ProposedPhysician | None:
    known = directory.find_practitioner(declared) if declared is not None else None
    if known is None or known.profession != PHYSICIAN or any(one.grantee == declared for one in rights.blocked):
        return None
    may_read = any(
        one.grantee == known.identifier and one.status is AuthorizationStatus.VALID for one in rights.granted
    )
    return ProposedPhysician(known.identifier, known.name.shown(), known.specialty, may_read)


def _declared(record: RecordId, env: Environment) -> PractitionerId | None:
    """Ask the register for the doctor whom the person declared."""
    with within(record):
        number = person_of(record, env=env).identifiers[0].value
    try:
        found = insured_with(number, env=env)
    except InsuredRegisterUnavailableError:
        return None
    return found.treating_physician if found is not None else None
