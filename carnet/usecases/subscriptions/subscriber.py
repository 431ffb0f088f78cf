"""Whose software a subscription speaks to, now: nobody, once their right to software, or to the record, has ended."""

from dataclasses import replace
from datetime import datetime

import orjson

from carnet.core.access.actors import Actor, Holder, Professional, Representative, Software, software_of, through
from carnet.core.access.scopes import granted
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.subscription import Subscription
from carnet.ports.environment import Environment
from carnet.store import app_grants, tokens
from carnet.store.actors import actor_to_json
from carnet.store.app_grants import AppGrant
from carnet.store.tokens import ClientKind
from carnet.usecases.access.accept_app import actor_in
from carnet.usecases.access.recognize_bearer import still_works_there


def digest_of_subscriber(actor: Actor, *, env: Environment) -> bytes:
    """Give the keyed digest under which the subscriptions of somebody, through one piece of software, are found."""
    software = software_of(actor)
    client = software.client if software is not None else ""
    whose = orjson.dumps(actor_to_json(_bare(actor)), option=orjson.OPT_SORT_KEYS).decode()
    return env.keyring.lookup_digest(f"subscriber|{client}|{whose}")


def subscriber_now(subscription: Subscription, *, at: datetime) -> Actor | None:
    """Give whom a subscription speaks for, within the bounds that hold now; None once they are no more.

    The software was switched off; the person put the application out, or let it in until yesterday (product.md,
    « Somebody else uses my access »); the professional left the structure. What they may know of the record is decided
    apart.
    """
    client = tokens.find_client(subscription.client_id)
    if client is None or not client.is_active:
        return None
    if client.kind is not ClientKind.PATIENT:
        return subscription.actor if still_works_there(_bare(subscription.actor)) else None
    record = subscription.wanted.record
    grants = grants_behind(subscription.actor, client.client_id, record, at=at)
    if not grants:
        return None
    may = frozenset(one for grant in grants for one in granted(grant.scope.split()))
    return through(subscription.actor, Software(client.client_id, may, record))


def grants_behind(actor: Actor, client_id: str, record: RecordId, *, at: datetime) -> tuple[AppGrant, ...]:
    """List the yeses by which an application speaks for somebody in a record, and that nothing has ended."""
    living = app_grants.living_on(record, at=at)
    return tuple(one for one in living if one.client_id == client_id and actor_in(one.account, record) == _bare(actor))


def _bare(actor: Actor) -> Actor:
    """Give somebody as they are, through nothing."""
    if isinstance(actor, Holder | Representative | Professional):
        return replace(actor, through=None)
    return actor
