"""The entrance of the FHIR door: who speaks, which route, and an answer in FHIR whatever happens."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qsl

import structlog
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from carnet.core.access.actors import Actor
from carnet.core.defects import Defect
from carnet.doors.fhir import oauth_endpoints
from carnet.doors.fhir.body import Body, read_body, status_of
from carnet.doors.fhir.capability import capability_statement
from carnet.doors.fhir.cors import allow_registered, answer_question, is_question
from carnet.doors.fhir.http import FhirRequest, FhirResponse, Parameters, base_url_of, number_of, write
from carnet.doors.fhir.media_types import MediaType, read_media_type
from carnet.doors.fhir.oauth_form import shown_by
from carnet.doors.fhir.openapi import openapi_description
from carnet.doors.fhir.outcome import codes_of, issue, of_defects, outcome
from carnet.doors.fhir.preferences import as_preferred
from carnet.doors.fhir.router import ROUTES, NoSuchMethod, NoSuchPath, Route, find_route, why_not, withdrawn
from carnet.doors.fhir.wish import NOT_ACCEPTABLE, Wish, preferred_wish, read_wish
from carnet.formats.fhir.write import write_json
from carnet.ports.environment import Environment
from carnet.usecases.access.recognize_bearer import Unrecognized, recognize_bearer
from carnet.usecases.content.tell_service_state import tell_stop_of
from carnet.usecases.transparency.trace_unreadable import trace_unreadable

log = structlog.get_logger(__name__)
METADATA, DESCRIPTION = "metadata", "openapi.json"
"""Addresses that anybody may ask, without a token."""
MOST_PARAMETERS = 100


def urls(environment: Callable[[], Environment]) -> list[URLPattern]:
    """Give the addresses of this door. ``environment``: makes the outside world for one request."""

    @csrf_exempt
    def fhir(request: HttpRequest, path: str = "") -> HttpResponseBase:
        if is_question(request):
            return answer_question(request, sorted({route.method for route in ROUTES}))
        env = replace(environment(), request=number_of(request))
        answer = _answer_whatever_happens(request, path.strip("/"), env)
        wish = preferred_wish(_parameters(request, b"") or {}, _headers(request))
        response = write(answer, request, otherwise=wish)
        allow_registered(request, response)
        return response

    return [
        *oauth_endpoints.urls(environment),
        re_path(r"^fhir/?$", fhir, name="fhir-base"),
        re_path(r"^fhir/(?P<path>(?s:.+))\Z", fhir, name="fhir"),
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
        return _metadata(request, env)
    if (method, path) == ("GET", DESCRIPTION):
        return _describe(request, env)
    found = NoSuchMethod(("GET",)) if path in (METADATA, DESCRIPTION) else find_route(method, path)
    match found:
        case NoSuchPath() if gone := withdrawn(path):
            return outcome(410, [issue("not-supported", "withdrawn-transaction", gone)])
        case NoSuchPath():
            text = "Nothing is answered at this address. GET /fhir/metadata lists what is."
            return outcome(404, [issue("not-supported", "unknown-address", text)])
        case NoSuchMethod(allowed):
            text = f"This address takes {', '.join(allowed)}. {why_not(path)}".rstrip()
            return outcome(405, [issue("not-supported", "unknown-method", text)], {"Allow": ", ".join(allowed)})
        case (route, arguments):
            paused = _paused(route, env)
            if paused is not None:
                return paused
            actor = _actor(request, env)
            if isinstance(actor, FhirResponse):
                return actor
            return _ask(request, route, dict(arguments), path, actor, env)


def _metadata(request: HttpRequest, env: Environment) -> FhirResponse:
    wish = _wish(_parameters(request, b""), _headers(request))
    if isinstance(wish, FhirResponse):
        return wish
    return FhirResponse(200, capability_statement(base_url_of(request), at=env.clock.now()), wish=wish)


def _describe(request: HttpRequest, env: Environment) -> FhirResponse:
    """Describe the door by the OpenAPI, with the search parameters that the CapabilityStatement tells."""
    base_url = base_url_of(request)
    (rest,) = capability_statement(base_url, at=env.clock.now())["rest"]
    searched_by = {one["type"]: [by["name"] for by in one.get("searchParam", ())] for one in rest["resource"]}
    description = write_json(openapi_description(base_url, searched_by))
    return FhirResponse(200, stream=[description], content_type="application/json")


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
    sent = read_media_type(request.headers.get("Content-Type", ""))
    with env.blobs.anteroom() as room:
        body = read_body(request, sent, is_search=route.reads_form, room=room, draw=env.chance.secret)
        return _ask_with(body, request, route, arguments, path, sent, actor, env)


def _ask_with(
    body: Body | Defect,
    request: HttpRequest,
    route: Route,
    arguments: dict[str, str],
    path: str,
    sent: MediaType,
    actor: Actor,
    env: Environment,
) -> FhirResponse:
    headers = _headers(request)
    if isinstance(body, Defect):
        if not route.reads_form:
            trace_unreadable((body.code,), action=route.action, actor=actor, env=env)
        return of_defects([body], status=status_of(body))
    parameters = _parameters(request, body.text if route.reads_form else b"")
    wish = _wish(parameters, headers, takes_bytes=route.answers_bytes)
    if isinstance(wish, FhirResponse):
        return wish
    asked = FhirRequest(
        method=request.method or "",
        path=path,
        arguments=arguments,
        parameters=parameters or {},
        body=body.text,
        contents=body.contents,
        headers=headers,
        base_url=base_url_of(request),
        actor=actor,
        env=env,
        sent=sent,
        wish=wish,
    )
    answer = route.answer(asked)
    if route.takes_body and (answer.is_unreadable or answer.status == HTTPStatus.BAD_REQUEST):
        trace_unreadable(codes_of(answer), action=route.action, actor=actor, env=env)
    return replace(as_preferred(answer, asked, route.interaction), wish=wish)


def _wish(
    parameters: Parameters | None, headers: Mapping[str, str], *, takes_bytes: bool = False
) -> Wish | FhirResponse:
    """Read how the answer is wanted; 400 or 406 when that cannot be told or done."""
    if parameters is None:
        text = f"A search has at most {MOST_PARAMETERS} parameters, written in UTF-8."
        return outcome(400, [issue("invalid", "bad-parameters", text)])
    wish = read_wish(parameters, headers, takes_bytes=takes_bytes)
    if isinstance(wish, Defect):
        return of_defects([wish], status=406 if wish is NOT_ACCEPTABLE else 400)
    return wish


def _headers(request: HttpRequest) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _actor(request: HttpRequest, env: Environment) -> Actor | FhirResponse:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "dpop") or not token:
        text = "Send Authorization: Bearer with a token of POST /oauth/token."
        return outcome(401, [issue("login", "missing-token", text)], {"WWW-Authenticate": 'Bearer realm="carnet"'})
    shown = shown_by(request)
    if scheme.lower() == "bearer":
        shown = replace(shown, proof="")  # RFC 9449 7.2: a token that is bound to a key is never taken as a bearer's
    actor = recognize_bearer(token.strip(), shown=shown, env=env)
    if isinstance(actor, Unrecognized):
        text = "This token does not hold: it has expired, was revoked, or was never issued here. Get a new one."
        named = "Bearer" if scheme.lower() == "bearer" else "DPoP"
        header = {"WWW-Authenticate": f'{named} realm="carnet", error="invalid_token"'}
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
