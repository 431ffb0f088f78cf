"""Creation codes: asked for, drawn by the worker, used once. No number and no code stands here in clear."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.store.models import CreationCodeRequestRow, CreationCodeRow
from carnet.store.sealing import Purpose, seal, unseal


@dataclass(frozen=True, slots=True, repr=False)
class CodeRequest:
    """What somebody typed to be sent a code: a number of 15 characters and the ten digits of a card."""

    number: str
    serial: str

    def __repr__(self) -> str:
        """Hide the numbers."""
        return "CodeRequest(…)"


@dataclass(frozen=True, slots=True)
class LivingCode:
    """A code that may still be used: its number, and its keyed digest."""

    id: UUID
    code: bytes


def number_text(number: str) -> str:
    """Give the text whose keyed digest stands for a number that opens a record. ``number``: 15 characters."""
    return f"opening-number|{number}"


def code_text(number: str, code: str) -> str:
    """Give the text whose keyed digest stands for a creation code: it is good for this number alone."""
    return f"creation-code|{number}|{code}"


def ask(request: UUID, asked: CodeRequest, *, at: datetime, record_key: bytes, nonce: bytes) -> None:
    """Keep a request until the worker has read it. ``record_key``: the opened key of nobody's record."""
    plain = orjson.dumps({"number": asked.number, "serial": asked.serial})
    CreationCodeRequestRow.objects.create(
        id=request,
        sealed=seal(
            plain,
            record_key=record_key,
            purpose=Purpose.CODE_REQUEST,
            record=NOBODYS_RECORD,
            row=request.bytes,
            nonce=nonce,
        ),
        asked_at=at,
    )


def take_request(request: UUID, *, record_key: bytes) -> CodeRequest | None:
    """Read a request and remove it, within the transaction that answers it; None when it was. For the worker."""
    row = CreationCodeRequestRow.objects.filter(id=request).first()
    if row is None:
        return None
    CreationCodeRequestRow.objects.filter(id=request).delete()
    kept = orjson.loads(
        unseal(
            bytes(row.sealed),
            record_key=record_key,
            purpose=Purpose.CODE_REQUEST,
            record=NOBODYS_RECORD,
            row=request.bytes,
        )
    )
    return CodeRequest(kept["number"], kept["serial"])


def keep(code: UUID, digest: bytes, *, number: bytes, at: datetime, expires_at: datetime) -> None:
    """Keep a code that is being sent. ``digest``, ``number``: keyed digests. For the worker."""
    CreationCodeRow.objects.create(id=code, number=number, code=digest, sent_at=at, expires_at=expires_at)


def sent_to(number: bytes) -> list[datetime]:
    """List when codes were sent for a number, the latest last."""
    rows = CreationCodeRow.objects.filter(number=number).order_by("sent_at")
    return list(rows.values_list("sent_at", flat=True))


def living(number: bytes, *, at: datetime) -> list[LivingCode]:
    """List the codes of a number that were not used and have not expired."""
    rows = CreationCodeRow.objects.filter(number=number, used_at=None, expires_at__gt=at).order_by("sent_at")
    return [LivingCode(code, bytes(digest)) for code, digest in rows.values_list("id", "code")]


def use_up(code: UUID, *, at: datetime) -> bool:
    """Use a code up; false when it was, or has expired."""
    return CreationCodeRow.objects.filter(id=code, used_at=None, expires_at__gt=at).update(used_at=at) == 1


def forget_expired(*, at: datetime, requests_before: datetime) -> None:
    """Remove codes that time has ended, and requests that nothing could answer. For the worker."""
    CreationCodeRow.objects.filter(expires_at__lte=at).delete()
    CreationCodeRequestRow.objects.filter(asked_at__lte=requests_before).delete()
