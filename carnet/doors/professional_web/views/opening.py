"""Open a record with somebody (S2, « Aucun dossier : ouvrir »): read the card, inform, write down, hand over."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.actors import Professional
from carnet.core.access.decision import Refusal
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.counter import (
    card_context,
    counter_page,
    forget_handed_over,
    handed_over_of,
    keep_handed_over,
    opener_of,
    refused_at_counter,
    said_of_card,
    statement_of,
)
from carnet.doors.professional_web.opening_form import IDENTITY, OpeningForm
from carnet.ports.card_reader import CardFault
from carnet.usecases.record.credentials_paper import HandedOver, print_credentials
from carnet.usecases.record.identify_at_counter import CardRecognized, RegisterSilent, recognize_card
from carnet.usecases.record.open_at_counter import open_at_counter

CHILD = "enfant"


@require_http_methods(["GET", "POST"])
def read_card(request: SignedInRequest) -> HttpResponse:
    """Have the card read. Nothing is asked before: without the card there is no opening."""
    if request.method == "GET":
        return _ask_card(request, "", status=200)
    is_for_child = request.POST.get("pour") == CHILD
    statement = statement_of(request)
    card = recognize_card(statement, actor=opener_of(request), env=request.env)
    if isinstance(card, CardFault | RegisterSilent):
        return _card_says_nothing(request, card)
    usual = QueryDict(mutable=True)
    usual.update({"samu": "oui", "danger": "oui", "compte": "non"})
    form = OpeningForm(usual, is_for_child, asks_identity=is_for_child or card.holder is None)
    return _ask_all(request, form, card, statement, status=200)


@require_http_methods(["GET", "POST"])
def open_here(request: SignedInRequest) -> HttpResponse:
    """Write everything down and open the record; or show again what is missing."""
    if request.method == "GET":  # a page that was left: the card is read again
        return HttpResponseRedirect(reverse("pro-open"))
    actor, env = opener_of(request), request.env
    statement = request.POST.get("lecture", "")
    is_for_child = request.POST.get("pour") == CHILD
    form = OpeningForm(request.POST, is_for_child, asks_identity=not IDENTITY.isdisjoint(request.POST))
    given = form.read(statement)
    if given is None:
        return _ask_again(request, form, statement)
    match open_at_counter(given, actor=actor, env=env):
        case Refusal() as refusal:
            return refused_at_counter(request, refusal)
        case CardFault() | RegisterSilent() as fault:
            return _card_says_nothing(request, fault)
        case HandedOver() as handed:
            response = HttpResponseRedirect(reverse("pro-open-done"))
            keep_handed_over(request, response, handed)
            return response
        case defects:
            form.blame(defects)
            return _ask_again(request, form, statement)


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Show once what the person takes away, until somebody says that it was handed over."""
    if request.method == "POST":
        response = HttpResponseRedirect(reverse("pro-open"))
        forget_handed_over(response)
        return response
    handed = handed_over_of(request)
    if handed is None:
        return HttpResponseRedirect(reverse("pro-open"))
    return counter_page(request, "opening_done.html", {"handed": handed})


@require_GET
def paper(request: SignedInRequest) -> HttpResponse:
    """Give the paper to print; its name says nothing of what it is."""
    handed = handed_over_of(request)
    if handed is None:
        return HttpResponseRedirect(reverse("pro-open"))
    site = settings.CARNET_PUBLIC_URL.removeprefix("https://").removeprefix("http://")
    response = HttpResponse(print_credentials(handed, site=site, env=request.env), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="a-remettre.pdf"'
    return response


def _card_says_nothing(request: SignedInRequest, why: CardFault | RegisterSilent) -> HttpResponse:
    if isinstance(why, CardFault):
        return _ask_card(request, said_of_card(why), status=422)
    silent = _("Le fichier des assurés ne répond pas : rien n’est ouvert. Recommencez dans quelques minutes.")
    return _ask_card(request, silent, status=503)


def _ask_card(request: SignedInRequest, error: str, *, status: int) -> HttpResponse:
    may_open_for_a_child = isinstance(opener_of(request), Professional)
    context = {
        **card_context(request),
        "error": error,
        "may_open_for_a_child": may_open_for_a_child,
        "is_for_child": request.POST.get("pour") == CHILD,
    }
    return counter_page(request, "opening_card.html", context, status=status)


def _ask_again(request: SignedInRequest, form: OpeningForm, statement: str) -> HttpResponse:
    """Show again what was typed, with what is to be mended, as the card was read."""
    card = recognize_card(statement, actor=opener_of(request), env=request.env)
    if isinstance(card, CardFault | RegisterSilent):
        return _card_says_nothing(request, card)
    form.asks_identity = form.is_for_child or card.holder is None
    return _ask_all(request, form, card, statement, status=422)


def _ask_all(
    request: SignedInRequest, form: OpeningForm, card: CardRecognized, statement: str, *, status: int
) -> HttpResponse:
    context = {
        **form.context(),
        "holder": card.holder,
        "holder_name": card.name,
        "statement": statement,
        "is_for_child": form.is_for_child,
        "asks_identity": form.asks_identity,
    }
    return counter_page(request, "opening_form.html", context, status=status)
