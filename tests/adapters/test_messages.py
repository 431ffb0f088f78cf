"""How the mails and SMS of Carnet leave, and what nobody must read on the way."""

import json
import socket
import traceback
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from carnet.infra.loopback import is_loopback
from carnet.infra.messages import (
    FileOutbox,
    HttpSmsGateway,
    MessageRouter,
    SmtpEncryption,
    SmtpMessages,
    SmtpServer,
)
from carnet.ports.messages import Channel, Message, MessageNotSentError, Messages
from tests.adapters.clocks import NOON, StoppedClock
from tests.adapters.loopback_servers import Certificate, MailServer, SmsGateway, make_certificate

MAIL = Message(
    Channel.MAIL,
    "camille@example.net",
    "Carnet – du nouveau",
    "Il y a du nouveau dans votre dossier.\nConnectez-vous comme d’habitude.\n.\nCarnet",
)
SMS = Message(Channel.SMS, "+33600000000", "", "Il y a du nouveau dans votre dossier.\u2028Carnet")
SENDER = "carnet@example.net"
TOKEN = "the-gateway-s-token"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def smtp(server: MailServer, *, encryption: SmtpEncryption = SmtpEncryption.NONE) -> SmtpMessages:
    has_login = encryption is not SmtpEncryption.NONE
    return SmtpMessages(
        SmtpServer(
            "127.0.0.1",
            server.port,
            SENDER,
            encryption,
            username="carnet" if has_login else "",
            password="a password" if has_login else "",
            certificate_authority=server.certificate.certificate if server.certificate else None,
        ),
        clock=StoppedClock(),
    )


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def told(error: pytest.ExceptionInfo[MessageNotSentError]) -> str:
    """All that a log would show of an error."""
    return "".join(traceback.format_exception(error.value))


# Mails


@pytest.mark.parametrize("encryption", SmtpEncryption)
def test_a_mail_reaches_camille_as_it_was_written(encryption: SmtpEncryption, certificate: Certificate) -> None:
    is_encrypted = encryption is not SmtpEncryption.NONE
    with MailServer(
        certificate=certificate if is_encrypted else None,
        is_tls_from_the_start=encryption is SmtpEncryption.TLS,
    ) as server:
        smtp(server, encryption=encryption).send(MAIL)
    (received,) = server.received
    mail = read(received.content)
    assert (received.sender, received.recipients) == (SENDER, [MAIL.address])
    assert (mail["From"], mail["To"], mail["Subject"]) == (SENDER, MAIL.address, MAIL.subject)
    assert mail["Date"].datetime == NOON
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.net>")
    assert received.content.isascii()
    assert mail.get_content().replace("\r\n", "\n").strip() == MAIL.body.replace("\n.\n", "\n..\n")
    assert received.was_encrypted is is_encrypted
    assert bool(received.login) is is_encrypted


def test_two_mails_never_share_their_identifier() -> None:
    with MailServer() as server:
        smtp(server).send(MAIL)
        smtp(server).send(MAIL)
    assert len({read(received.content)["Message-ID"] for received in server.received}) == 2


def test_a_mail_that_the_server_refuses_is_not_sent_and_nobody_learns_the_address() -> None:
    with MailServer(refused=frozenset({MAIL.address})) as server, pytest.raises(MessageNotSentError) as refused:
        smtp(server).send(MAIL)
    assert server.received == []
    assert "SMTPRecipientsRefused" in str(refused.value)
    assert MAIL.address not in told(refused)
    assert "nouveau" not in told(refused)


def test_a_mail_that_was_taken_does_not_leave_twice_because_the_goodbye_failed() -> None:
    with MailServer(says_goodbye=False) as server:
        smtp(server).send(MAIL)
    assert len(server.received) == 1


def test_no_mail_leaves_towards_a_server_that_cannot_prove_who_it_is(certificate: Certificate) -> None:
    for encryption in (SmtpEncryption.TLS, SmtpEncryption.STARTTLS):
        with MailServer(certificate=certificate, is_tls_from_the_start=encryption is SmtpEncryption.TLS) as server:
            unknown_authority = SmtpServer("127.0.0.1", server.port, SENDER, encryption)
            with pytest.raises(MessageNotSentError, match="SSLCertVerificationError"):
                SmtpMessages(unknown_authority, clock=StoppedClock()).send(MAIL)
        assert server.received == []


def test_no_mail_leaves_in_clear_because_the_server_offers_no_encryption() -> None:
    with MailServer() as server:
        plain = SmtpServer("127.0.0.1", server.port, SENDER, SmtpEncryption.STARTTLS)
        with pytest.raises(MessageNotSentError, match="SMTPNotSupportedError"):
            SmtpMessages(plain, clock=StoppedClock()).send(MAIL)
    assert server.received == []


@pytest.mark.parametrize(("host", "username"), [("mail.example.net", ""), ("192.0.2.1", ""), ("127.0.0.1", "carnet")])
def test_neither_mails_nor_passwords_may_be_configured_to_travel_in_clear(host: str, username: str) -> None:
    with pytest.raises(ValueError, match="without encryption"):
        SmtpServer(host, 25, SENDER, SmtpEncryption.NONE, username=username, password="a password")


def test_nobody_adds_a_recipient_by_a_line_break() -> None:
    injected = Message(Channel.MAIL, "camille@example.net\r\nBcc: all@example.net", "s", "b")
    with MailServer() as server, pytest.raises(ValueError, match="linefeed or carriage return"):
        smtp(server).send(injected)
    assert server.received == []


def test_the_configuration_of_the_mail_server_never_shows_its_password() -> None:
    server = SmtpServer("mail.example.net", 465, SENDER, SmtpEncryption.TLS, username="carnet", password="a password")
    assert "a password" not in repr(server)


