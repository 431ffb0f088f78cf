"""Let somebody in who has proved who they are: their visit, their device and their session, in one act."""

from dataclasses import dataclass

from carnet.core.audit.events import SecurityAct, party
from carnet.ports.environment import Environment
from carnet.store import accounts
from carnet.store.accounts import Account
from carnet.store.web_sessions import TOKEN_SIZE, Whence, token_digest, token_text
from carnet.usecases.account.begin_session import Visit, begin_session
from carnet.usecases.account.holder import own_actor
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """The person is here. ``session``, ``device``: tokens for two cookies; the second one outlives the session.

    ``must_change_password``: the session was opened by an initial password, now used up, and does nothing else than
    choose another (``change_password``).
    """

    session: str
    device: str
    must_change_password: bool

    def __repr__(self) -> str:
        """Hide the tokens."""
        return "SignedIn(…)"


def enter(account: Account, device: str | None, whence: Whence, *, by: str = "", env: Environment) -> SignedIn:
    """Open the session of somebody who has just proved who they are. Inside ``within(account.history)``.

    ``device``: the token that the browser keeps of an earlier sign-in, or None; ``whence.device``: its digest as the
    first step saw it. ``by``: what proved it, when it was no code. A device on which the person never was is told to
    them (product.md, « Sign-in »), except for the very first sign-in: nothing was there before.
    """
    at = env.clock.now()
    accounts.begin_visit(account.id, at=at, uses_up_password=account.must_change_password)
    kept = _device_to_keep(device, whence, env)
    is_new = accounts.remember_device(account.id, token_digest(kept), place=whence.place, at=at)
    novelty = "new-device" if is_new else "known-device"
    detail = f"{by}-{novelty}" if by else novelty
    trace_account(account.history, SecurityAct.SIGN_IN, at=at, env=env, by=party(own_actor(account)), detail=detail)
    if is_new and account.last_visit_at is not None:
        tell_account(account, "new-device", at=at, env=env)
    visit = Visit(
        own_actor(account),
        account.record,
        account.id,
        account.last_visit_at,
        Whence(whence.place, token_digest(kept)),
    )
    return SignedIn(begin_session(visit, env=env), kept, account.must_change_password)


def _device_to_keep(device: str | None, whence: Whence, env: Environment) -> str:
    """Keep the token of a device on which somebody of the family has signed in; make one for any other.

    A token that we never gave is not taken over: whoever planted it would know it.
    """
    if device and whence.device is not None and accounts.is_device(whence.device):
        return device
    return token_text(env.chance.secret(TOKEN_SIZE))
