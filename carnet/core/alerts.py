"""Which alerts a person may choose, by which channels, and which of them are never silent (interface.md P23)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Final

from carnet.core.notices import NOTICES
from carnet.core.record.majority import is_minor


class AlertChannel(Enum):
    """How an alert comes. The value is the word of tables and forms."""

    MAIL = "mail"
    SMS = "sms"
    PUSH = "push"
    """A notification on a device that the person chose (RFC 8030)."""


ADDRESSED: Final = frozenset({AlertChannel.MAIL, AlertChannel.SMS})
"""The channels that reach somebody whatever became of their devices."""


class AlertEvent(Enum):
    """What somebody may be alerted of: a line of the grid. The value is the word of tables and forms."""

    NEW_DOCUMENT = "new-document"
    FIRST_ACCESS = "first-access"
    EMERGENCY = "emergency-access"
    CHANGE = "change"
    """Something that the person agreed to has changed in their record, or an application was let in."""
    ANSWER = "answer"
    """What they asked for is ready, or was answered."""

    @property
    def may_be_silent(self) -> bool:
        """Whether no channel at all may be chosen.

        Never for what protects the record: every first access and every emergency is told (product.md,
        « Authorisation », « Emergency »; R1111-48 of the public health code).
        """
        return self in (AlertEvent.NEW_DOCUMENT, AlertEvent.ANSWER)


EVENT_OF: Final[Mapping[str, AlertEvent]] = {
    "new-document": AlertEvent.NEW_DOCUMENT,
    "first-access": AlertEvent.FIRST_ACCESS,
    "emergency-access": AlertEvent.EMERGENCY,
    "unmasked": AlertEvent.CHANGE,
    "treating-physician": AlertEvent.CHANGE,
    "app-accepted": AlertEvent.CHANGE,
    "export-ready": AlertEvent.ANSWER,
    "desk-answer": AlertEvent.ANSWER,
    "request-answered": AlertEvent.ANSWER,
    "request-moved": AlertEvent.ANSWER,
}
"""The notices that a choice is about. All others leave as they always do: nobody switches off what guards the account
itself (a device never seen, a changed contact or password), nor what ends a record or somebody's power over it."""

TEST_ALERT: Final = "test-alert"
"""The notice by which somebody tries their channels: it takes them all."""

Channels = frozenset[AlertChannel]
Choices = Mapping[AlertEvent, Channels]
"""What somebody chose, for the events about which they chose."""


def usual_channels(kind: str, *, reachable: Channels) -> Channels:
    """Give the channels of a notice about which nothing was chosen: mail, or SMS without one, and each device.

    ``kind``: of ``core.notices``; ``reachable``: by which channels the person can be reached.
    """
    by_phone = NOTICES[kind].goes_everywhere or AlertChannel.MAIL not in reachable
    on_devices = kind in EVENT_OF
    wanted = {AlertChannel.MAIL: True, AlertChannel.SMS: by_phone, AlertChannel.PUSH: on_devices}
    return frozenset(channel for channel in reachable if wanted[channel])


def channels_of(kind: str, choices: Choices, *, reachable: Channels) -> Channels | None:
    """Give the channels by which a notice leaves; None when the person chose not to be told.

    A choice that reaches nobody any more (the telephone number is gone, the device was forgotten) gives way to the
    usual channels, and what may not be silent always leaves by mail or SMS too.
    """
    event = EVENT_OF.get(kind)
    usual = usual_channels(kind, reachable=reachable)
    if kind == TEST_ALERT:
        return reachable
    if event is None or event not in choices:
        return usual
    chosen = choices[event]
    if not chosen and event.may_be_silent:
        return None
    kept = chosen & reachable
    if not event.may_be_silent and not kept & ADDRESSED:
        return kept | (usual & ADDRESSED)
    return kept or usual


def chooses_alerts(birth_date: date | None, *, at: datetime) -> bool:
    """Tell whether a holder chooses the alerts of their own record: an adult does.

    Those of a minor's record go to whoever represents them, and nobody sets them (interface.md P23; ADR 0037).
    """
    return not is_minor(birth_date, at=at)


def missing_channels(choices: Choices) -> Collection[AlertEvent]:
    """List the events of a choice that would be told neither by mail nor by SMS, and must be."""
    return tuple(event for event, channels in choices.items() if not event.may_be_silent and not channels & ADDRESSED)
