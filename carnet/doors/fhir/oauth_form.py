"""What the endpoints of /oauth share: a form read once, the proof of who sends it, answers that nobody keeps."""

from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError

from carnet.doors.kit.proxy import comes_from_our_proxy
from carnet.formats.client_certificate import thumbprint_of_certificate
from carnet.usecases.access.check_possession import Possession
from carnet.usecases.access.prove_client import ClientProof, TokenRefused

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_REQUEST = 16 * 1024
STATUSES = {"invalid_client": 401, "temporarily_unavailable": 503}
"""Of the errors that are not answered by 400."""


def read_form(request: HttpRequest) -> dict[str, str] | None:
    """Read the parameters; nothing when one is there twice (RFC 6749 3.2), is no UTF-8, or there are too many bytes."""
    try:
        body = request.read(LONGEST_REQUEST + 1)
        text = body.decode("utf-8")
    except (UnreadablePostError, ValueError):
        return None
    return read_once(text) if len(body) <= LONGEST_REQUEST else None


def read_once(text: str) -> dict[str, str] | None:
    """Read the parameters of a form or of a query, each of which must be there once; else nothing."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) else None


def shown_by(request: HttpRequest) -> Possession:
    """Read what proves a key (DPoP) or a certificate (mutual TLS).

    The certificate is believed in one header (``CARNET_CLIENT_CERTIFICATE_HEADER``), and only from the reverse proxy
    that opens connections for us (``CARNET_PROXIES``, addresses): anybody else could write that header.
    """
    certificate = None
    name = settings.CARNET_CLIENT_CERTIFICATE_HEADER
    if name and comes_from_our_proxy(request):
        certificate = thumbprint_of_certificate(request.headers.get(name, ""))
    return Possession(
        method=request.method or "",
        url=request.build_absolute_uri(request.path),
        proof=request.headers.get("DPoP", ""),
        certificate=certificate or "",
    )


def proof_of(request: HttpRequest, form: dict[str, str]) -> ClientProof | HttpResponse:
    """Read by what the software proves which it is; an answer when it says so in a way that is not ours."""
    has_assertion = "client_assertion" in form
    if has_assertion != (form.get("client_assertion_type") == JWT_BEARER):
        description = f"Send client_assertion_type={JWT_BEARER} and client_assertion, a JWT that you signed."
        return say_error("invalid_request", description)
    if not has_assertion and not form.get("client_id") and form.get("grant_type") != "refresh_token":
        description = "Name yourself: client_id, or a client_assertion that you signed."
        return say_error("invalid_request", description)
    return ClientProof(form.get("client_assertion", ""), form.get("client_id", ""), shown_by(request))


def say_refused(answer: TokenRefused) -> HttpResponse:
    """Answer with an error of OAuth (RFC 6749 5.2)."""
    return say_error(answer.error, answer.description, STATUSES.get(answer.error, 400))


def say_error(error: str, description: str, status: int = 400) -> HttpResponse:
    """Answer with an error of OAuth and a sentence for an integrator."""
    return say({"error": error, "error_description": description}, status)


def say_unreadable() -> HttpResponse:
    """Answer to a form that cannot be read."""
    return say_error("invalid_request", "Send each parameter once, in UTF-8, in a form of at most 16 kB.")


def say(answer: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer in JSON, which nobody on the way may keep."""
    response = JsonResponse(answer, status=status)
    response["Cache-Control"] = "no-store"
    response["Pragma"] = "no-cache"
    return response


def only_post(request: HttpRequest) -> HttpResponse | None:
    """Answer 405 to anything but a POST."""
    if request.method == "POST":
        return None
    refusal = say_error("invalid_request", "Send a POST.", 405)
    refusal["Allow"] = "POST"
    return refusal
