"""Sessions of the two sites, opened without their sign-in pages: for tests of what comes after it."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from carnet.core.access.actors import Holder
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door
from carnet.ports.messages import Channel
from carnet.store import accounts, web_sessions
from carnet.store.accounts import Account
from carnet.store.models import AccountRow
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.open_professional_session import open_professional_session
from tests.journeys.world import World
from tests.people import Caregiver, Member

NOT_SEEN_SINCE = timedelta(days=3)
"""How long ago a person was here, unless a test says otherwise."""


def session_of(
    someone: Member | Caregiver, world: World, *, previous: timedelta | None = NOT_SEEN_SINCE
) -> tuple[Door, str]:
    """Open somebody's session; gives the site and the token of its cookie. ``previous``: since their last visit."""
    if isinstance(someone, Caregiver):
        env = replace(world.env, door=Door.PROFESSIONAL_SITE)
        token = open_professional_session(someone.actor, shown_name=someone.name.shown(), env=env)
        return Door.PROFESSIONAL_SITE, token
    at = world.env.clock.now()
    return Door.PATIENT_SITE, _open(
        world.holder(someone), someone.shown, world, at - previous if previous is not None else None
    )


def session_of_holder(holder: Holder, shown_name: str, world: World) -> str:
    """Open the first session of somebody whom the demonstration does not know; gives its token."""
    return _open(holder, shown_name, world, None)


def _open(actor: Holder, shown_name: str, world: World, previous_visit_at: datetime | None) -> str:
    env, at = world.env, world.env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=actor,
            account=_account_of(actor, world),
            shown_name=shown_name,
            opened_at=at,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at),
            previous_visit_at=previous_visit_at,
            nonces=(env.chance.secret(12), env.chance.secret(12)),
        )
    )
    return token


def _account_of(actor: Holder, world: World) -> UUID:
    """The account of a holder; one that no password opens when the world gave them none."""
    known = AccountRow.objects.filter(record_id=actor.record).values_list("id", flat=True).first()
    if known is not None:
        return known
    account = Account(
        id=world.env.chance.identifier(),
        record=actor.record,
        identifier=world.env.chance.secret(32),
        password_hash="nobody knows it",
        password_set_at=world.env.clock.now(),
        must_change_password=False,
        channel=Channel.MAIL,
        last_visit_at=None,
    )
    assert accounts.create(account, at=world.env.clock.now()) is None
    return account.id
