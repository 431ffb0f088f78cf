"""Letters: owed with an act, printed in a batch, wiped once posted. The rows say neither to whom nor what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.identifiers import RecordId
from carnet.formats.sealing import open_value, seal_value
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store.models import LetterRow

_PURPOSE = "letter"


@dataclass(frozen=True, slots=True, repr=False)
class LetterContent:
    """To whom a letter goes (name, then the lines of the address) and the values that it hands over, by their names."""

    lines: tuple[str, ...]
    values: Mapping[str, str]

    def __repr__(self) -> str:
        """Hide the person and the values."""
        return "LetterContent(…)"


@dataclass(frozen=True, slots=True)
class OwedLetter:
    """A letter that is to be printed: its number, the record that it is about, its kind, its content opened."""

    id: UUID
    record: RecordId
    kind: str
    created_at: datetime
    content: LetterContent


@dataclass(frozen=True, slots=True)
class LetterLine:
    """What the desk may know of a letter."""

    id: UUID
    kind: str
    created_at: datetime
    post_by: datetime
    batch: UUID | None
    posted_at: datetime | None
    returned_at: datetime | None


def owe(
    letter: UUID,
    *,
    record: RecordId,
    kind: str,
    created_at: datetime,
    post_by: datetime,
    content: LetterContent,
    has_address: bool = True,
    keyring: Keyring,
    nonce: bytes,
) -> None:
    """Write a letter down, sealed under a new key of its own. Within the transaction of the act that makes it due.

    ``has_address``: false for one that waits for the person at a counter, since no address is known.
    """
    wrapped = keyring.new_record_key(record=letter.bytes)
    LetterRow.objects.create(
        id=letter,
        record_id=record,
        kind=kind,
        created_at=created_at,
        post_by=post_by,
        has_address=has_address,
        wrapped_key=wrapped,
        sealed=seal_value(
            orjson.dumps({"lines": content.lines, "values": dict(content.values)}),
            key=keyring.open_record_key(wrapped, record=letter.bytes),
            nonce=nonce,
            purpose=_PURPOSE,
            bound_to=letter.bytes,
        ),
    )


def take_for_printing(batch: UUID, *, most: int, at: datetime) -> int:
    """Give the oldest letters that no batch holds to this one; tells how many. Two desks never take the same."""
    taken = (
        LetterRow.objects.select_for_update(skip_locked=True)
        .filter(batch__isnull=True, has_address=True)
        .order_by("post_by", "id")
        .values_list("id", flat=True)[:most]
    )
    return LetterRow.objects.filter(id__in=list(taken)).update(batch=batch, printed_at=at)


def in_batch(batch: UUID, *, keyring: Keyring) -> tuple[OwedLetter, ...]:
    """Give the letters of a batch that were not posted yet, opened, in the order of printing."""
    rows = LetterRow.objects.filter(batch=batch, posted_at__isnull=True).order_by("post_by", "id")
    return tuple(
        OwedLetter(row.id, RecordId(row.record_id), row.kind, row.created_at, _opened(row, keyring)) for row in rows
    )


def mark_posted(batch: UUID, *, at: datetime) -> tuple[RecordId, ...]:
    """Say that a batch has left: what its letters carried is wiped for good. Gives the records they were about."""
    waiting = LetterRow.objects.filter(batch=batch, posted_at__isnull=True)
    records = tuple(RecordId(one) for one in waiting.order_by("post_by", "id").values_list("record_id", flat=True))
    waiting.update(posted_at=at, sealed=b"", wrapped_key=b"")
    return records


def mark_returned(letter: UUID, *, at: datetime) -> RecordId | None:
    """Say that a posted letter came back; gives the record that it was about, or None when there is no such letter."""
    found = LetterRow.objects.filter(id=letter, posted_at__isnull=False, returned_at__isnull=True)
    record = found.values_list("record_id", flat=True).first()
    found.update(returned_at=at)
    return RecordId(record) if record is not None else None


def is_waiting(record: RecordId, kind: str) -> bool:
    """Whether a letter of that kind about a record has not left yet: a second one would say the same."""
    return LetterRow.objects.filter(record_id=record, kind=kind, posted_at__isnull=True).exists()


def posted_under(reference: str) -> UUID | None:
    """Find the letter that left under a reference (the first eight hexadecimal digits of its number); None for none.

    Of two that share one, which a million letters a year make happen once in years, the one that left last.
    """
    first, last = UUID(f"{reference}{'0' * 24}"), UUID(f"{reference}{'f' * 24}")
    found = LetterRow.objects.filter(id__range=(first, last), posted_at__isnull=False, returned_at__isnull=True)
    return found.order_by("-posted_at").values_list("id", flat=True).first()


def still_there(*, most: int) -> tuple[LetterLine, ...]:
    """Give the letters that were not posted, the most urgent first, as the desk may know them."""
    rows = LetterRow.objects.filter(posted_at__isnull=True, has_address=True).order_by("post_by", "id")[:most]
    return tuple(
        LetterLine(row.id, row.kind, row.created_at, row.post_by, row.batch, row.posted_at, row.returned_at)
        for row in rows
    )


def take_for_counter(
    record: RecordId, kinds: str, sheet: UUID, *, at: datetime, keyring: Keyring
) -> tuple[OwedLetter, ...]:
    """Take the letters about a record that no batch holds and whose kinds begin so, opened, to hand them over.

    They count as having left with ``sheet``: none is posted any more, and what they carried is wiped here.
    """
    waiting = LetterRow.objects.select_for_update(skip_locked=True).filter(
        record_id=record, kind__startswith=kinds, batch__isnull=True
    )
    rows = list(waiting.order_by("created_at", "id"))
    taken = tuple(
        OwedLetter(row.id, RecordId(row.record_id), row.kind, row.created_at, _opened(row, keyring)) for row in rows
    )
    left = LetterRow.objects.filter(id__in=[row.id for row in rows])
    left.update(batch=sheet, printed_at=at, posted_at=at, sealed=b"", wrapped_key=b"")
    return taken


def drop_of_record(record: RecordId) -> int:
    """Remove the letters about a record that have not left: a death or an erasure stops them the same minute."""
    return LetterRow.objects.filter(record_id=record, posted_at__isnull=True).delete()[0]


def _opened(row: LetterRow, keyring: Keyring) -> LetterContent:
    key = keyring.open_record_key(WrappedKey(bytes(row.wrapped_key)), record=row.id.bytes)
    plain = orjson.loads(open_value(bytes(row.sealed), key=key, purpose=_PURPOSE, bound_to=row.id.bytes))
    return LetterContent(tuple(plain["lines"]), plain["values"])
