"""Files sent at once, or a note, are examined and kept as drafts: looked at before they are added."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import LASTING, MOST_DRAFTS, Draft, Replaced
from carnet.core.identifiers import RecordId, UniqueId
from carnet.formats.cda.timestamps import PARIS
from carnet.ports.environment import Environment
from carnet.store import drafts
from carnet.store.context import within
from carnet.usecases.adding.adder import Adder, Before, NotKept, added_before, number_for, who_adds
from carnet.usecases.adding.prepare_file import PreparedContent, prepare_file
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit
from carnet.usecases.trace import NONCE_SIZE

TOO_MANY, TWICE, THERE = "too-many-files", "sent-twice", "already-there"
"""Why a file is not kept, beside what may be wrong with it."""

NOTE_NAME = "Note"
"""What a note is called among the files."""


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file as it was sent. ``name``: as its sender's device calls it."""

    name: str
    content: bytes

    def __repr__(self) -> str:
        """Hide the file."""
        return "SentFile(…)"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many files wait to be looked at, these among them, and those that could not be kept."""

    waiting: int
    refused: tuple[NotKept, ...]


def keep_files(
    record: RecordId,
    files: Sequence[SentFile],
    *,
    note: str = "",
    after: Replaced | None = None,
    actor: Actor,
    env: Environment,
) -> Kept | Refusal:
    """Keep files as drafts, each on its own: one that cannot be added stops no other.

    ``note``: a text typed on the page, kept as one more file, which says when it was written. ``after``: the document
    that the one file sent will replace. Files are examined
    outside of any transaction, between two decisions. What is wrong with one is traced in nobody's record, as at any
    other door.
    """
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
    if isinstance(adder, Refusal):
        return adder
    if note.strip():
        day = env.clock.now().astimezone(PARIS)
        files = (*files, SentFile(NOTE_NAME, f"Note écrite le {day:%d/%m/%Y}.\n\n{note.strip()}\n".encode()))
    prepared: list[tuple[SentFile, PreparedContent]] = []
    refused: list[NotKept] = []
    for file in files:
        made = prepare_file(file.content, env=env)
        if isinstance(made, PreparedContent):
            prepared.append((file, made))
        else:
            trace_unreadable_deposit(made, actor=actor, env=env)
            refused.append(NotKept(file.name, made[0].code))
    with within(record, exclusive=True):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        before = added_before(record, adder, actor=actor, env=env)
        for file, made in prepared:
            kept = _keep(record, file, made, adder, before, after, env)
            if isinstance(kept, NotKept):
                refused.append(kept)
            else:
                adder = replace(adder, drafts=(*adder.drafts, kept))
    return Kept(sum(one.is_ready for one in adder.drafts), tuple(refused))


def why_not(
    record: RecordId, name: str, digest: str, adder: Adder, before: Mapping[UniqueId, Before], *, env: Environment
) -> NotKept | None:
    """Tell why one more file would not be kept, whatever is in it; None when it would. ``before``: what they added."""
    if any(one.digest == digest and one.is_ready for one in adder.drafts):
        return NotKept(name, TWICE)
    _, there = number_for(record, digest, before, by=adder.by, env=env)
    if there is not None:
        return NotKept(name, THERE, there)
    return NotKept(name, TOO_MANY) if len(adder.drafts) >= MOST_DRAFTS else None


def _keep(
    record: RecordId,
    file: SentFile,
    made: PreparedContent,
    adder: Adder,
    before: Mapping[UniqueId, Before],
    after: Replaced | None,
    env: Environment,
) -> Draft | NotKept:
    digest = hashlib.sha256(file.content).hexdigest()
    refused = why_not(record, file.name, digest, adder, before, env=env)
    if refused is not None:
        return refused
    draft = Draft(
        id=env.chance.identifier(),
        by=adder.by,
        name=file.name,
        digest=digest,
        size=len(file.content),
        began_at=adder.begins(),
        expires_at=adder.at + LASTING,
        media_type=made.media_type,
        label=made.label,
        after=after,
    )
    drafts.begin(record, draft, record_key=adder.record_key, nonce=env.chance.secret(NONCE_SIZE))
    drafts.make_ready(
        record,
        draft,
        made.content,
        record_key=adder.record_key,
        nonce=env.chance.secret(NONCE_SIZE),
        piece_nonce=env.chance.secret(NONCE_SIZE),
    )
    return replace(draft, is_ready=True)
