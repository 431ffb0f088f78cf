"""Somebody lets an application into a record, for some of what it asks, until a day; or says no."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder, Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.scopes import OFFLINE, Context, Permission, scope_of
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, app_grants, facts
from carnet.store.accounts import Account
from carnet.store.app_grants import AppGrant, Code
from carnet.store.context import within
from carnet.usecases.access.ask_for_record import AppRequest
from carnet.usecases.access.issue_token import TOKEN_LASTS, digest_of, random_text
from carnet.usecases.access.trace_token import trace_app
from carnet.usecases.account.holder import own_actor
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here
from carnet.usecases.family.list_profiles import Profile, Tie, list_profiles, ties_of
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import write_down

CODE_LASTS = timedelta(minutes=1)
"""OAuth 2.1 4.1.2 asks for ten minutes at most; an application that is waiting needs seconds."""

MOST = 50
"""More applications at once than anybody follows: from there on one is stopped before another comes."""

ACCEPTED = "app-accepted"


class Lasting(Enum):
    """Until when an application may come back without the person."""

    MONTH = timedelta(days=30)
    SIX_MONTHS = timedelta(days=182)
    YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, repr=False)
class AppAccepted:
    """A code that the application exchanges once. ``code``: to be sent to the registered address, and kept nowhere."""

    code: str

    def __repr__(self) -> str:
        """Hide the code."""
        return "AppAccepted(…)"


@dataclass(frozen=True, slots=True)
class AppDeclined:
    """The person said no: the application is told so, and nothing else."""


class NotAccepted(Enum):
    """Why nothing was given, and the page is shown again."""

    NOTHING_TICKED = "nothing-ticked"
    NOT_THEIRS = "not-theirs"
    TOO_MANY = "too-many"


def records_to_choose(token: str, *, env: Environment) -> tuple[Profile, ...] | NobodyHere:
    """List the records into which this person may let an application: their own, those of people they represent.

    A carer reads and adds themself, and lets nobody in (product.md, « Minors and representatives »).
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    return tuple(one for one in list_profiles(here.account.id, env=env) if one.tie is not Tie.CARED_FOR)


def accept_app(
    token: str,
    asked: AppRequest,
    record: RecordId,
    *,
    ticked: frozenset[Permission],
    lasting: Lasting,
    env: Environment,
) -> AppAccepted | NotAccepted | NobodyHere:
    """Let an application into a record (product.md; OWASP ASVS 10.7.1).

    ``token``: of the session; ``ticked``: what of the request the person left ticked. Decided as managing who reads:
    only the holder and who represents them may. An application that did not ask to go on alone is here for as long as
    one token lives. The person of the record is told, by name of nothing.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    given = tuple(one for one in asked.permissions if one in ticked)
    if not given:
        return NotAccepted.NOTHING_TICKED
    if record not in _may_choose(here.account, env):
        return NotAccepted.NOT_THEIRS
    actor = actor_in(here.account.id, record)
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail="application")
        if isinstance(decision, Refusal):
            return NotAccepted.NOT_THEIRS
        if app_grants.count_of(here.account.id, at=at) >= MOST:
            return NotAccepted.TOO_MANY
        names = [scope_of(Context.PATIENT, one) for one in given]
        grant = AppGrant(
            id=env.chance.identifier(),
            client_id=asked.client.client_id,
            account=here.account.id,
            record=record,
            scope=" ".join([*names, OFFLINE] if asked.is_offline else names),
            given_at=at,
            ends_at=at + (lasting.value if asked.is_offline else TOKEN_LASTS),
        )
        app_grants.give(grant)
        code = _code(grant.id, asked, env)
        trace_app(record, SecurityAct.SOFTWARE_ACCEPTANCE, grant.scope, grant.client_id, by=party(actor), env=env)
        owe_notice(record, kind=ACCEPTED, at=at, env=env)
    return AppAccepted(code)


def decline_app(token: str, asked: AppRequest, *, env: Environment) -> AppDeclined | NobodyHere:
    """Say no to an application; it is written down in the history of the one who did."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    with within(here.account.history):
        trace_app(
            here.account.history,
            SecurityAct.SOFTWARE_ACCEPTANCE,
            "declined",
            asked.client.client_id,
            by=party(own_actor(here.account)),
            is_refused=True,
            env=env,
        )
    return AppDeclined()


def actor_in(account: UUID, record: RecordId) -> Holder | Representative:
    """Tell as whom an application speaks in a record: the holder, or who represents them under their own name."""
    own = accounts.of_id(account)
    if own is not None and own.record == record:
        return Holder(record)
    return Representative(str(account))


def _may_choose(account: Account, env: Environment) -> frozenset[RecordId]:
    """Name the records that ``records_to_choose`` lists, before any of them is asked."""
    own = {account.record} - {NOBODYS_RECORD}
    return frozenset(own | {record for record, tie in ties_of(account.id, env=env) if tie is Tie.REPRESENTED})


def _code(grant: UUID, asked: AppRequest, env: Environment) -> str:
    code = random_text(env)
    kept = Code(
        grant=grant,
        client_id=asked.client.client_id,
        redirect_uri=asked.redirect_uri,
        code_challenge=asked.code_challenge,
        bound_to=asked.key,
        expires_at=env.clock.now() + CODE_LASTS,
    )
    app_grants.keep_code(digest_of(code), kept)
    return code
