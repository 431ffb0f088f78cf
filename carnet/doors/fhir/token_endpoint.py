"""``POST /oauth/token``: by a code, a refresh token, oneself, another token (RFC 6749, RFC 8693; SMART 2.2)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from carnet.doors.fhir.cors import allowing_registered
from carnet.doors.fhir.http import base_url_of
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.oauth_form import only_post, proof_of, read_form, say, say_error, say_refused, say_unreadable
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import SubjectTokenKind
from carnet.usecases.access.exchange_code import exchange_code, renew_token
from carnet.usecases.access.exchange_subject_token import exchange_subject_token
from carnet.usecases.access.issue_token import IssuedToken, issue_token
from carnet.usecases.access.prove_client import ClientProof, TokenRefused
from carnet.usecases.content.tell_service_state import tell_stop_of

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_TYPE = "urn:ietf:params:oauth:token-type:"
SUBJECT_TYPES = {
    f"{_TYPE}access_token": SubjectTokenKind.ACCESS,
    f"{_TYPE}jwt": SubjectTokenKind.ACCESS,
    f"{_TYPE}id_token": SubjectTokenKind.ID,
}
"""What may be exchanged (RFC 8693 3): the ANS writes an access token of Pro Santé Connect as either of two."""

GRANTS: dict[str, tuple[str, ...]] = {
    "authorization_code": ("code", "code_verifier", "redirect_uri"),
    "refresh_token": ("refresh_token",),
    "client_credentials": (),
    EXCHANGE: ("subject_token", "subject_token_type"),
}
"""What is exchanged for a token here, and what must be sent for it beside the proof of who sends it."""


def token_view(environment: Callable[[], Environment]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of the token endpoint. ``environment``: makes the outside world for one request."""

    @csrf_exempt
    def token(request: HttpRequest) -> HttpResponse:
        refusal = only_post(request)
        if refusal is not None:
            return refusal
        form = read_form(request)
        if form is None:
            return say_unreadable()
        grant = form.get("grant_type", "")
        if grant not in GRANTS:
            return say_error("unsupported_grant_type", f"grant_type must be one of: {', '.join(GRANTS)}.")
        missing = [name for name in GRANTS[grant] if not form.get(name)]
        if missing:
            return say_error("invalid_request", f"Send {', '.join(missing)}.")
        fault = _fault_of_exchange(request, form) if grant == EXCHANGE else None
        if fault is not None:
            return fault
        proof = proof_of(request, form)
        if isinstance(proof, HttpResponse):
            return proof
        env = environment()
        return _paused(env) or _answer(_ask(grant, form, proof, request, env))

    return allowing_registered(token, methods=("POST",))


def _ask(
    grant: str, form: dict[str, str], proof: ClientProof, request: HttpRequest, env: Environment
) -> IssuedToken | TokenRefused:
    audience, scope = request.build_absolute_uri("/oauth/token"), form.get("scope", "")
    if grant == "authorization_code":
        return exchange_code(
            form["code"],
            verifier=form["code_verifier"],
            redirect_uri=form["redirect_uri"],
            proof=proof,
            audience=audience,
            env=env,
        )
    if grant == "refresh_token":
        return renew_token(form["refresh_token"], scope=scope, proof=proof, audience=audience, env=env)
    if grant == EXCHANGE:
        kind = SUBJECT_TYPES[form["subject_token_type"]]
        return exchange_subject_token(
            form["subject_token"], kind=kind, scope=scope, proof=proof, audience=audience, env=env
        )
    return issue_token(proof, audience=audience, scope=scope, env=env)


def _fault_of_exchange(request: HttpRequest, form: dict[str, str]) -> HttpResponse | None:
    """Answer to an exchange that asks for what is not done here (RFC 8693 2.1, 2.2.2)."""
    if form["subject_token_type"] not in SUBJECT_TYPES:
        return say_error("invalid_request", f"subject_token_type must be one of: {', '.join(SUBJECT_TYPES)}.")
    if form.get("requested_token_type", f"{_TYPE}access_token") != f"{_TYPE}access_token":
        return say_error("invalid_request", f"requested_token_type must be {_TYPE}access_token, or be left out.")
    if "actor_token" in form or "actor_token_type" in form:
        return say_error("invalid_request", "Send no actor_token: the software that proves itself is the actor.")
    ours = (base_url_of(request), request.build_absolute_uri("/").rstrip("/"))
    if any(form.get(name, ours[0]).rstrip("/") not in ours for name in ("resource", "audience")):
        return say_error("invalid_target", f"resource and audience must be {ours[0]}, or be left out.")
    return None


def _answer(answer: IssuedToken | TokenRefused) -> HttpResponse:
    match answer:
        case IssuedToken():
            given: dict[str, Any] = {
                "access_token": answer.token,
                "token_type": "DPoP" if answer.bound_to.startswith("jkt:") else "Bearer",
                "expires_in": int(answer.lasts.total_seconds()),
            }
            if answer.is_exchanged:
                given["issued_token_type"] = f"{_TYPE}access_token"
            if answer.scope:
                given["scope"] = answer.scope
            if answer.refresh:
                given["refresh_token"] = answer.refresh
            if answer.record is not None:
                given["patient"] = record_id_text(answer.record)
            return say(given)
        case TokenRefused():
            return say_refused(answer)


def _paused(env: Environment) -> HttpResponse | None:
    stopped = tell_stop_of(None, env=env)
    if stopped is None:
        return None
    paused = say_error("temporarily_unavailable", "Maintenance. Try again later.", 503)
    paused["Retry-After"] = str(max(1, int((stopped.until - env.clock.now()).total_seconds())))
    return paused
