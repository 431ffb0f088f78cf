"""For whom the cookie of a site speaks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import Actor, Holder
from carnet.core.accounts.session import ends_at, is_due
from carnet.core.identifiers import RecordId
from carnet.core.record.terms_of_use import are_due
from carnet.ports.environment import Environment
from carnet.store import web_sessions


@dataclass(frozen=True, slots=True, repr=False)
class WebSession:
    """A session that has not ended: who is here, since when, and when they were here before (None the first time).

    ``account``: None for a professional. ``shown_name``: how the pages greet them. ``digest``: names the session
    without opening anything. ``record``: whose record is open, None for a professional and for somebody who acts for
    others and has chosen nobody; ``record_name``: of that other person, and empty where it is one's own.
    ``must_accept_terms``: the holder has not accepted the terms in force, and does nothing before.
    """

    actor: Actor
    account: UUID | None
    record: RecordId | None
    record_name: str
    shown_name: str
    opened_at: datetime
    previous_visit: datetime | None
    digest: bytes
    must_accept_terms: bool = False

    def __repr__(self) -> str:
        """Hide the name."""
        return f"WebSession({type(self.actor).__name__}, …)"


def recognize_session(token: str, *, env: Environment) -> WebSession | None:
    """Turn the token of a session of this door into the one actor that it speaks for, in one statement.

    None alike when it never was, has ended, was left alone for too long, or was opened with an initial password that
    is still to be changed: that one does nothing else (``awaits_password``, ``change_password``). Being used keeps a
    session alive; that is written down once a minute at most.
    """
    at = env.clock.now()
    kept = web_sessions.living(token, door=env.door, at=at)
    if kept is None or kept.must_change_password:
        return None
    if is_due(kept.seen_at, at=at):
        web_sessions.touch(kept.digest, at=at, ends_at=ends_at(env.door, opened_at=kept.opened_at, seen_at=at))
    return WebSession(
        actor=kept.actor,
        account=kept.account,
        record=kept.actor.record if isinstance(kept.actor, Holder) else kept.record,
        record_name=kept.record_name,
        shown_name=kept.shown_name,
        opened_at=kept.opened_at,
        previous_visit=kept.previous_visit_at,
        digest=kept.digest,
        must_accept_terms=kept.accepted_terms is not None and are_due(kept.accepted_terms, at=at),
    )


def awaits_password(token: str, *, env: Environment) -> bool:
    """Whether a token belongs to a session opened with an initial password, which is still to be changed."""
    kept = web_sessions.living(token, door=env.door, at=env.clock.now())
    return kept is not None and kept.must_change_password
