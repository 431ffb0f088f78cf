"""What the operator says of the outside: mail server, SMS gateway, antivirus. Read from the environment."""

import os
from urllib.parse import unquote, urlsplit

from carnet.infra.antivirus import ClamdAntivirus, NoAntivirus
from carnet.infra.messages import HttpSmsGateway, MessageRouter, SmtpEncryption, SmtpMessages, SmtpServer
from carnet.ports.antivirus import Antivirus
from carnet.ports.clock import Clock
from carnet.ports.messages import Messages


class OutsideNotConfiguredError(RuntimeError):
    """Production does not start without a way to reach people."""


def gateways(clock: Clock) -> Messages:
    """Make the ways to reach people.

    From ``CARNET_SMTP_URL``, ``CARNET_MAIL_SENDER``, ``CARNET_SMS_URL`` and ``CARNET_SMS_TOKEN``. The first is
    ``smtps://`` or ``smtp+starttls://``, with user and password. Raises ``OutsideNotConfiguredError`` when one is
    missing.
    """
    told = {name: os.environ.get(name, "") for name in ("CARNET_SMTP_URL", "CARNET_MAIL_SENDER")}
    told |= {name: os.environ.get(name, "") for name in ("CARNET_SMS_URL", "CARNET_SMS_TOKEN")}
    if missing := sorted(name for name, value in told.items() if not value):
        raise OutsideNotConfiguredError(f"Il manque {', '.join(missing)} : personne ne pourrait être prévenu.")
    parts = urlsplit(told["CARNET_SMTP_URL"])
    encryption = {"smtps": SmtpEncryption.TLS, "smtp+starttls": SmtpEncryption.STARTTLS, "smtp": SmtpEncryption.NONE}
    server = SmtpServer(
        host=parts.hostname or "",
        port=parts.port or (465 if parts.scheme == "smtps" else 587),
        sender=told["CARNET_MAIL_SENDER"],
        encryption=encryption[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
    sms = HttpSmsGateway(told["CARNET_SMS_URL"], token=told["CARNET_SMS_TOKEN"])
    return MessageRouter(mail=SmtpMessages(server, clock=clock), sms=sms)


def antivirus() -> Antivirus:
    """Make the antivirus that ``CARNET_CLAMD`` names (``unix:///…`` or ``tcp://127.0.0.1:3310``), if it names one."""
    address = os.environ.get("CARNET_CLAMD", "")
    return ClamdAntivirus(address) if address else NoAntivirus()
