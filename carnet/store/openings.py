"""What an opening leaves: the consent that was given, the card that was there. Called inside ``within(record)``."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction

from carnet.core.identifiers import RecordId
from carnet.core.record.opening import OpeningConsent
from carnet.ports.card_reader import CardReading
from carnet.store.models import CardChallengeRow, CardPresenceRow, OpeningConsentRow
from carnet.store.sealing import Purpose, seal


def keep_consent(
    record: RecordId, consent: UUID, given: OpeningConsent, *, text: str, at: datetime, given_to: str
) -> None:
    """Keep the consent to the opening. ``text``: the version of what was shown or read. ``given_to``: an identifier."""
    OpeningConsentRow.objects.create(
        record_id=record,
        id=consent,
        at=at,
        given_to=given_to,
        proof=given.way.value,
        text=text,
        minor=given.minor.value if given.minor is not None else "",
    )


def keep_card(
    record: RecordId,
    presence: UUID,
    reading: CardReading,
    *,
    act: str,
    at: datetime,
    record_key: bytes,
    nonce: bytes,
) -> None:
    """Keep the card that was there, with its reader's whole statement. ``act``: what for, in the word of the trace.

    ``nonce``: 12 random bytes.
    """
    plain = {"serial": reading.serial, "number": reading.number, "statement": reading.statement}
    sealed = seal(
        orjson.dumps(plain),
        record_key=record_key,
        purpose=Purpose.CARD,
        record=record,
        row=presence.bytes,
        nonce=nonce,
    )
    CardPresenceRow.objects.create(record_id=record, id=presence, at=at, act=act, sealed=sealed)


def use_challenge(challenge: str, *, act: str, at: datetime) -> bool:
    """Use a challenge up for an act; false when it has served for it already, wherever that was."""
    digest = sha256(f"{act}|{challenge}".encode()).digest()
    try:
        with transaction.atomic():
            CardChallengeRow.objects.create(digest=digest, used_at=at)
    except IntegrityError:
        return False
    return True


def forget_challenges(*, used_before: datetime) -> None:
    """Remove the challenges that no reading can answer any more. For the worker, outside any record's context."""
    CardChallengeRow.objects.filter(used_at__lt=used_before).delete()
