"""Before an opening: what a record is and what one's rights are, a creation code to ask for, the card and the code."""

from typing import Any

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from carnet.core.access.decision import Refusal
from carnet.core.record.online_opening import CREATION_CODE_LASTS, OPENING_LASTS, regimes
from carnet.doors.kit.dates import time_of_day
from carnet.doors.kit.reasons import told_here
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.opening_cookie import keep_opening
from carnet.ports.insured_register import InsuredRegisterUnavailableError
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.opening.ask_creation_code import CodeAsked, NotOfferedHere, NotReadable, ask_creation_code
from carnet.usecases.opening.begin_opening import OpeningBegun, begin_opening

log = structlog.get_logger(__name__)

NUMBER, SERIAL, CODE = "numero", "serie", "code"
"""The fields, and their anchors in a summary of what is to be mended."""

Faults = list[tuple[str, str]]


def opening_page(
    request: CarnetRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of the opening, with the names of its steps."""
    steps = [_("Votre carte"), _("Vous joindre"), _("Urgences"), _("Conditions"), _("Identifiants")]
    shared = {"is_demo": settings.CARNET_DEMO, "operator": settings.CARNET_OPERATOR, "steps": steps}
    return render(request, f"patient_web/opening/{template}", {**shared, **(context or {})}, status=status)


@require_safe
def information(request: CarnetRequest) -> HttpResponse:
    """Say first what a record is, what nobody may ask, and what is needed to open one (FAQ dmp.fr 2018)."""
    listed = [regime.name for regime in regimes() if regime.is_online]
    return opening_page(request, "information.html", {"regimes": listed, "minutes": _minutes()})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def code(request: CarnetRequest) -> HttpResponse:
    """Ask for a creation code; the answer is the same for everybody."""
    if request.method == "GET":
        return opening_page(request, "code.html")
    number, serial = request.POST.get(NUMBER, ""), request.POST.get(SERIAL, "")
    match ask_creation_code(number, serial, env=request.env):
        case CodeAsked():
            return HttpResponseRedirect(reverse("opening-code-asked"))
        case NotReadable() as fault:
            return _again(request, "code.html", _faults_of(fault))
        case NotOfferedHere():
            return unavailable(request)


@require_safe
def code_asked(request: CarnetRequest) -> HttpResponse:
    """Say what happens next, whoever asked."""
    return opening_page(request, "code_asked.html", {"days": CREATION_CODE_LASTS.days})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def card(request: CarnetRequest) -> HttpResponse:
    """Ask for the number, the card and the creation code: all three."""
    if request.method == "GET":
        return opening_page(request, "card.html")
    typed = {name: request.POST.get(name, "") for name in (NUMBER, SERIAL, CODE)}
    if not typed[CODE].strip():
        return _again(request, "card.html", [(CODE, _("Saisissez votre code de création."))])
    try:
        answer = begin_opening(typed[NUMBER], typed[SERIAL], typed[CODE], env=request.env)
    except InsuredRegisterUnavailableError:
        return unavailable(request)
    match answer:
        case OpeningBegun(token):
            response = HttpResponseRedirect(reverse("opening-contact"))
            keep_opening(response, token)
            return response
        case NotReadable() as fault:
            return _again(request, "card.html", _faults_of(fault))
        case IncorrectCredentials(tries_left):
            log.warning("an online opening was refused", action="opening", rule="not-together")
            left = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", tries_left)
            sentence = _("Ces trois informations ne vont pas ensemble. Vérifiez-les une à une.")
            return _again(request, "card.html", [(NUMBER, f"{sentence} {left.format(count=tries_left)}")])
        case Blocked(until):
            log.warning("an online opening was refused", action="opening", rule="closed")
            sentence = _("Trop d’essais avec ce numéro. Réessayez à {time}, ou appelez-nous.")
            return _again(request, "card.html", [(NUMBER, sentence.format(time=time_of_day(until)))], status=429)
        case NotOfferedHere():
            return unavailable(request)
        case Refusal() as refusal:
            return refused(request, refusal)


def refused(request: CarnetRequest, refusal: Refusal) -> HttpResponse:
    """Tell somebody who proved who they are why no record is opened here, and what to do instead."""
    return opening_page(request, "refused.html", told_here(refusal), status=403)


def unavailable(request: CarnetRequest) -> HttpResponse:
    """Say that the register does not answer, and how else a record is opened."""
    return opening_page(request, "unavailable.html", status=503)


def _again(request: CarnetRequest, template: str, faults: Faults, *, status: int = 422) -> HttpResponse:
    """Show the form again, with what to mend; the numbers stay, the code is typed anew."""
    context = {
        "number": request.POST.get(NUMBER, ""),
        "serial": request.POST.get(SERIAL, ""),
        "faults": faults,
        "fault_of": dict(faults),
    }
    return opening_page(request, template, context, status=status)


def _faults_of(fault: NotReadable) -> Faults:
    faults: Faults = []
    if fault.number is not None:
        by_key = fault.number.code == "wrong-ins-key"
        faults.append(
            (
                NUMBER,
                _("La clé, les 2 derniers chiffres, ne correspond pas au numéro. Vérifiez chaque chiffre.")
                if by_key
                else _("Le numéro a 15 caractères, comme sur la carte : 2A ou 2B pour la Corse."),
            )
        )
    if fault.serial_is_wrong:
        faults.append((SERIAL, _("Le numéro de série a 10 chiffres. Il est sous votre nom, en petit.")))
    return faults


def _minutes() -> int:
    return int(OPENING_LASTS.total_seconds()) // 60
