"""Mails and SMS. They never carry a name, a health word or a link with a secret."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Channel(Enum):
    """How somebody is reached."""

    MAIL = "mail"
    SMS = "sms"


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """A text for one address. ``subject`` is empty for an SMS."""

    channel: Channel
    address: str
    subject: str
    body: str

    def __repr__(self) -> str:
        """Hide the address and the text."""
        return f"Message({self.channel.value}, …)"


class Messages(Protocol):
    """Sends them."""

    def send(self, message: Message) -> None:
        """Hand the message over; raises ``MessageNotSentError`` when it could not be, so that it is tried again."""
        ...


class MessageNotSentError(RuntimeError):
    """The gateway did not take the message."""
