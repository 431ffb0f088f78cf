"""The terms of use: to read at any time, and to accept anew when they have changed, before anything else."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnet.core.audit.events import Door
from carnet.core.record.terms_of_use import Terms, read_terms, version_at
from carnet.doors.kit.session import forget_session, token_of
from carnet.doors.kit.web import CarnetRequest, SignedInRequest, next_path
from carnet.doors.patient_web.views.opening import language_of_terms
from carnet.usecases.account.accept_terms import NobodyToAsk, TermsAccepted, TermsRefused, accept_terms, refuse_terms

HOME = "/accueil/"
ACCEPT, REFUSE = "accepter", "refuser"


@require_http_methods(["GET", "POST"])
def conditions(request: SignedInRequest) -> HttpResponse:
    """Show what has changed to a holder who has not accepted it yet, and take their answer."""
    suite = next_path(request, otherwise=HOME)
    answer = request.POST.get("reponse", "")
    token = token_of(request) or ""
    if answer == REFUSE:
        match refuse_terms(token, env=request.env):
            case TermsRefused() | NobodyToAsk():
                response = HttpResponseRedirect(reverse("terms-refused"))
                forget_session(response, door=Door.PATIENT_SITE)
                return response
    if answer == ACCEPT and request.POST.get("lu") == "oui":
        match accept_terms(token, language=language_of_terms(), env=request.env):
            case TermsAccepted() | NobodyToAsk():
                return HttpResponseRedirect(suite)
    if not request.web_session.must_accept_terms:
        return HttpResponseRedirect(suite)
    faults = [("lu", _("Cochez cette case si vous acceptez les conditions."))] if answer else []
    context = {"terms": _in_force(request), "suite": suite, "faults": faults, "fault_of": dict(faults)}
    return _page(request, "terms.html", context, status=422 if faults else 200)


@require_safe
def text(request: CarnetRequest) -> HttpResponse:
    """Show the terms in force to anybody."""
    return _page(request, "terms_text.html", {"terms": _in_force(request)})


@require_safe
def refused(request: CarnetRequest) -> HttpResponse:
    """Say what refusing means: nothing is lost, and the other ways stay open."""
    return _page(request, "terms_refused.html", {})


def _in_force(request: CarnetRequest) -> Terms:
    return read_terms(version_at(request.env.clock.now()), language_of_terms())


def _page(request: CarnetRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    shared = {"is_demo": settings.CARNET_DEMO, "operator": settings.CARNET_OPERATOR}
    return render(request, f"patient_web/opening/{template}", {**shared, **context}, status=status)
