"""« Montrer mon dossier », written down: what is shown and until when, who has opened it, which code opens what.

Every function is called inside ``within(record)``, those that change something inside ``within(record,
exclusive=True)``, save ``find_code`` and ``stop_all_by``: a code is looked up before any record is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.consent.showing import Offered, Showing
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.store import statement
from carnet.store.facts_rows import showing_of
from carnet.store.models import MembershipRow, ShowingCodeRow, ShowingOpenedRow, ShowingRow
from carnet.store.sealing import Purpose, seal, unseal

# A code whose time is over is free again: the next showing that draws it takes it.
_KEEP = """
    insert into showing_code (digest, record_id, showing_id, shown_by, ends_at)
    values (%(digest)s, %(record)s, %(showing)s, %(shown_by)s, %(ends_at)s)
    on conflict (digest) do update set record_id = excluded.record_id, showing_id = excluded.showing_id,
    shown_by = excluded.shown_by, ends_at = excluded.ends_at where showing_code.ends_at <= %(at)s
    returning 1
"""
_OFFERED = """
    select jsonb_build_array(
        s.opened_at, least(c.ends_at, s.stopped_at), s.documents, p.power, p.valid_from, p.valid_until, p.suspended_at
    ), exists (
        select from showing_opened o
        where o.record_id = s.record_id and o.showing_id = s.id and o.practitioner = %(practitioner)s
    )
    from showing s join showing_code c on c.showing_id = s.id
    left join representative p on p.record_id = s.record_id and p.account = s.shown_by
    where s.record_id = %(record)s and s.id = %(showing)s and (s.shown_by = '' or p.account is not null)
"""


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """A professional who opened it, and when. ``ended_at``: since when nothing is shown to them any more."""

    practitioner: PractitionerId
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class KeptShowing:
    """A showing as its page tells it. ``shown_by``: the account of a representative, or nothing for the holder.

    ``until``: its end, moved forward when it was stopped; ``is_stopped``: whether it was. ``documents``: None for the
    whole record. ``opened_by``: first come, first.
    """

    id: UUID
    shown_by: str
    opened_at: datetime
    until: datetime
    is_stopped: bool
    documents: frozenset[DocumentId] | None
    code: str
    opened_by: tuple[OpenedBy, ...]

    def __repr__(self) -> str:
        """Hide the code."""
        return f"KeptShowing({self.id})"


def add(
    record: RecordId, showing: UUID, shown: Showing, *, shown_by: str, code: str, record_key: bytes, nonce: bytes
) -> None:
    """Write a showing down. ``showing``: a new random number; ``code``: sealed with 12 random bytes of ``nonce``."""
    ShowingRow.objects.create(
        record_id=record,
        id=showing,
        shown_by=shown_by,
        documents=sorted(shown.documents) if shown.documents is not None else None,
        opened_at=shown.opened_at,
        until=shown.until,
        code=seal(
            code.encode(),
            record_key=record_key,
            purpose=Purpose.SHOWING_CODE,
            record=record,
            row=showing.bytes,
            nonce=nonce,
        ),
    )


def keep_code(
    digest: bytes, record: RecordId, showing: UUID, *, shown_by: str, at: datetime, ends_at: datetime
) -> bool:
    """Keep the keyed digest of a code; false when another showing has that code for now."""
    parameters = {
        "digest": digest,
        "record": record,
        "showing": showing,
        "shown_by": shown_by,
        "at": at,
        "ends_at": ends_at,
    }
    return bool(statement.run(_KEEP, parameters))


def find_code(digest: bytes) -> tuple[RecordId, UUID] | None:
    """Find the record and the showing of a code, be its time over or not; None when nobody has that code."""
    row = ShowingCodeRow.objects.filter(digest=digest).values_list("record_id", "showing_id").first()
    return (RecordId(row[0]), row[1]) if row is not None else None


def offered(record: RecordId, showing: UUID, practitioner: PractitionerId) -> Offered | None:
    """Give a showing as its rules look at it, for somebody who typed its code; None when the record has none such."""
    found = statement.run(_OFFERED, {"record": record, "showing": showing, "practitioner": practitioner.value})
    return Offered(showing_of(found[0][0]), is_opened=found[0][1]) if found else None


def open_for(record: RecordId, showing: UUID, practitioner: PractitionerId, *, at: datetime) -> None:
    """Write down that a professional has opened it."""
    ShowingOpenedRow.objects.create(record_id=record, showing_id=showing, practitioner=practitioner.value, opened_at=at)


def stop(record: RecordId, showing: UUID, *, at: datetime) -> bool:
    """End a showing before its time; false when it was over already."""
    return (
        ShowingRow.objects.filter(record_id=record, id=showing, stopped_at=None, until__gt=at).update(stopped_at=at)
        == 1
    )


def stop_all(record: RecordId, *, at: datetime) -> None:
    """End everything that is being shown, as the closing of a record or of an access does."""
    ShowingRow.objects.filter(record_id=record, stopped_at=None, until__gt=at).update(stopped_at=at)


def stop_all_by(account: str, *, at: datetime) -> None:
    """End what somebody shows of the people whom they represent, in whatever record: their access is closed."""
    ShowingCodeRow.objects.filter(shown_by=account, ends_at__gt=at).update(ends_at=at)


def end_for_members(record: RecordId, structure: OrganizationId, *, at: datetime) -> None:
    """End what is being shown to those who work in a structure, as its block does."""
    members = MembershipRow.objects.filter(organization=structure.value).values_list("practitioner", flat=True)
    ShowingOpenedRow.objects.filter(record_id=record, practitioner__in=members, ended_at=None).update(ended_at=at)


def end_for(record: RecordId, practitioner: PractitionerId, *, at: datetime) -> None:
    """End what is being shown to one professional, for them alone, as a block does."""
    ShowingOpenedRow.objects.filter(record_id=record, practitioner=practitioner.value, ended_at=None).update(
        ended_at=at
    )


def showings(record: RecordId, *, record_key: bytes, since: datetime) -> list[KeptShowing]:
    """List the showings of a record that were not over at an instant, the last one first, with who opened each."""
    rows = ShowingRow.objects.filter(record_id=record, until__gt=since).order_by("-opened_at", "id")
    opened: dict[UUID, list[OpenedBy]] = {}
    for one in ShowingOpenedRow.objects.filter(record_id=record).order_by("opened_at", "practitioner"):
        by = OpenedBy(PractitionerId(one.practitioner), one.opened_at, one.ended_at)
        opened.setdefault(one.showing_id, []).append(by)
    ends = dict(ShowingCodeRow.objects.filter(record_id=record).values_list("showing_id", "ends_at"))
    return [_kept(record, row, record_key, ends.get(row.id), opened.get(row.id, ())) for row in rows]


def _kept(
    record: RecordId, row: ShowingRow, record_key: bytes, ends_at: datetime | None, opened: Sequence[OpenedBy]
) -> KeptShowing:
    until = min(one for one in (row.until, row.stopped_at, ends_at) if one is not None)
    code = unseal(bytes(row.code), record_key=record_key, purpose=Purpose.SHOWING_CODE, record=record, row=row.id.bytes)
    return KeptShowing(
        id=row.id,
        shown_by=row.shown_by,
        opened_at=row.opened_at,
        until=until,
        is_stopped=until < row.until,
        documents=frozenset(DocumentId(one) for one in row.documents) if row.documents is not None else None,
        code=code.decode(),
        opened_by=tuple(opened),
    )
