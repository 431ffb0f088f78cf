"""What is good to look at on a first visit, step by step: what is done already, what somebody put off."""

from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """One thing to look at, in the order of the page. The value is the word kept of what was put off."""

    CONTACTS = "contacts"
    TRUSTED_PERSON = "trusted-person"
    ALERTS = "alerts"
    ACCESS = "access"
    EMERGENCIES = "emergencies"


@dataclass(frozen=True, slots=True)
class StepState:
    """A step as it stands. ``is_done``: told by the record itself; ``is_put_off``: said by the person."""

    step: Step
    is_done: bool
    is_put_off: bool

    @property
    def waits(self) -> bool:
        """Whether it is still to be looked at."""
        return not self.is_done and not self.is_put_off


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """The steps that make sense for one reader of one record, in the order of the page."""

    steps: tuple[StepState, ...]

    @property
    def waiting(self) -> tuple[Step, ...]:
        """The steps that are still to be looked at."""
        return tuple(one.step for one in self.steps if one.waits)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(1 for one in self.steps if one.is_done)
