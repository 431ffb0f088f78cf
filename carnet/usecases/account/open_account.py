"""Open the account of a person: an identifier and a first password, handed over once."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.facts import Facts
from carnet.core.accounts.authority import may_open_account
from carnet.core.accounts.credentials import MADE_FROM, is_usable_identifier, normal_identifier, spell
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, facts, terms
from carnet.store.accounts import Account, NotCreated
from carnet.store.context import within
from carnet.usecases.account.awaited_account import number_of_new_account
from carnet.usecases.account.holder import address_of, person_of
from carnet.usecases.account.password_work import hash_password
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True, repr=False)
class AccountOpened:
    """What is handed to the person, on paper or on the screen, and kept nowhere in clear."""

    account: UUID
    identifier: str
    initial_password: str

    def __repr__(self) -> str:
        """Hide the identifier and the password."""
        return f"AccountOpened({self.account}, …)"


class NotOpened(Enum):
    """Why no account was opened."""

    NOT_ALLOWED = "not-allowed"
    HAS_ACCOUNT = "has-account"
    IDENTIFIER_TAKEN = "identifier-taken"
    IDENTIFIER_UNUSABLE = "identifier-unusable"
    NO_ADDRESS = "no-address"
    """The record has no address for the channel chosen: no code could be sent."""


def open_account(
    record: RecordId,
    *,
    channel: Channel,
    identity_is_proved: bool,
    wanted_identifier: str | None = None,
    actor: Actor,
    env: Environment,
) -> AccountOpened | NotOpened:
    """Open the account of the holder of a record (FAQ dmp.fr 2018, « identifiant et mot de passe initial »).

    ``channel``: how the person chooses to receive their codes. ``identity_is_proved``: the actor's statement that the
    person is present, or that their card and identity document were seen. ``wanted_identifier``: the one that the
    person asks for, or None for one made here; a door that strangers reach passes None, since « taken » tells that
    somebody has it. The initial password is always made here, opens one sign-in, and only within a month.
    """
    wanted = spell(env.chance.secret(MADE_FROM)) if wanted_identifier is None else wanted_identifier
    identifier = normal_identifier(wanted)
    password = spell(env.chance.secret(MADE_FROM))
    password_hash = hash_password(password, env=env)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.OPEN_RECORD,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=identity_is_proved,
        )
        found = gathered.facts.record.id
        account = Account(
            id=_number(found, env),
            record=found,
            identifier=env.keyring.lookup_digest(accounts.identifier_text(identifier)),
            password_hash=password_hash,
            password_set_at=at,
            must_change_password=True,
            channel=channel,
            last_visit_at=None,
            accepted_terms=terms.latest(found),
        )
        refusal = _why_not(identifier, account, gathered.facts, env=env) or _create(account)
        trace_account(
            found,
            SecurityAct.ACCOUNT_OPENING,
            at=at,
            env=env,
            by=party(actor),
            is_refused=refusal is not None,
            detail=refusal.value if refusal is not None else channel.value,
        )
    return refusal if refusal is not None else AccountOpened(account.id, identifier, password)


def _number(record: RecordId, env: Environment) -> UUID:
    """Draw the number of the account, unless its person acts for a child already, under one that waits for them."""
    drawn = env.chance.identifier()
    if record == NOBODYS_RECORD:
        return drawn
    return number_of_new_account(drawn, [one.value for one in person_of(record, env=env).identifiers], env=env)


def _why_not(identifier: str, account: Account, facts_of_record: Facts, *, env: Environment) -> NotOpened | None:
    if not may_open_account(facts_of_record):
        return NotOpened.NOT_ALLOWED
    if not is_usable_identifier(identifier):
        return NotOpened.IDENTIFIER_UNUSABLE
    person = person_of(account.record, env=env)
    return None if address_of(person, account.channel) else NotOpened.NO_ADDRESS


def _create(account: Account) -> NotOpened | None:
    why_not = accounts.create(account, at=account.password_set_at)
    return _SAID[why_not] if why_not is not None else None


_SAID = {
    NotCreated.IDENTIFIER_TAKEN: NotOpened.IDENTIFIER_TAKEN,
    NotCreated.RECORD_HAS_ACCOUNT: NotOpened.HAS_ACCOUNT,
}
