"""A carer who was invited and has no account opens theirs: code, way to be reached, name and terms, credentials."""

from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.record.terms_of_use import OF_CARERS, read_terms
from carnet.doors.kit.dates import time_of_day
from carnet.doors.kit.said import say
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.opening_cookie import forget_opening, keep_opening, opening_of
from carnet.doors.patient_web.views.opening import language_of_terms
from carnet.doors.patient_web.views.opening_start import Faults
from carnet.ports.messages import Channel
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
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
from carnet.usecases.opening.verify_contact import (
    ContactAsked,
    ContactVerified,
    NotAnAddress,
    WaitUntil,
    choose_contact,
    confirm_contact,
    resend_contact_code,
)

log = structlog.get_logger(__name__)
CODE, CHANNEL, MAIL, PHONE, GIVEN, FAMILY, READ = "code", "canal", "mail", "telephone", "prenom", "nom", "lu"
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
    if request.method == "GET":
        return _shown(request, Step.CONTACT, "contact.html")
    channel = Channel.SMS if request.POST.get(CHANNEL) == Channel.SMS.value else Channel.MAIL
    field = PHONE if channel is Channel.SMS else MAIL
    match choose_contact(opening_of(request), channel, request.POST.get(field, ""), env=request.env):
        case ContactAsked():
            return _to(Step.CONTACT_CODE)
        case NotAnAddress():
            mail, phone = (
                _("Saisissez une adresse comme nom@exemple.fr."),
                _("Saisissez un numéro de mobile, comme 06 39 98 00 00."),
            )
            return _shown(request, Step.CONTACT, "contact.html", [(field, phone if field == PHONE else mail)])
        case WaitUntil(at):
            return _shown(request, Step.CONTACT, "contact.html", [(field, _wait(at))], status=429)
        case OpeningOver():
            return _start_again()


@require_http_methods(["GET", "POST"])
def contact_code(request: CarnetRequest) -> HttpResponse:
    """Ask for the code that was sent there."""
    if request.method == "GET":
        return _shown(request, Step.CONTACT_CODE, "contact_code.html")
    match confirm_contact(opening_of(request), request.POST.get(CODE, ""), env=request.env):
        case ContactVerified():
            return _to(Step.TERMS)
        case CodeUnreadable():
            fault = _("Le code a 6 chiffres. Saisissez-les tous.")
        case CodeRefused(CodeFault.EXPIRED, _tries):
            fault = _("Ce code a expiré. Demandez-en un nouveau.")
        case CodeRefused(CodeFault.NO_TRY_LEFT, _tries):
            return _start_again(_("Trop de codes ont été essayés. Recommencez : votre invitation sert encore."))
        case CodeRefused(_fault, tries_left):
            left = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", tries_left)
            fault = f"{_('Ce n’est pas le code que nous avons envoyé.')} {left.format(count=tries_left)}"
        case OpeningOver():
            return _start_again()
    return _shown(request, Step.CONTACT_CODE, "contact_code.html", [(CODE, fault)])


@require_POST
def another_code(request: CarnetRequest) -> HttpResponse:
    """Have another code sent to the same place."""
    match resend_contact_code(opening_of(request), env=request.env):
        case ContactAsked():
            response = _to(Step.CONTACT_CODE)
            say(response, _("Un nouveau code est en route. Le précédent ne sert plus."))
            return response
        case NotAnAddress():
            return _to(Step.CONTACT)
        case WaitUntil(at):
            return _shown(request, Step.CONTACT_CODE, "contact_code.html", [(CODE, _wait(at))], status=429)
        case OpeningOver():
            return _start_again()


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


def _wait(at: datetime) -> str:
    return _("Attendez encore un peu : vous pourrez demander un code à {time}.").format(time=time_of_day(at))


def _to(step: Step) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(ADDRESSES[step]))


def _start_again(sentence: str = "") -> HttpResponse:
    """Lead back to the code: the hour has passed, or another browser began."""
    response = HttpResponseRedirect(reverse("invited"))
    forget_opening(response)
    say(response, sentence or _("Cela a pris trop de temps. Recommencez : votre invitation sert encore."))
    return response
