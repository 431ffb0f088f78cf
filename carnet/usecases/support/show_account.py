"""Show an account to an agent who has looked its person up: whether it opens, by which channels, masked (D3)."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor
from carnet.core.accounts.lockout import DEVICES_NEVER_SEEN
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import Assurance, DeskAct, NotDone
from carnet.core.support.requests import Request
from carnet.core.support.second_pair import Proposal
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, authenticator_apps, desk_proposals, known_places, sign_ins, support_requests
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import Person, address_of, masked_address, owner_at
from carnet.usecases.support.assurance import assurance_now, refusal_at_desk

MOST_REQUESTS = 20


@dataclass(frozen=True, slots=True)
class AccountOnDesk:
    """The way into a record, as an agent may see it. ``None`` in place of an account that was never asked for."""

    channel: Channel
    is_shut: bool
    awaits_first_password: bool
    closed_until: datetime | None
    sessions: int
    devices: int
    has_app: bool
    last_visit_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class AccountSheet:
    """One sheet. ``initials``, ``birth_year``: who it is, masked; ``mail``, ``phone``: masked, "" when there is none.

    ``has_address``: whether a letter can be sent. ``assurance``: how sure this agent is now. Of somebody who has no
    record here, ``birth_year`` is None and ``record`` is the number of their account's history.
    """

    record: RecordId
    initials: str
    birth_year: int | None
    mail: str
    phone: str
    has_address: bool
    account: AccountOnDesk | None
    assurance: Assurance
    requests: tuple[Request, ...]
    proposals: tuple[Proposal, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return "AccountSheet(…)"


def show_account(record: RecordId, *, actor: Actor, env: Environment) -> AccountSheet | NotDone:
    """Show the account of somebody whom this agent has looked up less than half an hour ago; to nobody else.

    Nothing of the record stands here: not a document, not a professional, not a date of care. The look-up was traced.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.SEE_ACCOUNT, actor=actor, env=env)
        if refusal is not None:
            return refusal
        at = env.clock.now()
        account = accounts.of_history(record)
        person = owner_at(record, account.id if account is not None else None, env=env)
        return AccountSheet(
            record=record,
            initials=initials_of(person),
            birth_year=person.traits.birth_date.year if isinstance(person, RecordPerson) else None,
            mail=_masked(person, Channel.MAIL),
            phone=_masked(person, Channel.SMS),
            has_address=bool(person.address),
            account=_on_desk(account, at=at) if account is not None else None,
            assurance=assurance_now(record, actor=actor, env=env),
            requests=tuple(support_requests.of_record(record, most=MOST_REQUESTS)),
            proposals=tuple(desk_proposals.waiting(at=at, record=record)),
        )


def _on_desk(account: Account, *, at: datetime) -> AccountOnDesk:
    return AccountOnDesk(
        channel=account.channel,
        is_shut=account.is_shut,
        awaits_first_password=account.must_change_password and not account.is_shut,
        closed_until=sign_ins.closed_until(account.identifier, DEVICES_NEVER_SEEN, at=at),
        sessions=len(known_places.open_sessions(account.id, at=at)),
        devices=len(known_places.known_devices(account.id)),
        has_app=authenticator_apps.since_when(account.id) is not None,
        last_visit_at=account.last_visit_at,
    )


def initials_of(person: Person) -> str:
    """Give as much of a name as an agent sees: « G… B… »."""
    if isinstance(person, AccountPerson):
        return f"{person.given_name[:1]}… {person.family_name[:1]}…".upper()
    given = person.traits.given_names[0] if person.traits.given_names else ""
    family = person.traits.used_name or person.traits.birth_name
    return f"{given[:1]}… {family[:1]}…".upper()


def _masked(person: Person, channel: Channel) -> str:
    return masked_address(person, channel) if address_of(person, channel) else ""
