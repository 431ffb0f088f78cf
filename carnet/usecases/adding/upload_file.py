"""A file comes in by pieces, taken up again where the network broke off, and becomes a draft like the others."""

import hashlib
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.documents.draft import LARGEST_ADDED, LASTING, PIECE, Draft
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import drafts
from carnet.store.context import within
from carnet.usecases.adding.adder import Adder, NotKept, added_before, who_adds
from carnet.usecases.adding.keep_files import why_not
from carnet.usecases.adding.prepare_file import PreparedContent, prepare_file
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit
from carnet.usecases.trace import NONCE_SIZE

CHANGED = Defect(
    "changed-on-the-way", "content", "What came is not the file that was announced.", "Choose the file again."
)


@dataclass(frozen=True, slots=True)
class Coming:
    """How far a file has come: the next piece begins at ``received``, unless it ``is_ready`` to be looked at."""

    draft: UUID
    received: int
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class NoSuchDraft:
    """Nothing of theirs is coming under this number: never was, was removed, or its day is over."""


Answer: TypeAlias = Coming | NotKept | NoSuchDraft | Refusal


def begin_upload(
    record: RecordId, name: str, *, size: int, digest: str, actor: Actor, env: Environment
) -> Coming | NotKept | Refusal:
    """Announce a file, or find how far it came before.

    ``size``: its bytes; ``digest``: their SHA-256, 64 lower-case hexadecimal digits, which tells a file that broke off
    from another of the same name, and a file that is already in the record before any of it is sent. One that waits
    already to be looked at is said to be ready: a page that sends again what it sent comes to the same.
    """
    if not 0 < size <= LARGEST_ADDED:
        return NotKept(name, "file-too-large" if size > 0 else "empty-file")
    with within(record, exclusive=True):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        before = next((one for one in adder.drafts if (one.digest, one.size) == (digest, size)), None)
        if before is not None:
            return Coming(before.id, before.received, before.is_ready)
        sent = added_before(record, adder, actor=actor, env=env)
        refused = why_not(record, name, digest, adder, sent, env=env)
        if refused is not None:
            return refused
        number = env.chance.identifier()
        draft = Draft(number, adder.by, name, digest, size, adder.begins(), adder.at + LASTING)
        drafts.begin(record, draft, record_key=adder.record_key, nonce=env.chance.secret(NONCE_SIZE))
    return Coming(number, 0)


def receive_piece(
    record: RecordId, number: UUID, piece: bytes, *, begins: int, actor: Actor, env: Environment
) -> Answer:
    """Take the next piece. ``begins``: how many bytes come before it; another than expected changes nothing.

    ``piece``: at most ``PIECE`` bytes, and no more than were announced. With the last one the whole is examined: ready
    to be looked at, or removed for what is wrong with it.
    """
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        draft = drafts.hold(record, adder.by, number, at=adder.at, record_key=adder.record_key)
        if draft is None:
            return NoSuchDraft()
        is_next = begins == draft.received and len(piece) <= min(PIECE, draft.size - begins)
        if draft.is_ready or not is_next or (not piece and draft.received < draft.size):
            return Coming(number, draft.received, draft.is_ready)
        if piece:
            drafts.add_piece(record, draft, piece, record_key=adder.record_key, nonce=env.chance.secret(NONCE_SIZE))
        draft = replace(draft, received=begins + len(piece))
        if draft.received < draft.size:
            return Coming(number, draft.received)
        content = drafts.content(record, number, record_key=adder.record_key)
    is_whole = hashlib.sha256(content).hexdigest() == draft.digest
    made = prepare_file(content, env=env) if is_whole else (CHANGED,)
    if not isinstance(made, PreparedContent):
        trace_unreadable_deposit(made, actor=actor, env=env)
    return _finish(record, draft, made, adder, env)


def _finish(
    record: RecordId,
    draft: Draft,
    made: PreparedContent | tuple[Defect, ...],
    adder: Adder,
    env: Environment,
) -> Coming | NotKept | NoSuchDraft:
    with within(record):
        held = drafts.hold(record, adder.by, draft.id, at=adder.at, record_key=adder.record_key)
        if held is None:
            return NoSuchDraft()
        if not isinstance(made, PreparedContent):
            drafts.remove(record, adder.by, draft.id)
            return NotKept(draft.name, made[0].code)
        if not held.is_ready:
            drafts.make_ready(
                record,
                replace(held, media_type=made.media_type, label=made.label),
                made.content,
                record_key=adder.record_key,
                nonce=env.chance.secret(NONCE_SIZE),
                piece_nonce=env.chance.secret(NONCE_SIZE),
            )
    return Coming(draft.id, draft.size, is_ready=True)
