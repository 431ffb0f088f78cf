"""Have nothing open an account any more, and everything that opened it die with it."""

from carnet.core.audit.events import Party, SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import (
    access_closings,
    accounts,
    authenticator_apps,
    carers,
    contact_changes,
    known_places,
    passkeys,
    sign_ins,
    web_sessions,
)
from carnet.store.accounts import Account
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
    """Close an account until it is reissued. Inside ``within(account.record, exclusive=True)``.

    ``by``: what proved whose it is, a code of the trace; ``act``, ``who``: as what it is traced, and who does it.
    Product.md, « Somebody else uses my access »: sessions, sign-ins under way, passkeys, the authenticator app,
    devices, addresses that wait, and the carers of the person die with it. Their record stays as it is, and they are
    told on every channel.
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
    if account.record != NOBODYS_RECORD:
        carers.end_all(account.record, at=at)
    trace_account(account.record, act, at=at, env=env, by=who, detail=by)
    tell_account(account, "access-closed", at=at, env=env)
