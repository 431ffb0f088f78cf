"""Show somebody the grid of their alerts: what they are told of, and by which channels (interface.md P23)."""

from collections.abc import Mapping
from dataclasses import dataclass

from carnet.core.alerts import EVENT_OF, AlertEvent, Channels, channels_of
from carnet.ports.environment import Environment
from carnet.store import alerts
from carnet.store.context import within
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here
from carnet.usecases.alerts.whose_alerts import chooser, reaches


@dataclass(frozen=True, slots=True)
class Alerts:
    """The grid. ``grid``: by which channels each event leaves today; ``reachable``: which channels reach the person.

    ``may_choose``: false for who has no alert of their own here, and then the rest is empty. ``devices``: how many take
    notifications; ``on_this_one``: whether this device does; ``push_key``: the key that a browser is shown, or "" where
    this device cannot take any.
    """

    may_choose: bool
    grid: Mapping[AlertEvent, Channels]
    reachable: Channels
    devices: int = 0
    on_this_one: bool = False
    push_key: str = ""


def show_alerts(token: str, *, env: Environment) -> Alerts | NobodyHere:
    """Show the person whose session this is what they chose, or what happens as long as they choose nothing."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account, this_device = here.account, here.session.whence.device
    with within(account.history):
        person = chooser(account, env=env)
        if person is None:
            return Alerts(may_choose=False, grid={}, reachable=frozenset())
        chosen, devices = alerts.choices(account.id), alerts.devices(account.id)
        reachable = reaches(account, person)
    kinds = {event: kind for kind, event in EVENT_OF.items()}
    grid = {event: channels_of(kinds[event], chosen, reachable=reachable) or frozenset() for event in AlertEvent}
    return Alerts(
        may_choose=True,
        grid=grid,
        reachable=reachable,
        devices=len(devices),
        on_this_one=this_device in devices,
        push_key=env.push.public_key if this_device is not None else "",
    )
