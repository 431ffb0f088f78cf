"""Codes by which carers who were invited answer. No wall: a code is looked up before any record is known.

The code opens nothing by itself: it names the place that waits in a record, until the invitation ends or is answered.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.formats.sealing import open_value, seal_value
from carnet.ports.messages import Channel
from carnet.store.models import CarerInvitationRow

_PURPOSE = "carer-invitation-address"


@dataclass(frozen=True, slots=True, repr=False)
class Invitation:
    """An invitation that waits. ``invited``: under which name its place waits in the record.

    ``channel`` and ``address``: where the code went; None and empty when it was handed over on paper.
    """

    record: RecordId
    invited: str
    channel: Channel | None
    address: str
    ends_at: datetime

    def __repr__(self) -> str:
        """Hide the address."""
        return "Invitation(…)"


def keep(digest: bytes, code: str, invitation: Invitation, *, at: datetime, nonce: bytes) -> None:
    """Keep an invitation by the keyed digest of its code, its address sealed under the code. ``nonce``: 12 bytes."""
    address = b""
    if invitation.address:
        plain = invitation.address.encode()
        address = seal_value(plain, key=_key(code), nonce=nonce, purpose=_PURPOSE, bound_to=digest)
    CarerInvitationRow.objects.create(
        digest=digest,
        record_id=invitation.record,
        invited=invitation.invited,
        channel=invitation.channel.value if invitation.channel is not None else "",
        address=address,
        invited_at=at,
        ends_at=invitation.ends_at,
    )


def find(digest: bytes, code: str, *, at: datetime) -> Invitation | None:
    """Find the invitation of a code; None alike for none, for an answered one and for one that has ended."""
    row = CarerInvitationRow.objects.filter(digest=digest, answered_at=None, ends_at__gt=at).first()
    if row is None:
        return None
    address = ""
    if row.address:
        address = open_value(bytes(row.address), key=_key(code), purpose=_PURPOSE, bound_to=digest).decode()
    channel = Channel(row.channel) if row.channel else None
    return Invitation(RecordId(row.record_id), row.invited, channel, address, row.ends_at)


def answer(digest: bytes, *, at: datetime) -> bool:
    """Use a code up; false when it had been. Inside ``within(record)``, with what is answered."""
    return CarerInvitationRow.objects.filter(digest=digest, answered_at=None).update(answered_at=at) == 1


def withdraw_all(record: RecordId, *, at: datetime) -> None:
    """Use up every code that waits for an answer: whoever handed them out may not have been the person."""
    CarerInvitationRow.objects.filter(record_id=record, answered_at=None).update(answered_at=at)


def _key(code: str) -> bytes:
    # Twelve letters of thirty-one, drawn: 59 bits, kept nowhere. Whoever holds the digest alone reads no address.
    return hmac.digest(code.encode(), b"carnet:carer-invitation", "sha256")
