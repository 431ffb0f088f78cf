"""End every session of somebody at once: a lost telephone, a leaver, a coming of age."""

from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.accounts.authority import may_end_sessions
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, PractitionerId
from carnet.ports.environment import Environment
from carnet.store import accounts, alerts, sign_ins, web_sessions
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_account


def end_all_sessions(whose: UUID | PractitionerId, *, actor: Actor, env: Environment) -> int | None:
    """End the sessions of an account or of a professional, and the sign-ins under way; give how many sessions ended.

    None when the actor may not: only oneself, the support desk and time end sessions (OWASP ASVS 7.4.3, 7.4.5). Traced
    either way, in the holder's history when it is an account's.
    """
    account = accounts.of_id(whose) if isinstance(whose, UUID) else None
    if isinstance(whose, UUID) and account is None:
        return None
    record = account.history if account is not None else NOBODYS_RECORD
    is_allowed = may_end_sessions(
        actor, whose if isinstance(whose, PractitionerId) else record, account=account.id if account else None
    )
    with within(record):
        at = env.clock.now()
        trace_account(record, SecurityAct.SESSIONS_END, at=at, env=env, by=party(actor), is_refused=not is_allowed)
        if not is_allowed:
            return None
        if account is not None:
            sign_ins.end_attempts(account.id)
            alerts.remove_all_devices(account.id)
        return web_sessions.end_all_of(whose, at=at)
