"""What the pages of a counter share: who opens records there, and what is kept for a moment to be handed over."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from carnet.core.access.actors import OpeningClerk, Professional
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import Door
from carnet.doors.kit.reasons import told_here
from carnet.doors.kit.step_cookie import forget_step, keep_step, kept_step
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import page
from carnet.ports.card_reader import CardFault
from carnet.ports.messages import Channel
from carnet.usecases.record.card_presence import ask_for_card, cards_at_hand, read_simulated_card
from carnet.usecases.record.credentials_paper import HandedOver

_STEP = "credentials"


def opener_of(request: SignedInRequest) -> Professional | OpeningClerk:
    """Give who opens records here: a professional, or the clerk of a counter."""
    actor = request.web_session.actor
    if not isinstance(actor, Professional | OpeningClerk):
        raise TypeError("a page of the professional site was reached by somebody who opens no record")
    return actor


def counter_page(
    request: SignedInRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of a counter: in the menu of the professional site, or in the short one of a clerk."""
    given = context or {}
    if isinstance(opener_of(request), Professional):
        return page(request, template, given, current="opening", status=status)
    name = request.web_session.shown_name
    shared = {
        "menu": [{"key": "opening", "href": "/pro/ouvrir/", "label": _("Ouvrir un dossier"), "count": 0}],
        "current": "opening",
        "shown_name": name,
        "initials": "".join(part[0] for part in name.split()[:2]).upper(),
        "now": request.env.clock.now(),
    }
    return render(request, f"professional_web/{template}", {**shared, **given}, status=status)


def refused_at_counter(request: SignedInRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal with the words that its asker may read."""
    return counter_page(request, "opening_refused.html", told_here(refusal), status=403)


def card_context(request: SignedInRequest) -> dict[str, Any]:
    """Give what a page needs to have a card read: a challenge, or the cards of the demonstration."""
    actor = opener_of(request)
    cards = [{"value": one.short, "label": one.shown} for one in cards_at_hand(env=request.env)]
    return {"cards": cards, "challenge": "" if cards else ask_for_card(actor=actor, env=request.env)}


def statement_of(request: SignedInRequest) -> str:
    """Give what the reader signed: posted by it, or made by the simulated one. Empty when no card was read."""
    chosen = request.POST.get("carte", "")
    if chosen:
        return read_simulated_card(chosen, actor=opener_of(request), env=request.env) or ""
    return request.POST.get("lecture", "").strip()


def said_of_card(fault: CardFault) -> str:
    """Say why a reading proves nothing, and what to do."""
    sentences = {
        CardFault.UNREADABLE: _("La réponse du lecteur est illisible. Lisez de nouveau la carte."),
        CardFault.MALFORMED: _("La réponse du lecteur est incomplète. Lisez de nouveau la carte."),
        CardFault.UNKNOWN_READER: _("Ce lecteur de carte n’est pas connu ici. Prévenez votre responsable."),
        CardFault.BROKEN_SIGNATURE: _("La réponse du lecteur ne peut pas être vérifiée. Lisez de nouveau la carte."),
        CardFault.TOO_OLD: _("La lecture de la carte est trop ancienne. Lisez-la de nouveau."),
        CardFault.ANOTHER_CHALLENGE: _("Cette lecture a déjà servi, ou pour une autre ouverture. Relisez la carte."),
    }
    return sentences[fault]


def keep_handed_over(request: SignedInRequest, response: HttpResponseRedirect, given: HandedOver) -> None:
    """Keep, sealed and for ten minutes, what is shown or printed; the browser itself cannot read it."""
    emergencies = list(given.emergencies) if given.emergencies is not None else None
    kept = {
        "name": given.name,
        "identifier": given.identifier,
        "password": given.password,
        "channel": given.channel.value if given.channel is not None else "",
        "datamatrix": given.datamatrix,
        "emergencies": emergencies,
        "relative": given.relative,
        "account_refused": given.account_refused,
    }
    keep_step(request, response, _STEP, kept)


def handed_over_of(request: SignedInRequest) -> HandedOver | None:
    """Give it back; None when there is nothing to hand over any more."""
    kept = kept_step(request, _STEP)
    if kept is None:
        return None
    boxes = kept["emergencies"]
    return HandedOver(
        kept["name"],
        kept["identifier"],
        kept["password"],
        Channel(kept["channel"]) if kept["channel"] else None,
        kept["datamatrix"],
        (boxes[0], boxes[1]) if boxes is not None else None,
        kept["relative"],
        kept["account_refused"],
    )


def forget_handed_over(response: HttpResponseRedirect) -> None:
    """Keep nothing any more."""
    forget_step(response, door=Door.PROFESSIONAL_SITE)
