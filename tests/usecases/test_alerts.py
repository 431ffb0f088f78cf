"""People choose how they are alerted, and never silence what guards their record."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carnet.core.access.actors import Holder
from carnet.core.alerts import AlertChannel, AlertEvent, Channels, Choices
from carnet.infra.web_hooks import PublicWebHooks
from carnet.infra.web_push import WebPush
from carnet.ports.push import PushNotSentError
from carnet.usecases.account.close_access import AccessClosed, close_by_password
from carnet.usecases.account.end_all_sessions import end_all_sessions
from carnet.usecases.account.end_place import forget_device
from carnet.usecases.account.list_places import Places, list_places
from carnet.usecases.account.sign_out import sign_out
from carnet.usecases.account.who_is_here import NobodyHere
from carnet.usecases.alerts.choose_alerts import (
    AlertsChosen,
    MustBeTold,
    NothingToChoose,
    Tried,
    choose_alerts,
    try_alerts,
)
from carnet.usecases.alerts.push_devices import DeviceAdded, stop_notifications, take_notifications
from carnet.usecases.alerts.show_alerts import Alerts, show_alerts
from tests.adapters.push_browsers import Browser
from tests.doors.fhir.subscriptions.listener import Listener
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation, note
from tests.store.test_races import at_once
from tests.usecases.account_world import acts, session_of, works_off
from tests.usecases.family.family import LOU
from tests.usecases.sign_in_world import Person, settles_in
from tests.usecases.support.relatives import settles

MAIL, SMS, PUSH = AlertChannel.MAIL, AlertChannel.SMS, AlertChannel.PUSH
NOTHING: Channels = frozenset()
USUAL: Choices = dict.fromkeys(AlertEvent, frozenset({MAIL}))
NEWS, TEST = "Il y a du nouveau", "Voici le message d’essai"


@pytest.fixture
def camille(installation: Installation, tmp_path: Path) -> Person:
    """Camille, who chose her password yesterday, where notifications leave."""
    hooks = PublicWebHooks(reaches_this_machine=True)
    push = WebPush(tmp_path / "push", hooks=hooks, contact="https://carnet.example.org", clock=installation.env.clock)
    installation.env = replace(installation.env, push=push)
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


def grid(session: str, camille: Person) -> Alerts:
    """What she sees of her alerts."""
    found = show_alerts(session, env=camille.env)
    assert isinstance(found, Alerts)
    return found


def chooses(session: str, camille: Person, event: AlertEvent, channels: Channels) -> object:
    """She changes one line of the grid."""
    return choose_alerts(session, {**USUAL, event: channels}, env=camille.env)


def told_of_a_document(installation: Installation, camille: Person) -> list[tuple[str, str]]:
    """A document comes: by which channels she is told, and in which words."""
    works_off(camille.env)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    return [(one.channel.value, one.body[: len(NEWS)]) for one in works_off(camille.env)]


def test_whoever_chose_nothing_is_told_by_mail(installation: Installation, camille: Person) -> None:
    assert grid(session_of(camille), camille).grid[AlertEvent.NEW_DOCUMENT] == {MAIL}
    assert told_of_a_document(installation, camille) == [("mail", NEWS)]


def test_a_document_is_told_by_the_channel_that_was_chosen(installation: Installation, camille: Person) -> None:
    session = session_of(camille)
    assert chooses(session, camille, AlertEvent.NEW_DOCUMENT, frozenset({SMS})) == AlertsChosen()
    assert grid(session, camille).grid[AlertEvent.NEW_DOCUMENT] == {SMS}
    assert told_of_a_document(installation, camille) == [("sms", NEWS)]
    assert ("alert-choice", "done", "") in acts(camille)


def test_whoever_wants_no_word_of_documents_gets_none_and_no_letter(
    installation: Installation, camille: Person
) -> None:
    chooses(session_of(camille), camille, AlertEvent.NEW_DOCUMENT, NOTHING)
    assert told_of_a_document(installation, camille) == []


@pytest.mark.parametrize("event", [event for event in AlertEvent if not event.may_be_silent])
def test_nobody_silences_what_guards_the_record(camille: Person, event: AlertEvent) -> None:
    session = session_of(camille)
    assert chooses(session, camille, event, frozenset({PUSH})) == MustBeTold((event,))
    assert grid(session, camille).grid[event] == {MAIL}
    assert "alert-choice" not in {act for act, _, _ in acts(camille)}


def test_the_same_choice_again_is_no_new_line(camille: Person) -> None:
    session = session_of(camille)
    for _ in range(2):
        chooses(session, camille, AlertEvent.ANSWER, NOTHING)
    assert [act for act, _, _ in acts(camille)].count("alert-choice") == 1


def test_a_test_message_takes_every_channel_and_not_twice_in_a_row(camille: Person) -> None:
    session = session_of(camille)
    works_off(camille.env)
    assert try_alerts(session, env=camille.env) is Tried.ON_ITS_WAY
    assert try_alerts(session, env=camille.env) is Tried.JUST_SENT
    assert [(one.channel.value, one.body[: len(TEST)]) for one in works_off(camille.env)] == [
        ("mail", TEST),
        ("sms", TEST),
    ]


def test_a_session_that_has_ended_chooses_nothing(camille: Person) -> None:
    session = session_of(camille)
    sign_out(session, env=camille.env)
    nobody = NobodyHere()
    assert chooses(session, camille, AlertEvent.ANSWER, NOTHING) == nobody
    assert [show_alerts(session, env=camille.env), try_alerts(session, env=camille.env)] == [nobody, nobody]
    at = Browser().at("https://push.example.org/1")
    assert take_notifications(session, at, env=camille.env) == nobody
    assert stop_notifications(session, env=camille.env) == nobody


def test_a_device_reads_the_sentence_of_the_alert(installation: Installation, camille: Person) -> None:
    session, browser = session_of(camille), Browser()
    with Listener() as service:
        assert take_notifications(session, browser.at(service.address), env=camille.env) is DeviceAdded.DONE
        assert told_of_a_document(installation, camille) == [("mail", NEWS)]
        works_off(camille.env)
        assert [browser.opens(one.body)[: len(NEWS)] for one in service.received] == [NEWS]
    assert grid(session, camille).on_this_one
    assert ("alert-choice", "done", "device-added") in acts(camille)


@pytest.mark.parametrize("attempt", range(5))
def test_a_device_that_signs_out_at_the_same_moment_is_told_nothing_afterwards(camille: Person, attempt: int) -> None:
    session = session_of(camille)
    there = Browser().at(f"https://push.example.org/{attempt}")
    at_once(
        [
            lambda: take_notifications(session, there, env=camille.env),
            lambda: sign_out(session, env=camille.env),
        ]
    )
    assert grid(session_of(camille), camille).devices == 0


def test_an_address_inside_is_not_kept(camille: Person) -> None:
    session = session_of(camille)
    inside = Browser().at("https://169.254.169.254/latest")
    assert take_notifications(session, inside, env=camille.env) is DeviceAdded.NOT_TAKEN
    assert grid(session, camille).devices == 0


def test_a_device_that_its_push_service_forgot_is_forgotten(installation: Installation, camille: Person) -> None:
    session = session_of(camille)
    with Listener(status=410) as service:
        take_notifications(session, Browser().at(service.address), env=camille.env)
        told_of_a_document(installation, camille)
        works_off(camille.env)
    assert grid(session, camille).devices == 0


def test_a_push_service_that_is_down_is_tried_again_and_the_mail_leaves(
    installation: Installation, camille: Person
) -> None:
    session = session_of(camille)
    with Listener(status=503) as service:
        take_notifications(session, Browser().at(service.address), env=camille.env)
        assert told_of_a_document(installation, camille) == [("mail", NEWS)]
        with pytest.raises(PushNotSentError):
            works_off(camille.env)
    assert grid(session, camille).devices == 1


def stops(session: str, camille: Person) -> None:
    """On the page of the alerts."""
    assert stop_notifications(session, env=camille.env) is True
    assert stop_notifications(session, env=camille.env) is False


def signs_out(session: str, camille: Person) -> None:
    """Whoever takes the device afterwards is somebody else, perhaps."""
    sign_out(session, env=camille.env)


def forgets_the_device(session: str, camille: Person) -> None:
    """From wherever."""
    places = list_places(session, env=camille.env)
    assert isinstance(places, Places)
    assert places.this_device is not None
    assert forget_device(session, places.this_device, env=camille.env) is True


def ends_everything(_session: str, camille: Person) -> None:
    """« Ce n’était pas moi »."""
    end_all_sessions(camille.account, actor=Holder(camille.record), env=camille.env)


def closes_the_access(_session: str, camille: Person) -> None:
    """Somebody else uses it."""
    assert close_by_password(camille.identifier, camille.password, device=None, env=camille.env) == AccessClosed()


@pytest.mark.parametrize("end", [stops, signs_out, forgets_the_device, ends_everything, closes_the_access])
def test_a_device_takes_no_alert_any_more(
    installation: Installation, camille: Person, end: Callable[[str, Person], None]
) -> None:
    with Listener() as service:
        session = session_of(camille)
        take_notifications(session, Browser().at(service.address), env=camille.env)
        end(session, camille)
        told_of_a_document(installation, camille)
        works_off(camille.env)
        assert service.received == []


def test_a_minor_chooses_nothing_of_what_their_parents_are_told(installation: Installation) -> None:
    lou = settles_in(installation, installation.opens(LOU), identifier="lou.petit", password="les cerises de juin")
    session = session_of(lou)
    assert not grid(session, lou).may_choose
    assert choose_alerts(session, USUAL, env=lou.env) == NothingToChoose()
    assert try_alerts(session, env=lou.env) == NothingToChoose()
    assert take_notifications(session, Browser().at("https://push.example.org/1"), env=lou.env) is DeviceAdded.NOT_TAKEN


def test_somebody_without_a_record_has_nothing_to_choose(installation: Installation) -> None:
    sacha = settles(installation.env)
    session = session_of(sacha)
    assert not grid(session, sacha).may_choose
    assert choose_alerts(session, USUAL, env=sacha.env) == NothingToChoose()
