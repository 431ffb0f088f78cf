"""What somebody's software asked to be told of in a record, by which channel, and how far it has been told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional, Representative, software_of, through
from carnet.core.identifiers import RecordId
from carnet.core.record.representation import Representation


class Topic(Enum):
    """What one can be told of. Either is a question that is decided as the reading that it spares."""

    NEW_DOCUMENT = "new-document"
    """A document came, from the moment its subscriber may read it."""
    NEW_ACCESS = "new-access"
    """Somebody else came into the record."""

    @property
    def action(self) -> Action:
        """What is asked of the record by whoever is told of it."""
        return Action.LIST_DOCUMENTS if self is Topic.NEW_DOCUMENT else Action.READ_ACCESS_HISTORY


class Content(Enum):
    """How much leaves with a notification (Subscriptions R5 Backport 1.1, « Payload Types »).

    A whole resource never does: it would be read at an address that proves nothing when it is sent. Whoever is told
    comes and reads, with a token, and each reading is a line of the history.
    """

    EMPTY = "empty"
    ID_ONLY = "id-only"


class Status(Enum):
    """Where a subscription is in its life (FHIR R4, SubscriptionStatus)."""

    REQUESTED = "requested"
    ACTIVE = "active"
    ERROR = "error"
    OFF = "off"


class Fault(Enum):
    """What went wrong last."""

    NONE = ""
    HANDSHAKE = "handshake"
    """The address did not take the first notification: it is asked anew, by a change to « requested »."""
    DELIVERY = "delivery"
    """The address did not take a later one: it is tried again."""


@dataclass(frozen=True, slots=True, repr=False)
class Channel:
    """Where notifications go. ``endpoint``: an address; ``headers``: sent with each (« Name: value »), kept sealed.

    ``payload``: the media type. ``heartbeat``: how often to say that all is well when nothing came; None for never.
    ``timeout``: how long an answer is waited for; ``max_count``: how many events go at once.
    """

    endpoint: str
    headers: tuple[str, ...]
    payload: str
    content: Content
    heartbeat: timedelta | None
    timeout: timedelta
    max_count: int

    def __repr__(self) -> str:
        """Hide the address and the secrets that go with it."""
        return "Channel(…)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``reason``: why, in the words of the software; ``until``: None for as long as may be."""

    record: RecordId
    topic: Topic
    channel: Channel
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has been told.

    ``told``: how many events there have been for this subscriber, each decided before it was counted. ``delivered``:
    the last one that its address took. ``batch``: the last one of the notification under way, 0 for none: what is sent
    again is the same. ``attempts``: how often that was sent; ``failing_since``: since when nothing is taken.
    """

    told: int = 0
    delivered: int = 0
    batch: int = 0
    attempts: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    last_sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as it is kept. ``actor``: whose software asked, through it; ``base_url``: of our own addresses.

    ``secret_visit``: the minor's secret visit in which it was asked for, which representatives never learn of.
    """

    id: UUID
    wanted: Wanted
    actor: Actor
    base_url: str
    created_at: datetime
    ends_at: datetime
    status: Status = Status.REQUESTED
    fault: Fault = Fault.NONE
    progress: Progress = Progress()
    secret_visit: UUID | None = None

    @property
    def client_id(self) -> str:
        """The software that asked. Raises ``ValueError`` where there is none: nothing is kept without."""
        software = software_of(self.actor)
        if software is None:
            raise ValueError("a subscription is asked for through software")
        return software.client


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a subscription. ``focus``: the document, or the line of the history. ``number``: from 1."""

    number: int
    focus: UUID
    at: datetime


LONGEST: Final = timedelta(days=365)
"""How long a subscription lasts at most: nobody is told for ever of what they asked once."""
MOST: Final = 500
"""How many somebody may have through one piece of software."""
USUAL_TIMEOUT: Final = timedelta(seconds=10)
LONGEST_TIMEOUT: Final = timedelta(seconds=30)
SHORTEST_HEARTBEAT: Final = timedelta(minutes=1)
LONGEST_HEARTBEAT: Final = timedelta(days=7)
MOST_AT_ONCE: Final = 100
"""How many events a notification holds when nobody asked for fewer."""

TRIED_FOR: Final = timedelta(days=7)
"""How long a notification that is not taken is tried again; what came is then asked for by ``$events``."""
LONGEST_WAIT: Final = timedelta(hours=6)


def wait_after(attempts: int) -> timedelta:
    """Tell how long to wait after so many attempts in vain: 1 minute, 2, 4… and 6 hours at most."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 12)), LONGEST_WAIT)


def is_given_up(progress: Progress, *, at: datetime) -> bool:
    """Whether nothing has been taken for so long that nothing more is sent until the subscriber asks."""
    return progress.failing_since is not None and at - progress.failing_since >= TRIED_FOR


def is_subscriber(subscription: Subscription, actor: Actor) -> bool:
    """Whether somebody is the one who subscribed, through the same software; its scopes may have changed since."""
    software, own = software_of(actor), software_of(subscription.actor)
    if software is None or own is None or software.client != own.client:
        return False
    return type(actor) is type(subscription.actor) and actor == through(subscription.actor, software)


def is_shown_to(subscription: Subscription, reader: Actor, power: Representation | None) -> bool:
    """Whether somebody who manages the access to a record sees that it is subscribed to.

    Who represents a minor never learns of a secret visit; one from whom a decision hides places never learns of a
    professional who leads to one (product.md, « Sharp edges », « Separated parents »).
    """
    if not isinstance(reader, Representative):
        return True
    if subscription.secret_visit is not None:
        return False
    leads_to_a_place = isinstance(subscription.actor, Professional)
    return not (leads_to_a_place and power is not None and power.hides_places_of(subscription.created_at))


def asked_anew(subscription: Subscription) -> Subscription:
    """Give a subscription whose address is to be shaken hands with again, nothing of what came forgotten."""
    cleared = replace(subscription.progress, attempts=0, failing_since=None, next_try_at=None)
    return replace(subscription, status=Status.REQUESTED, fault=Fault.NONE, progress=cleared)
