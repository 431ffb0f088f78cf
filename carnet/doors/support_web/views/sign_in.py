"""People of the support desk sign in and out, at the desk's own identity provider and with a second factor."""

from operator import attrgetter

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.audit.events import Door
from carnet.doors.kit.provider_sign_in import (
    ProviderSignIn,
    enter,
    failed,
    lead_away,
    leave_both,
    own_address,
    say_over,
    take_answer,
)
from carnet.doors.kit.step_cookie import Away
from carnet.doors.kit.web import CarnetRequest
from carnet.ports.identity_provider import IdentityRefused
from carnet.usecases.support.sign_in_agent import AgentRefused, AgentSignedIn, begin_agent_sign_in, sign_in_agent

HERE = ProviderSignIn(
    door=Door.SUPPORT_DESK,
    folder="support_web",
    sign_in="desk-sign-in",
    back="desk-sign-in-return",
    over="desk-signed-out",
    provider=attrgetter("desk_identity_provider"),
)


@require_http_methods(["GET", "POST"])
def sign_in(request: CarnetRequest) -> HttpResponse:
    """Show one button; pressed, lead to the provider of the desk."""
    return lead_away(request, HERE, lambda back: begin_agent_sign_in(redirect_uri=back, env=request.env))


@require_GET
def come_back(request: CarnetRequest) -> HttpResponse:
    """Take the provider's answer."""
    return take_answer(request, HERE, lambda code, away: _recognize(request, code, away))


@require_POST
def leave(request: CarnetRequest) -> HttpResponse:
    """End our session, then the provider's."""
    return leave_both(request, HERE)


@require_GET
def signed_out(request: CarnetRequest) -> HttpResponse:
    """Say that both sessions are over."""
    return say_over(request, HERE)


def _recognize(request: CarnetRequest, code: str, away: Away) -> HttpResponse:
    match sign_in_agent(
        code,
        code_verifier=away.code_verifier,
        nonce=away.nonce,
        redirect_uri=own_address(HERE.back),
        env=request.env,
    ):
        case IdentityRefused(reason):
            return failed(request, HERE, reason.value)
        case AgentRefused(why, id_token):
            return failed(request, HERE, why.value, id_token=id_token)
        case AgentSignedIn(token):
            return enter(request, HERE, token, then=away.then)
