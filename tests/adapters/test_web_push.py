"""Notifications leave sealed for one browser, under the key of this installation, and for no address inside."""

from collections.abc import Callable
from pathlib import Path

import pytest

from carnet.infra.web_hooks import PublicWebHooks
from carnet.infra.web_push import WebPush
from carnet.ports.keyring import KeyUnavailableError
from carnet.ports.push import NO_PUSH, PushAddress, Pushed, PushNotSentError
from tests.adapters.clocks import StoppedClock
from tests.adapters.push_browsers import SECRET, Browser
from tests.conftest import NOON
from tests.doors.fhir.subscriptions.listener import Listener

WORDS = "Il y a du nouveau dans votre dossier."
OUTSIDE = "https://push.example.org/1"


def push_of(folder: Path, *, inside: bool = False) -> WebPush:
    """The sender of an installation whose keys lie there. ``inside``: it may reach this machine."""
    hooks = PublicWebHooks(reaches_this_machine=inside)
    return WebPush(
        folder / "keys" / "push", hooks=hooks, contact="https://carnet.example.org", clock=StoppedClock(NOON)
    )


def test_the_browser_reads_the_sentence_and_nobody_on_the_way(tmp_path: Path) -> None:
    browser = Browser()
    with Listener() as listener:
        assert push_of(tmp_path, inside=True).send(browser.at(listener.address), WORDS) is Pushed.TAKEN
        (received,) = listener.received
    assert browser.opens(received.body) == WORDS
    assert b"dossier" not in received.body
    assert received.headers["Content-Encoding"] == "aes128gcm"
    assert received.headers["TTL"] == "86400"
    assert received.headers["Authorization"].endswith(f"k={push_of(tmp_path).public_key}"), "the key outlives a start"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_takes_none_any_more_is_gone(tmp_path: Path, status: int) -> None:
    with Listener(status=status) as listener:
        assert push_of(tmp_path, inside=True).send(Browser().at(listener.address), WORDS) is Pushed.GONE


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_a_push_service_that_refuses_is_asked_again_later(tmp_path: Path, status: int) -> None:
    with Listener(status=status) as listener, pytest.raises(PushNotSentError):
        push_of(tmp_path, inside=True).send(Browser().at(listener.address), WORDS)


WRONG: dict[str, Callable[[PushAddress], PushAddress]] = {
    "inside": lambda right: PushAddress("https://10.0.0.1/1", right.key, right.secret),
    "in clear": lambda right: PushAddress("http://push.example.org/1", right.key, right.secret),
    "no key": lambda right: PushAddress(right.endpoint, bytes(65), right.secret),
    "no secret": lambda right: PushAddress(right.endpoint, right.key, SECRET[:-1]),
}


@pytest.mark.parametrize("fault", WRONG)
def test_an_address_that_is_none_is_not_taken(tmp_path: Path, fault: str) -> None:
    right = Browser().at(OUTSIDE)
    assert push_of(tmp_path).takes(right)
    assert not push_of(tmp_path).takes(WRONG[fault](right))


def test_an_installation_that_sends_nothing_says_so() -> None:
    assert not NO_PUSH.takes(Browser().at(OUTSIDE))
    with pytest.raises(PushNotSentError):
        NO_PUSH.send(Browser().at(OUTSIDE), WORDS)


def test_a_file_that_is_no_key_is_not_replaced_by_another(tmp_path: Path) -> None:
    push_of(tmp_path)
    (tmp_path / "keys" / "push").write_text("not a key")
    with pytest.raises(KeyUnavailableError, match="restore it"):
        push_of(tmp_path)


def test_an_address_says_nothing_of_itself() -> None:
    assert "example" not in repr(Browser().at(OUTSIDE))
