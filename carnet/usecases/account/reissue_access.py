"""Reissue an access: another identifier and another first password, after proof of who the person is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.accounts.authority import may_open_account, may_open_account_without_record
from carnet.core.accounts.credentials import MADE_FROM, normal_identifier, spell
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import (
    accounts,
    authenticator_apps,
    facts,
    known_places,
    passkeys,
    sign_ins,
    web_sessions,
)
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.usecases.account.end_what_was_let_in import end_what_was_let_in
from carnet.usecases.account.holder import address_of, owner_of
from carnet.usecases.account.open_account import AccountOpened
from carnet.usecases.account.password_work import hash_password
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_account


class NotReissued(Enum):
    """Why no access was reissued."""

    NOT_ALLOWED = "not-allowed"
    NO_ACCOUNT = "no-account"
    NO_ADDRESS = "no-address"
    """The record has no address for the channel chosen: no code could be sent."""


@dataclass(frozen=True, slots=True)
class Reissue:
    """How an access is reissued. ``channel``: how the person chooses to receive their codes.

    ``identity_is_proved``: the actor's statement that card and identity document were seen (DMP 2018: the support
    reissues after proof of identity; knowledge alone never does). ``has_lost_means``: the telephone with the app, or
    the devices with the passkeys, are gone too: they open nothing any more (OWASP ASVS 6.4.3, 6.4.4); what is not lost
    stays.
    """

    channel: Channel
    identity_is_proved: bool
    has_lost_means: bool = False


def reissue_access(
    record: RecordId,
    how: Reissue,
    *,
    hand_over: Callable[[AccountOpened], object] | None = None,
    actor: Actor,
    env: Environment,
) -> AccountOpened | NotReissued:
    """Give somebody another identifier and first password, in place of those that were lost or closed.

    ``record``: that of a holder, or the history of an account without a record (``Account.history``).
    Both are made here and handed over once, printed: nobody learns them on the way (OWASP ASVS 6.4.6). The password
    opens one sign-in, within a month. Sessions and sign-ins under way end, and so do the applications that were let in
    and what is being shown; devices are forgotten. The person is told, unless they had closed their access: the one
    they fled from may read their mail. ``hand_over``: what carries them to the person (a letter), within the same
    transaction.
    """
    identifier = normal_identifier(spell(env.chance.secret(MADE_FROM)))
    password = spell(env.chance.secret(MADE_FROM))
    password_hash = hash_password(password, env=env)
    with within(record, exclusive=True):
        at = env.clock.now()
        found = accounts.of_history(record)
        account = accounts.hold(found.id) if found is not None else None
        history, refusal = _why_not(record, account, how, actor=actor, env=env)
        trace_account(
            history,
            SecurityAct.ACCESS_REISSUE,
            at=at,
            env=env,
            by=party(actor),
            is_refused=refusal is not None,
            detail=refusal.value if refusal is not None else how.channel.value,
        )
        if refusal is not None or account is None:
            return refusal or NotReissued.NO_ACCOUNT
        _reissue(account, identifier, password_hash, how, env)
        made = AccountOpened(account.id, identifier, password)
        if hand_over is not None:
            hand_over(made)
    return made


def _why_not(
    record: RecordId, account: Account | None, how: Reissue, *, actor: Actor, env: Environment
) -> tuple[RecordId, NotReissued | None]:
    """Say in which history it is written, and why it is not done; None when it may be."""
    if account is not None and account.record == NOBODYS_RECORD:
        history, may = record, may_open_account_without_record(actor, identity_is_proved=how.identity_is_proved)
    else:
        gathered = facts.about_record(
            record,
            action=Action.OPEN_RECORD,
            actor=actor,
            at=env.clock.now(),
            policy=env.policy,
            declares_presence=how.identity_is_proved,
        )
        history, may = gathered.facts.record.id, may_open_account(gathered.facts)
    if not may:
        return history, NotReissued.NOT_ALLOWED
    if account is None:
        return history, NotReissued.NO_ACCOUNT
    has_address = address_of(owner_of(account.record, account.id, env=env), how.channel)
    return history, None if has_address else NotReissued.NO_ADDRESS


def _reissue(account: Account, identifier: str, password_hash: str, how: Reissue, env: Environment) -> None:
    at = env.clock.now()
    tell_account(account, "access-reissued", at=at, env=env, is_told=not account.is_shut)
    digest = env.keyring.lookup_digest(accounts.identifier_text(identifier))
    accounts.reissue(account.id, identifier=digest, password_hash=password_hash, channel=how.channel, at=at)
    sign_ins.end_attempts(account.id)
    known_places.forget_all_devices(account.id)
    web_sessions.end_all_of(account.id, at=at)
    end_what_was_let_in(account, at=at)
    if how.has_lost_means:
        passkeys.remove_all(account.id)
        authenticator_apps.remove(account.id)
