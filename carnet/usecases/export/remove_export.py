"""Remove an export before its time: it is given up, or what was prepared is destroyed."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import record_exports
from carnet.store.context import within
from carnet.usecases.export.asked import NoSuchExport, ask_to_export, theirs


@dataclass(frozen=True, slots=True)
class ExportRemoved:
    """It is gone, with its key and its bytes."""


def remove_export(
    record: RecordId, number: UUID, *, actor: Actor, env: Environment
) -> ExportRemoved | NoSuchExport | Refusal:
    """Remove it (FHIR Bulk Data 2.0, delete request). The key goes with the transaction, the bytes right after."""
    with within(record, exclusive=True):
        allowed = ask_to_export(record, Action.EXPORT_RECORD, actor=actor, env=env, detail="removed")
        if isinstance(allowed, Refusal):
            return allowed
        if theirs(record, number, actor=actor, env=env, record_key=allowed.record_key) is None:
            return NoSuchExport()
        addresses = record_exports.remove(record, number)
    for address in addresses:
        env.prepared_files.destroy(address)
    return ExportRemoved()
