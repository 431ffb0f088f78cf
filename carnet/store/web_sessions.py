"""Sessions of the sites. The database keeps the digest of a token, which opens nothing, and seals the rest under it."""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson

from carnet.core.access.actors import Actor
from carnet.core.accounts.places import SOMEWHERE, Place, place_of
from carnet.core.audit.events import Door
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.formats.sealing import open_value, seal_value
from carnet.store import statement
from carnet.store.actors import actor_from_json, actor_to_json
from carnet.store.models import WebSessionRow

RECORD_NAME = "web-session-record-name"
TOKEN_SIZE = 32
"""256 random bits (OWASP ASVS 7.2.3 asks for 128)."""

# A professional who no longer works there, or no longer in that role, has no session left (OWASP ASVS 7.4.2).
_LIVING = """
    select s.actor::text, s.account_id, s.shown_name, s.id_token, s.opened_at, s.seen_at, s.previous_visit_at,
        coalesce(a.must_change_password, false), s.record_id, s.record_name, s.place, s.device, s.proved_at,
        case when a.record_id is not null then a.accepted_terms end
    from web_session s
    left join account a on a.id = s.account_id
    where s.digest = %(digest)s and s.door = %(door)s
    and s.ended_at is null and s.opened_at <= %(at)s and %(at)s < s.ends_at
    and (
        s.account_id is not null
        or s.actor->>'organization' is null
        or exists (
            select from membership m
            where m.practitioner = s.actor->>'identifier'
            and m.organization = s.actor->>'organization'
            and m.role = s.actor->>'role'
        )
    )
"""


@dataclass(frozen=True, slots=True)
class Whence:
    """From where a session is used. ``device``: the digest of the token that the device keeps, or None."""

    place: Place = SOMEWHERE
    device: bytes | None = None


NOWHERE = Whence()


@dataclass(frozen=True, slots=True, repr=False)
class NewSession:
    """A session to open. ``account``: None for a professional, who signed in elsewhere; then ``id_token`` may be kept.

    ``shown_name``: how the pages greet the person. ``record`` and ``record_name``: whose record is open, when somebody
    acts for another. ``nonces``: two of 12 fresh random bytes, and a third in ``record_nonce`` for that name.
    ``whence``: from where; ``proved_at``: when the person has just proved again who they are, or None.
    """

    token: str
    door: Door
    actor: Actor
    account: UUID | None
    shown_name: str
    opened_at: datetime
    ends_at: datetime
    previous_visit_at: datetime | None
    nonces: tuple[bytes, bytes]
    id_token: str = ""
    record: RecordId | None = None
    record_name: str = ""
    record_nonce: bytes = b""
    whence: Whence = NOWHERE
    proved_at: datetime | None = None

    def __repr__(self) -> str:
        """Hide the token and the name."""
        return f"NewSession({self.door.value}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class LivingSession:
    """A session that has not ended. ``digest``: that of its token, by which it is touched and ended.

    ``record``, ``record_name``: whose record somebody who acts for another has open; None and "" otherwise.

    ``must_change_password``: it was opened with an initial password, and does nothing else than change it.
    ``accepted_terms``: up to which version the holder of the account accepted the terms; None for anybody else.
    """

    digest: bytes
    actor: Actor
    account: UUID | None
    shown_name: str
    id_token: str
    opened_at: datetime
    seen_at: datetime
    previous_visit_at: datetime | None
    must_change_password: bool
    record: RecordId | None = None
    record_name: str = ""
    whence: Whence = NOWHERE
    proved_at: datetime | None = None
    accepted_terms: str | None = None

    def __repr__(self) -> str:
        """Hide the name."""
        return "LivingSession(…)"


def token_text(random: bytes) -> str:
    """Write the random bytes of a token as a cookie carries them. ``random``: ``TOKEN_SIZE`` of them."""
    if len(random) != TOKEN_SIZE:
        raise ValueError(f"a token has {TOKEN_SIZE} random bytes")
    return base64.urlsafe_b64encode(random).decode("ascii").rstrip("=")


def token_digest(token: str) -> bytes:
    """Give the digest by which whatever a token opens is found."""
    return sha256(token.encode("utf-8", "replace")).digest()


