"""A record prepared to be taken away: what is in it, where it has come to, for whom and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from carnet.core.access.actors import Actor, Holder, Representative, Software
from carnet.core.access.scopes import Permission
from carnet.core.identifiers import DocumentId, RecordId

KEPT_FOR = timedelta(hours=24)
"""How long what was prepared can be fetched (interface.md, P25: « 24 h link »)."""
LEASE = timedelta(minutes=10)
"""How long a preparation that says nothing is believed to go on; then another process begins it again."""
MOST_TRIES = 3
MOST_AT_ONCE = 3
"""How many somebody may have: each holds a copy of the record."""
MOST_CHOSEN = 200
"""How many documents may be named one by one; more of them are taken as a whole record."""
LARGEST_FILE = 500 * 1024 * 1024
"""Bytes of documents in one file of a folder: a telephone stores it, and what breaks is fetched again (P25)."""


class ExportKind(Enum):
    """In which form."""

    FHIR = "fhir"
    """Files of one resource a line (FHIR Bulk Data 2.0)."""
    FOLDER = "folder"
    """One ZIP with an index that anybody can read."""


class ExportStage(Enum):
    """Where it has come to, as whoever asked reads it."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class Part(Enum):
    """What may be taken away: all of it, or some (FAQ dmp.fr 2018: documents, history, authorisations)."""

    PERSON = "person"
    DOCUMENTS = "documents"
    CONTENTS = "contents"
    """The documents themselves, beside what is said of them."""
    DEPOSITS = "deposits"
    ACCESS_RIGHTS = "access-rights"
    HEALTH = "health"
    """What the person, or one who acts for them, wrote of their health."""
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, and the only one who sees it: the holder or a representative, through this application or none.

    ``account``: of a representative, else empty. ``client``: the application, else empty. ``may``: what it was let do;
    None without bounds.
    """

    account: str
    client: str
    may: frozenset[Permission] | None = None

    def actor(self, record: RecordId) -> Holder | Representative:
        """Give whoever asked as they ask again, with the bounds that they had."""
        software = Software(self.client, self.may, record) if self.may is not None else None
        return Representative(self.account, software) if self.account else Holder(record, software)

    def is_same(self, other: "Asker") -> bool:
        """Whether the same person asks through the same application."""
        return (self.account, self.client) == (other.account, other.client)


def asker_of(actor: Actor) -> Asker:
    """Tell who asks. Raises ``TypeError`` for anybody whom no rule lets take a record away: decide first."""
    if not isinstance(actor, Holder | Representative):
        raise TypeError(f"{type(actor).__name__} takes no record away")
    software = actor.through
    account = actor.account if isinstance(actor, Representative) else ""
    return Asker(account, software.client if software else "", software.may if software else None)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked. ``since``: only what changed from then on. ``base_url``: that of the FHIR door, no final slash.

    ``request``: the address that was asked, which a manifest repeats; empty for a page. ``only``: of the documents,
    these; None for all.
    """

    kind: ExportKind
    parts: frozenset[Part]
    base_url: str
    since: datetime | None = None
    request: str = ""
    only: frozenset[DocumentId] | None = None


def shares(sizes: Sequence[int], *, most: int = LARGEST_FILE) -> tuple[int, ...]:
    """Share documents among files, in their order: how many stand in each. ``sizes``, ``most``: bytes.

    A document that is larger than ``most`` has a file of its own; without documents there is one file of none.
    """
    found, weight = [0], 0
    for size in sizes:
        if found[-1] and weight + size > most:
            found.append(0)
            weight = 0
        found[-1] += 1
        weight += size
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """One file of it. ``name``: what it holds; ``count``: how many resources; ``key``: under which it is sealed."""

    name: str
    count: int
    size: int
    address: str
    key: bytes

    def __repr__(self) -> str:
        """Hide the key."""
        return f"PreparedFile({self.name}, {self.count}, {self.size})"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was prepared: its files, and the documents and parts in it: all must still be theirs when it is fetched.

    ``entries``: of « Ma santé », those in it.
    """

    files: tuple[PreparedFile, ...]
    documents: frozenset[DocumentId]
    parts: frozenset[Part]
    entries: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class RecordExport:
    """A record that somebody asked to take away. ``done`` of ``total``: documents; ``total`` is 0 until it is known."""

    id: UUID
    record: RecordId
    asker: Asker
    wish: Wish
    asked_at: datetime
    stage: ExportStage
    done: int = 0
    total: int = 0
    expires_at: datetime | None = None
    prepared: Prepared | None = None

    @property
    def percent(self) -> int:
        """How much of it is done: a hundred only once it is ready."""
        if self.stage is ExportStage.READY:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


def is_within(prepared: Prepared, readable: Collection[DocumentId], entries: Collection[UUID] = ()) -> bool:
    """Whether all that was prepared may still be read: whatever is no longer theirs makes the whole of it void.

    ``readable``, ``entries``: the documents, and the lines of « Ma santé », that they may read now. Source: product.md,
    « Download »: « decided again when fetched and dead at any change of rights ».
    """
    return prepared.documents <= frozenset(readable) and prepared.entries <= frozenset(entries)
