"""Sessions of the two sites, opened without their sign-in pages: for tests of what comes after it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.test import Client

from carnet.core.access.actors import Carer, Holder, Representative, Reviewer, SupportAgent
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.record.terms_of_use import version_at
from carnet.doors.kit.session import cookie_name
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import account_people, accounts, web_sessions
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.store.models import AccountRow
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.open_provider_session import open_provider_session
from carnet.usecases.family.switch_profile import Switched, switch_profile
from tests.journeys.world import World
from tests.people import Caregiver, Member

NOBODY_KNOWS_IT = "$argon2id$v=19$m=47104,t=1,p=1$IDTJR8yQ21lCNDuw/pZ+sQ$VigeyXlusho6aGFatLE/FPRXumiYFB3646iM+e2mfwE"
"""The hash of a password that was drawn and forgotten."""


def session_of(someone: Member | Caregiver, world: World, *, seen_at: datetime | None = None) -> tuple[str, str]:
    """Open somebody's session: the name of its cookie, and its value. ``seen_at``: their last visit, if another."""
    if isinstance(someone, Caregiver):
        env = replace(world.env, door=Door.PROFESSIONAL_SITE)
        token = open_provider_session(someone.actor, shown_name=someone.name.shown(), env=env)
        return cookie_name(Door.PROFESSIONAL_SITE), token
    if someone.is_support:
        env = replace(world.env, door=Door.SUPPORT_DESK)
        token = open_provider_session(desk_actor(someone), shown_name=someone.shown, env=env)
        return cookie_name(Door.SUPPORT_DESK), token
    return session_of_holder(world.holder(someone), someone.shown, world, seen_at=seen_at)


def desk_actor(someone: Member) -> SupportAgent | Reviewer:
    """Somebody of the support desk, as the use cases know them."""
    return Reviewer(someone.account) if someone.is_reviewer else SupportAgent(someone.account)


def session_of_holder(
    holder: Holder, shown_name: str, world: World, *, seen_at: datetime | None = None, has_proved: bool = False
) -> tuple[str, str]:
    """Open the session of the holder of a record, who gets an account if the world gave them none.

    ``has_proved``: whether they have just proved again who they are.
    """
    token = holder_session(holder, shown_name, world.env, seen_at=seen_at, has_proved=has_proved)
    return cookie_name(Door.PATIENT_SITE), token


def holder_session(
    holder: Holder, shown_name: str, env: Environment, *, seen_at: datetime | None = None, has_proved: bool = False
) -> str:
    """Open the same wherever they are; gives its token."""
    at = env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    account, previous = _account_of(holder, env)
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=holder,
            account=account,
            shown_name=shown_name,
            opened_at=at,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at),
            previous_visit_at=seen_at or previous,
            nonces=(env.chance.secret(12), env.chance.secret(12)),
            proved_at=at if has_proved else None,
        )
    )
    return token


def client_of(
    someone: Member | Caregiver, world: World, *, checks_forms: bool = False, seen_at: datetime | None = None
) -> Client:
    """A client that has somebody's session. ``checks_forms``: whether a form needs its secret, as in the product."""
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=checks_forms)
    name, token = session_of(someone, world, seen_at=seen_at)
    client.cookies[name] = token
    return client


def session_of_account(relative: Member, world: World, *, opens: Member | None = None) -> tuple[str, str]:
    """Open the session of somebody who has no record here, as signing in leaves it: no record is open.

    ``opens``: of whose record they then open, from their profiles.
    """
    env, at = replace(world.env, door=Door.PATIENT_SITE), world.env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=Representative(relative.account),
            account=relative.number,
            shown_name=relative.shown,
            opened_at=at,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at),
            previous_visit_at=None,
            nonces=(env.chance.secret(12), env.chance.secret(12)),
        )
    )
    if opens is not None:
        switched = switch_profile(token, world.record(opens), env=env)
        assert isinstance(switched, Switched), switched
        token = switched.session
    return cookie_name(Door.PATIENT_SITE), token


def session_of_one_who_acts(actor: Representative | Carer, record: RecordId, env: Environment) -> str:
    """Open the session of somebody who has no record here, and this one open; gives its token."""
    at = env.clock.now()
    account = Account(
        id=env.chance.identifier(),
        record=NOBODYS_RECORD,
        identifier=env.chance.secret(32),
        password_hash=NOBODY_KNOWS_IT,
        password_set_at=at,
        must_change_password=False,
        channel=Channel.MAIL,
        last_visit_at=None,
        accepted_terms=version_at(at),
    )
    assert accounts.create(account, at=at) is None
    person = AccountPerson("Sacha", "Martin", mail="sacha@example.org")
    account_people.save(account.id, person, keyring=env.keyring, nonce=env.chance.secret(12))
    token = token_text(env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=actor,
            account=account.id,
            shown_name=person.shown(),
            opened_at=at,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at),
            previous_visit_at=None,
            nonces=(env.chance.secret(12), env.chance.secret(12)),
            record=record,
            record_name="Lou Martin",
            record_nonce=env.chance.secret(12),
        )
    )
    return token


def client_of_account(relative: Member, world: World) -> Client:
    """A client that has the session of somebody who has no record here, and none open."""
    client = Client(SERVER_NAME="localhost")
    name, token = session_of_account(relative, world)
    client.cookies[name] = token
    return client


def _account_of(holder: Holder, env: Environment) -> tuple[UUID, datetime | None]:
    """The account of a holder, and when they were here last."""
    known = AccountRow.objects.filter(record_id=holder.record).values_list("id", "last_visit_at").first()
    if known is not None:
        return known
    account = Account(
        id=env.chance.identifier(),
        record=holder.record,
        identifier=env.chance.secret(32),
        password_hash=NOBODY_KNOWS_IT,
        password_set_at=env.clock.now(),
        must_change_password=False,
        channel=Channel.MAIL,
        last_visit_at=None,
        accepted_terms=version_at(env.clock.now()),
    )
    assert accounts.create(account, at=env.clock.now()) is None
    return account.id, None
