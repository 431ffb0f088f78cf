"""Of what people are told, and by which channels: what they chose, and what nobody switches off."""

import pytest

from carnet.core.alerts import (
    EVENT_OF,
    TEST_ALERT,
    AlertChannel,
    AlertEvent,
    Channels,
    channels_of,
    missing_channels,
    usual_channels,
)
from carnet.core.notices import NOTICES

MAIL, SMS, PUSH = AlertChannel.MAIL, AlertChannel.SMS, AlertChannel.PUSH
EVERYWHERE: Channels = frozenset(AlertChannel)
BY_MAIL, BY_SMS, BY_PUSH, NOTHING = frozenset({MAIL}), frozenset({SMS}), frozenset({PUSH}), frozenset[AlertChannel]()
GUARDING = ("new-device", "password-changed", "channel-changed", "passkey-added", "access-closed", "erasure-asked")


def test_whoever_chose_nothing_is_told_by_mail_and_on_their_devices() -> None:
    assert usual_channels("new-document", reachable=EVERYWHERE) == BY_MAIL | BY_PUSH
    assert usual_channels("new-document", reachable=BY_SMS) == BY_SMS


def test_a_new_document_may_be_told_by_nothing_at_all() -> None:
    assert channels_of("new-document", {AlertEvent.NEW_DOCUMENT: NOTHING}, reachable=EVERYWHERE) is None


@pytest.mark.parametrize("kind", ["first-access", "emergency-access", "app-accepted"])
@pytest.mark.parametrize("chosen", [NOTHING, BY_PUSH])
def test_what_guards_the_record_leaves_by_mail_whatever_was_chosen(kind: str, chosen: Channels) -> None:
    told = channels_of(kind, {EVENT_OF[kind]: chosen}, reachable=EVERYWHERE)
    assert told is not None
    assert MAIL in told
    assert missing_channels({EVENT_OF[kind]: chosen}) == (EVENT_OF[kind],)


@pytest.mark.parametrize("kind", GUARDING)
def test_what_guards_the_account_is_in_no_choice(kind: str) -> None:
    nothing = dict.fromkeys(AlertEvent, NOTHING)
    assert kind not in EVENT_OF
    assert channels_of(kind, nothing, reachable=EVERYWHERE) == usual_channels(kind, reachable=EVERYWHERE) != NOTHING


def test_a_channel_that_was_chosen_is_the_only_one() -> None:
    assert channels_of("new-document", {AlertEvent.NEW_DOCUMENT: BY_SMS}, reachable=EVERYWHERE) == BY_SMS
    assert channels_of("first-access", {AlertEvent.FIRST_ACCESS: BY_SMS}, reachable=EVERYWHERE) == BY_SMS


def test_a_choice_that_reaches_nobody_any_more_gives_way_to_the_usual_channels() -> None:
    assert channels_of("new-document", {AlertEvent.NEW_DOCUMENT: BY_PUSH}, reachable=BY_MAIL) == BY_MAIL


def test_the_test_message_takes_every_channel() -> None:
    assert channels_of(TEST_ALERT, dict.fromkeys(AlertEvent, NOTHING), reachable=EVERYWHERE) == EVERYWHERE


def test_every_notice_of_the_grid_has_its_words_and_every_line_its_notices() -> None:
    assert EVENT_OF.keys() <= NOTICES.keys()
    assert set(EVENT_OF.values()) == set(AlertEvent)
