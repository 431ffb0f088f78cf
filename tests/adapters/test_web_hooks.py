"""Notifications leave for public addresses only, over TLS, and follow nothing."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from carnet.infra.web_hooks import PublicWebHooks
from carnet.ports.web_hooks import NO_WEB_HOOKS, NotTakenError
from tests.adapters.loopback_servers import make_certificate
from tests.doors.fhir.subscriptions.listener import Listener

SOON = timedelta(seconds=5)
OUTSIDE, HERE = PublicWebHooks(reaches_this_machine=False), PublicWebHooks(reaches_this_machine=True)

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  an address that must be refused, and nothing listens on it
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fc00::1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:a00:1::]",
    "localhost",
    "intranet",
]


@pytest.mark.parametrize("host", INSIDE)
def test_no_inner_address_is_taken(host: str) -> None:
    assert not OUTSIDE.takes(f"https://{host}/hook")
    with pytest.raises(NotTakenError):
        OUTSIDE.post(f"https://{host}/hook", b"{}", content_type="x/y", headers=(), within=SOON)


@pytest.mark.parametrize(
    "address",
    [
        "http://carnet.example.org/",
        "ftp://carnet.example.org/",
        "https://user@carnet.example.org/",
        "https://carnet.example.org/#part",
        "https://carnet.example.org:99999/",
        "https:///hook",
        "https://carnet.example.org/a b",
        "https://carnet.example.org/\r\nHost: x",
        f"https://carnet.example.org/{'x' * 2000}",
        "https://[::1",
        "",
    ],
)
def test_an_address_that_is_none_is_not_taken(address: str) -> None:
    assert not HERE.takes(address)


def test_a_public_address_is_taken() -> None:
    assert OUTSIDE.takes("https://carnet.example.org:8443/hook?of=keller")
    assert OUTSIDE.takes("https://[2606:4700::1111]/hook")
    assert not NO_WEB_HOOKS.takes("https://carnet.example.org/")


@pytest.mark.parametrize("found", ["10.0.0.1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    one_inside = [(0, socket.SOCK_STREAM, 0, "", ("93.184.216.34", 443)), (0, socket.SOCK_STREAM, 0, "", (found, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: one_inside)
    with pytest.raises(NotTakenError, match="leads inside"):
        OUTSIDE.post("https://carnet.example.org/", b"{}", content_type="x/y", headers=(), within=SOON)


def test_what_is_sent_arrives_with_its_headers() -> None:
    with Listener() as listener:
        HERE.post(
            listener.address, b"{}", content_type="application/fhir+json", headers=[("X-Key", "abc")], within=SOON
        )
        (received,) = listener.received
    assert (received.path, received.body) == ("/hook?of=keller", b"{}")
    assert (received.headers["X-Key"], received.headers["Content-Type"]) == ("abc", "application/fhir+json")
    assert received.headers["Host"] == f"127.0.0.1:{listener.port}"


@pytest.mark.parametrize("status", [301, 307, 404, 500])
def test_any_answer_but_a_yes_is_a_no_and_no_redirection_is_followed(status: int) -> None:
    with Listener(status=status) as listener:
        with pytest.raises(NotTakenError, match=str(status)):
            HERE.post(listener.address, b"{}", content_type="x/y", headers=(), within=SOON)
        assert len(listener.received) == 1


def test_an_address_that_answers_nothing_is_waited_for_no_longer_than_it_should() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        with pytest.raises(NotTakenError, match="did not answer"):
            HERE.post(address, b"{}", content_type="x/y", headers=(), within=timedelta(milliseconds=50))


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotTakenError, match="ConnectionRefused"):
        HERE.post(f"http://127.0.0.1:{port}/", b"{}", content_type="x/y", headers=(), within=SOON)


def test_a_certificate_that_no_authority_signed_is_not_believed(tmp_path: Path) -> None:
    with Listener(certificate=make_certificate(tmp_path)) as listener:
        trusting = PublicWebHooks(reaches_this_machine=True, certificate_authority=tmp_path / "certificate.pem")
        trusting.post(listener.address, b"{}", content_type="x/y", headers=(), within=SOON)
        with pytest.raises(NotTakenError, match="SSL"):
            HERE.post(listener.address, b"{}", content_type="x/y", headers=(), within=SOON)
        assert len(listener.received) == 1
