"""What one agent proposes and another confirms; what it carries is sealed under its own key, wiped once decided."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct
from carnet.core.support.second_pair import Proposal
from carnet.formats.sealing import open_value, seal_value
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store.models import DeskProposalRow

_PURPOSE = "desk-proposal"


def add(proposal: Proposal, carried: Mapping[str, str], *, keyring: Keyring, nonce: bytes) -> None:
    """Keep a proposal. ``carried``: what it takes to do it, by name. ``nonce``: 12 fresh random bytes."""
    wrapped = keyring.new_record_key(record=proposal.id.bytes)
    key = keyring.open_record_key(WrappedKey(wrapped), record=proposal.id.bytes)
    plain = orjson.dumps(dict(carried))
    DeskProposalRow.objects.create(
        id=proposal.id,
        act=proposal.act.value,
        record_id=proposal.record,
        proposed_by=proposal.proposed_by,
        proposed_at=proposal.proposed_at,
        expires_at=proposal.expires_at,
        wrapped_key=wrapped,
        sealed=seal_value(plain, key=key, nonce=nonce, purpose=_PURPOSE, bound_to=proposal.id.bytes),
    )


def of_id(proposal: UUID) -> Proposal | None:
    """Look a proposal up."""
    row = DeskProposalRow.objects.filter(id=proposal).first()
    return _of(row) if row is not None else None


def hold(proposal: UUID, *, keyring: Keyring) -> tuple[Proposal, dict[str, str]] | None:
    """Look a proposal up with what it carries (nothing once decided), held until the transaction ends."""
    row = DeskProposalRow.objects.select_for_update(no_key=True).filter(id=proposal).first()
    if row is None:
        return None
    if not row.sealed:
        return _of(row), {}
    key = keyring.open_record_key(WrappedKey(bytes(row.wrapped_key)), record=row.id.bytes)
    plain = open_value(bytes(row.sealed), key=key, purpose=_PURPOSE, bound_to=row.id.bytes)
    return _of(row), orjson.loads(plain)


def waiting(*, at: datetime, record: RecordId | None = None) -> list[Proposal]:
    """List what waits for a second person, about one record if told, the oldest first."""
    rows = DeskProposalRow.objects.filter(decided_at__isnull=True, expires_at__gt=at)
    rows = rows if record is None else rows.filter(record_id=record)
    return [_of(row) for row in rows.order_by("proposed_at", "id")]


def decide(proposal: UUID, *, by: str, at: datetime, is_done: bool) -> None:
    """Say that a proposal was done or dropped, and by whom; what it carried is wiped."""
    DeskProposalRow.objects.filter(id=proposal).update(
        decided_by=by, decided_at=at, is_done=is_done, wrapped_key=b"", sealed=b""
    )


def forget_expired(*, at: datetime) -> None:
    """Remove the proposals whose time is over, with what they carried: the histories tell of them. For the worker."""
    DeskProposalRow.objects.filter(expires_at__lte=at).delete()


def _of(row: DeskProposalRow) -> Proposal:
    return Proposal(
        id=row.id,
        act=DeskAct(row.act),
        record=RecordId(row.record_id),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
        decided_at=row.decided_at,
    )
