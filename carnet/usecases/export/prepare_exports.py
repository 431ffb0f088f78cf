"""Prepare what was asked to be taken away, a piece at a time; begin again what was interrupted; remove what is over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.export import (
    KEPT_FOR,
    LEASE,
    MOST_TRIES,
    ExportKind,
    ExportStage,
    Part,
    Prepared,
    PreparedFile,
    RecordExport,
)
from carnet.ports.environment import Environment
from carnet.store import facts, record_exports, records
from carnet.store.context import within
from carnet.usecases.export.asked import ask_to_export, parts_allowed
from carnet.usecases.export.bulk_files import bulk_files
from carnet.usecases.export.folder_files import folder_files
from carnet.usecases.export.material import GivenUpError, Material
from carnet.usecases.export.writing import ExportWriter
from carnet.usecases.family.tell_close_one import TELL_CLOSE_ONE, account_number
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.reading.read_everything import Everything, Kind, Wanted, read_everything
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import NONCE_SIZE, write_down

WORK_ON_EXPORTS = "work-on-exports"
"""The job; ``carnet.config.export_jobs`` gives it its hour and its writer."""
AT_ONCE = 20
"""How many one turn takes; what is left comes a minute later."""
UNUSED_FOR = timedelta(hours=2)
"""Longer than any preparation that still goes on."""
READY = "export-ready"
KINDS = {
    Part.PERSON: Kind.PERSON,
    Part.DOCUMENTS: Kind.DOCUMENTS,
    Part.CONTENTS: Kind.DOCUMENTS,
    Part.DEPOSITS: Kind.DEPOSITS,
    Part.ACCESS_RIGHTS: Kind.ACCESS_RIGHTS,
    Part.HEALTH: Kind.HEALTH,
    Part.HISTORY: Kind.HISTORY,
}


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided of one export: what it tells, a permit for each document, and what it must still be later."""

    everything: Everything
    permits: tuple[tuple[ShownDocument, Permit], ...]
    documents: frozenset[DocumentId]
    parts: frozenset[Part]
    record_key: bytes


def work_on_exports(*, write: ExportWriter, env: Environment) -> int:
    """Look at each export whose turn has come; give how many were made ready. Run by the schedule, as the app.

    One that was interrupted falls due again when its lease ends, and is prepared anew: two processes never finish the
    same one. Raises ``BlobDamagedError`` when the bytes of a document are damaged: after three tries it has failed.
    """
    ready = 0
    for _ in range(AT_ONCE):
        at = env.clock.now()
        turn = record_exports.claim(at=at, until=at + LEASE)
        if turn is None:
            break
        ready += _look_at(*turn, write=write, env=env)
    env.prepared_files.sweep(record_exports.names_file, older_than=UNUSED_FOR)
    return ready


def _look_at(record: RecordId, number: UUID, *, write: ExportWriter, env: Environment) -> bool:
    with within(record, exclusive=True):
        one = _waiting(record, number, env)
        if one is None:
            over = record_exports.remove(record, number)
        elif record_exports.count_try(record, number) > MOST_TRIES:
            record_exports.fail(record, number, expires_at=env.clock.now() + KEPT_FOR)
            return False
    if one is None:
        _destroy(over, env)
        return False
    decided = _decide(one, env)
    if decided is not None:
        return _prepare(one, decided, write=write, env=env)
    with within(record, exclusive=True):
        record_exports.remove(record, number)
    return False


def _waiting(record: RecordId, number: UUID, env: Environment) -> RecordExport | None:
    """Find one that is still to be prepared; None when its time is over."""
    key = records.wrapped_key(record)
    if key is None:
        return None
    record_key = env.keyring.open_record_key(key, record=record.bytes)
    one = record_exports.find(record, number, record_key=record_key)
    return one if one is not None and one.stage is ExportStage.WAITING else None


