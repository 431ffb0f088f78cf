"""Subscriptions (R5 Backport 1.1 on R4): asked for, read, found, changed, ended; their state and what was missed."""

from typing import Any
from uuid import UUID, uuid5

from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.subscriptions.subscription import Content, Subscription
from carnet.doors.fhir.http import FhirRequest, FhirResponse
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.subscription import Read, read_wanted, write_subscription
from carnet.doors.fhir.outcome import (
    ignored_parameters,
    issue,
    not_found,
    of_defects,
    of_refusal,
    of_unreadable,
    outcome,
)
from carnet.doors.fhir.search_parameters import unknown_names
from carnet.doors.fhir.search_values import split_values
from carnet.doors.fhir.wish import ANSWER
from carnet.formats.fhir.notification import Kind, Notification, subscription_id, write_notification, write_state
from carnet.formats.fhir.validate import validate
from carnet.usecases.subscriptions.catch_up import MOST, CaughtUp, TooManyEvents, catch_up
from carnet.usecases.subscriptions.change_subscription import NotChanged, change_subscription, end_subscription
from carnet.usecases.subscriptions.read_subscriptions import find_subscriptions, read_subscription
from carnet.usecases.subscriptions.subscribe import NotSubscribed, Subscribed, subscribe

KNOWN = frozenset({*ANSWER, "url", "status", "_id"})
LAST = 2**31 - 1

FAULTS = {
    NotSubscribed.WITHOUT_SCOPES: (
        "scopes-needed",
        "scope",
        "This token has no bounds, and a subscription goes on without it.",
        "Ask for a token with scopes, such as user/DocumentReference.rs.",
    ),
    NotSubscribed.ADDRESS: (
        "address-refused",
        "Subscription.channel.endpoint",
        "Notifications are not sent to this address.",
        "Send an https address on the Internet, without user, password or fragment.",
    ),
    NotSubscribed.TOO_MANY: (
        "too-many-subscriptions",
        "Subscription",
        "This software has as many subscriptions as it may have for this person.",
        "End one of them first.",
    ),
    NotSubscribed.ENDS_TOO_SOON: (
        "ends-too-soon",
        "Subscription.end",
        "It would be over before it begins.",
        "Send an instant to come, or leave it out: a year at most.",
    ),
    NotChanged.OTHER_QUESTION: (
        "other-question",
        "Subscription.criteria",
        "Another patient or another topic is another subscription.",
        "End this one, and send a new one.",
    ),
    NotChanged.OVER: ("subscription-over", "Subscription.status", "It is over.", "Send a new one by POST."),
}


