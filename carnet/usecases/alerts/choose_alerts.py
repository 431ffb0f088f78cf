"""Choose of what, and by which channels, one is alerted; and try them."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from carnet.core.alerts import TEST_ALERT, AlertEvent, Choices, missing_channels
from carnet.core.audit.events import SecurityAct
from carnet.ports.environment import Environment
from carnet.store import accounts, alerts, notices
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here
from carnet.usecases.alerts.whose_alerts import chooser, reaches
from carnet.usecases.notices.owe_notice import owe_notice

BETWEEN_TRIES = timedelta(minutes=10)
"""An SMS costs, and wakes: one test message at a time."""


@dataclass(frozen=True, slots=True)
class AlertsChosen:
    """The choice counts from now on."""


@dataclass(frozen=True, slots=True)
class MustBeTold:
    """Nothing was kept: these events are told by mail or SMS, whatever else is chosen."""

    events: tuple[AlertEvent, ...]


@dataclass(frozen=True, slots=True)
class NothingToChoose:
    """The alerts are not this account's to choose: see ``whose_alerts``."""


class Tried(Enum):
    """What came of the test message."""

    ON_ITS_WAY = "on-its-way"
    JUST_SENT = "just-sent"
    NO_CHANNEL = "no-channel"


def choose_alerts(
    token: str, chosen: Choices, *, env: Environment
) -> AlertsChosen | MustBeTold | NothingToChoose | NobodyHere:
    """Keep what the person whose session this is chose (features.md M01–M04).

    Nobody switches off what guards the record: a first access and an emergency leave by mail or SMS at least. What is
    not in the grid is not to be chosen (``core.alerts``). Nothing else is asked: what protects cannot be silenced here.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    with within(account.history):
        accounts.hold(account.id)
        person = chooser(account, env=env)
        if person is None:
            return NothingToChoose()
        if missing := missing_channels(chosen):
            return MustBeTold(tuple(missing))
        if any(alerts.choices(account.id).get(event) != channels for event, channels in chosen.items()):
            alerts.choose(account.id, chosen)
            trace_own(account, SecurityAct.ALERT_CHOICE, at=env.clock.now(), env=env)
    return AlertsChosen()


def try_alerts(token: str, *, env: Environment) -> Tried | NothingToChoose | NobodyHere:
    """Send a test message by every channel that reaches the person whose session this is."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    with within(account.history):
        at = env.clock.now()
        accounts.hold(account.id)
        person = chooser(account, env=env)
        if person is None:
            return NothingToChoose()
        if not reaches(account, person):
            return Tried.NO_CHANNEL
        if notices.was_owed(account.record, kind=TEST_ALERT, since=at - BETWEEN_TRIES):
            return Tried.JUST_SENT
        owe_notice(account.record, kind=TEST_ALERT, at=at, env=env)
    return Tried.ON_ITS_WAY
