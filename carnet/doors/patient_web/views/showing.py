"""« Montrer mon dossier » (P20): what is shown, for how long, by which code, who has opened it, and stopping."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.consent.showing import LASTING
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.qr_picture import qr_picture
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import DocumentView, describe_role, show_document
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.showing.follow_showing import (
    Followed,
    NothingNew,
    SomethingNew,
    follow_showings,
    look_for_news,
)
from carnet.usecases.showing.show_record import CannotBeShown, ShowingBegun, show_record
from carnet.usecases.showing.stop_showing import NoSuchShowing, ShowingStopped, stop_showing

WHAT, WHOLE, CHOSEN, DOCUMENT, MINUTES = "quoi", "tout", "choix", "document", "minutes"


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A document that can be chosen. ``hidden_from``: the names of those from whom it is hidden, or nothing."""

    document: DocumentView
    value: str
    hidden_from: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OpenedView:
    """Somebody who has opened it."""

    name: str
    role: str
    at: datetime


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """Choose what is shown and for how long; then show it."""
    if request.method == "GET":
        return _choose(request)
    what, minutes = request.POST.get(WHAT, ""), request.POST.get(MINUTES, "")
    chosen = _documents(request.POST.getlist(DOCUMENT)) if what == CHOSEN else None
    if what not in (WHOLE, CHOSEN):
        return _choose(request, fault=(WHAT, _("Choisissez ce que vous montrez.")))
    if minutes not in {str(one) for one in LASTING}:
        return _choose(request, fault=(MINUTES, _("Choisissez pendant combien de temps.")))
    answer = show_record(record_of(request), chosen, minutes=int(minutes), actor=actor_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case CannotBeShown():
            return _choose(request, fault=("documents", _("Cochez au moins un document de la liste.")))
        case ShowingBegun(showing_id):
            return done(reverse("patient-showing", args=[showing_id]), _("Votre code est prêt."))


@require_GET
def showing(request: SignedInRequest, showing_id: UUID) -> HttpResponse:
    """Show the code, what it opens, until when, and who has opened it; or that it is over."""
    match follow_showings(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Followed() as followed:
            one = next((found for found in followed.showings if found.id == showing_id), None)
            if one is None:
                return page(request, "absent.html", status=404)
            context = {
                "one": one,
                "picture": _picture(request, one.code) if one.is_living else "",
                "code": _in_groups(one.code),
                "documents": [show_document(shown, since=None) for shown in one.documents or ()],
                "opened": [
                    OpenedView(by.name, describe_role(by.profession, by.specialty, ""), by.at) for by in one.opened_by
                ],
            }
            return page(request, "showing.html", context, current="acces")


@require_GET
def news(request: SignedInRequest, showing_id: UUID) -> HttpResponse:
    """Tell the page that is open whether to read itself again: 204 while nothing is new. ``vus``: whom it names."""
    known = request.GET.get("vus", "")
    answer = look_for_news(
        record_of(request),
        showing_id,
        known=int(known) if known.isascii() and known.isdecimal() and len(known) <= len("9999") else 0,
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NothingNew():
            return HttpResponse(status=204)
        case SomethingNew():
            return HttpResponse(status=205)


@require_POST
def stop(request: SignedInRequest, showing_id: UUID) -> HttpResponse:
    """Stop showing."""
    match stop_showing(record_of(request), showing_id, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchShowing():
            return page(request, "absent.html", status=404)
        case ShowingStopped():
            return done(reverse("patient-showing", args=[showing_id]), _("C’est arrêté. Plus rien n’est montré."))


def _choose(request: SignedInRequest, *, fault: tuple[str, str] | None = None) -> HttpResponse:
    match follow_showings(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Followed() as followed:
            ticked = frozenset(request.POST.getlist(DOCUMENT))
            field, sentence = fault or ("", "")
            context = {
                "living": [one for one in followed.showings if one.is_living],
                "choices": [
                    _choice(one, followed, ticked)
                    for one in followed.choosable
                    if one.status is not DocumentStatus.SUPERSEDED
                ],
                "what": request.POST.get(WHAT, WHOLE),
                "minutes": request.POST.get(MINUTES, str(LASTING[0])),
                "faults": [fault] if fault else [],
                "what_fault": sentence if field == WHAT else "",
                "minutes_fault": sentence if field == MINUTES else "",
                "documents_fault": sentence if field == "documents" else "",
            }
            return page(request, "show_record.html", context, current="acces", status=422 if fault else 200)


def _choice(shown: ShownDocument, followed: Followed, ticked: frozenset[str]) -> ChoiceView:
    names = sorted(followed.hidden_from[one] for one in shown.hidden_from if one in followed.hidden_from)
    return ChoiceView(
        show_document(shown, since=None), str(shown.document), ", ".join(names), str(shown.document) in ticked
    )


def _documents(sent: list[str]) -> frozenset[DocumentId]:
    """Read the numbers that a form sent; what is no number is no document, and is not found among them."""
    found = []
    for one in sent:
        try:
            found.append(DocumentId(UUID(one)))
        except ValueError:
            found.append(DocumentId(UUID(int=0)))
    return frozenset(found)


def _picture(request: SignedInRequest, code: str) -> SafeString:
    """Draw the address of the page where the code is typed, the code behind « # »: it stays in the browser."""
    address = f"{request.build_absolute_uri(reverse('pro-shown'))}#{code}"
    return qr_picture(address, title=_("Code QR à lire par le soignant"))


def _in_groups(code: str) -> str:
    """Write a code as it is read over a counter: « k7m2 xq9w »."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