def create(request: FhirRequest) -> FhirResponse:
    """Answer ``POST Subscription``: 201, requested; its address is then asked whether it takes notifications."""
    read = _read(request)
    if isinstance(read, FhirResponse):
        return read
    if read.ends:
        problem, remedy = "What is new is not over.", "Send status requested."
        return of_defects((Defect("subscription-status", "Subscription.status", problem, remedy),))
    match subscribe(read.wanted, base_url=request.base_url, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case NotSubscribed() as fault:
            return of_defects((Defect(*FAULTS[fault]),))
        case Subscribed(subscription):
            location = f"{request.base_url}/Subscription/{subscription_id(subscription)}"
            return FhirResponse(201, write_subscription(subscription), headers={"Location": location})


def read_one(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Subscription/ID``, to the one whose it is."""
    found = _find_one(request)
    return found if isinstance(found, FhirResponse) else FhirResponse(200, write_subscription(found))


def find(request: FhirRequest) -> FhirResponse:
    """Answer ``GET Subscription`` and ``POST Subscription/_search``: one's own, by ``url``, ``status`` and ``_id``."""
    unknown = unknown_names(request.parameters, KNOWN, is_strict=request.is_strict)
    defects = [one for one in unknown if isinstance(one, Defect)]
    if defects:
        return of_defects(defects, status=400)
    own = find_subscriptions(actor=request.actor, env=request.env)
    found = [one for one in own if _is_asked(request, one)]
    entries: list[dict[str, Any]] = [
        {
            "fullUrl": f"{request.base_url}/Subscription/{subscription_id(one)}",
            "resource": write_subscription(one),
            "search": {"mode": "match"},
        }
        for one in found
    ]
    entries += ignored_parameters(tuple(name for name in unknown if isinstance(name, str)))
    return _searchset(entries, len(found))


def change(request: FhirRequest) -> FhirResponse:
    """Answer ``PUT Subscription/ID``: its channel, asked anew; or its end, with status « off »."""
    read = _read(request)
    if isinstance(read, FhirResponse):
        return read
    record, number = _number(request)
    if read.ends:
        ended = end_subscription(record, number, removes=False, actor=request.actor, env=request.env)
        return FhirResponse(200, write_subscription(ended)) if ended is not None else not_found()
    answer = change_subscription(
        record, number, read.wanted, base_url=request.base_url, actor=request.actor, env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return of_refusal(refusal)
        case NotSubscribed() | NotChanged() as fault:
            return of_defects((Defect(*FAULTS[fault]),))
        case None:
            return not_found()
        case changed:
            return FhirResponse(200, write_subscription(changed))


def end(request: FhirRequest) -> FhirResponse:
    """Answer ``DELETE Subscription/ID``: nothing more leaves, and nothing is kept but the history."""
    record, number = _number(request)
    if end_subscription(record, number, removes=True, actor=request.actor, env=request.env) is None:
        return not_found()
    text = "The subscription has ended."
    return outcome(200, [issue("informational", "subscription-ended", text, severity="information")])


def tell_status(request: FhirRequest) -> FhirResponse:
    """Answer ``$status`` of one subscription; what its body asks for beside is read, and nothing of it is needed."""
    asked = _asked(request)
    if isinstance(asked, FhirResponse):
        return asked
    found = _find_one(request)
    return found if isinstance(found, FhirResponse) else _states(request, (found,))


def tell_statuses(request: FhirRequest) -> FhirResponse:
    """Answer ``Subscription/$status``: of all one's own, or of those that ``id`` and ``status`` name."""
    asked = _asked(request)
    if isinstance(asked, FhirResponse):
        return asked
    ids, statuses = _listed(asked.get("id", ())), _listed(asked.get("status", ()))
    own = find_subscriptions(actor=request.actor, env=request.env)
    found = [one for one in own if (not ids or subscription_id(one) in ids)]
    return _states(request, tuple(one for one in found if not statuses or one.status.value in statuses))


def tell_events(request: FhirRequest) -> FhirResponse:
    """Answer ``Subscription/ID/$events``: those of some numbers, both included, as far as they may still be known."""
    asked = _asked(request)
    if isinstance(asked, FhirResponse):
        return asked
    bounds = [_whole(asked, "eventsSinceNumber", 1), _whole(asked, "eventsUntilNumber", LAST)]
    defects = [one for one in bounds if isinstance(one, Defect)]
    if defects:
        return of_defects(defects, status=400)
    since, until = (one for one in bounds if isinstance(one, int))
    record, number = _number(request)
    match catch_up(record, number, since=max(since, 1), until=until, actor=request.actor, env=request.env):
        case Refusal() as refusal:
            return of_refusal(refusal)
        case TooManyEvents():
            problem = f"More than {MOST} events are asked for at once."
            remedy = "Send eventsSinceNumber and eventsUntilNumber, nearer to each other."
            return of_defects((Defect("too-many-events", "eventsUntilNumber", problem, remedy),), status=400)
        case None:
            return not_found()
        case CaughtUp(subscription, events):
            wanted = {one.value: one for one in Content}.get(asked.get("content", ("",))[-1])
            at = request.env.clock.now()
            told = Notification(
                Kind.EVENTS_ASKED,
                subscription,
                wanted or subscription.wanted.channel.content,
                events,
                f"{since}-{until} {at.isoformat()}",
            )
            return FhirResponse(200, write_notification(told, at=at))


def _read(request: FhirRequest) -> Read | FhirResponse:
    resource = request.read_resource()
    if isinstance(resource, Defect):
        return of_defects((resource,), status=400)
    defects = validate(resource)
    if not defects and resource["resourceType"] != "Subscription":
        problem, remedy = "This address takes a Subscription.", "Send a Subscription of the R5 Backport 1.1."
        defects = (Defect("unexpected-resource", "resourceType", problem, remedy),)
    if defects:
        return of_unreadable(defects)
    read = read_wanted(resource)
    return of_unreadable(read) if isinstance(read, tuple) else read


def _number(request: FhirRequest) -> tuple[RecordId, UUID]:
    """Read the id of an address; what is none leads nowhere, as one that never was."""
    return read_document_id(request.arguments["id"]) or (NOBODYS_RECORD, NOBODYS_RECORD)


def _find_one(request: FhirRequest) -> Subscription | FhirResponse:
    record, number = _number(request)
    found = read_subscription(record, number, actor=request.actor, env=request.env)
    if isinstance(found, Refusal):
        return of_refusal(found) if record != NOBODYS_RECORD else not_found()
    return found if found is not None else not_found()


def _is_asked(request: FhirRequest, one: Subscription) -> bool:
    holds = {"url": one.wanted.channel.endpoint, "status": one.status.value, "_id": subscription_id(one)}
    return all(
        value in ({text} if name == "url" else {part.rpartition("|")[2] for part in split_values(text)})
        for name, value in holds.items()
        for text in request.parameters.get(name, ())
    )


def _states(request: FhirRequest, found: tuple[Subscription, ...]) -> FhirResponse:
    at = request.env.clock.now().isoformat()
    entries: list[dict[str, Any]] = []
    for one in found:
        number = uuid5(one.id, f"{Kind.STATUS_ASKED.value}|{at}")
        state = write_state(Notification(Kind.STATUS_ASKED, one, one.wanted.channel.content), number)
        entries.append({"fullUrl": f"urn:uuid:{number}", "resource": state, "search": {"mode": "match"}})
    return _searchset(entries, len(found))


def _searchset(entries: list[dict[str, Any]], total: int) -> FhirResponse:
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": total}
    return FhirResponse(200, {**bundle, "entry": entries} if entries else bundle)


def _asked(request: FhirRequest) -> dict[str, tuple[str, ...]] | FhirResponse:
    """Read what an operation is asked with: its query, and the Parameters of its body."""
    asked = dict(request.parameters)
    if not request.body:
        return asked
    resource = request.read_resource()
    if isinstance(resource, Defect):
        return of_defects((resource,), status=400)
    defects = validate(resource)
    if not defects and resource["resourceType"] != "Parameters":
        problem, remedy = "An operation takes Parameters.", "Send Parameters, or a query."
        defects = (Defect("unexpected-resource", "resourceType", problem, remedy),)
    if defects:
        return of_unreadable(defects)
    for one in resource.get("parameter", []):
        values = [str(value) for name, value in one.items() if name.startswith("value")]
        asked[one["name"]] = (*asked.get(one["name"], ()), *values)
    return asked


def _listed(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for text in values for part in split_values(text))


def _whole(asked: dict[str, tuple[str, ...]], name: str, usual: int) -> int | Defect:
    text = asked.get(name, (str(usual),))[-1]
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(LAST)):
        return Defect("bad-number", name, "An event has a whole number.", f"Send for instance {name}=1.")
    return min(int(text), LAST)
