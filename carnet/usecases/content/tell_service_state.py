"""Tell what the service says of itself now: the banners that are shown, and which functions are stopped."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.content.banners import FUNCTIONS, Banner, Function, Stopped, shown_at, stopped_at
from carnet.ports.environment import Environment
from carnet.store import content


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The service at an instant. ``banners``: those of now and those to come."""

    at: datetime
    banners: tuple[Banner, ...]

    @property
    def shown(self) -> tuple[Banner, ...]:
        """The banners to show now, the loudest first."""
        return shown_at(self.banners, self.at)

    @property
    def to_come(self) -> tuple[Banner, ...]:
        """The maintenances that have not begun, the next one first."""
        return tuple(sorted((one for one in self.banners if one.begins > self.at), key=lambda one: one.begins))

    def stopped(self, function: Function) -> Stopped | None:
        """Tell whether a function is stopped now, and until when."""
        return stopped_at(self.banners, function, self.at)


def tell_service_state(*, env: Environment) -> ServiceState:
    """Read the state of the service by the clock of this installation: a banner begins and ends on time by itself."""
    at = env.clock.now()
    return ServiceState(at, content.banners_not_over(at=at))


def tell_stop_of(action: Action | None, *, env: Environment) -> Stopped | None:
    """Tell whether what software asks is stopped for maintenance, so that it is told when to come back.

    One function stops, the rest works (features.md, S01). ``action``: None for what belongs to no function, as the
    issue of tokens, which stops with everything only.
    """
    function = FUNCTIONS.get(action, Function.EVERYTHING) if action is not None else Function.EVERYTHING
    return tell_service_state(env=env).stopped(function)
