"""Begin the session of a person at the patient site, as part of the act that proved who they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import Holder
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import web_sessions
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.holder import person_of, shown_name


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, by which account, and when they were here before (None the first time)."""

    actor: Holder
    account: UUID
    previous_visit_at: datetime | None


def begin_session(visit: Visit, *, env: Environment) -> str:
    """Keep a new session and give its token, once. Inside ``within`` the holder's record, after its trace."""
    at = env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=visit.actor,
            account=visit.account,
            shown_name=shown_name(person_of(visit.actor.record, env=env)),
            opened_at=at,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at),
            previous_visit_at=visit.previous_visit_at,
            nonces=(env.chance.secret(VALUE_NONCE_SIZE), env.chance.secret(VALUE_NONCE_SIZE)),
        )
    )
    return token
