"""The steps of an opening: a way to be reached, the two emergency boxes, the terms, the first credentials."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.record.terms_of_use import LANGUAGES, read_terms, version_at
from carnet.doors.kit.said import say
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.patient_web.opening_cookie import forget_opening, opening_of
from carnet.doors.patient_web.views.contact_steps import ContactSteps
from carnet.doors.patient_web.views.opening_start import Faults, opening_page, refused, unavailable
from carnet.ports.insured_register import InsuredRegisterUnavailableError
from carnet.ports.messages import Channel
from carnet.usecases.opening.choose_boxes import BoxesChosen, choose_boxes, end_opening
from carnet.usecases.opening.finish_opening import RecordOpenedOnline, StepsMissing, finish_opening
from carnet.usecases.opening.show_opening import OpeningOver, OpeningShown, Step, show_opening

READ, AGREE = "lu", "accord"
ADDRESSES = {
    Step.CONTACT: "opening-contact",
    Step.CONTACT_CODE: "opening-contact-code",
    Step.EMERGENCIES: "opening-emergencies",
    Step.TERMS: "opening-terms",
    Step.CREDENTIALS: "opening-credentials",
}


@require_http_methods(["GET", "POST"])
def contact(request: CarnetRequest) -> HttpResponse:
    """Show who is opening, in part, and ask how to reach them."""
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
def emergencies(request: CarnetRequest) -> HttpResponse:
    """Show and explain the two boxes, ticked as the law leaves them."""
    if request.method == "GET":
        return _shown(request, Step.EMERGENCIES, "emergencies.html")
    samu, glass = request.POST.get("samu") == "on", request.POST.get("bris_de_glace") == "on"
    match choose_boxes(opening_of(request), samu=samu, break_the_glass=glass, env=request.env):
        case BoxesChosen():
            return _to(Step.TERMS)
        case OpeningOver():
            return _start_again()


@require_http_methods(["GET", "POST"])
def conditions(request: CarnetRequest) -> HttpResponse:
    """Show the terms, and open the record once they are accepted."""
    text = {"terms": read_terms(version_at(request.env.clock.now()), language_of_terms())}
    if request.method == "GET":
        return _shown(request, Step.TERMS, "terms.html", context=text)
    missing: Faults = []
    if request.POST.get(READ) != "oui":
        missing.append((READ, _("Cochez cette case si vous acceptez les conditions.")))
    if request.POST.get(AGREE) != "oui":
        missing.append((AGREE, _("Cochez cette case si vous êtes d’accord pour ouvrir votre dossier.")))
    if missing:
        return _shown(request, Step.TERMS, "terms.html", missing, text)
    try:
        answer = finish_opening(opening_of(request), accepts=True, language=language_of_terms(), env=request.env)
    except InsuredRegisterUnavailableError:
        return unavailable(request)
    match answer:
        case RecordOpenedOnline():
            return _to(Step.CREDENTIALS)
        case StepsMissing():
            return HttpResponseRedirect(reverse("opening-contact"))
        case OpeningOver():
            return _start_again()
        case Refusal() as refusal:
            return refused(request, refusal)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def credentials(request: CarnetRequest) -> HttpResponse:
    """Show the identifier and the first password, until the person has noted them."""
    if request.method == "GET":
        return _shown(request, Step.CREDENTIALS, "credentials.html")
    end_opening(opening_of(request))
    response = HttpResponseRedirect(reverse("sign-in"))
    forget_opening(response)
    return response


@require_POST
def give_up(request: CarnetRequest) -> HttpResponse:
    """Forget everything that was typed: nothing was opened."""
    end_opening(opening_of(request))
    response = HttpResponseRedirect(reverse("opening"))
    forget_opening(response)
    say(response, _("Rien n’a été ouvert, et rien n’est gardé."))
    return response


def _shown(
    request: CarnetRequest,
    step: Step,
    template: str,
    faults: Faults | None = None,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show a step; one that is not reached yet leads to the one that is, and an open record to its credentials."""
    match show_opening(opening_of(request), env=request.env):
        case OpeningShown(is_invited=True):
            return HttpResponseRedirect(reverse("invited-contact"))  # the account of a carer, on pages of its own
        case OpeningShown() as shown:
            if shown.step < step or (shown.step is Step.CREDENTIALS) is not (step is Step.CREDENTIALS):
                return _to(shown.step)
            found = faults or []
            by_sms = shown.channel is Channel.SMS
            shared = {
                "opening": shown,
                "faults": found,
                "fault_of": dict(found),
                "by_sms": by_sms,
                "by_mail": not by_sms,
                # Unseen, they are ticked: what the law leaves (product.md, « Emergency »).
                "samu": shown.samu is not False,
                "break_the_glass": shown.break_the_glass is not False,
            }
            code = status if status != 200 or not found else 422
            return opening_page(request, template, {**shared, **(context or {})}, status=code)
        case OpeningOver():
            return _start_again()


def _steps() -> ContactSteps:
    return ContactSteps(
        show=_shown,
        addresses=ADDRESSES,
        after=Step.EMERGENCIES,
        start_again=_start_again,
        too_many=lambda: _("Trop de codes ont été essayés. Recommencez : votre code de création sert encore."),
    )


def language_of_terms() -> str:
    """Give the language in which the terms are shown: that of the page, where there is such a text."""
    language = get_language() or LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _to(step: Step) -> HttpResponseRedirect:
    return _steps().to(step)


def _start_again(sentence: str = "") -> HttpResponse:
    """Lead back to the card: the hour has passed, or another browser began."""
    response = HttpResponseRedirect(reverse("opening-card"))
    forget_opening(response)
    say(response, sentence or _("Cette ouverture a pris trop de temps. Recommencez : votre code sert encore."))
    return response
