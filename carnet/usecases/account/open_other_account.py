"""Open the account of somebody who has no record here and acts for another: an identifier and a first password."""

from collections.abc import Callable
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.accounts.authority import may_open_account_without_record
from carnet.core.accounts.credentials import MADE_FROM, is_usable_identifier, normal_identifier, spell
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import account_people, accounts
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.usecases.account.holder import address_of
from carnet.usecases.account.open_account import AccountOpened, NotOpened
from carnet.usecases.account.password_work import hash_password
from carnet.usecases.account.trace_account import trace_account
from carnet.usecases.trace import NONCE_SIZE


def open_other_account(
    person: AccountPerson,
    *,
    channel: Channel,
    identity_is_proved: bool,
    number: UUID | None = None,
    wanted_identifier: str | None = None,
    hand_over: Callable[[AccountOpened], object] | None = None,
    actor: Actor,
    env: Environment,
) -> AccountOpened | NotOpened:
    """Open the own account of a representative (product.md, « Minors and representatives »: never shared codes).

    ``identity_is_proved``: the actor's statement that the person is present, or that their document was seen.
    ``number``: the opaque name under which a power was written down before the account was; None for a new one. An
    account opens no record by itself: the powers do. The first line of its own history tells of it; a refusal stands in
    nobody's. ``hand_over``: what carries the means to the person (a letter), within the same transaction.
    """
    wanted = spell(env.chance.secret(MADE_FROM)) if wanted_identifier is None else wanted_identifier
    identifier, password = normal_identifier(wanted), spell(env.chance.secret(MADE_FROM))
    account = Account(
        id=number if number is not None else env.chance.identifier(),
        record=NOBODYS_RECORD,
        identifier=env.keyring.lookup_digest(accounts.identifier_text(identifier)),
        password_hash=hash_password(password, env=env),
        password_set_at=env.clock.now(),
        must_change_password=True,
        channel=channel,
        last_visit_at=None,
    )
    with within(account.history):
        refusal = _why_not(person, identifier, account, identity_is_proved=identity_is_proved, actor=actor)
        if refusal is None:
            refusal = _create(account, person, env)
        trace_account(
            account.history if refusal is None else NOBODYS_RECORD,
            SecurityAct.ACCOUNT_OPENING,
            at=account.password_set_at,
            env=env,
            by=party(actor),
            is_refused=refusal is not None,
            detail=refusal.value if refusal is not None else channel.value,
        )
        if refusal is None and hand_over is not None:
            hand_over(AccountOpened(account.id, identifier, password))
    return refusal if refusal is not None else AccountOpened(account.id, identifier, password)


def _why_not(
    person: AccountPerson, identifier: str, account: Account, *, identity_is_proved: bool, actor: Actor
) -> NotOpened | None:
    if not may_open_account_without_record(actor, identity_is_proved=identity_is_proved):
        return NotOpened.NOT_ALLOWED
    if not is_usable_identifier(identifier):
        return NotOpened.IDENTIFIER_UNUSABLE
    return None if address_of(person, account.channel) else NotOpened.NO_ADDRESS


def _create(account: Account, person: AccountPerson, env: Environment) -> NotOpened | None:
    if accounts.of_id(account.id) is not None:
        return NotOpened.HAS_ACCOUNT
    if accounts.create(account, at=account.password_set_at) is not None:
        return NotOpened.IDENTIFIER_TAKEN
    account_people.save(account.id, person, keyring=env.keyring, nonce=env.chance.secret(NONCE_SIZE))
    return None
