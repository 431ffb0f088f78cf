"""What is asked for is done, or refused with its place and its remedy: nothing is dropped in silence."""

from typing import Any

import pytest

from carnet.core.access.actors import Holder
from carnet.core.audit.events import Outcome, SecurityAct
from carnet.core.subscriptions.subscription import Topic
from carnet.doors.fhir.identifiers import document_id_text
from carnet.usecases.consent.block_professional import block_professional
from tests.doors.fhir.client import Json, Software
from tests.doors.fhir.subscriptions.conftest import BACKPORT, Subscribing
from tests.doors.fhir.subscriptions.listener import state_of
from tests.installation import HADDAD, KELLER


def _filter(value: str) -> Json:
    return {"extension": [{"url": f"{BACKPORT}filter-criteria", "valueString": value}]}


def _content(code: str) -> Json:
    return {"extension": [{"url": f"{BACKPORT}payload-content", "valueCode": code}]}


OF_THE_WHOLE: list[tuple[str, str, Any, str]] = [
    ("unknown-topic", "criteria", "https://elsewhere.example/topic", "Subscription.criteria"),
    ("subscription-status", "status", "active", "Subscription.status"),
    ("subscription-status", "status", "off", "Subscription.status"),
    ("ends-too-soon", "end", "2026-11-21T11:00:00Z", "Subscription.end"),
    ("unsupported-element", "contact", [{"system": "phone", "value": "0639980000"}], "Subscription.contact"),
    ("one-patient", "_criteria", {"id": "none"}, "Subscription.criteria"),
    ("unsupported-filter", "_criteria", _filter("DocumentReference?type=x"), "Subscription.criteria.extension[0]"),
    ("unsupported-filter", "_criteria", _filter("Encounter?patient=x"), "Subscription.criteria.extension[0]"),
    ("bad-patient-id", "_criteria", _filter("DocumentReference?patient=1"), "Subscription.criteria.extension[0]"),
]
OF_THE_CHANNEL: list[tuple[str, str, Any, str]] = [
    ("unsupported-channel", "type", "email", "Subscription.channel.type"),
    ("endpoint-needed", "endpoint", None, "Subscription.channel.endpoint"),
    ("address-refused", "endpoint", "http://carnet.example.org/hook", "Subscription.channel.endpoint"),
    ("address-refused", "endpoint", "https://10.0.0.1/hook", "Subscription.channel.endpoint"),
    ("address-refused", "endpoint", "https://user:word@keller.example.org/", "Subscription.channel.endpoint"),
    ("unsupported-payload", "payload", "text/plain", "Subscription.channel.payload"),
    ("unsupported-payload", "payload", "application/fhir+json; fhirVersion=5.0", "Subscription.channel.payload"),
    ("unsupported-content", "_payload", _content("full-resource"), "Subscription.channel.payload.extension"),
    ("unsupported-content", "_payload", None, "Subscription.channel.payload.extension"),
    ("bad-header", "header", ["no colon"], "Subscription.channel.header[0]"),
    ("bad-header", "header", ["X-One: 1", "Host: elsewhere"], "Subscription.channel.header[1]"),
    ("bad-header", "header", ["X-One: 1\r\nX-Two: 2"], "Subscription.channel.header[0]"),
    (
        "out-of-bounds",
        "extension",
        [{"url": f"{BACKPORT}heartbeat-period", "valueUnsignedInt": 5}],
        "Subscription.channel.extension[0]",
    ),
    (
        "out-of-bounds",
        "extension",
        [{"url": f"{BACKPORT}timeout", "valueUnsignedInt": 3600}],
        "Subscription.channel.extension[0]",
    ),
    (
        "unsupported-extension",
        "extension",
        [{"url": f"{BACKPORT}colour", "valueString": "blue"}],
        "Subscription.channel.extension[0]",
    ),
]


@pytest.mark.parametrize(("code", "name", "value", "where"), OF_THE_WHOLE)
def test_what_is_not_done_here_is_refused(
    subscribing: Subscribing, code: str, name: str, value: object, where: str
) -> None:
    refused = subscribing.software().post("Subscription", subscribing.resource() | {name: value})
    assert (refused.status, refused.codes) == (422, [code])
    assert refused.json["issue"][0]["expression"] == [where]


@pytest.mark.parametrize(("code", "name", "value", "where"), OF_THE_CHANNEL)
def test_a_channel_that_is_not_ours_is_refused(
    subscribing: Subscribing, code: str, name: str, value: object, where: str
) -> None:
    resource = subscribing.resource()
    resource["channel"] = {key: one for key, one in (resource["channel"] | {name: value}).items() if one is not None}
    refused = subscribing.software().post("Subscription", resource)
    assert (refused.status, refused.codes) == (422, [code])
    assert refused.json["issue"][0]["expression"] == [where]


def test_a_token_without_bounds_cannot_go_on_by_itself(subscribing: Subscribing, software: Any) -> None:
    refused = software(KELLER).post("Subscription", subscribing.resource())
    assert (refused.status, refused.codes) == (422, ["scopes-needed"])


def test_a_scope_opens_only_the_topic_that_it_reads(subscribing: Subscribing) -> None:
    reads_history = subscribing.software(scope="user/AuditEvent.rs")
    refused = reads_history.post("Subscription", subscribing.resource())
    assert (refused.status, refused.codes) == (403, ["insufficient-scope"])


def test_whoever_may_not_read_the_list_is_not_told_of_it(subscribing: Subscribing) -> None:
    refused = subscribing.software(HADDAD).post("Subscription", subscribing.resource())
    assert (refused.status, refused.codes) == (403, ["no-access"])
    block_professional(
        subscribing.record, KELLER.identifier, actor=Holder(subscribing.record), env=subscribing.installation.env
    )
    blocked = subscribing.software().post("Subscription", subscribing.resource())
    assert blocked.body == refused.body


