"""Open the record of somebody else, under one's own name; or come back to one's own."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, close_ones, facts, records, web_sessions
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.web_sessions import LivingSession
from carnet.usecases.account.begin_session import OpenRecord, Visit, begin_session
from carnet.usecases.account.holder import own_actor, shown_name
from carnet.usecases.family.list_profiles import actor_by, ties_of
from carnet.usecases.trace import NONCE_SIZE, write_down


@dataclass(frozen=True, slots=True, repr=False)
class Switched:
    """The session goes on under another token. ``name``: whose record is open now; empty for one's own."""

    session: str
    name: str

    def __repr__(self) -> str:
        """Hide the token and the name."""
        return "Switched(…)"


@dataclass(frozen=True, slots=True)
class NotYours:
    """Nothing changed: nobody gave this account the right to open that record."""


@dataclass(frozen=True, slots=True)
class NobodyHere:
    """The session has ended meanwhile."""


def switch_profile(token: str, record: RecordId, *, env: Environment) -> Switched | NotYours | NobodyHere | Refusal:
    """Open a record in this session: one's own, or that of somebody represented or cared for.

    From then on whatever is done is done for that person and under the own name (product.md, « Each representative has
    an account of their own »). The token changes with the actor (OWASP ASVS 7.2.4); the session lasts no longer for it.
    The name under which somebody acts is kept in the record, so that its history can say it.
    """
    session = web_sessions.living(token, door=env.door, at=env.clock.now())
    account = accounts.of_id(session.account) if session is not None and session.account is not None else None
    if session is None or account is None:
        return NobodyHere()
    if record == account.record and record != NOBODYS_RECORD:
        return _come_back(session, account, env)
    tie = dict(ties_of(account.id, env=env)).get(record)
    if tie is None:
        return NotYours()
    actor = actor_by(tie, account.id)
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.CHECK_RECORD, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="profile")
        if isinstance(decision, Refusal):
            return decision
        nonce = env.chance.secret(NONCE_SIZE)
        close_ones.remember_name(record, actor.account, session.shown_name, record_key=record_key, nonce=nonce)
        person = records.person(record, record_key=record_key)
    opened = OpenRecord(actor, record, shown_name(person) if person is not None else "")
    return _go_on(session, account, opened, env)


def leave_profile(token: str, *, env: Environment) -> Switched | NobodyHere:
    """Close the record of somebody else: one's own is open again, or none for whom has none here."""
    session = web_sessions.living(token, door=env.door, at=env.clock.now())
    account = accounts.of_id(session.account) if session is not None and session.account is not None else None
    if session is None or account is None:
        return NobodyHere()
    return _go_on(session, account, None, env)


def _come_back(session: LivingSession, account: Account, env: Environment) -> Switched | NobodyHere | Refusal:
    with within(account.record):
        actor, at = own_actor(account), env.clock.now()
        gathered = facts.about_record(account.record, action=Action.CHECK_RECORD, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail="profile")
    if isinstance(decision, Refusal):
        return decision
    return _go_on(session, account, None, env)


def _go_on(
    session: LivingSession, account: Account, opened: OpenRecord | None, env: Environment
) -> Switched | NobodyHere:
    """End the session and begin another that is the same person's. Inside the record of the account: their name."""
    with within(account.record):
        if not web_sessions.end(session.digest, at=env.clock.now()):
            return NobodyHere()
        visit = Visit(
            own_actor(account),
            account.record,
            account.id,
            session.previous_visit_at,
            whence=session.whence,
            proved_at=session.proved_at,
        )
        begun = begin_session(visit, opens=opened, signed_in_at=session.opened_at, env=env)
    return Switched(begun, opened.name if opened is not None else "")