def open_session(session: NewSession) -> None:
    """Keep a session that begins."""
    digest = token_digest(session.token)
    name_nonce, id_nonce = session.nonces
    id_token = None
    if session.id_token:
        id_token = _seal(session.id_token, session.token, "web-session-id-token", id_nonce)
    record_name = None
    if session.record_name:
        record_name = _seal(session.record_name, session.token, RECORD_NAME, session.record_nonce)
    WebSessionRow.objects.create(
        digest=digest,
        door=session.door.value,
        actor=actor_to_json(session.actor),
        account_id=session.account,
        shown_name=_seal(session.shown_name, session.token, "web-session-name", name_nonce),
        record_id=session.record,
        record_name=record_name,
        id_token=id_token,
        opened_at=session.opened_at,
        seen_at=session.opened_at,
        ends_at=session.ends_at,
        previous_visit_at=session.previous_visit_at,
        place=session.whence.place.code(),
        device=session.whence.device,
        proved_at=session.proved_at,
    )


def living(token: str, *, door: Door, at: datetime) -> LivingSession | None:
    """Say for whom a token speaks at a door, in one statement.

    None alike for a token that never was, of another door, ended, or left alone for too long.
    """
    digest = token_digest(token)
    rows = statement.run(_LIVING, {"digest": digest, "door": door.value, "at": at})
    if not rows:
        return None
    *columns, record, record_name, place, device, proved_at, accepted_terms = rows[0]
    actor, account, shown_name, id_token, opened_at, seen_at, previous_visit_at, must_change_password = columns
    return LivingSession(
        digest=digest,
        actor=actor_from_json(orjson.loads(actor)),
        account=account,
        shown_name=_open(shown_name, token, "web-session-name"),
        id_token=_open(id_token, token, "web-session-id-token") if id_token is not None else "",
        opened_at=opened_at,
        seen_at=seen_at,
        previous_visit_at=previous_visit_at,
        must_change_password=must_change_password,
        record=RecordId(record) if record is not None else None,
        record_name=_open(record_name, token, RECORD_NAME) if record_name is not None else "",
        whence=Whence(place_of(place), bytes(device) if device is not None else None),
        proved_at=proved_at,
        accepted_terms=accepted_terms,
    )


def touch(digest: bytes, *, at: datetime, ends_at: datetime) -> None:
    """Write down that a session is being used, and until when it lives from now on."""
    WebSessionRow.objects.filter(digest=digest, ended_at=None).update(seen_at=at, ends_at=ends_at)


def end(digest: bytes, *, at: datetime) -> bool:
    """End a session; false when it had ended already."""
    return WebSessionRow.objects.filter(digest=digest, ended_at=None).update(ended_at=at) == 1


def end_all_of(whose: UUID | PractitionerId, *, at: datetime) -> int:
    """End every session of an account, or of a professional; give how many were still open."""
    living_ones = WebSessionRow.objects.filter(ended_at=None, ends_at__gt=at)
    if isinstance(whose, PractitionerId):
        living_ones = living_ones.filter(account_id=None, actor__identifier=whose.value)
    else:
        living_ones = living_ones.filter(account_id=whose)
    return living_ones.update(ended_at=at)


def end_all_on(record: RecordId, *, at: datetime, account: UUID | None = None) -> int:
    """End the sessions in which somebody who acts for another has this record open; give how many were.

    ``account``: of one of them only.
    """
    living_ones = WebSessionRow.objects.filter(record_id=record, ended_at=None, ends_at__gt=at)
    if account is not None:
        living_ones = living_ones.filter(account_id=account)
    return living_ones.update(ended_at=at)


def forget_ended(*, at: datetime) -> None:
    """Remove the sessions that time has ended. For the worker."""
    WebSessionRow.objects.filter(ends_at__lte=at).delete()


def _key(token: str) -> bytes:
    # The token has 256 random bits and is kept nowhere: what it seals opens for its bearer alone.
    return hmac.digest(token.encode("utf-8", "replace"), b"carnet:web-session", "sha256")


def _seal(text: str, token: str, purpose: str, nonce: bytes) -> bytes:
    return seal_value(text.encode(), key=_key(token), nonce=nonce, purpose=purpose, bound_to=token_digest(token))


def _open(sealed: bytes, token: str, purpose: str) -> str:
    return open_value(bytes(sealed), key=_key(token), purpose=purpose, bound_to=token_digest(token)).decode()
