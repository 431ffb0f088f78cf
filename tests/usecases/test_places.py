"""Where an account is open, and on which devices its person has been: seen, ended, forgotten."""

from datetime import timedelta

import pytest

from carnet.core.accounts.places import Place, read_place
from carnet.usecases.account.confirm_code import confirm_code
from carnet.usecases.account.end_place import end_session, forget_device
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.list_places import Places, list_places
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.account.sign_in import sign_in
from carnet.usecases.account.who_is_here import NobodyHere
from tests.installation import CAMILLE, Installation
from tests.usecases.account_world import acts, session_of, told, works_off
from tests.usecases.sign_in_world import Person, code_in, settles_in

PHONE, LAPTOP = Place("firefox", "android"), Place("edge", "windows")


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


def comes_in(person: Person, place: Place) -> SignedIn:
    """Somebody signs in from a browser of that sort."""
    sent = sign_in(person.identifier, person.password, device=None, env=person.env)
    assert isinstance(sent, CodeSent)
    codes = [message for message in works_off(person.env) if "code" in message.body]
    entered = confirm_code(sent.attempt, code_in(codes[-1]), device=None, place=place, env=person.env)
    assert isinstance(entered, SignedIn)
    return entered


def seen_by(session: str, person: Person) -> Places:
    """What somebody sees of their sessions and devices."""
    found = list_places(session, env=person.env)
    assert isinstance(found, Places)
    return found


def test_the_person_sees_where_they_are_signed_in_and_which_one_is_this(camille: Person) -> None:
    laptop, phone = comes_in(camille, LAPTOP), comes_in(camille, PHONE)
    found = seen_by(phone.session, camille)
    assert {one.place for one in found.sessions} >= {PHONE, LAPTOP}
    (here,) = [one for one in found.sessions if one.digest == found.here]
    assert here.place == PHONE
    (device,) = [one for one in found.devices if one.digest == found.this_device]
    assert device.place == PHONE
    assert laptop.session not in str(found)


def test_a_session_that_is_ended_from_another_opens_nothing_any_more(camille: Person) -> None:
    laptop, phone = comes_in(camille, LAPTOP), comes_in(camille, PHONE)
    (which,) = [one.digest for one in seen_by(phone.session, camille).sessions if one.place == LAPTOP]
    assert end_session(phone.session, which, env=camille.env) is True
    assert recognize_session(laptop.session, env=camille.env) is None
    assert recognize_session(phone.session, env=camille.env) is not None
    assert end_session(phone.session, which, env=camille.env) is False
    assert acts(camille)[-1] == ("session-end", "done", "")


def test_a_device_that_is_forgotten_loses_its_sessions_and_is_new_again(camille: Person) -> None:
    laptop, phone = comes_in(camille, LAPTOP), comes_in(camille, PHONE)
    (which,) = [one.digest for one in seen_by(phone.session, camille).devices if one.place == LAPTOP]
    assert forget_device(phone.session, which, env=camille.env) is True
    assert recognize_session(laptop.session, env=camille.env) is None
    assert recognize_session(phone.session, env=camille.env) is not None
    assert LAPTOP not in {one.place for one in seen_by(phone.session, camille).devices}
    before = told(camille).count("new-device")
    again = camille.browser()
    again.device = laptop.device
    assert isinstance(again.signs_in(camille.identifier, camille.password), SignedIn)
    assert told(camille).count("new-device") == before + 1


@pytest.mark.parametrize("digest", [b"", b"\x00" * 32, b"no digest"])
def test_what_names_no_session_and_no_device_ends_nothing(camille: Person, digest: bytes) -> None:
    session = session_of(camille)
    assert end_session(session, digest, env=camille.env) is False
    assert forget_device(session, digest, env=camille.env) is False


def test_nobody_sees_anything_without_a_session(camille: Person) -> None:
    assert list_places("never", env=camille.env) == NobodyHere()
    assert end_session("never", b"", env=camille.env) == NobodyHere()


def test_a_device_never_seen_is_told_and_a_known_one_is_not(camille: Person, installation: Installation) -> None:
    phone = camille.usual_browser()
    assert told(camille)[-1] == "new-device"
    before = len(told(camille))
    installation.at(camille.env.clock.now() + timedelta(hours=1))
    phone.signs_in(camille.identifier, camille.password)
    assert len(told(camille)) == before


def test_the_very_first_sign_in_tells_nobody(installation: Installation) -> None:
    person = settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )
    assert told(person) == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Place("firefox", "linux")),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
            "Safari/537.36 Edg/142.0.0.0",
            Place("edge", "windows"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.5 Mobile/15E148 Safari/604.1",
            Place("safari", "iphone"),
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0",
            Place("chrome", "android"),
        ),
        ("curl/8.5.0", Place()),
        ("", Place()),
        ("x" * 100_000 + " Firefox/1", Place()),
    ],
)
def test_only_the_family_of_a_browser_is_read(said: str, place: Place) -> None:
    assert read_place(said) == place
