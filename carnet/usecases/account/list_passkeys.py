"""The passkeys of the person whose session this is, as they know them."""

from collections.abc import Sequence

from carnet.ports.environment import Environment
from carnet.store import passkeys
from carnet.store.passkeys import NamedPasskey
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here


def list_passkeys(token: str, *, env: Environment) -> Sequence[NamedPasskey] | NobodyHere:
    """List them, the oldest first."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    return passkeys.named(here.account.id, keyring=env.keyring)
