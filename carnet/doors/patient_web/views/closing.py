"""Close my record, see that it is closed, open it again, or have it erased (P26)."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.record.closing import HOLDERS_REASONS, ClosingReason
from carnet.doors.kit.dates import plain_date
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.proving import first
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.counted_try import Blocked
from carnet.usecases.account.show_attempt import AttemptOver, NoWayToSend
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, what_comes_first
from carnet.usecases.record.close_record import Closed
from carnet.usecases.record.end_by_person import Ending, EndingCodeSent, ask_ending_code, end_by_code
from carnet.usecases.record.erase_record import ErasureAsked, RecordKept, keep_record
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
CONFIRM = {Ending.CLOSE: "patient-close-code", Ending.ERASE: "patient-erase-code"}
CODE = "code"


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest) -> HttpResponse:
    """Say what closing does; whoever has understood goes on to prove who they are."""
    match read_closure(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case RecordClosure():
            return HttpResponseRedirect(reverse("patient-closed"))
        case RecordIsOpen():
            return _consequences(request)


def _consequences(request: SignedInRequest) -> HttpResponse:
    chosen = _reason(request.POST.get("raison", ClosingReason.HOLDER_ASKS.value))
    context: dict[str, object] = {
        "reasons": [{"value": one.value, "label": label, "chosen": one is chosen} for one, label in REASONS.items()],
        "error": "",
    }
    if request.method == "GET":
        return page(request, "close.html", context, current="acces")
    if "compris" not in request.POST or chosen is None:
        error = _("Cochez la case pour confirmer la fermeture.")
        return page(request, "close.html", {**context, "error": error}, current="acces", status=422)
    return HttpResponseRedirect(f"{reverse(CONFIRM[Ending.CLOSE])}?{urlencode({'raison': chosen.value})}")


@require_http_methods(["GET", "POST"])
def close_code(request: SignedInRequest) -> HttpResponse:
    """Take the code that closes the record."""
    return _confirm(request, Ending.CLOSE)


@require_http_methods(["GET", "POST"])
def erase_code(request: SignedInRequest) -> HttpResponse:
    """Say what erasing does, and take the code that asks for it."""
    return _confirm(request, Ending.ERASE)


@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Take the erasure back."""
    match keep_record(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case RecordKept():
            return done(reverse("patient-closed"), _("Votre dossier est gardé."))


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


def _confirm(request: SignedInRequest, ending: Ending) -> HttpResponse:
    token = token_of(request) or ""
    reason = _reason(request.GET.get("raison", "")) or ClosingReason.HOLDER_ASKS
    here = f"{reverse(CONFIRM[ending])}?{urlencode({'raison': reason.value})}"
    if request.method == "GET":
        needed = what_comes_first(token, env=request.env)
        return first(needed, then=here) if needed is not None else _code_page(request, ending)
    if CODE not in request.POST:
        return _send(request, token, ending, here)
    answer = end_by_code(
        token,
        request.POST[CODE],
        ending=ending,
        reason=reason.value,
        record=record_of(request),
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case ProofNeeded() | NobodyHere():
            return first(answer, then=here)
        case Refusal() as refusal:
            return refused(request, refusal)
        case CodeUnreadable():
            return _code_page(request, ending, is_sent=True, error=_("Saisissez les 6 chiffres du code."))
        case AttemptOver():
            return _code_page(request, ending, error=_("Ce code ne sert plus. Demandez-en un autre."))
        case CodeRefused(tries_left=left):
            sentence = ngettext("Il vous reste {count} essai.", "Il vous reste {count} essais.", left)
            error = f"{_('Ce n’est pas le bon code.')} {sentence.format(count=left)}"
            return _code_page(request, ending, is_sent=True, error=error)
        case Closed():
            return done(reverse("patient-closed"), _("Votre dossier est fermé."))
        case ErasureAsked(at):
            return done(reverse("patient-closed"), _("Effacement prévu le %(day)s.") % {"day": plain_date(at)})


def _send(request: SignedInRequest, token: str, ending: Ending, here: str) -> HttpResponse:
    match ask_ending_code(token, env=request.env):
        case (ProofNeeded() | NobodyHere()) as needed:
            return first(needed, then=here)
        case NoWayToSend():
            error = _("Nous n’avons ni adresse ni téléphone pour vous. Un professionnel peut le faire avec vous.")
            return _code_page(request, ending, error=error)
        case Blocked():
            return _code_page(
                request, ending, is_sent=True, error=_("Trop de codes demandés. Attendez un quart d’heure.")
            )
        case EndingCodeSent(address=address):
            return _code_page(request, ending, is_sent=True, address=address)


def _code_page(
    request: SignedInRequest, ending: Ending, *, is_sent: bool = False, address: str = "", error: str = ""
) -> HttpResponse:
    context = {"closes": ending is Ending.CLOSE, "is_sent": is_sent, "address": address, "error": error}
    return page(request, "ending_code.html", context, current="acces", status=422 if error else 200)


def _reason(sent: str) -> ClosingReason | None:
    return next((one for one in REASONS if one.value == sent and one in HOLDERS_REASONS), None)
