"""Begin the session of a person at the patient site, as part of the act that proved who they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import web_sessions
from carnet.store.web_sessions import NOWHERE, TOKEN_SIZE, NewSession, Whence, token_text
from carnet.usecases.account.holder import owner_of, shown_name


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, by which account, and when they were here before (None the first time).

    ``actor``: the holder of ``record``; or, where the account has none (nobody's ``record``), one who acts for others.
    ``whence``: from where; ``proved_at``: when they have just proved again who they are, or None.
    """

    actor: Holder | Representative
    record: RecordId
    account: UUID
    previous_visit_at: datetime | None
    whence: Whence = NOWHERE
    proved_at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class OpenRecord:
    """Whose record somebody opens who acts for another, and the name that each page then says."""

    actor: Representative | Carer
    record: RecordId
    name: str

    def __repr__(self) -> str:
        """Hide the name."""
        return "OpenRecord(…)"


def begin_session(
    visit: Visit, *, opens: OpenRecord | None = None, signed_in_at: datetime | None = None, env: Environment
) -> str:
    """Keep a new session and give its token, once. Inside ``within(visit.record)``, after its trace.

    ``opens``: the record of somebody else, when one is open; ``signed_in_at``: when they signed in, if not now, so that
    a session that goes on under another name lasts no longer.
    """
    at = env.clock.now()
    signed_in = signed_in_at if signed_in_at is not None else at
    token = token_text(env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=opens.actor if opens is not None else visit.actor,
            account=visit.account,
            shown_name=shown_name(owner_of(visit.record, visit.account, env=env)),
            opened_at=signed_in,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=signed_in, seen_at=at),
            previous_visit_at=visit.previous_visit_at,
            nonces=(env.chance.secret(VALUE_NONCE_SIZE), env.chance.secret(VALUE_NONCE_SIZE)),
            record=opens.record if opens is not None else None,
            record_name=opens.name if opens is not None else "",
            record_nonce=env.chance.secret(VALUE_NONCE_SIZE) if opens is not None else b"",
            whence=visit.whence,
            proved_at=visit.proved_at,
        )
    )
    return token
