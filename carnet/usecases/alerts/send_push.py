"""Send a notification to a device, promised when a notice left."""

from uuid import UUID

from carnet.core.notices import NOTICES
from carnet.ports.environment import Environment
from carnet.ports.push import Pushed
from carnet.store import alerts

SEND_PUSH = "send-push"
"""The name of the job in the schedule of carnet/doors/timer."""


def promise_pushes(account: UUID, kind: str, *, env: Environment) -> None:
    """Promise a notice to each device that takes the notifications of an account. Within the act that sends it."""
    for device in alerts.devices(account):
        env.jobs.enqueue(SEND_PUSH, account=str(account), device=device.hex(), kind=kind)


def send_push(account: UUID, device: bytes, kind: str, *, env: Environment) -> bool:
    """Send the sentence of a notice to a device; false when it takes none any more, and it is forgotten then.

    ``kind``: of ``core.notices``: a fixed sentence, which may stand on a locked screen. Raises ``PushNotSentError``
    when the push service did not take it: the job is tried again.
    """
    address = alerts.address_of(account, device, keyring=env.keyring)
    if address is None:
        return False
    if env.push.send(address, NOTICES[kind].body) is Pushed.TAKEN:
        return True
    alerts.remove_device(account, device)
    return False
