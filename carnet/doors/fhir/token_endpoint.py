"""``POST /oauth/token``: client credentials, proved by a signed assertion (RFC 6749 4.4, RFC 7523)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from carnet.ports.environment import Environment
from carnet.usecases.access.issue_token import IssuedToken, TokenRefused, issue_token
from carnet.usecases.content.tell_service_state import tell_stop_of

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_REQUEST = 16 * 1024


def token_view(environment: Callable[[], Environment]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of the token endpoint. ``environment``: makes the outside world for one request."""

    @csrf_exempt
    def token(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            refusal = _say({"error": "invalid_request", "error_description": "Send a POST."}, 405)
            refusal["Allow"] = "POST"
            return refusal
        form = _read_form(request)
        if form is None:
            description = "Send each parameter once, in UTF-8, in a form of at most 16 kB."
            return _say({"error": "invalid_request", "error_description": description}, 400)
        if form.get("grant_type") != "client_credentials":
            description = "grant_type must be client_credentials."
            return _say({"error": "unsupported_grant_type", "error_description": description}, 400)
        if form.get("client_assertion_type") != JWT_BEARER or "client_assertion" not in form:
            description = f"Send client_assertion_type={JWT_BEARER} and client_assertion, a JWT that you signed."
            return _say({"error": "invalid_request", "error_description": description}, 400)
        env = environment()
        stopped = tell_stop_of(None, env=env)
        if stopped is not None:
            paused = _say(
                {"error": "temporarily_unavailable", "error_description": "Maintenance. Try again later."}, 503
            )
            paused["Retry-After"] = str(max(1, int((stopped.until - env.clock.now()).total_seconds())))
            return paused
        audience = request.build_absolute_uri("/oauth/token")
        answer = issue_token(form["client_assertion"], audience=audience, env=env)
        match answer:
            case IssuedToken():
                lasts = int(answer.lasts.total_seconds())
                return _say({"access_token": answer.token, "token_type": "Bearer", "expires_in": lasts}, 200)
            case TokenRefused():
                status = 401 if answer.error == "invalid_client" else 400
                return _say({"error": answer.error, "error_description": answer.description}, status)

    return token


def _read_form(request: HttpRequest) -> dict[str, str] | None:
    """Read the parameters; nothing when one is there twice (RFC 6749 3.2), is no UTF-8, or there are too many bytes."""
    try:
        body = request.read(LONGEST_REQUEST + 1)
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except (UnreadablePostError, ValueError):
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) and len(body) <= LONGEST_REQUEST else None


def _say(answer: dict[str, Any], status: int) -> HttpResponse:
    response = JsonResponse(answer, status=status)
    response["Cache-Control"] = "no-store"
    response["Pragma"] = "no-cache"
    return response
