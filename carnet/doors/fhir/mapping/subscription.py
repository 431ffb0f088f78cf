"""Subscription ↔ what is wanted: every element that is not done here is refused, with what to send instead."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl

from carnet.core.defects import Defect
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.subscription import (
    LONGEST_HEARTBEAT,
    LONGEST_TIMEOUT,
    MOST_AT_ONCE,
    SHORTEST_HEARTBEAT,
    USUAL_TIMEOUT,
    Channel,
    Content,
    Fault,
    Status,
    Subscription,
    Topic,
    Wanted,
)
from carnet.doors.fhir.identifiers import read_record_id, record_id_text
from carnet.doors.fhir.mapping.values import Json, read_datetime, write_instant
from carnet.doors.fhir.media_types import FHIR_JSON, FHIR_XML, read_media_type
from carnet.formats.fhir.notification import BACKPORT, ERRORS, FOCUS, TOPICS, subscription_id

PROFILE: Final = f"{BACKPORT}backport-subscription"
FILTER: Final = f"{BACKPORT}backport-filter-criteria"
CONTENT: Final = f"{BACKPORT}backport-payload-content"
HEARTBEAT: Final = f"{BACKPORT}backport-heartbeat-period"
TIMEOUT: Final = f"{BACKPORT}backport-timeout"
MAX_COUNT: Final = f"{BACKPORT}backport-max-count"

_OURS: Final = frozenset(
    {"resourceType", "id", "meta", "implicitRules", "language", "text", "status", "end", "reason", "error"}
    | {"criteria", "_criteria", "channel"}
)
_OF_CHANNEL: Final = frozenset({"id", "type", "endpoint", "payload", "_payload", "header", "extension"})
_HEADER: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)")
_HOPS: Final = frozenset(
    {"host", "connection", "content-length", "content-type", "transfer-encoding", "te", "trailer", "upgrade", "expect"}
    | {"keep-alive", "proxy-authorization", "proxy-connection", "content-encoding"}
)
MOST_HEADERS, LONGEST_HEADER = 10, 4000
_TOPICS: Final = {url: topic for topic, url in TOPICS.items()}


@dataclass(frozen=True, slots=True)
class Read:
    """What a Subscription says. ``ends``: whether it is to be over (status « off »)."""

    wanted: Wanted
    ends: bool


def read_wanted(resource: Json) -> Read | tuple[Defect, ...]:
    """Read a valid Subscription of the Backport 1.1 on R4; every defect found, with its place and its remedy.

    « A server SHALL reject » what it does not do – topic, filter, channel, content – and never drops it silently.
    """
    defects: list[Defect] = []
    _refuse_others(resource, defects)
    topic = _topic(resource, defects)
    record = _record(resource, topic, defects)
    channel = _channel(resource["channel"], defects)
    status = resource["status"]
    if status not in (Status.REQUESTED.value, Status.OFF.value):
        problem = "The status of a subscription is the server's to say."
        defects.append(_defect("subscription-status", "status", problem, "Send requested, or off to end it."))
    if defects or topic is None or record is None or channel is None:
        return tuple(defects)
    until = read_datetime(resource["end"]) if "end" in resource else None
    return Read(Wanted(record, topic, channel, resource["reason"], until), ends=status == Status.OFF.value)


def write_subscription(subscription: Subscription) -> Json:
    """Write a subscription for the one whose it is, its headers included."""
    wanted = subscription.wanted
    channel = wanted.channel
    sizes: list[Json] = []
    if channel.heartbeat is not None:
        sizes.append({"url": HEARTBEAT, "valueUnsignedInt": int(channel.heartbeat.total_seconds())})
    sizes.append({"url": TIMEOUT, "valueUnsignedInt": int(channel.timeout.total_seconds())})
    sizes.append({"url": MAX_COUNT, "valuePositiveInt": channel.max_count})
    asked = f"{FOCUS[wanted.topic]}?patient=Patient/{record_id_text(wanted.record)}"
    written: Json = {
        "resourceType": "Subscription",
        "id": subscription_id(subscription),
        "meta": {"profile": [PROFILE]},
        "status": subscription.status.value,
        "end": write_instant(subscription.ends_at),
        "reason": wanted.reason,
        "criteria": TOPICS[wanted.topic],
        "_criteria": {"extension": [{"url": FILTER, "valueString": asked}]},
        "channel": {
            "extension": sizes,
            "type": "rest-hook",
            "endpoint": channel.endpoint,
            "payload": channel.payload,
            "_payload": {"extension": [{"url": CONTENT, "valueCode": channel.content.value}]},
            **({"header": list(channel.headers)} if channel.headers else {}),
        },
    }
    return {**written, "error": ERRORS[subscription.fault]} if subscription.fault is not Fault.NONE else written


def _defect(code: str, where: str, problem: str, remedy: str) -> Defect:
    return Defect(code, f"Subscription.{where}", problem, remedy)


def _refuse_others(resource: Json, defects: list[Defect]) -> None:
    others = [name for name in resource if name not in _OURS]
    others += [f"channel.{name}" for name in resource["channel"] if name not in _OF_CHANNEL and name != "_type"]
    for name in sorted(others):
        problem = "This element is not used here, and nothing that is sent is dropped in silence."
        defects.append(_defect("unsupported-element", name, problem, "Leave it out."))


def _topic(resource: Json, defects: list[Defect]) -> Topic | None:
    topic = _TOPICS.get(resource["criteria"])
    if topic is None:
        known = " or ".join(sorted(_TOPICS))
        problem = "This is not a topic of this server."
        defects.append(_defect("unknown-topic", "criteria", problem, f"Send {known} (see the CapabilityStatement)."))
    return topic


def _record(resource: Json, topic: Topic | None, defects: list[Defect]) -> RecordId | None:
    """Read whose record is meant: the one filter that each topic has, once."""
    focus = FOCUS[topic] if topic is not None else "DocumentReference"
    remedy = f"Send one backport-filter-criteria: {focus}?patient=Patient/ID, with the id that we gave."
    found: list[RecordId | None] = []
    for index, extension in enumerate(resource.get("_criteria", {}).get("extension", [])):
        where = f"criteria.extension[{index}]"
        kind, _, query = extension.get("valueString", "").partition("?")
        named = parse_qsl(query, keep_blank_values=True)
        if extension["url"] != FILTER or kind != focus or [name for name, _ in named] != ["patient"]:
            problem = "This filter is not one of the topic, whose only filter is patient."
            defects.append(_defect("unsupported-filter", where, problem, remedy))
            continue
        found.append(read_record_id(named[0][1].removeprefix("Patient/")))
        if found[-1] is None:
            problem = "This is not the id of a patient that this server gave."
            defects.append(_defect("bad-patient-id", where, problem, remedy))
    if len(found) != 1 and not defects:
        problem = "A subscription is about exactly one patient."
        defects.append(_defect("one-patient", "criteria", problem, remedy))
    return found[0] if found else None


def _channel(channel: Json, defects: list[Defect]) -> Channel | None:
    before = len(defects)
    if channel["type"] != "rest-hook" or "_type" in channel:
        problem = "Notifications leave by rest-hook only."
        defects.append(_defect("unsupported-channel", "channel.type", problem, "Send rest-hook, without extension."))
    if "endpoint" not in channel:
        problem = "There is no address to send to."
        defects.append(_defect("endpoint-needed", "channel.endpoint", problem, "Send an https address of yours."))
    payload = channel.get("payload", "")
    if read_media_type(payload).name not in (FHIR_JSON, FHIR_XML) or read_media_type(payload).format is None:
        problem = "Notifications are written in FHIR R4, as JSON or XML."
        remedy = f"Send {FHIR_JSON} or {FHIR_XML}."
        defects.append(_defect("unsupported-payload", "channel.payload", problem, remedy))
    content = _content(channel, defects)
    sizes = _sizes(channel, defects)
    headers = tuple(channel.get("header", ()))
    _check_headers(headers, defects)
    if len(defects) > before or content is None:
        return None
    return Channel(
        endpoint=channel["endpoint"],
        headers=headers,
        payload=read_media_type(payload).name,
        content=content,
        heartbeat=timedelta(seconds=sizes[HEARTBEAT]) if HEARTBEAT in sizes else None,
        timeout=timedelta(seconds=sizes[TIMEOUT]) if TIMEOUT in sizes else USUAL_TIMEOUT,
        max_count=min(sizes.get(MAX_COUNT, MOST_AT_ONCE), MOST_AT_ONCE),
    )


def _content(channel: Json, defects: list[Defect]) -> Content | None:
    extensions = channel.get("_payload", {}).get("extension", [])
    codes = [one.get("valueCode") for one in extensions if one["url"] == CONTENT]
    known = {one.value: one for one in Content}
    if len(codes) == len(extensions) == 1 and codes[0] in known:
        return known[codes[0]]
    problem = "Resources do not leave with a notification: they are read here, with a token."
    remedy = "Send one backport-payload-content with valueCode empty or id-only."
    defects.append(_defect("unsupported-content", "channel.payload.extension", problem, remedy))
    return None


BOUNDS: Final = {
    HEARTBEAT: ("valueUnsignedInt", int(SHORTEST_HEARTBEAT.total_seconds()), int(LONGEST_HEARTBEAT.total_seconds())),
    TIMEOUT: ("valueUnsignedInt", 1, int(LONGEST_TIMEOUT.total_seconds())),
    MAX_COUNT: ("valuePositiveInt", 1, 2**31 - 1),
}


def _sizes(channel: Json, defects: list[Defect]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for index, extension in enumerate(channel.get("extension", [])):
        where, url = f"channel.extension[{index}]", extension["url"]
        if url not in BOUNDS or url in sizes:
            problem = "This extension is not known here, or comes twice."
            remedy = "Send backport-heartbeat-period, backport-timeout or backport-max-count, once each."
            defects.append(_defect("unsupported-extension", where, problem, remedy))
            continue
        element, least, most = BOUNDS[url]
        value = extension.get(element, 0)
        sizes[url] = value
        if not least <= value <= most:
            problem = "This number is not one that this server keeps to."
            defects.append(_defect("out-of-bounds", where, problem, f"Send {element} from {least} to {most}."))
    return sizes


def _check_headers(headers: tuple[str, ...], defects: list[Defect]) -> None:
    names = []
    for index, header in enumerate(headers):
        found = _HEADER.fullmatch(header)
        name = found[1].lower() if found is not None else ""
        if found is None or name in _HOPS or name in names or len(header) > LONGEST_HEADER or index >= MOST_HEADERS:
            problem = "This header cannot be sent with a notification."
            remedy = f"Send « Name: value » in ASCII, {MOST_HEADERS} at most, each once; none that HTTP sets itself."
            defects.append(_defect("bad-header", f"channel.header[{index}]", problem, remedy))
        names.append(name)
