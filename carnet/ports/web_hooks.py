"""Notifications to the addresses that subscribers gave: out of here, and nowhere inside."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NoReturn, Protocol


class NotTakenError(RuntimeError):
    """An address did not take a notification: it answered something else than 2xx, nothing, or leads inside.

    ``status``: what it answered, or None.
    """

    def __init__(self, told: str, *, status: int | None = None) -> None:
        super().__init__(told)
        self.status = status


class WebHooks(Protocol):
    """Sends a notification to an address that somebody else chose (OWASP API 7: server side request forgery)."""

    def takes(self, address: str) -> bool:
        """Whether an address may be sent to, as far as it is written: https, no user, no fragment, no inside."""
        ...

    def post(
        self, address: str, body: bytes, *, content_type: str, headers: Sequence[tuple[str, str]], within: timedelta
    ) -> None:
        """Send a body by POST, following no redirection. ``within``: for everything, the answer included.

        Raises ``NotTakenError`` for any answer but 2xx, for none, and for an address that leads inside.
        """
        ...


class NoWebHooks:
    """Nothing leaves here."""

    def takes(self, _address: str) -> bool:
        """Refuse them all."""
        return False

    def post(self, *_: object, **__: object) -> NoReturn:
        """Raise: nothing leaves."""
        raise NotTakenError("no notification leaves this installation")


NO_WEB_HOOKS = NoWebHooks()
