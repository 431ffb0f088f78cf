"""See how far one's own exports have come; nothing of the record is read by it."""

from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.export import RecordExport
from carnet.ports.environment import Environment
from carnet.store import record_exports
from carnet.store.context import within
from carnet.usecases.export.asked import NoSuchExport, ask_to_export, is_theirs, theirs


def list_exports(record: RecordId, *, actor: Actor, env: Environment) -> tuple[RecordExport, ...] | Refusal:
    """List those that this person asked for here, the latest first."""
    with within(record):
        allowed = ask_to_export(record, Action.EXPORT_RECORD, actor=actor, env=env, detail="looked", is_told=False)
        if isinstance(allowed, Refusal):
            return allowed
        kept = record_exports.of_record(record, record_key=allowed.record_key)
    return tuple(one for one in kept if is_theirs(one, actor, env))


def look_at_export(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> RecordExport | NoSuchExport | Refusal:
    """Look at one of them (FHIR Bulk Data 2.0, status request)."""
    with within(record):
        allowed = ask_to_export(record, Action.EXPORT_RECORD, actor=actor, env=env, detail="looked", is_told=False)
        if isinstance(allowed, Refusal):
            return allowed
        found = theirs(record, number, actor=actor, env=env, record_key=allowed.record_key)
    return found if found is not None else NoSuchExport()
