"""A doctor's software is told of each new document: once it may be read, in order, and only then counted."""

from datetime import timedelta

from carnet.core.access.actors import Holder
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.fhir.identifiers import document_id_text
from carnet.usecases.confidentiality.mask_document import mask_document, unmask_document
from carnet.usecases.consent.withdraw_authorization import withdraw_authorization
from tests.doors.fhir.subscriptions.conftest import BACKPORT, Subscribing
from tests.doors.fhir.subscriptions.listener import state_of
from tests.installation import KELLER


def test_the_address_is_shaken_hands_with_and_then_told_of_each_document(subscribing: Subscribing) -> None:
    software = subscribing.software()
    answer = software.post("Subscription", subscribing.resource())
    assert (answer.status, answer.json["status"]) == (201, "requested")
    assert answer.headers["Location"].endswith(f"/Subscription/{answer.json['id']}")
    subscribing.turn()
    assert subscribing.state(software, answer.json["id"])["status"] == "active"
    document = subscribing.deposit()
    subscribing.turn()
    handshake, told = subscribing.listener.received
    assert (handshake.kind, handshake.state["status"]) == ("handshake", "requested")
    assert handshake.state["events-since-subscription-start"] == "0"
    assert told.path == "/hook?of=keller"
    assert told.headers["Authorization"] == "Bearer of-the-subscriber"
    assert told.headers["Content-Type"] == "application/fhir+json"
    assert (told.kind, told.state["status"]) == ("event-notification", "active")
    assert told.state["events-since-subscription-start"] == "1"
    focus = f"http://testserver/fhir/DocumentReference/{document_id_text(subscribing.record, document)}"
    assert [(one["event-number"], one["focus"]) for one in told.state["events"]] == [("1", focus)]
    state, entry = told.bundle["entry"]
    assert state["request"]["url"].endswith(f"/Subscription/{answer.json['id']}/$status")
    assert entry == {
        "fullUrl": focus,
        "request": {"method": "POST", "url": "DocumentReference"},
        "response": {"status": "201"},
    }
    assert software.get(focus.partition("/fhir/")[2]).status == 200


def test_nothing_is_told_twice_and_what_was_there_before_is_no_news(subscribing: Subscribing) -> None:
    subscribing.deposit()
    software = subscribing.software()
    subscribing.subscribed(software)
    subscribing.deposit()
    subscribing.turn()
    subscribing.turn()
    subscribing.turn()
    assert subscribing.listener.kinds == ["handshake", "event-notification"]


def test_an_empty_notification_names_nothing(subscribing: Subscribing) -> None:
    payload = {"extension": [{"url": f"{BACKPORT}payload-content", "valueCode": "empty"}]}
    subscribing.subscribed(subscribing.software(), _payload=payload)
    subscribing.deposit()
    subscribing.turn()
    told = subscribing.listener.received[-1]
    assert told.state["events"] == [{"event-number": "1", "timestamp": "2026-11-21T12:01:01.000Z"}]
    assert len(told.bundle["entry"]) == 1
    assert "topic" not in told.state


def test_xml_is_sent_to_whoever_wants_xml(subscribing: Subscribing) -> None:
    subscribing.subscribed(subscribing.software(), payload="application/fhir+xml")
    subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.received[-1].headers["Content-Type"] == "application/fhir+xml"
    assert subscribing.listener.numbers == [["1"]]


def test_events_go_together_as_many_as_were_asked_for_and_in_their_order(subscribing: Subscribing) -> None:
    subscribing.subscribed(subscribing.software(), extension=[{"url": f"{BACKPORT}max-count", "valuePositiveInt": 2}])
    for _ in range(5):
        subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.numbers == [["1", "2"], ["3", "4"], ["5"]]


def test_a_document_that_is_hidden_moves_no_number(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    hidden = subscribing.deposit(hidden=frozenset({Confidentiality.MASKED_TO_PROFESSIONALS}))
    shown = subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.numbers == [["1"]]
    focus = subscribing.listener.received[-1].state["events"][0]["focus"]
    assert focus.endswith(document_id_text(subscribing.record, shown))
    states = software.get(f"Subscription/{number}/$status").json["entry"]
    assert state_of(states[0]["resource"])["events-since-subscription-start"] == "1"
    unmask_document(subscribing.record, hidden, actor=Holder(subscribing.record), env=subscribing.installation.env)
    subscribing.turn()
    assert subscribing.listener.numbers == [["1"], ["2"]]
    focus = subscribing.listener.received[-1].state["events"][0]["focus"]
    assert focus.endswith(document_id_text(subscribing.record, hidden))


def test_a_document_that_was_hidden_since_is_neither_sent_nor_caught_up_with(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    first, second = subscribing.deposit(), subscribing.deposit()
    subscribing.listener.status = 500
    subscribing.turn()
    mask_document(subscribing.record, first, actor=Holder(subscribing.record), env=subscribing.installation.env)
    subscribing.listener.status = 200
    subscribing.turn(after=timedelta(minutes=5))
    caught_up = state_of(subscribing.events(software, number).json["entry"][0]["resource"])
    for events in (subscribing.listener.received[-1].state["events"], caught_up["events"]):
        assert [one["event-number"] for one in events] == ["2"]
        assert events[0]["focus"].endswith(document_id_text(subscribing.record, second))


def test_whoever_loses_the_right_is_told_no_more(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    subscribing.deposit()
    subscribing.turn()
    record, env = subscribing.record, subscribing.installation.env
    withdraw_authorization(record, KELLER.identifier, actor=Holder(record), env=env)
    subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.numbers == [["1"]]
    refused = [software.get(f"Subscription/{number}{what}") for what in ("", "/$status", "/$events")]
    assert [one.status for one in refused[:1]] == [403]
    assert refused[2].status == 403
    assert software.ask("DELETE", f"Subscription/{number}").status == 200


def test_a_heartbeat_says_that_all_is_well(subscribing: Subscribing) -> None:
    subscribing.subscribed(
        subscribing.software(), extension=[{"url": f"{BACKPORT}heartbeat-period", "valueUnsignedInt": 600}]
    )
    subscribing.turn(after=timedelta(minutes=9))
    assert subscribing.listener.kinds == ["handshake"]
    subscribing.turn(after=timedelta(minutes=1))
    assert subscribing.listener.kinds == ["handshake", "heartbeat"]
    assert subscribing.listener.received[-1].state["events-since-subscription-start"] == "0"
