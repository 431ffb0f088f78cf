"""Who may see a record, as its asker may know it: all of it for the person, their own yes for those who give care."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional, StructureSoftware
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.record.check_record import CheckedRecord, check_record
from carnet.usecases.record.find_record import RecordReference, find_record


@dataclass(frozen=True, slots=True)
class ListedConsents:
    """What the asker may know: ``own``, TD0.2's answer to those who give care, or ``rights``, the whole page."""

    record: RecordId
    own: CheckedRecord | None = None
    rights: AccessRights | None = None


def action_of(actor: Actor) -> Action:
    """Tell what is asked: of those who give care, whether they have a yes; of anybody else, all access rights."""
    return Action.CHECK_RECORD if isinstance(actor, Professional | StructureSoftware) else Action.READ_ACCESS_RIGHTS


def list_consents(reference: RecordReference, *, actor: Actor, env: Environment) -> ListedConsents | Refusal:
    """Read the consents of a record (IHE PCF, ITI-108). A stranger learns of their own only, as through TD0.2."""
    record = find_record(reference, env=env)
    if action_of(actor) is Action.CHECK_RECORD:
        checked = check_record(record, actor=actor, env=env)
        return checked if isinstance(checked, Refusal) else ListedConsents(record, own=checked)
    rights = list_access(record, actor=actor, env=env)
    return rights if isinstance(rights, Refusal) else ListedConsents(record, rights=rights)
