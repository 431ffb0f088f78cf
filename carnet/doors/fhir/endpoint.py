"""The entrance of the FHIR door: who speaks, which route, and an answer in FHIR whatever happens."""

from collections.abc import Callable
from urllib.parse import parse_qsl

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.defects import Defect
from carnet.doors.fhir.capability import capability_statement
from carnet.doors.fhir.http import FhirRequest, FhirResponse, Parameters, base_url_of, write
from carnet.doors.fhir.outcome import issue, of_defects, outcome
from carnet.doors.fhir.router import NoSuchMethod, NoSuchPath, Route, find_route
from carnet.doors.fhir.token_endpoint import token_view
from carnet.ports.environment import Environment
from carnet.usecases.access.recognize_bearer import Unrecognized, recognize_bearer
from carnet.usecases.content.tell_service_state import tell_stop_of
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit

log = structlog.get_logger(__name__)
METADATA = "metadata"
MOST_PARAMETERS = 100
TOO_LARGE = Defect(
    "request-too-large", "body", "The request is larger than 150 MB.", "Send fewer or lighter documents at once."
)
"""product.md, « Documents »: 150 MB a request from software (settings, DATA_UPLOAD_MAX_MEMORY_SIZE)."""

CUT_SHORT = Defect("request-cut-short", "body", "The request ended before its announced length.", "Send it whole.")


def urls(environment: Callable[[], Environment]) -> list[URLPattern]:
    """Give the addresses of this door. ``environment``: makes the outside world for one request."""

    @csrf_exempt
    def fhir(request: HttpRequest, path: str = "") -> HttpResponseBase:
        return write(_answer_whatever_happens(request, path.strip("/"), environment()))

    return [
        re_path(r"^fhir/?$", fhir, name="fhir-base"),
        re_path(r"^fhir/(?P<path>(?s:.+))\Z", fhir, name="fhir"),
        re_path(r"^oauth/token$", token_view(environment), name="oauth-token"),
    ]


def _answer_whatever_happens(request: HttpRequest, path: str, env: Environment) -> FhirResponse:
    try:
        return _answer(request, path, env)
    except SuspiciousOperation:
        text = "The request cannot be read as HTTP: its Host or its headers are not ours."
        return outcome(400, [issue("invalid", "bad-request", text)])
    except Exception:
        # The last resort (ASVS 16.5.4): the answer says nothing of the inside, the log nothing of the person.
        log.exception("fhir request failed", door=env.door.value, method=request.method)
        text = "The server could not answer. Nothing was stored. Try again later."
        return outcome(500, [issue("exception", "server-error", text)])


def _answer(request: HttpRequest, path: str, env: Environment) -> FhirResponse:
    method = request.method or ""
    if (method, path) == ("GET", METADATA):
        return FhirResponse(200, capability_statement(base_url_of(request), at=env.clock.now()))
    found = NoSuchMethod(("GET",)) if path == METADATA else find_route(method, path)
    match found:
        case NoSuchPath():
            text = "Nothing is answered at this address. GET /fhir/metadata lists what is."
            return outcome(404, [issue("not-supported", "unknown-address", text)])
        case NoSuchMethod(allowed):
            text = f"This address takes {', '.join(allowed)}."
            return outcome(405, [issue("not-supported", "unknown-method", text)], {"Allow": ", ".join(allowed)})
        case (route, arguments):
            paused = _paused(route, env)
            if paused is not None:
                return paused
            actor = _actor(request, env)
            if isinstance(actor, FhirResponse):
                return actor
            return _ask(request, route, dict(arguments), path, actor, env)


def _paused(route: Route, env: Environment) -> FhirResponse | None:
    """Answer 503 where this function is stopped for maintenance, the same to everybody; the rest works."""
    stopped = tell_stop_of(route.action, env=env)
    if stopped is None:
        return None
    seconds = max(1, int((stopped.until - env.clock.now()).total_seconds()))
    text = "This function is stopped for maintenance. Nothing was stored. Try again after the time in Retry-After."
    return outcome(503, [issue("transient", "maintenance", text)], {"Retry-After": str(seconds)})


def _ask(
    request: HttpRequest, route: Route, arguments: dict[str, str], path: str, actor: Actor, env: Environment
) -> FhirResponse:
    body = _body(request)
    if isinstance(body, Defect):
        if route.action is Action.DEPOSIT_DOCUMENTS:
            trace_unreadable_deposit((body,), actor=actor, env=env)
        return of_defects([body], status=413 if body is TOO_LARGE else 400)
    parameters = _parameters(request, body if route.reads_form else b"")
    if parameters is None:
        text = f"A search has at most {MOST_PARAMETERS} parameters, written in UTF-8."
        return outcome(400, [issue("invalid", "bad-parameters", text)])
    asked = FhirRequest(
        method=request.method or "",
        path=path,
        arguments=arguments,
        parameters=parameters,
        body=body,
        headers={name.lower(): value for name, value in request.headers.items()},
        base_url=base_url_of(request),
        actor=actor,
        env=env,
    )
    return route.answer(asked)


def _body(request: HttpRequest) -> bytes | Defect:
    try:
        return request.body
    except RequestDataTooBig:
        return TOO_LARGE
    except UnreadablePostError:
        return CUT_SHORT


def _actor(request: HttpRequest, env: Environment) -> Actor | FhirResponse:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        text = "Send Authorization: Bearer with a token of POST /oauth/token."
        return outcome(401, [issue("login", "missing-token", text)], {"WWW-Authenticate": 'Bearer realm="carnet"'})
    actor = recognize_bearer(token.strip(), env=env)
    if isinstance(actor, Unrecognized):
        text = "This token does not hold: it has expired, was revoked, or was never issued here. Get a new one."
        header = {"WWW-Authenticate": 'Bearer realm="carnet", error="invalid_token"'}
        return outcome(401, [issue("login", "invalid-token", text)], header)
    return actor


def _parameters(request: HttpRequest, form: bytes) -> Parameters | None:
    """Read the parameters of the query and of a ``_search`` form; nothing when they cannot be read."""
    try:
        pairs = [
            pair
            for text in (request.META.get("QUERY_STRING", ""), form.decode("utf-8"))
            for pair in parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
        ]
    except ValueError:
        return None
    parameters: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        parameters[name] = (*parameters.get(name, ()), value)
    return parameters
