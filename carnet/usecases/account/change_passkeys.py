"""Rename a passkey, or remove it: it opens nothing any more."""

from enum import Enum
from uuid import UUID

from carnet.core.accounts.passkeys import name_of
from carnet.core.audit.events import SecurityAct
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import accounts, passkeys
from carnet.store.context import within
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved, who_is_here


class PasskeyChanged(Enum):
    """What came of it."""

    DONE = "done"
    NAMELESS = "nameless"
    NO_SUCH = "no-such"
    """The account has no such passkey (any more)."""


def rename_passkey(token: str, passkey: UUID, name: str, *, env: Environment) -> PasskeyChanged | NobodyHere:
    """Give a passkey of the person whose session this is another name. A name opens nothing: no proof is asked for."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    known_as = name_of(name)
    if known_as is None:
        return PasskeyChanged.NAMELESS
    account = here.account
    with within(account.history):
        nonce = env.chance.secret(VALUE_NONCE_SIZE)
        if not passkeys.rename(account.id, passkey, known_as, keyring=env.keyring, nonce=nonce):
            return PasskeyChanged.NO_SUCH
        trace_own(account, SecurityAct.PASSKEY_RENAMING, at=env.clock.now(), env=env)
    return PasskeyChanged.DONE


def remove_passkey(token: str, passkey: UUID, *, env: Environment) -> PasskeyChanged | ProofNeeded | NobodyHere:
    """Take a passkey from the account of the person whose session this is, once they have proved who they are.

    They are told of it on every channel. The last one may go: the password and a code remain.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    account = here.account
    with within(account.history):
        at = env.clock.now()
        accounts.hold(account.id)
        if not passkeys.remove(account.id, passkey):
            return PasskeyChanged.NO_SUCH
        trace_own(account, SecurityAct.PASSKEY_REMOVAL, at=at, env=env)
        tell_account(account, "passkey-removed", at=at, env=env)
    return PasskeyChanged.DONE
