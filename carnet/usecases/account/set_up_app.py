"""Set an authenticator app up, which then gives the codes of each sign-in; and take it away."""

from dataclasses import dataclass
from enum import Enum

from carnet.core.accounts import one_time_code
from carnet.core.accounts.authenticator_app import SECRET_SIZE, SETTING_UP_LASTS, steps_around, usable_step
from carnet.core.accounts.lockout import MayTry
from carnet.core.audit.events import SecurityAct
from carnet.formats.authenticator_app import key_address, key_text, matching_steps
from carnet.formats.passkeys import NAME
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import accounts, authenticator_apps, sign_ins
from carnet.store.context import within
from carnet.usecases.account.counted_try import Try, count_in_advance
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved


@dataclass(frozen=True, slots=True, repr=False)
class AppToSetUp:
    """What the app is given, once: ``address`` for the picture, ``key`` to type where no camera reads it."""

    address: str
    key: str

    def __repr__(self) -> str:
        """Hide the secret."""
        return "AppToSetUp(…)"


@dataclass(frozen=True, slots=True)
class HasApp:
    """The account has an app already: it is taken away first."""


class AppConfirmed(Enum):
    """What came of the first code."""

    ADDED = "added"
    UNREADABLE = "unreadable"
    WRONG = "wrong"
    OVER = "over"
    """Nothing is being set up, or it took too long, or too many codes were tried."""


def set_up_app(token: str, *, env: Environment) -> AppToSetUp | HasApp | ProofNeeded | NobodyHere:
    """Draw the secret of an app for the person whose session this is (RFC 6238; product.md, « Sign-in »).

    It opens nothing before its first code has been typed. Asking again shows another one, and the former is forgotten.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    account = here.account
    with within(account.history):
        accounts.hold(account.id)
        if authenticator_apps.since_when(account.id) is not None:
            return HasApp()
        secret = env.chance.secret(SECRET_SIZE)
        nonce = env.chance.secret(VALUE_NONCE_SIZE)
        authenticator_apps.begin(account.id, secret, at=env.clock.now(), keyring=env.keyring, nonce=nonce)
    return AppToSetUp(key_address(secret, name=here.session.shown_name, issuer=NAME), key_text(secret))


def show_app(token: str, *, env: Environment) -> AppToSetUp | HasApp | ProofNeeded | NobodyHere:
    """Show again the secret that is being set up, after a wrong code; another one when there is none any more."""
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    at = env.clock.now()
    with within(here.account.history):
        app = authenticator_apps.hold(here.account.id, keyring=env.keyring)
    if app is None or app.confirmed_at is not None or at >= app.made_at + SETTING_UP_LASTS:
        return set_up_app(token, env=env)
    return AppToSetUp(key_address(app.secret, name=here.session.shown_name, issuer=NAME), key_text(app.secret))


def confirm_app(token: str, typed: str, *, env: Environment) -> AppConfirmed | ProofNeeded | NobodyHere:
    """Take the first code of the app: from now on its codes replace those that were sent.

    Wrong ones are counted for this session, three and no more. Sign-ins under way end, and the person is told.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    code = one_time_code.read(typed)
    if code is None:
        return AppConfirmed.UNREADABLE
    account, at = here.account, env.clock.now()
    if not isinstance(count_in_advance(Try(account.identifier, here.session.digest, at)), MayTry):
        return AppConfirmed.OVER
    with within(account.history):
        accounts.hold(account.id)
        app = authenticator_apps.hold(account.id, keyring=env.keyring)
        if app is None or app.confirmed_at is not None or at >= app.made_at + SETTING_UP_LASTS:
            return AppConfirmed.OVER
        step = usable_step(matching_steps(app.secret, code, steps_around(at)), last=app.last_step)
        if step is None:
            trace_own(account, SecurityAct.APP_ADDITION, at=at, env=env, is_refused=True, detail="wrong-code")
            return AppConfirmed.WRONG
        sign_ins.forget_failures(account.identifier, here.session.digest)
        authenticator_apps.confirm(account.id, step=step, at=at)
        sign_ins.end_attempts(account.id)
        trace_own(account, SecurityAct.APP_ADDITION, at=at, env=env)
        tell_account(account, "app-added", at=at, env=env)
    return AppConfirmed.ADDED


def remove_app(token: str, *, env: Environment) -> bool | ProofNeeded | NobodyHere:
    """Take the app away: codes are sent again. False when there was none. The person is told on every channel."""
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    account = here.account
    with within(account.history):
        at = env.clock.now()
        accounts.hold(account.id)
        if not authenticator_apps.remove(account.id):
            return False
        sign_ins.end_attempts(account.id)
        trace_own(account, SecurityAct.APP_REMOVAL, at=at, env=env)
        tell_account(account, "app-removed", at=at, env=env)
    return True