# SMS


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_an_sms_reaches_the_gateway(certificate: Certificate, is_encrypted: bool) -> None:
    with SmsGateway(TOKEN, certificate=certificate if is_encrypted else None) as gateway:
        scheme = "https" if is_encrypted else "http"
        url = f"{scheme}://127.0.0.1:{gateway.port}/v1/messages"
        HttpSmsGateway(url, token=TOKEN, certificate_authority=certificate.certificate).send(SMS)
    assert gateway.received == [("/v1/messages", {"to": SMS.address, "text": SMS.body})]


@pytest.mark.parametrize("status", [302, 307, 400, 401, 429, 500, 503])
def test_an_sms_that_the_gateway_does_not_take_is_not_sent(status: int) -> None:
    with SmsGateway(TOKEN, status=status) as gateway, pytest.raises(MessageNotSentError, match=str(status)) as refused:
        HttpSmsGateway(f"http://127.0.0.1:{gateway.port}", token=TOKEN).send(SMS)
    # The token followed no redirection.
    assert [path for path, _body in gateway.received] == ["/"]
    assert SMS.address not in told(refused)
    assert TOKEN not in told(refused)


def test_no_sms_leaves_towards_a_gateway_that_cannot_prove_who_it_is(certificate: Certificate) -> None:
    with SmsGateway(TOKEN, certificate=certificate) as gateway, pytest.raises(MessageNotSentError, match="SSLCert"):
        HttpSmsGateway(f"https://127.0.0.1:{gateway.port}/", token=TOKEN).send(SMS)
    assert gateway.received == []


@pytest.mark.parametrize(
    "url",
    [
        "http://sms.example.net/",
        "http://192.0.2.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://",
        "https://user@sms.example.net/",
        "https://sms.example.net/?key=1",
        "https://sms.example.net/#here",
        "",
    ],
)
def test_only_an_encrypted_gateway_may_be_configured(url: str) -> None:
    with pytest.raises(ValueError, match="needs an https address"):
        HttpSmsGateway(url, token=TOKEN)


@pytest.mark.parametrize("token", ["", "two\r\nlines", "é"])
def test_a_token_that_is_none_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ValueError, match=r"the token of the SMS gateway is not one$"):
        HttpSmsGateway("https://sms.example.net/", token=token)


# Whatever the way out


def nobody_listens() -> int:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        return int(nobody.getsockname()[1])


def ways_out_that_are_shut(folder: Path) -> list[tuple[Messages, Message]]:
    port = nobody_listens()
    (folder / "a-file").write_text("", encoding="ascii")
    shut_smtp = SmtpMessages(
        SmtpServer("127.0.0.1", port, SENDER, SmtpEncryption.NONE), clock=StoppedClock(), timeout=1
    )
    shut_sms = HttpSmsGateway(f"http://127.0.0.1:{port}/", token=TOKEN, timeout=1)
    shut_outbox = FileOutbox(folder / "a-file", clock=StoppedClock())
    router = MessageRouter(mail=shut_smtp, sms=shut_sms)
    return [(shut_smtp, MAIL), (shut_sms, SMS), (shut_outbox, MAIL), (shut_outbox, SMS), (router, MAIL), (router, SMS)]


@pytest.mark.parametrize("which", range(6))
def test_a_message_that_finds_its_way_out_shut_will_be_tried_again(tmp_path: Path, which: int) -> None:
    way_out, message = ways_out_that_are_shut(tmp_path)[which]
    with pytest.raises(MessageNotSentError) as refused:
        way_out.send(message)
    assert message.address not in told(refused)


def test_a_mail_is_not_sent_as_an_sms_nor_the_other_way_round() -> None:
    with MailServer() as server, pytest.raises(ValueError, match="way out for mails"):
        smtp(server).send(SMS)
    with pytest.raises(ValueError, match="way out for SMS"):
        HttpSmsGateway("https://sms.example.net/", token=TOKEN).send(MAIL)


def test_each_message_leaves_by_its_own_channel(tmp_path: Path) -> None:
    mails = FileOutbox(tmp_path / "mail", clock=StoppedClock())
    texts = FileOutbox(tmp_path / "sms", clock=StoppedClock())
    router: Messages = MessageRouter(mail=mails, sms=texts)
    router.send(MAIL)
    router.send(SMS)
    assert [sent.message for sent in mails.outbox()] == [MAIL]
    assert [sent.message for sent in texts.outbox()] == [SMS]


# The demonstration's outbox


def test_the_demonstration_shows_what_would_have_been_sent_and_when(tmp_path: Path) -> None:
    clock = StoppedClock()
    outbox = FileOutbox(tmp_path / "outbox", clock=clock)
    assert outbox.outbox() == ()
    outbox.send(MAIL)
    outbox.send(SMS)
    shown = FileOutbox(tmp_path / "outbox", clock=clock).outbox()
    assert [(sent.message, sent.sent_at) for sent in shown] == [(MAIL, NOON), (SMS, NOON)]


def test_each_message_of_the_outbox_is_one_line_that_only_its_owner_reads(tmp_path: Path) -> None:
    FileOutbox(tmp_path / "outbox", clock=StoppedClock()).send(MAIL)
    file = tmp_path / "outbox" / "outbox.jsonl"
    assert json.loads(file.read_bytes()) == {
        "channel": "mail",
        "address": MAIL.address,
        "subject": MAIL.subject,
        "body": MAIL.body,
        "sent_at": NOON.isoformat(),
    }
    assert file.read_bytes().count(b"\n") == 1
    assert file.stat().st_mode & 0o777 == 0o600


# Loopback


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("localhost.example.net", False),
        ("0.0.0.0", False),  # noqa: S104  a host that somebody might write, not one that is bound
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
