"""Who adds something of their own to a record, and whether what they add is there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import DepositFacts
from carnet.core.documents.draft import USUAL_TYPE, Draft
from carnet.core.documents.submission import NonOpposition
from carnet.core.identifiers import DocumentId, RecordId, UniqueId
from carnet.ports.environment import Environment
from carnet.store import drafts, facts
from carnet.store.depositors import depositor_of
from carnet.usecases.reading.list_documents import readable
from carnet.usecases.trace import write_down

Before: TypeAlias = DocumentId | None
"""A document that somebody added before; None for one that they may not read any more, or that was deleted."""


@dataclass(frozen=True, slots=True, repr=False)
class Adder:
    """Somebody who may add. ``by``: in whose name; ``drafts``: what they have under way, the first begun first."""

    by: str
    at: datetime
    record_key: bytes
    drafts: tuple[Draft, ...]

    def begins(self) -> datetime:
        """Say when the next draft begins: after those there are, so that files of one instant keep their order."""
        return max([self.at, *(one.began_at + timedelta(microseconds=1) for one in self.drafts)])

    def __repr__(self) -> str:
        """Hide the key."""
        return f"Adder({self.by})"


@dataclass(frozen=True, slots=True)
class NotKept:
    """A file that is not added. ``code``: why, as defects name it; ``document``: the same one, when it is there."""

    name: str
    code: str
    document: DocumentId | None = None

    def __repr__(self) -> str:
        """Hide the name of the file."""
        return f"NotKept({self.code})"


def who_adds(record: RecordId, *, actor: Actor, env: Environment) -> Adder | Refusal:
    """Decide whether somebody may deposit here, before a file of theirs is kept. Inside ``within(record)``.

    A refusal is traced. What may enter is not yet: adding it will be, and a draft is nothing that anybody reads.
    """
    at = env.clock.now()
    asked = DepositFacts(frozenset({USUAL_TYPE}), NonOpposition.DECLARED)
    gathered = facts.about_record(
        record, action=Action.DEPOSIT_DOCUMENTS, actor=actor, at=at, policy=env.policy, deposit=asked
    )
    decision = decide(gathered.facts)
    if isinstance(decision, Refusal):
        write_down(decision, gathered.wrapped_key, env=env)
        return decision
    record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
    by = depositor_of(actor).structure
    return Adder(by, at, record_key, tuple(drafts.of_depositor(record, by, at=at, record_key=record_key)))


def added_before(record: RecordId, adder: Adder, *, actor: Actor, env: Environment) -> Mapping[UniqueId, Before]:
    """Gather what they added here before, in one statement: whatever was hidden since costs the same as nothing.

    What was put right since is the last version that they may read. Inside ``within(record)``.
    """
    gathered = facts.about_documents(
        record, action=Action.READ_DOCUMENT, actor=actor, at=adder.at, policy=env.policy, with_deleted=True
    )
    seen = {one.facts.id for one in readable(gathered)}
    after = {one.metadata.replaces: one.facts.id for one in gathered.documents if one.metadata.replaces is not None}
    found: dict[UniqueId, Before] = {}
    for one in gathered.documents:
        if one.metadata.depositing_structure == adder.by:
            version: DocumentId | None = one.facts.id
            latest: Before = None
            while version is not None:
                latest = version if version in seen else latest
                version = after.get(version)
            found[one.metadata.unique_id] = latest
    return found


def number_for(
    record: RecordId, digest: str, before: Mapping[UniqueId, Before], *, by: str, env: Environment
) -> tuple[UniqueId, DocumentId | None]:
    """Give the uniqueId under which a file would enter, or does already, with the document that it is then.

    It comes of the file itself, by a keyed digest: the same file added twice by the same person, even at once, meets
    itself. What was deleted, or is hidden from them since, is as if it never was. ``before``: what they added.
    """
    copy = 0
    while True:
        made = env.keyring.lookup_digest(f"added:{record}:{by}:{digest}:{copy}")
        number = UniqueId(f"urn:oid:2.25.{int.from_bytes(made[:16], 'big')}")
        if number not in before:
            return number, None
        there = before[number]
        if there is not None:
            return number, there
        copy += 1
