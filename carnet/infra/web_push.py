"""Sends notifications to the push services of browsers, under a key of this installation."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from carnet.formats.web_push import (
    SALT_SIZE,
    SECRET_SIZE,
    base64url,
    is_public_point,
    public_point,
    seal_for_browser,
    sender_word,
)
from carnet.infra.secret_file import create_secret, read_secret
from carnet.ports.clock import Clock
from carnet.ports.keyring import KeyUnavailableError
from carnet.ports.push import PushAddress, Pushed, PushNotSentError
from carnet.ports.web_hooks import NotTakenError, WebHooks

WITHIN: Final = timedelta(seconds=10)
WAITS: Final = timedelta(days=1)
"""How long the push service keeps a notification for a device that is off (RFC 8030, 5.2)."""
GONE: Final = (404, 410)


class WebPush:
    """The port of notifications, over the client that reaches nothing inside (``carnet.infra.web_hooks``).

    The key lies in a file of mode 600 (PEM, P-256), made on the first start: browsers take notifications of the key
    they were shown, and of no other, so that losing it silences every device. ``contact``: the public address of this
    service, told to push services. Keys and salts of notifications are drawn from the operating system here, as in
    ``FileKeyring``: they must never repeat. Raises ``KeyUnavailableError`` when the file cannot be used.
    """

    def __init__(self, path: Path, *, hooks: WebHooks, contact: str, clock: Clock) -> None:
        if not path.exists():
            create_secret(path, _pem(generate_private_key(SECP256R1())))
        self._key = _read(path)
        self._hooks = hooks
        self._contact = contact
        self._clock = clock

    @property
    def public_key(self) -> str:
        """The key that browsers are shown; see the port."""
        return base64url(public_point(self._key.public_key()))

    def takes(self, address: PushAddress) -> bool:
        """Whether notifications may be sent there; see the port."""
        is_whole = len(address.secret) == SECRET_SIZE and is_public_point(address.key)
        return is_whole and self._hooks.takes(address.endpoint)

    def send(self, address: PushAddress, words: str) -> Pushed:
        """Send one; see the port."""
        body = seal_for_browser(
            words.encode(),
            browser=address.key,
            secret=address.secret,
            once=generate_private_key(SECP256R1()),
            salt=os.urandom(SALT_SIZE),
        )
        word = sender_word(address.endpoint, key=self._key, contact=self._contact, at=self._clock.now())
        headers = (
            ("Authorization", word),
            ("Content-Encoding", "aes128gcm"),
            ("TTL", str(int(WAITS.total_seconds()))),
            ("Urgency", "normal"),
        )
        kind = "application/octet-stream"
        try:
            self._hooks.post(address.endpoint, body, content_type=kind, headers=headers, within=WITHIN)
        except NotTakenError as error:
            if error.status in GONE:
                return Pushed.GONE
            raise PushNotSentError(str(error)) from None
        return Pushed.TAKEN


def _read(path: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(read_secret(path), password=None)
    except ValueError:
        raise KeyUnavailableError(f"{path} is not a key of notifications: restore it from its backup") from None
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise KeyUnavailableError(f"{path} holds a key of another kind: restore it from its backup")
    return key


def _pem(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
