"""Have this device take the notifications of one's alerts, or take them no more."""

from enum import Enum

from carnet.core.audit.events import SecurityAct
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.ports.push import PushAddress
from carnet.store import accounts, alerts, known_places
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here
from carnet.usecases.alerts.whose_alerts import chooser


class DeviceAdded(Enum):
    """What came of it."""

    DONE = "done"
    NOT_TAKEN = "not-taken"
    """What the browser gave is no address outside, this device is not known, or the alerts are not theirs to choose."""


def take_notifications(token: str, address: PushAddress, *, env: Environment) -> DeviceAdded | NobodyHere:
    """Send the alerts of the person whose session this is to this device too, until they sign out on it.

    ``address``: what the browser gave. Only addresses outside are kept (OWASP API 7), sealed; a device that is
    forgotten, an access that closes and a sign-out end it.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account, device = here.account, here.session.whence.device
    with within(account.history):
        at = env.clock.now()
        accounts.hold(account.id)
        if isinstance(who_is_here(token, env=env), NobodyHere):
            return NobodyHere()
        is_known = device in {one.digest for one in known_places.known_devices(account.id)}
        if device is None or not is_known or chooser(account, env=env) is None or not env.push.takes(address):
            return DeviceAdded.NOT_TAKEN
        nonce = env.chance.secret(VALUE_NONCE_SIZE)
        alerts.add_device(account.id, device, address, at=at, keyring=env.keyring, nonce=nonce)
        trace_own(account, SecurityAct.ALERT_CHOICE, at=at, env=env, detail="device-added")
    return DeviceAdded.DONE


def stop_notifications(token: str, *, env: Environment) -> bool | NobodyHere:
    """Send none to this device any more; false when none were sent."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account, device = here.account, here.session.whence.device
    with within(account.history):
        was_told = device is not None and alerts.remove_device(account.id, device)
        if was_told:
            at = env.clock.now()
            trace_own(account, SecurityAct.ALERT_CHOICE, at=at, env=env, detail="device-removed")
    return was_told
