"""A carer who was invited and has no account opens theirs: code, way to be reached, name and terms, credentials."""

from typing import Any

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.record.terms_of_use import OF_CARERS, read_terms
from carnet.doors.kit.said import say
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.opening_cookie import forget_opening, keep_opening, opening_of
from carnet.doors.patient_web.views.contact_steps import CHANNEL, CODE, MAIL, PHONE, ContactSteps
from carnet.doors.patient_web.views.opening import language_of_terms
from carnet.doors.patient_web.views.opening_start import Faults
from carnet.ports.messages import Channel
from carnet.usecases.family.accept_invitation import NoInvitation
from carnet.usecases.family.begin_by_invitation import InvitationTaken, begin_by_invitation
from carnet.usecases.family.open_invited_account import (
    Applicant,
    InvitedAccountOpened,
    NotOpenedYet,
    open_invited_account,
)
from carnet.usecases.opening.choose_boxes import end_opening
from carnet.usecases.opening.show_opening import OpeningOver, OpeningShown, Step, show_opening

log = structlog.get_logger(__name__)
GIVEN, FAMILY, READ = "prenom", "nom", "lu"
ADDRESSES = {
    Step.CONTACT: "invited-contact",
    Step.CONTACT_CODE: "invited-contact-code",
    Step.TERMS: "invited-terms",
    Step.CREDENTIALS: "invited-credentials",
}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def start(request: CarnetRequest) -> HttpResponse:
    """Ask for the code of the invitation; it tells nothing of who invites."""
    if request.method == "GET":
        return _render(request, "start.html")
    match begin_by_invitation(request.POST.get(CODE, ""), env=request.env):
        case InvitationTaken(token):
            response = HttpResponseRedirect(reverse("invited-contact"))
            keep_opening(response, token)
            return response
        case NoInvitation():
            log.warning("an invitation was not found", action="opening", rule="invitation")
            fault = _("Aucune invitation n’attend sous ce code. Vérifiez-le, ou demandez-en un autre à la personne.")
            return _render(request, "start.html", [(CODE, fault)])


@require_http_methods(["GET", "POST"])
def contact(request: CarnetRequest) -> HttpResponse:
    """Ask how to reach them."""
    return _steps().contact(request)


@require_http_methods(["GET", "POST"])
def contact_code(request: CarnetRequest) -> HttpResponse:
    """Ask for the code that was sent there."""
    return _steps().contact_code(request)


@require_POST
def another_code(request: CarnetRequest) -> HttpResponse:
    """Have another code sent to the same place."""
    return _steps().another_code(request)


@require_http_methods(["GET", "POST"])
def conditions(request: CarnetRequest) -> HttpResponse:
    """Ask for their name and show the terms; accepted, the account is open and the invitation answered."""
    text = {"terms": read_terms(OF_CARERS, language_of_terms())}
    if request.method == "GET":
        return _shown(request, Step.TERMS, "terms.html", context=text)
    sent = {name: request.POST.get(name, "").strip() for name in (GIVEN, FAMILY)}
    missing: Faults = [(name, _("Écrivez-le comme sur votre pièce d’identité.")) for name in sent if not sent[name]]
    if request.POST.get(READ) != "oui":
        missing.append((READ, _("Cochez cette case si vous acceptez les conditions.")))
    if missing:
        return _shown(request, Step.TERMS, "terms.html", missing, text)
    applicant = Applicant(sent[GIVEN], sent[FAMILY], accepts_the_terms=True, language=language_of_terms())
    match open_invited_account(opening_of(request), applicant, env=request.env):
        case InvitedAccountOpened(cares):
            response = _to(Step.CREDENTIALS)
            if not cares:
                say(response, _("Votre compte est ouvert. L’invitation, elle, vient d’être reprise."))
            return response
        case NotOpenedYet():
            return _to(Step.CONTACT)
        case NoInvitation():
            return _start_again(_("Cette invitation n’attend plus. Demandez-en une autre à la personne."))
        case OpeningOver():
            return _start_again()


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def credentials(request: CarnetRequest) -> HttpResponse:
    """Show the identifier and the first password, until they have been noted."""
    if request.method == "GET":
        return _shown(request, Step.CREDENTIALS, "credentials.html")
    end_opening(opening_of(request))
    response = HttpResponseRedirect(reverse("sign-in"))
    forget_opening(response)
    return response


@require_POST
def give_up(request: CarnetRequest) -> HttpResponse:
    """Forget everything that was typed: nothing was opened, and the invitation still waits."""
    end_opening(opening_of(request))
    return _start_again(_("Rien n’a été ouvert, et rien n’est gardé."))


def _shown(
    request: CarnetRequest,
    step: Step,
    template: str,
    faults: Faults | None = None,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show a step; one that is not reached yet leads to the one that is, and an open account to its credentials."""
    match show_opening(opening_of(request), env=request.env):
        case OpeningShown(is_invited=True) as shown:
            if shown.step < step or (shown.step is Step.CREDENTIALS) is not (step is Step.CREDENTIALS):
                return _to(shown.step)
            return _render(request, template, faults, {"opening": shown, **(context or {})}, status=status)
        case OpeningShown() | OpeningOver():
            return _start_again()


def _render(
    request: CarnetRequest,
    template: str,
    faults: Faults | None = None,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    found = faults or []
    typed = {name: request.POST.get(name, "") for name in (CODE, MAIL, PHONE, GIVEN, FAMILY)}
    shared = {
        "faults": found,
        "fault_of": dict(found),
        "typed": typed,
        "by_mail": request.POST.get(CHANNEL) != Channel.SMS.value,
        "by_sms": request.POST.get(CHANNEL) == Channel.SMS.value,
        "is_demo": settings.CARNET_DEMO,
        "steps": [_("Votre invitation"), _("Vous joindre"), _("Conditions"), _("Identifiants")],
    }
    code = status if status != 200 or not found else 422
    return render(request, f"patient_web/invited/{template}", {**shared, **(context or {})}, status=code)


def _steps() -> ContactSteps:
    return ContactSteps(
        show=_shown,
        addresses=ADDRESSES,
        after=Step.TERMS,
        start_again=_start_again,
        too_many=lambda: _("Trop de codes ont été essayés. Recommencez : votre invitation sert encore."),
    )


def _to(step: Step) -> HttpResponseRedirect:
    return _steps().to(step)


def _start_again(sentence: str = "") -> HttpResponse:
    """Lead back to the code: the hour has passed, or another browser began."""
    response = HttpResponseRedirect(reverse("invited"))
    forget_opening(response)
    say(response, sentence or _("Cela a pris trop de temps. Recommencez : votre invitation sert encore."))
    return response
