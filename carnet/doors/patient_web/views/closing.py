"""Close my record, see that it is closed, and open it again."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.record.closing import ClosingReason
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.reopen_record import (
    RecordClosure,
    RecordIsOpen,
    Reopened,
    read_closure,
    reopen_record,
)

REASONS = {
    ClosingReason.HOLDER_ASKS: gettext_lazy("Je préfère ne pas le dire"),
    ClosingReason.NO_USE: gettext_lazy("Je ne m’en sers pas"),
    ClosingReason.CONFIDENTIALITY: gettext_lazy("Je crains que d’autres lisent mes informations"),
    ClosingReason.OTHERWISE: gettext_lazy("Je préfère une autre façon de faire"),
}


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest) -> HttpResponse:
    """Say what closing does, then close."""
    chosen = request.POST.get("raison", ClosingReason.HOLDER_ASKS.value)
    context: dict[str, object] = {
        "reasons": [
            {"value": one.value, "label": label, "chosen": one.value == chosen} for one, label in REASONS.items()
        ],
        "error": "",
    }
    if request.method == "GET":
        return page(request, "close.html", context, current="acces")
    if "compris" not in request.POST or chosen not in {one.value for one in ClosingReason}:
        error = _("Cochez la case pour confirmer la fermeture.")
        return page(request, "close.html", {**context, "error": error}, current="acces", status=422)
    match close_record(record_of(request), reason=chosen, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Closed():
            return done(reverse("patient-closed"), _("Votre dossier est fermé."))


@require_GET
def closed(request: SignedInRequest) -> HttpResponse:
    """Show when and why the record was closed, and what reopening gives back."""
    match read_closure(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case RecordIsOpen():
            return HttpResponseRedirect(reverse("patient-home"))
        case RecordClosure() as closure:
            menu = [
                {"key": "ferme", "href": reverse("patient-closed"), "label": _("Mon dossier"), "icon": "lock"},
                {"key": "historique", "href": reverse("patient-history"), "label": _("Historique"), "icon": "history"},
            ]
            return page(request, "closed.html", {"closure": closure, "menu": menu}, current="ferme")


@require_POST
def reopen(request: SignedInRequest) -> HttpResponse:
    """Open the record again."""
    match reopen_record(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Reopened(is_undone):
            told = _("La fermeture est annulée.") if is_undone else _("Votre dossier est rouvert.")
            return done(reverse("patient-home") if is_undone else reverse("patient-access"), told)
