"""Have nothing open an account any more, and everything that opened it die with it."""

from carnet.core.access.actors import Carer
from carnet.core.audit.events import Party, SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import (
    access_closings,
    accounts,
    authenticator_apps,
    carer_invitations,
    carers,
    contact_changes,
    known_places,
    passkeys,
    sign_ins,
    tokens,
    web_sessions,
)
from carnet.store.accounts import Account
from carnet.usecases.account.end_what_was_let_in import end_what_was_let_in
from carnet.usecases.account.holder import own_actor
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account


def shut_access(
    account: Account,
    *,
    by: str,
    act: SecurityAct = SecurityAct.ACCESS_CLOSING,
    who: Party = UNIDENTIFIED,
    env: Environment,
) -> None:
    """Close an account until it is reissued. Inside ``within(account.history, exclusive=True)``.

    ``by``: what proved whose it is, a code of the trace; ``act``, ``who``: as what it is traced, and who does it.
    Product.md, « Somebody else uses my access »: sessions, sign-ins under way, passkeys, the authenticator app,
    devices, what alerts them, addresses that wait, the applications that they let in with their tokens, what they show,
    the carers of the person and the invitations that wait die with it. Their record stays as it is, and they are told
    on every channel.
    """
    at = env.clock.now()
    accounts.hold(account.id)
    accounts.shut(account.id, at=at)
    sign_ins.end_attempts(account.id)
    passkeys.remove_all(account.id)
    authenticator_apps.remove(account.id)
    known_places.forget_all_devices(account.id)
    contact_changes.forget_all(account.id)
    access_closings.forget_all(account.id)
    web_sessions.end_all_of(account.id, at=at)
    end_what_was_let_in(account, at=at)
    for speaks_as in (own_actor(account), Carer(str(account.id))):
        tokens.revoke_all_for(speaks_as, at=at)
    if account.record != NOBODYS_RECORD:
        carers.end_all(account.record, at=at)
        carer_invitations.withdraw_all(account.record, at=at)
    trace_account(account.history, act, at=at, env=env, by=who, detail=by)
    tell_account(account, "access-closed", at=at, env=env)
