"""Fetch what was prepared: decided again, and void as soon as anything in it is no longer theirs to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import RecordId
from carnet.core.record.export import ExportStage, RecordExport, is_within
from carnet.ports.environment import Environment
from carnet.store import facts, record_exports
from carnet.store.context import within
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, who_has_proved
from carnet.usecases.export.asked import NoSuchExport, ask_to_export, parts_allowed, theirs
from carnet.usecases.export.folder_files import WHOLE
from carnet.usecases.health.own_health import readable_entries


@dataclass(frozen=True, slots=True, repr=False)
class FetchedFile:
    """The bytes of a file, streaming: ``size`` of them. ``name``: which file it is, empty for the only one."""

    one: RecordExport
    name: str
    size: int
    chunks: Iterator[bytes]

    def __repr__(self) -> str:
        """Hide the content."""
        return "FetchedFile(…)"


Fetched: TypeAlias = FetchedFile | NoSuchExport | Refusal


def fetch_file(record: RecordId, number: UUID, name: str, *, actor: Actor, env: Environment) -> Fetched:
    """Open a file of it (product.md, « Download »: « decided again when fetched and dead at any change of rights »).

    ``name``: what the file holds, as it was prepared. What a right that ended made void is removed at once; the trace
    is committed before the first byte leaves.
    """
    void: tuple[str, ...] = ()
    with within(record, exclusive=True):
        allowed = ask_to_export(record, Action.EXPORT_RECORD, actor=actor, env=env, detail="fetched")
        if isinstance(allowed, Refusal):
            return allowed
        one = theirs(record, number, actor=actor, env=env, record_key=allowed.record_key)
        if one is None or one.stage is not ExportStage.READY or one.prepared is None:
            return NoSuchExport()
        holds = _still_holds(one, actor, env, record_key=allowed.record_key)
        if not holds:
            void = record_exports.remove(record, number)
    for address in void:
        env.prepared_files.destroy(address)
    found = next((file for file in one.prepared.files if file.name == name), None) if holds else None
    if found is None:
        return NoSuchExport()
    return FetchedFile(one, found.name, found.size, env.prepared_files.open(found.address, key=found.key, of=one.id))


def fetch_download(
    token: str,
    record: RecordId,
    number: UUID,
    name: str = WHOLE,
    *,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Fetched | ProofNeeded | NobodyHere:
    """Open a folder, once the person has proved again who they are (OWASP ASVS 7.5.3).

    ``name``: which of its files, where there are several.
    """
    here = who_has_proved(token, env=env)
    if isinstance(here, ProofNeeded | NobodyHere):
        return here
    return fetch_file(record, number, name, actor=actor, env=env)


def _still_holds(one: RecordExport, actor: Actor, env: Environment, *, record_key: bytes) -> bool:
    """Ask again for each part, for every document that it tells of, and for every line of « Ma santé » in it."""
    gathered = facts.about_documents(
        one.record,
        action=Action.LIST_DOCUMENTS,
        actor=actor,
        at=env.clock.now(),
        policy=env.policy,
        with_deleted=True,
    )
    if one.prepared is None or not isinstance(decide(gathered.facts), Permit):
        return False
    if one.prepared.parts != parts_allowed(gathered.facts, one.prepared.parts):
        return False
    readable = [document.id for document in visible(gathered.facts, [each.facts for each in gathered.documents])]
    return is_within(one.prepared, readable, readable_entries(gathered.facts, record_key=record_key))