def test_another_doctor_finds_nothing_of_it(subscribing: Subscribing) -> None:
    number = subscribing.subscribed(subscribing.software())
    subscribing.installation.authorizes(subscribing.record, HADDAD)
    another = subscribing.software(HADDAD)
    never = document_id_text(subscribing.record, subscribing.deposit())
    for method, after in (("GET", ""), ("GET", "/$status"), ("GET", "/$events"), ("DELETE", "")):
        answers = [another.ask(method, f"Subscription/{one}{after}") for one in (number, never)]
        assert [one.status for one in answers] == [404, 404]
        assert answers[0].body == answers[1].body
    assert another.send("PUT", f"Subscription/{number}", subscribing.resource()).status == 404
    assert another.get("Subscription").json["total"] == 0


def test_ones_own_are_found_by_address_and_by_status(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    another = software.post("Subscription", subscribing.resource(endpoint=f"{subscribing.listener.address}2"))
    found = {
        query: [one["resource"]["id"] for one in software.get(f"Subscription?{query}").json.get("entry", [])]
        for query in (f"url={subscribing.listener.address.replace('?', '%3F')}", "status=requested", "status=off")
    }
    assert list(found.values()) == [[number], [another.json["id"]], []]
    states = software.get("Subscription/$status?status=active").json["entry"]
    assert [state_of(one["resource"])["status"] for one in states] == ["active"]
    by_id = software.get(f"Subscription/$status?id={another.json['id']}").json["entry"]
    assert [state_of(one["resource"])["status"] for one in by_id] == ["requested"]


def test_what_is_read_back_is_what_was_sent(subscribing: Subscribing) -> None:
    software = subscribing.software()
    sizes = [
        {"url": f"{BACKPORT}heartbeat-period", "valueUnsignedInt": 3600},
        {"url": f"{BACKPORT}timeout", "valueUnsignedInt": 20},
        {"url": f"{BACKPORT}max-count", "valuePositiveInt": 10},
    ]
    sent = subscribing.resource(extension=sizes) | {"end": "2026-12-01T00:00:00.000Z"}
    kept = software.get(f"Subscription/{software.post('Subscription', sent).json['id']}").json
    assert {name: kept[name] for name in sent} == sent


def test_it_lasts_a_year_at_most(subscribing: Subscribing) -> None:
    software = subscribing.software()
    sent = subscribing.resource() | {"end": "2039-01-01T00:00:00Z"}
    assert software.post("Subscription", sent).json["end"] == "2027-11-21T12:00:00.000Z"


def test_another_topic_is_another_subscription(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    refused = software.send("PUT", f"Subscription/{number}", subscribing.resource(Topic.NEW_ACCESS))
    assert (refused.status, refused.codes) == (422, ["other-question"])


def test_it_is_ended_by_its_status_or_removed(subscribing: Subscribing) -> None:
    software = subscribing.software()
    number = subscribing.subscribed(software)
    ended = software.send("PUT", f"Subscription/{number}", subscribing.resource() | {"status": "off"})
    assert (ended.status, ended.json["status"]) == (200, "off")
    subscribing.deposit()
    subscribing.turn()
    assert subscribing.listener.kinds == ["handshake"]
    over = software.send("PUT", f"Subscription/{number}", subscribing.resource())
    assert (over.status, over.codes) == (422, ["subscription-over"])
    assert software.ask("DELETE", f"Subscription/{number}").codes == ["subscription-ended"]
    assert software.get(f"Subscription/{number}").status == 404


def test_each_step_is_a_line_of_the_history(subscribing: Subscribing, traced: Any) -> None:
    software: Software = subscribing.software()
    number = subscribing.subscribed(software)
    document = subscribing.deposit()
    subscribing.turn()
    software.get(f"Subscription/{number}")
    software.ask("DELETE", f"Subscription/{number}")
    subscribing.software(HADDAD).post("Subscription", subscribing.resource())
    lines = [one for one in traced(subscribing.record) if isinstance(one.action, SecurityAct)]
    assert [(one.action, one.outcome, one.documents) for one in lines] == [
        (SecurityAct.SUBSCRIPTION, Outcome.DONE, ()),
        (SecurityAct.SUBSCRIPTION_TOLD, Outcome.DONE, (document,)),
        (SecurityAct.SUBSCRIPTION_READ, Outcome.DONE, ()),
        (SecurityAct.SUBSCRIPTION_END, Outcome.DONE, ()),
        (SecurityAct.SUBSCRIPTION, Outcome.REFUSED, ()),
    ]
    assert {one.software for one in lines} == {"keller", "haddad"}
    assert {one.actor.identifier for one in lines[:4]} == {KELLER.identifier.value}


def test_nobody_has_more_of_them_than_anybody_follows(
    subscribing: Subscribing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carnet.usecases.subscriptions.subscribe.MOST", 1)
    software = subscribing.software()
    number = subscribing.subscribed(software)
    refused = software.post("Subscription", subscribing.resource())
    assert (refused.status, refused.codes) == (422, ["too-many-subscriptions"])
    software.ask("DELETE", f"Subscription/{number}")
    assert software.post("Subscription", subscribing.resource()).status == 201


def test_its_secrets_are_sealed(subscribing: Subscribing, database: Any) -> None:
    subscribing.subscribed(subscribing.software())
    with database.admin() as admin:
        rows = [
            str(row)
            for table in ("subscription", "subscription_turn", "subscription_event")
            for row in admin.execute(f"select * from {table}").fetchall()
        ]
    assert rows
    for secret in ("of-the-subscriber", "127.0.0.1", "Savoir"):
        assert not any(secret in row for row in rows)
