"""The professional signs in and out, at the identity provider: Carnet knows no password of theirs."""

from dataclasses import replace
from operator import attrgetter

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.audit.events import Door
from carnet.core.identifiers import OrganizationId
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
from carnet.doors.professional_web.sign_in_cookie import Choosing, choosing_of, keep_choosing
from carnet.ports.identity_provider import IdentityRefused, ProfessionalIdentity
from carnet.usecases.account.sign_in_professional import (
    ChoosePlace,
    NotInDirectory,
    RoleDoesNotConsult,
    SignedIn,
    WorksNowhereHere,
    begin_professional_sign_in,
    identify_professional,
    sign_in_professional,
)

HERE = ProviderSignIn(
    door=Door.PROFESSIONAL_SITE,
    folder="professional_web",
    sign_in="pro-sign-in",
    back="pro-sign-in-return",
    over="pro-signed-out",
    provider=attrgetter("identity_provider"),
)


@require_http_methods(["GET", "POST"])
def sign_in(request: CarnetRequest) -> HttpResponse:
    """Show one button; pressed, lead to the provider."""
    return lead_away(request, HERE, lambda back: begin_professional_sign_in(redirect_uri=back, env=request.env))


@require_GET
def come_back(request: CarnetRequest) -> HttpResponse:
    """Take the provider's answer."""
    return take_answer(request, HERE, lambda code, away: _recognize(request, code, away))


@require_http_methods(["GET", "POST"])
def choose_place(request: CarnetRequest) -> HttpResponse:
    """Ask in which structure the professional is; what they may read, and their signature, depend on it."""
    choosing = choosing_of(request)
    if choosing is None:
        return failed(request, HERE, "elsewhere")
    if request.method == "GET":
        return _ask_place(request, choosing)
    return _open(request, choosing, OrganizationId(request.POST.get("lieu", "")))


@require_POST
def leave(request: CarnetRequest) -> HttpResponse:
    """End our session, then the provider's."""
    return leave_both(request, HERE)


@require_GET
def signed_out(request: CarnetRequest) -> HttpResponse:
    """Say that both sessions are over."""
    return say_over(request, HERE)


def _recognize(request: CarnetRequest, code: str, away: Away) -> HttpResponse:
    answer = identify_professional(
        code,
        code_verifier=away.code_verifier,
        nonce=away.nonce,
        redirect_uri=own_address(HERE.back),
        env=request.env,
    )
    if isinstance(answer, IdentityRefused):
        return failed(request, HERE, answer.reason.value)
    return _open(request, Choosing(answer, away.then), None)


def _open(request: CarnetRequest, choosing: Choosing, place: OrganizationId | None) -> HttpResponse:
    match sign_in_professional(choosing.identity, place, env=request.env):
        case SignedIn(token):
            return enter(request, HERE, token, then=choosing.then)
        case ChoosePlace(places):
            response = HttpResponseRedirect(reverse("pro-choose-place"))
            keep_choosing(request, response, replace(choosing, identity=replace(choosing.identity, places=places)))
            return response
        case NotInDirectory():
            return _not_let_in(request, "unknown", choosing.identity)
        case WorksNowhereHere():
            return _not_let_in(request, "nowhere", choosing.identity)
        case RoleDoesNotConsult():
            return _not_let_in(request, "role", choosing.identity)


def _ask_place(request: CarnetRequest, choosing: Choosing) -> HttpResponse:
    places = [{"value": one.organization.value, "name": one.name} for one in choosing.identity.places]
    context = {"places": places, "name": choosing.identity.shown_name}
    return render(request, "professional_web/choose_place.html", context)


def _not_let_in(request: CarnetRequest, why: str, identity: ProfessionalIdentity) -> HttpResponse:
    """Say why; who was recognised is told to them alone, for the help desk."""
    return failed(request, HERE, why, id_token=identity.id_token, context={"identity": identity})
