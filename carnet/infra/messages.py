"""The ways out for mails and SMS, and the folder that takes their place in the demonstration."""

import http.client
import json
import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from enum import Enum
from pathlib import Path
from typing import assert_never
from urllib.parse import urlsplit

from carnet.infra.loopback import is_loopback
from carnet.ports.clock import Clock
from carnet.ports.messages import Channel, Message, MessageNotSentError, Messages

_TIMEOUT = 20.0
"""Seconds given to a gateway for each step; the job tries again later."""


class SmtpEncryption(Enum):
    """How the way to the mail server is protected."""

    TLS = "tls"
    """From the first byte (port 465)."""
    STARTTLS = "starttls"
    """Asked for after the greeting, and required (port 587)."""
    NONE = "none"
    """Only towards a server on this machine."""


@dataclass(frozen=True, slots=True, repr=False)
class SmtpServer:
    """The operator's mail server. ``sender``: the address that mails come from.

    ``certificate_authority``: a PEM file, for a server whose certificate no public authority signed. ``username`` may
    be empty. Raises ``ValueError`` when mails would leave this machine in clear, or a password would.
    """

    host: str
    port: int
    sender: str
    encryption: SmtpEncryption
    username: str = ""
    password: str = ""
    certificate_authority: Path | None = None

    def __post_init__(self) -> None:
        if self.encryption is SmtpEncryption.NONE and (self.username or not is_loopback(self.host)):
            raise ValueError("mails travel without encryption only to a server on this machine, without password")


class SmtpMessages:
    """Sends mails through the operator's server. ``clock`` dates them."""

    def __init__(self, server: SmtpServer, *, clock: Clock, timeout: float = _TIMEOUT) -> None:
        self._server = server
        self._clock = clock
        self._timeout = timeout

    def send(self, message: Message) -> None:
        """Hand a mail to the server.

        Raises ``MessageNotSentError`` when it was not taken: no connection, no valid certificate, refused. Raises
        ``ValueError`` for an SMS, and for a line break in an address or a subject.
        """
        if message.channel is not Channel.MAIL:
            raise ValueError("this is a way out for mails")
        mail = self._mail(message)
        try:
            connection = self._connected()
            try:
                connection.send_message(mail, self._server.sender, [message.address])
                # From here on the mail is the server's: a goodbye that fails must not make it leave twice.
                with suppress(OSError, smtplib.SMTPException):
                    connection.quit()
            finally:
                connection.close()
        except (OSError, smtplib.SMTPException) as error:
            # The answers of mail servers quote the address: only the kind of error is told.
            raise MessageNotSentError(f"the mail server did not take a mail: {type(error).__name__}") from None

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._server.sender
        mail["To"] = message.address
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = f"<{os.urandom(16).hex()}@{self._server.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body, cte="quoted-printable")
        return mail

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        connection: smtplib.SMTP
        match server.encryption:
            case SmtpEncryption.TLS:
                connection = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=self._timeout, context=self._tls_context()
                )
            case SmtpEncryption.STARTTLS:
                connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
            case SmtpEncryption.NONE:
                connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
            case _:
                assert_never(server.encryption)
        try:
            if server.encryption is SmtpEncryption.STARTTLS:
                connection.starttls(context=self._tls_context())
            if server.username:
                connection.login(server.username, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _tls_context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._server.certificate_authority)


class HttpSmsGateway:
    """Sends SMS through a gateway that takes ``POST {"to": …, "text": …}`` with a bearer token.

    ``url``: https, or http to this machine only; without user, query or fragment. ``token``: the gateway's secret.
    ``certificate_authority``: a PEM file, as for mail. Redirections are refused, since the token would follow them, and
    no proxy is taken from the environment. Raises ``ValueError`` for another kind of address.
    """

    def __init__(
        self, url: str, *, token: str, certificate_authority: Path | None = None, timeout: float = _TIMEOUT
    ) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
        if not is_safe or not host or parts.username is not None or parts.query or parts.fragment:
            raise ValueError("the SMS gateway needs an https address, without user, query or fragment")
        if not token or not token.isascii() or not token.isprintable():
            raise ValueError("the token of the SMS gateway is not one")
        self._host, self._port, self._path = host, parts.port, parts.path or "/"
        self._is_encrypted = parts.scheme == "https"
        self._token = token
        self._certificate_authority = certificate_authority
        self._timeout = timeout

    def send(self, message: Message) -> None:
        """Hand an SMS to the gateway.

        Raises ``MessageNotSentError`` for any answer but 2xx, or none. Raises ``ValueError`` for a mail.
        """
        if message.channel is not Channel.SMS:
            raise ValueError("this is a way out for SMS")
        body = json.dumps({"to": message.address, "text": message.body}).encode()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        connection = self._connection()
        try:
            connection.request("POST", self._path, body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise MessageNotSentError(f"the SMS gateway did not answer: {type(error).__name__}") from None
        finally:
            connection.close()
        if status not in range(200, 300):
            raise MessageNotSentError(f"the SMS gateway answered {status}")

    def _connection(self) -> http.client.HTTPConnection:
        if not self._is_encrypted:
            return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        context = ssl.create_default_context(cafile=self._certificate_authority)
        return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=context)


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that lies in the outbox, and when it was put there."""

    message: Message
    sent_at: datetime


class FileOutbox:
    """Where the demonstration's mails and SMS go instead of leaving: one JSON line each, in ``outbox.jsonl``.

    ``folder`` is made when absent. ``clock``: the demonstration's, so that dates agree with its pages.
    """

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        self._path = folder / "outbox.jsonl"
        self._clock = clock

    def send(self, message: Message) -> None:
        """Write the message down. Raises ``MessageNotSentError`` when the folder does not take it."""
        line = json.dumps(
            {
                "channel": message.channel.value,
                "address": message.address,
                "subject": message.subject,
                "body": message.body,
                "sent_at": self._clock.now().isoformat(),
            },
            ensure_ascii=False,
        )
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as outbox:
                outbox.write(f"{line}\n".encode())
        except OSError as error:
            raise MessageNotSentError(f"the outbox cannot be written: {error.strerror}") from None

    def outbox(self) -> tuple[SentMessage, ...]:
        """Read all that was sent, oldest first; nothing when nothing was."""
        if not self._path.exists():
            return ()
        lines = (json.loads(line) for line in self._path.read_bytes().splitlines())
        return tuple(
            SentMessage(
                Message(Channel(line["channel"]), line["address"], line["subject"], line["body"]),
                datetime.fromisoformat(line["sent_at"]),
            )
            for line in lines
        )


class MessageRouter:
    """Sends each message by the way out of its channel."""

    def __init__(self, *, mail: Messages, sms: Messages) -> None:
        self._mail = mail
        self._sms = sms

    def send(self, message: Message) -> None:
        """Hand the message over; raises ``MessageNotSentError`` as the way out does."""
        match message.channel:
            case Channel.MAIL:
                self._mail.send(message)
            case Channel.SMS:
                self._sms.send(message)
            case _:
                assert_never(message.channel)
