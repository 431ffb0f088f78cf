"""Where somebody is signed in, and on which devices they have been."""

from collections.abc import Sequence
from dataclasses import dataclass

from carnet.ports.environment import Environment
from carnet.store import known_places
from carnet.store.known_places import KnownDevice, OpenSession
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here


@dataclass(frozen=True, slots=True)
class Places:
    """Sessions and devices, the last used first. ``here``, ``this_device``: which of them is the one that asks."""

    sessions: Sequence[OpenSession]
    devices: Sequence[KnownDevice]
    here: bytes
    this_device: bytes | None


def list_places(token: str, *, env: Environment) -> Places | NobodyHere:
    """List the sessions and devices of the person whose session this is (OWASP ASVS 7.5.2; product.md, « Sign-in »)."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account.id
    return Places(
        known_places.open_sessions(account, at=env.clock.now()),
        known_places.known_devices(account),
        here.session.digest,
        here.session.whence.device,
    )
