"""The other addresses of OAuth: where a person is asked, a token given back or looked at, all of it described."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from carnet.doors.fhir.cors import allow_everybody, allowing_registered
from carnet.doors.fhir.http import base_url_of
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.oauth_form import (
    only_post,
    proof_of,
    read_form,
    read_once,
    say,
    say_error,
    say_refused,
    say_unreadable,
)
from carnet.doors.fhir.oauth_metadata import authorization_server, smart_configuration
from carnet.doors.fhir.token_endpoint import token_view
from carnet.doors.kit.app_answer import CONSENT, address_of_refusal, go_to_app
from carnet.ports.environment import Environment
from carnet.usecases.access.ask_for_record import RequestRefused, ask_for_record
from carnet.usecases.access.introspect_token import ActiveToken, InactiveToken, introspect_token
from carnet.usecases.access.prove_client import ClientProof, TokenRefused
from carnet.usecases.access.revoke_token import Revoked, revoke_token

MakeEnvironment = Callable[[], Environment]


def urls(environment: MakeEnvironment) -> list[URLPattern]:
    """Give the addresses of OAuth. ``environment``: makes the outside world for one request."""
    return [
        path("oauth/authorize", _authorize, name="oauth-authorize"),
        path("oauth/token", token_view(environment), name="oauth-token"),
        path("oauth/revoke", _revoke_view(environment), name="oauth-revoke"),
        path("oauth/introspect", _introspect_view(environment), name="oauth-introspect"),
        path("fhir/.well-known/smart-configuration", _describe_smart, name="smart-configuration"),
        path(".well-known/oauth-authorization-server", _describe_server, name="oauth-authorization-server"),
    ]


@csrf_exempt
def _authorize(request: HttpRequest) -> HttpResponse:
    """Lead the person to the page that asks them, or the application back with its fault (GET and POST, SMART 2.2).

    Nothing is decided here: the page reads the same request again, behind the person's ordinary sign-in.
    """
    if request.method not in ("GET", "POST"):
        refusal = say_error("invalid_request", "Send a GET or a POST.", 405)
        refusal["Allow"] = "GET, POST"
        return refusal
    parameters = read_once(request.META.get("QUERY_STRING", "")) if request.method == "GET" else read_form(request)
    if parameters is None:
        return say_unreadable()
    match ask_for_record(parameters, fhir_base=base_url_of(request)):
        case RequestRefused() as refused:
            return go_to_app(address_of_refusal(refused, issuer=request.build_absolute_uri("/").rstrip("/")))
        case _:
            return go_to_app(f"{CONSENT}?{urlencode(parameters)}")


def _revoke_view(environment: MakeEnvironment) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    def revoke(request: HttpRequest) -> HttpResponse:
        asked = _about_token(request)
        if isinstance(asked, HttpResponse):
            return asked
        match revoke_token(asked.token, proof=asked.proof, audience=asked.audience, env=environment()):
            case Revoked():
                return say({})
            case TokenRefused() as refused:
                return say_refused(refused)

    return allowing_registered(revoke, methods=("POST",))


def _introspect_view(environment: MakeEnvironment) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    def introspect(request: HttpRequest) -> HttpResponse:
        asked = _about_token(request)
        if isinstance(asked, HttpResponse):
            return asked
        match introspect_token(asked.token, proof=asked.proof, audience=asked.audience, env=environment()):
            case ActiveToken() as active:
                return say(_described(active))
            case InactiveToken():
                return say({"active": False})
            case TokenRefused() as refused:
                return say_refused(refused)

    return introspect


@dataclass(frozen=True, slots=True, repr=False)
class _AboutToken:
    """What software says of a token: which, what proves that it may, and the address at which it asks."""

    token: str
    proof: ClientProof
    audience: str


def _about_token(request: HttpRequest) -> _AboutToken | HttpResponse:
    refusal = only_post(request)
    if refusal is not None:
        return refusal
    form = read_form(request)
    if form is None:
        return say_unreadable()
    if not form.get("token"):
        return say_error("invalid_request", "Send token.")
    proof = proof_of(request, form)
    if isinstance(proof, HttpResponse):
        return proof
    return _AboutToken(form["token"], proof, request.build_absolute_uri("/oauth/token"))


def _described(token: ActiveToken) -> dict[str, Any]:
    described: dict[str, Any] = {
        "active": True,
        "client_id": token.client_id,
        "exp": int(token.expires_at.timestamp()),
        "token_type": "DPoP" if token.bound_to.startswith("jkt:") else "Bearer",
    }
    if token.issued_at is not None:
        described["iat"] = int(token.issued_at.timestamp())
    if token.scope:
        described["scope"] = token.scope
    if token.record is not None:
        described["patient"] = record_id_text(token.record)
    kind, _, thumbprint = token.bound_to.partition(":")
    if kind:
        described["cnf"] = {"jkt" if kind == "jkt" else "x5t#S256": thumbprint}
    return described


def _describe_smart(request: HttpRequest) -> HttpResponse:
    return _describe(smart_configuration(request.build_absolute_uri("/").rstrip("/")))


def _describe_server(request: HttpRequest) -> HttpResponse:
    return _describe(authorization_server(request.build_absolute_uri("/").rstrip("/")))


def _describe(described: dict[str, Any]) -> HttpResponse:
    response = say(described)
    allow_everybody(response)
    return response
