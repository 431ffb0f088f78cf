"""Openings under way: found by the digest of the browser's token, sealed under a key that only the token gives."""

import hmac
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.formats.sealing import open_value, seal_value
from carnet.ports.messages import Channel
from carnet.store.models import OpeningRow
from carnet.store.sealing import Purpose, seal, unseal
from carnet.store.web_sessions import token_digest

PURPOSE = "online-opening"


@dataclass(frozen=True, slots=True, repr=False)
class Progress:
    """What was shown and chosen so far; nobody but the bearer of the token reads it.

    ``number``: as on the card. ``code_id``: which creation code was typed. ``shown``: the first name, the initial and
    the year of birth by which the person knows that it is them. ``verified``: a code reached them. ``samu``,
    ``break_the_glass``: the two boxes, None until they have been seen. ``identifier``, ``password``: once the record is
    open, until the page is left. ``invitation``: the code by which somebody opens the account of a carer and no record;
    empty for an opening.
    """

    number: str
    code_id: str
    shown: tuple[str, str, int]
    verified: bool = False
    samu: bool | None = None
    break_the_glass: bool | None = None
    identifier: str = ""
    password: str = ""
    invitation: str = ""

    def __repr__(self) -> str:
        """Hide everything."""
        return "Progress(…)"


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening under way. ``channel``: None until a contact was typed; ``tries``: of the codes sent there."""

    id: UUID
    digest: bytes
    progress: Progress
    ends_at: datetime
    channel: Channel | None
    address: bytes | None
    asked_at: tuple[datetime, ...]
    sent: int
    tries: int
    code: bytes | None
    code_expires_at: datetime | None
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueContactCode:
    """A code that was asked for and has not left. ``address``: sealed; ``asked``: how many were asked for."""

    digest: bytes
    channel: Channel
    address: bytes
    asked: int


def begin(token: str, opening: UUID, progress: Progress, *, at: datetime, ends_at: datetime, nonce: bytes) -> None:
    """Keep an opening that begins. ``nonce``: 12 random bytes."""
    OpeningRow.objects.create(
        digest=token_digest(token), id=opening, sealed=_seal(progress, token, nonce), opened_at=at, ends_at=ends_at
    )


def read(token: str, *, at: datetime, held: bool = False) -> Opening | None:
    """Read the opening of a token; None when it never was, or is over. ``held``: until the transaction ends."""
    rows = OpeningRow.objects.select_for_update(no_key=True) if held else OpeningRow.objects
    row = rows.filter(digest=token_digest(token), ends_at__gt=at).first()
    if row is None:
        return None
    return Opening(
        id=row.id,
        digest=bytes(row.digest),
        progress=_open(bytes(row.sealed), token),
        ends_at=row.ends_at,
        channel=Channel(row.channel) if row.channel else None,
        address=bytes(row.address) if row.address is not None else None,
        asked_at=tuple(row.asked_at),
        sent=row.sent,
        tries=row.tries,
        code=bytes(row.code) if row.code is not None else None,
        code_expires_at=row.code_expires_at,
        failed_at=row.failed_at,
    )


def save(token: str, progress: Progress, *, nonce: bytes) -> None:
    """Keep how far the person has come."""
    OpeningRow.objects.filter(digest=token_digest(token)).update(sealed=_seal(progress, token, nonce))


def ask_code(opening: Opening, channel: Channel, address: bytes, *, at: datetime) -> None:
    """Write down where a code goes and that one is asked for; a former one opens nothing any more."""
    OpeningRow.objects.filter(digest=opening.digest).update(
        channel=channel.value,
        address=address,
        asked_at=[*opening.asked_at, at],
        code=None,
        code_expires_at=None,
        failed_at=None,
    )


def count_try(opening: Opening) -> None:
    """Count a code that was wrong."""
    OpeningRow.objects.filter(digest=opening.digest).update(tries=opening.tries + 1)


def end(token: str) -> None:
    """Forget an opening: it is done, or given up."""
    OpeningRow.objects.filter(digest=token_digest(token)).delete()


def forget_ended(*, at: datetime) -> None:
    """Remove the openings that time has ended. For the worker."""
    OpeningRow.objects.filter(ends_at__lte=at).delete()


def hold_due_code(opening: UUID, *, at: datetime) -> DueContactCode | None:
    """Take a code to send; None when it has left, or the opening is over. For the worker."""
    columns = ("digest", "channel", "address", "asked_at", "sent")
    rows = OpeningRow.objects.select_for_update(no_key=True).filter(id=opening, ends_at__gt=at).exclude(channel="")
    row = rows.values_list(*columns).first()
    if row is None or row[2] is None or len(row[3]) <= row[4]:
        return None
    return DueContactCode(bytes(row[0]), Channel(row[1]), bytes(row[2]), len(row[3]))


def set_code(opening: UUID, code: bytes, *, expires_at: datetime) -> None:
    """Keep the digest of a code that is about to leave. For the worker."""
    OpeningRow.objects.filter(id=opening).update(code=code, code_expires_at=expires_at)


def mark_sent(opening: UUID, *, asked: int) -> None:
    """Say that the codes asked for so far have left. For the worker."""
    OpeningRow.objects.filter(id=opening).update(sent=asked, failed_at=None)


def mark_failed(opening: UUID, *, at: datetime) -> None:
    """Say that a gateway did not take the latest code. For the worker."""
    OpeningRow.objects.filter(id=opening).update(failed_at=at)


def seal_address(address: str, *, opening: UUID, record_key: bytes, nonce: bytes) -> bytes:
    """Seal where a code goes, for the worker. ``record_key``: the opened key of nobody's record."""
    return seal(
        address.encode(),
        record_key=record_key,
        purpose=Purpose.OPENING_ADDRESS,
        record=NOBODYS_RECORD,
        row=opening.bytes,
        nonce=nonce,
    )


def open_address(sealed: bytes, *, opening: UUID, record_key: bytes) -> str:
    """Open what ``seal_address`` closed."""
    return unseal(
        sealed, record_key=record_key, purpose=Purpose.OPENING_ADDRESS, record=NOBODYS_RECORD, row=opening.bytes
    ).decode()


def _key(token: str) -> bytes:
    # The token has 256 random bits and is kept nowhere: what it seals opens for its bearer alone.
    return hmac.digest(token.encode("utf-8", "replace"), b"carnet:online-opening", "sha256")


def _seal(progress: Progress, token: str, nonce: bytes) -> bytes:
    plain = orjson.dumps(asdict(progress))
    return seal_value(plain, key=_key(token), nonce=nonce, purpose=PURPOSE, bound_to=token_digest(token))


def _open(sealed: bytes, token: str) -> Progress:
    kept = orjson.loads(open_value(sealed, key=_key(token), purpose=PURPOSE, bound_to=token_digest(token)))
    given, initial, year = kept.pop("shown")
    return Progress(**kept, shown=(given, initial, year))
