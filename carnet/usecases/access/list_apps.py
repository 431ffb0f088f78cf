"""Which applications read a record; and putting one out, at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Refusal
from carnet.core.access.scopes import Permission, granted
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import app_grants, facts, tokens
from carnet.store.context import within
from carnet.usecases.access.accept_app import actor_in
from carnet.usecases.access.trace_token import trace_app
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ListedApp:
    """An application that was let in. ``may``: what it was let do; ``by_another``: whether somebody else let it in."""

    id: UUID
    name: str
    may: frozenset[Permission]
    given_at: datetime
    ends_at: datetime
    used_at: datetime | None
    by_another: bool


def list_apps(record: RecordId, *, actor: Actor, env: Environment) -> tuple[ListedApp, ...] | Refusal:
    """List the applications that may come into a record, the latest first; who manages its access sees them."""
    at = env.clock.now()
    with within(record):
        decision = _decide(record, actor, env)
        if isinstance(decision, Refusal):
            return decision
        grants = app_grants.living_on(record, at=at)
    names = tokens.client_names(one.client_id for one in grants)
    return tuple(
        ListedApp(
            one.id,
            names.get(one.client_id, one.client_id),
            granted(one.scope.split()),
            one.given_at,
            one.ends_at,
            one.used_at,
            by_another=actor_in(one.account, record) != actor,
        )
        for one in grants
    )


def stop_app(record: RecordId, app: UUID, *, actor: Actor, env: Environment) -> bool | Refusal:
    """Put an application out of a record: from the next request on, nothing it holds opens anything.

    Whoever manages the record's access may, whoever let the application in: closing is easy. False when it was out
    already, or never in this record.
    """
    with within(record, exclusive=True):
        decision = _decide(record, actor, env)
        if isinstance(decision, Refusal):
            return decision
        grant = app_grants.find(app)
        if grant is None or grant.record != record or not app_grants.end(app, at=env.clock.now()):
            return False
        trace_app(record, SecurityAct.SOFTWARE_STOP, "stopped", grant.client_id, by=party(actor), env=env)
    return True


def _decide(record: RecordId, actor: Actor, env: Environment) -> Decision:
    gathered = facts.about_record(
        record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=env.clock.now(), policy=env.policy
    )
    decision = decide(gathered.facts)
    write_down(decision, gathered.wrapped_key, env=env, detail="applications")
    return decision