def _decide(one: RecordExport, env: Environment) -> _Decided | None:
    """Decide all of it for whoever asked, as they are today; None when they may no longer take the record away."""
    record, actor = one.record, one.asker.actor(one.record)
    with within(record):
        allowed = ask_to_export(record, Action.EXPORT_RECORD, actor=actor, env=env, detail="prepared", is_told=False)
    if isinstance(allowed, Refusal):
        return None
    wanted = Wanted(frozenset(KINDS[part] for part in one.wish.parts), one.wish.since)
    everything = read_everything(record, wanted=wanted, detail="export", actor=actor, env=env)
    if isinstance(everything, Refusal):
        return None
    everything = _chosen(everything, one.wish.only)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        readable = {shown.id for shown in visible(gathered.facts, [each.facts for each in gathered.documents])}
        told = {document for line in everything.lines for document in line.event.documents}
        permits = _permits(one, everything, env) if Part.CONTENTS in one.wish.parts else ()
        taken = tuple(shown.document for shown, _ in permits)
        write_down(allowed.permit, allowed.wrapped_key, env=env, documents=taken, detail="prepared")
    named = {shown.document for shown in everything.documents} | told & readable
    parts = parts_allowed(gathered.facts, one.wish.parts)
    return _Decided(everything, permits, frozenset(named), parts, allowed.record_key)


def _chosen(everything: Everything, only: frozenset[DocumentId] | None) -> Everything:
    """Leave out the documents that were not asked for, and what would tell of them."""
    if only is None:
        return everything
    deposits = (
        replace(one, documents=tuple(each for each in one.documents if each in only)) for one in everything.deposits
    )
    return replace(
        everything,
        documents=tuple(one for one in everything.documents if one.document in only),
        deposits=tuple(one for one in deposits if one.documents),
    )


def _permits(one: RecordExport, everything: Everything, env: Environment) -> tuple[tuple[ShownDocument, Permit], ...]:
    """Ask for each document in turn; inside ``within(record)``."""
    found = []
    for shown in everything.documents:
        gathered = facts.about_document(
            one.record,
            shown.document,
            action=Action.READ_DOCUMENT,
            actor=one.asker.actor(one.record),
            at=env.clock.now(),
            policy=env.policy,
        )
        answer = decide(gathered.facts)
        if isinstance(answer, Permit):
            found.append((shown, answer))
    return tuple(found)


def _prepare(one: RecordExport, decided: _Decided, *, write: ExportWriter, env: Environment) -> bool:
    """Write the files, then say that it is ready; nothing is left of one that was given up meanwhile."""
    files: list[PreparedFile] = []
    sizes = tuple(shown.entry.size for shown, _ in decided.permits)
    material = Material(one, decided.everything, _counted(one, decided, env), sizes, decided.parts)
    made = bulk_files if one.wish.kind is ExportKind.FHIR else folder_files
    is_ready = False
    try:
        for name, count, pieces in made(material, write=write, at=env.clock.now()):
            stored = env.prepared_files.put(pieces, of=one.id)
            files.append(PreparedFile(name, count, stored.size, stored.address, stored.key))
        is_ready = _finish(one, _prepared(files, decided), decided.record_key, env)
    except GivenUpError:
        is_ready = False
    finally:
        if not is_ready:
            _destroy(tuple(file.address for file in files), env)
    return is_ready


def _prepared(files: Iterable[PreparedFile], decided: _Decided) -> Prepared:
    entries = frozenset(entry.id for entry in decided.everything.health)
    return Prepared(tuple(files), decided.documents, decided.parts, entries)


def _counted(one: RecordExport, decided: _Decided, env: Environment) -> Iterator[tuple[ShownDocument, Iterator[bytes]]]:
    """Open each document when its turn has come, and say how far it has come."""
    total = len(decided.permits)
    for done, (shown, permit) in enumerate(decided.permits):
        with within(one.record):
            until = env.clock.now() + LEASE
            goes_on = record_exports.keep_progress(one.record, one.id, done=done, total=total, until=until)
        if not goes_on:
            raise GivenUpError
        yield shown, env.blobs.open(permit, record_key=decided.record_key)


def _finish(one: RecordExport, prepared: Prepared, record_key: bytes, env: Environment) -> bool:
    with within(one.record, exclusive=True):
        at = env.clock.now()
        is_ready = record_exports.finish(
            one.record,
            one.id,
            prepared,
            expires_at=at + KEPT_FOR,
            record_key=record_key,
            nonce=env.chance.secret(NONCE_SIZE),
        )
        if is_ready and one.wish.kind is ExportKind.FOLDER:
            number = account_number(one.asker.account)
            if not one.asker.account:
                owe_notice(one.record, kind=READY, at=at, env=env)
            elif number is not None:
                env.jobs.enqueue(TELL_CLOSE_ONE, account=str(number), kind=READY)
    return is_ready


def _destroy(addresses: tuple[str, ...], env: Environment) -> None:
    for address in addresses:
        env.prepared_files.destroy(address)
