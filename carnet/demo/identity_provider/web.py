"""The addresses and the pages of the demonstration's identity provider: one WSGI application, no framework."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from django.template import Context, Engine
from whitenoise import WhiteNoise  # type: ignore[import-untyped]  # the library says nothing of its types

from carnet.demo.identity_provider.provider import Fault, Provider

_LARGEST_FORM = 64 * 1024
_KIT = Path(__file__).resolve().parents[2] / "doors" / "kit" / "static"
"""The look of the sites, served from here: the provider is another address, as the real one is."""
_ENGINE = Engine(dirs=[str(Path(__file__).parent / "templates")])


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    query: dict[str, str]
    form: dict[str, str]
    authorization: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    status: HTTPStatus
    body: bytes
    headers: tuple[tuple[str, str], ...]


def application(provider: Provider) -> WhiteNoise:
    """Make the WSGI application of a provider."""
    pages: dict[tuple[str, str], Callable[[Provider, Request], Answer]] = {
        ("GET", "/.well-known/openid-configuration"): _describe,
        ("GET", "/jwks"): _keys,
        ("GET", "/authorize"): _ask_who,
        ("POST", "/authorize"): _chosen,
        ("POST", "/token"): _token,
        ("GET", "/userinfo"): _userinfo,
        ("GET", "/logout"): _leave,
    }

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        view = pages.get((environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")), _nothing)
        given = view(provider, _read(environ))
        start_response(f"{given.status.value} {given.status.phrase}", [*given.headers, ("Cache-Control", "no-store")])
        return [given.body]

    return WhiteNoise(answer, root=str(_KIT), prefix="static/")


def _read(environ: WSGIEnvironment) -> Request:
    size = min(int(environ.get("CONTENT_LENGTH") or 0), _LARGEST_FORM)
    body = environ["wsgi.input"].read(size) if size else b""
    return Request(
        query=dict(parse_qsl(environ.get("QUERY_STRING", ""))),
        form=dict(parse_qsl(body.decode("utf-8", "replace"))),
        authorization=environ.get("HTTP_AUTHORIZATION", ""),
    )


# --- for browsers -------------------------------------------------------------------------------------------------


def _ask_who(provider: Provider, request: Request) -> Answer:
    asked = provider.understand(request.query)
    if isinstance(asked, Fault):
        return _faulty(asked)
    given_up = _with(asked.redirect_uri, error="access_denied", state=asked.state)
    context = {"people": provider.people, "asked": urlencode(request.query), "given_up": given_up}
    return _page("authorize.html", context, leads_to=asked.redirect_uri)


def _chosen(provider: Provider, request: Request) -> Answer:
    asked = provider.understand(dict(parse_qsl(request.form.get("asked", ""))))
    if isinstance(asked, Fault):
        return _faulty(asked)
    code = provider.choose(asked, request.form.get("person", ""))
    if code is None:
        return _faulty(Fault("invalid_request", "nobody of that name is invented here"))
    return _redirect(_with(asked.redirect_uri, code=code, state=asked.state))


def _leave(provider: Provider, request: Request) -> Answer:
    target = provider.leaves_to(request.query)
    if target is None:
        return _page("left.html", {})
    state = request.query.get("state")
    return _redirect(_with(target, state=state) if state else target)


def _nothing(_provider: Provider, _request: Request) -> Answer:
    return _faulty(Fault("not_found", "no such address"), status=HTTPStatus.NOT_FOUND)


def _faulty(fault: Fault, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Answer:
    return _page("faulty.html", {"fault": fault}, status=status)


def _page(name: str, context: dict[str, Any], *, leads_to: str = "", status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """Render a page. ``leads_to``: the application to which its form leads, through our redirect."""
    parts = urlsplit(leads_to)
    target = f" {parts.scheme}://{parts.netloc}" if leads_to else ""
    policy = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self'{target}"
    )
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", policy),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    )
    return Answer(status, _ENGINE.get_template(name).render(Context(context)).encode(), headers)


def _redirect(address: str) -> Answer:
    return Answer(HTTPStatus.SEE_OTHER, b"", (("Location", address), ("Referrer-Policy", "no-referrer")))


def _with(address: str, **query: str) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"


# --- for the application ------------------------------------------------------------------------------------------


def _describe(provider: Provider, _request: Request) -> Answer:
    return _json(provider.describe())


def _keys(provider: Provider, _request: Request) -> Answer:
    return _json(provider.key.jwks())


def _token(provider: Provider, request: Request) -> Answer:
    client_id, client_secret = _client(request)
    given = provider.redeem(request.form, client_id, client_secret)
    if isinstance(given, Fault):
        is_stranger = given.error == "invalid_client"
        status = HTTPStatus.UNAUTHORIZED if is_stranger else HTTPStatus.BAD_REQUEST
        challenge = (("WWW-Authenticate", "Basic"),) if is_stranger else ()
        return _json({"error": given.error, "error_description": given.description}, status, challenge)
    return _json(given)


def _userinfo(provider: Provider, request: Request) -> Answer:
    scheme, _, token = request.authorization.partition(" ")
    told = provider.tell(token) if scheme.lower() == "bearer" else None
    if told is None:
        challenge = (("WWW-Authenticate", 'Bearer error="invalid_token"'),)
        return _json({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED, challenge)
    return _json(told)


def _client(request: Request) -> tuple[str, str]:
    """Read who asks for tokens: by basic, or in the form (RFC 6749 2.3.1)."""
    scheme, _, text = request.authorization.partition(" ")
    if scheme.lower() != "basic":
        return request.form.get("client_id", ""), request.form.get("client_secret", "")
    try:
        client_id, _, client_secret = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(client_secret)


def _json(
    content: dict[str, Any], status: HTTPStatus = HTTPStatus.OK, headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    return Answer(status, json.dumps(content).encode(), (("Content-Type", "application/json"), *headers))
