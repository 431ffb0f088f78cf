"""End another session of one's own, or forget a device: closing is easy (product.md, « Sharp edges »)."""

from carnet.core.audit.events import SecurityAct
from carnet.ports.environment import Environment
from carnet.store import known_places
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here


def end_session(token: str, session: bytes, *, env: Environment) -> bool | NobodyHere:
    """End one session of the person whose session this is; false when they have no such session (OWASP ASVS 7.5.2).

    ``session``: the digest of its token, as ``list_places`` gives it. Nothing else is asked: ending opens nothing.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    with within(account.history):
        at = env.clock.now()
        has_ended = known_places.end_one(account.id, session, at=at)
        if has_ended:
            trace_own(account, SecurityAct.SESSION_END, at=at, env=env)
    return has_ended


def forget_device(token: str, device: bytes, *, env: Environment) -> bool | NobodyHere:
    """Forget a device of the person whose session this is, and end its sessions; false when it is none of theirs.

    From then on it counts among the devices never seen: signing in on it is told, and its failures count with those of
    strangers.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    with within(account.history):
        at = env.clock.now()
        is_forgotten = known_places.forget_device(account.id, device, at=at)
        if is_forgotten:
            trace_own(account, SecurityAct.DEVICE_FORGOTTEN, at=at, env=env)
    return is_forgotten
