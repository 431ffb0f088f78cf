"""Notifications on the devices that people chose (web push, RFC 8030): a fixed sentence, and nothing to read in it."""

from dataclasses import dataclass
from enum import Enum
from typing import NoReturn, Protocol


class PushNotSentError(RuntimeError):
    """The push service did not take the notification: it is tried again."""


@dataclass(frozen=True, slots=True, repr=False)
class PushAddress:
    """Where the browser of a device takes notifications (Push API, « PushSubscription »).

    ``endpoint``: an address of its push service; ``key``: the public key of the browser, an uncompressed point of P-256
    (65 bytes); ``secret``: the 16 bytes that bind each notification to it (RFC 8291).
    """

    endpoint: str
    key: bytes
    secret: bytes

    def __repr__(self) -> str:
        """Hide it: whoever knows it knows the device."""
        return "PushAddress(…)"


class Pushed(Enum):
    """What became of a notification."""

    TAKEN = "taken"
    GONE = "gone"
    """The browser takes none any more (RFC 8030, 7.3): the address is to be forgotten."""


class Push(Protocol):
    """Sends them."""

    @property
    def public_key(self) -> str:
        """The key by which browsers know who sends (RFC 8292), as they take it; empty where nothing is sent."""
        ...

    def takes(self, address: PushAddress) -> bool:
        """Whether notifications may be sent there: an address outside, and keys that are some."""
        ...

    def send(self, address: PushAddress, words: str) -> Pushed:
        """Send one, sealed for that browser. Raises ``PushNotSentError``."""
        ...


class NoPush:
    """Nothing is sent to devices here."""

    public_key = ""

    def takes(self, _address: PushAddress) -> bool:
        """Refuse them all."""
        return False

    def send(self, *_: object) -> NoReturn:
        """Raise: nothing leaves."""
        raise PushNotSentError("no notification leaves this installation")


NO_PUSH = NoPush()
