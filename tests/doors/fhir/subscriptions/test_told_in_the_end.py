"""An address that does not answer is told later, in order, of everything; and never of the same thing as two."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn

import pytest

from carnet.core.audit.events import Door
from carnet.core.subscriptions.subscription import TRIED_FOR, wait_after
from carnet.infra.web_hooks import PublicWebHooks
from carnet.store import directory, subscriptions, tokens
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.subscriptions.tell_subscribers import HELD, tell_subscribers
from tests.doors.fhir.subscriptions.conftest import Subscribing
from tests.doors.fhir.subscriptions.listener import state_of
from tests.installation import KELLER, PRACTICE


def test_an_address_that_takes_no_handshake_is_told_nothing_until_it_is_asked_anew(subscribing: Subscribing) -> None:
    subscribing.listener.status = 404
    software = subscribing.software()
    number = subscribing.subscribed(software)
    subscribing.deposit()
    subscribing.turn()
    subscribing.turn(after=timedelta(days=1))
    software = subscribing.software()
    failed = subscribing.state(software, number)
    assert (failed["status"], subscribing.listener.kinds) == ("error", ["handshake"])
    assert "as requested" in failed["error"]
    subscribing.listener.status = 200
    again = software.send("PUT", f"Subscription/{number}", subscribing.resource())
    assert (again.status, again.json["status"]) == (200, "requested")
    subscribing.turn()
    assert subscribing.listener.kinds == ["handshake", "handshake", "event-notification"]
    assert subscribing.state(software, number)["status"] == "active"


def test_what_is_not_taken_is_sent_again_the_same_and_counts_on_meanwhile(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    subscribing.listener.status = 503
    subscribing.deposit()
    subscribing.turn()
    subscribing.deposit()
    subscribing.turn()
    state = state_of(software.get(f"Subscription/{number}/$status").json["entry"][0]["resource"])
    assert (state["status"], state["events-since-subscription-start"]) == ("error", "2")
    assert "error" in state
    subscribing.turn()
    subscribing.listener.status = 200
    subscribing.turn(after=timedelta(minutes=5))
    assert subscribing.listener.numbers == [["1"], ["1"], ["1"], ["2"]]
    ids = [one.bundle["id"] for one in subscribing.listener.received if one.state["events"]]
    assert len(set(ids[:3])) == 1
    assert ids[3] != ids[0]
    assert subscribing.state(software, number)["status"] == "active"


def test_it_is_tried_for_a_week_and_waits_to_be_asked_for(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    subscribing.listener.status = 500
    subscribing.deposit()
    subscribing.turn()
    for _ in range(3 * TRIED_FOR.days):
        subscribing.turn(after=timedelta(hours=8))
    tried = len(subscribing.listener.numbers)
    assert tried == 1 + 3 * TRIED_FOR.days - 1
    subscribing.turn(after=timedelta(days=30))
    assert len(subscribing.listener.numbers) == tried
    caught_up = state_of(subscribing.events(subscribing.software(), number).json["entry"][0]["resource"])
    assert [one["event-number"] for one in caught_up["events"]] == ["1"]
    assert caught_up["type"] == "query-event"


def test_waits_grow_from_a_minute_to_six_hours() -> None:
    assert [wait_after(attempts) for attempts in (1, 2, 3, 9, 10, 90)] == [
        *(timedelta(minutes=minutes) for minutes in (1, 2, 4, 256)),
        timedelta(hours=6),
        timedelta(hours=6),
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("", ["1", "2", "3"]), ("?eventsSinceNumber=2", ["2", "3"]), ("?eventsUntilNumber=1", ["1"])],
)
def test_what_was_missed_is_asked_for_by_its_numbers(subscribing: Subscribing, query: str, numbers: list[str]) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    for _ in range(3):
        subscribing.deposit()
    subscribing.turn()
    answer = subscribing.events(software, number, query)
    state = state_of(answer.json["entry"][0]["resource"])
    assert [one["event-number"] for one in state["events"]] == numbers
    assert len(answer.json["entry"]) == 1 + len(numbers)
    assert subscribing.events(software, number, "?eventsSinceNumber=x").codes == ["bad-number"]


def test_more_than_a_thousand_at_once_are_not_given(subscribing: Subscribing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carnet.usecases.subscriptions.catch_up.MOST", 2)
    software = subscribing.software()
    number = subscribing.subscribed(software)
    for _ in range(3):
        subscribing.deposit()
    subscribing.turn()
    assert subscribing.events(software, number).codes == ["too-many-events"]
    assert subscribing.events(software, number, "?eventsSinceNumber=2").status == 200


class Crashed(BaseException):
    """The machine stops between sending and writing it down."""


def test_a_machine_that_stops_once_it_has_sent_sends_the_same_again(
    subscribing: Subscribing, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribing.subscribed(subscribing.software())
    subscribing.deposit()
    with stopping_after_sending(monkeypatch), pytest.raises(Crashed):
        subscribing.turn()
    subscribing.turn()
    assert subscribing.listener.numbers == [["1"]], "whoever took the turn still has it"
    subscribing.turn(after=HELD)
    first, again = [one for one in subscribing.listener.received if one.state["events"]]
    assert subscribing.listener.numbers == [["1"], ["1"]]
    assert first.bundle["id"] == again.bundle["id"]
    subscribing.turn()
    assert len(subscribing.listener.received) == 3


@contextmanager
def stopping_after_sending(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What leaves arrives, and nothing is written down any more."""
    with monkeypatch.context() as patched:
        sends = PublicWebHooks.post

        def post(*sent: Any, **how: Any) -> NoReturn:
            sends(*sent, **how)
            raise Crashed

        patched.setattr(PublicWebHooks, "post", post)
        yield


def test_a_turn_that_somebody_has_is_nobody_elses(subscribing: Subscribing) -> None:
    subscribing.subscribed(subscribing.software())
    at = subscribing.installation.env.clock.now() + timedelta(minutes=1)
    taken = [subscriptions.claim_turn(at=at, until=at + HELD) for _ in range(2)]
    assert [one is not None for one in taken] == [True, False]


def test_it_is_over_with_the_software_that_asked(subscribing: Subscribing) -> None:
    subscribing.subscribed(subscribing.software())
    tokens.save_client(
        Client("keller", ClientKind.PROFESSIONAL, KELLER.identifier, PRACTICE, {"keys": []}, is_active=False)
    )
    subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.kinds == ["handshake"]
    software = subscribing.software()
    assert software.get("Subscription").json["total"] == 0


def test_it_is_over_once_the_doctor_has_left(subscribing: Subscribing) -> None:
    subscribing.subscribed(subscribing.software())
    directory.remove_member(KELLER.identifier, PRACTICE)
    subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.kinds == ["handshake"]


def test_it_is_over_on_its_day(subscribing: Subscribing) -> None:
    software = subscribing.software()
    answer = software.post("Subscription", subscribing.resource() | {"end": "2026-11-21T12:10:00Z"})
    subscribing.turn()
    subscribing.turn(after=timedelta(minutes=10))
    assert software.get(f"Subscription/{answer.json['id']}").json["status"] == "off"
    subscribing.deposit()
    tell_subscribers(env=replace(subscribing.installation.env, door=Door.TIMER))
    assert subscribing.listener.kinds == ["handshake"]
