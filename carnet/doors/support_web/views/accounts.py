"""Finding an account and recognising its person (D2), and the sheet of that account (D3)."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifierSystem, RecordId, parse_patient_identifier
from carnet.core.support.authority import Assurance, NotDone
from carnet.core.support.identity_script import Secret
from carnet.core.support.requests import Proof
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, page
from carnet.doors.support_web.sheet import sheet_context
from carnet.doors.support_web.words import PROOFS
from carnet.ports.messages import Channel
from carnet.usecases.support.check_identity import ScriptClosed, ask_secrets, see_documents
from carnet.usecases.support.look_up_account import (
    LookedUp,
    LookedUpBy,
    look_up_by_identifier,
    look_up_by_ins,
    look_up_by_receipt,
)
from carnet.usecases.support.show_account import AccountSheet, show_account

WAYS: dict[LookedUpBy, Promise] = {
    LookedUpBy.RECEIPT: gettext_lazy("Numéro de demande"),
    LookedUpBy.IDENTIFIER: gettext_lazy("Identifiant de connexion"),
    LookedUpBy.INS: gettext_lazy("INS lu sur la carte ou le document"),
}
SYSTEMS = (PatientIdentifierSystem.INS_NIR, PatientIdentifierSystem.INS_NIA)
TRIED = (PatientIdentifierSystem.INS_NIR_DEMO, PatientIdentifierSystem.INS_NIR_TEST)
SHOWN_AS_PROOF = (Proof.CARD, Proof.IDENTITY_DOCUMENT, Proof.IN_PERSON)


@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Find an account by what the person gives; nothing of it stands in an address."""
    way = next((one for one in LookedUpBy if one.value == request.POST.get("par")), LookedUpBy.RECEIPT)
    if request.method == "GET":
        return _ask(request, way)
    typed = request.POST.get("valeur", "").strip()
    if not typed:
        return _ask(request, way, error=_("Saisissez ce que la personne vous donne."))
    found = _look_up(request, way, typed)
    match found:
        case LookedUp(record):
            return HttpResponseRedirect(reverse("desk-account", args=[record]))
        case NotDone.NOT_THIS_ROLE:
            return not_for_this_role(request)
        case NotDone():
            return _ask(request, way, error=_("Personne ne correspond. Vérifiez avec la personne."))
        case Defect():
            return _ask(request, way, error=_("Ce n’est pas un INS : 15 caractères, clé comprise."))


@require_GET
def account(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Show the sheet of an account that this agent has just looked up."""
    return sheet(request, record)


@require_POST
def ask(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Hold what the person says against what is known: two of three."""
    answers = {one: request.POST.get(one.value, "") for one in Secret}
    answer = ask_secrets(RecordId(record), answers, actor=desk_of(request), env=request.env)
    match answer:
        case ScriptClosed(until):
            return sheet(request, record, closed_until=until)
        case NotDone():
            return not_done(request, record, answer)
        case _ if answer.assurance is Assurance.NONE:
            return sheet(request, record, script_error=_("Moins de deux réponses justes. Rien n’est débloqué."))
        case _:
            return done(reverse("desk-account", args=[record]), _("Deux réponses justes."))


@require_POST
def see(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Note what was shown."""
    sent = set(request.POST.getlist("vu"))
    proofs = [one for one in SHOWN_AS_PROOF if one.value in sent]
    answer = see_documents(RecordId(record), proofs, actor=desk_of(request), env=request.env)
    if isinstance(answer, NotDone):
        return not_done(request, record, answer)
    if answer.assurance is Assurance.NONE:
        error = _("Il faut une pièce d’identité, avec la carte Vitale ou avec la personne elle-même.")
        return sheet(request, record, proof_error=error)
    return done(reverse("desk-account", args=[record]), _("Identité prouvée."))


def sheet(request: SignedInRequest, record: UUID, **beside: object) -> HttpResponse:
    """Show a sheet. ``beside``: what a form of it must say; a fault makes the answer 422."""
    shown = show_account(RecordId(record), actor=desk_of(request), env=request.env)
    if not isinstance(shown, AccountSheet):
        return not_done(request, record, shown)
    context = sheet_context(shown) | {
        "proofs": [{"value": one.value, "label": PROOFS[one]} for one in SHOWN_AS_PROOF],
        "channels": [
            {"value": Channel.MAIL.value, "label": _("Courriel")},
            {"value": Channel.SMS.value, "label": _("SMS")},
        ],
        **beside,
    }
    return page(request, "account.html", context, current="accounts", status=422 if beside else 200)


def not_done(request: SignedInRequest, record: UUID, why: NotDone) -> HttpResponse:
    """Say why an act on an account was not done."""
    if why is NotDone.NOT_THIS_ROLE:
        return not_for_this_role(request)
    context = {"record": record, "is_unsure": why is NotDone.NOT_SURE_ENOUGH}
    return page(request, "account_closed.html", context, current="accounts", status=403)


def _ask(request: SignedInRequest, way: LookedUpBy, *, error: str = "") -> HttpResponse:
    ways = [{"value": one.value, "label": label, "chosen": one is way} for one, label in WAYS.items()]
    status = 422 if error else 200
    return page(request, "find_account.html", {"ways": ways, "error": error}, current="accounts", status=status)


def _look_up(request: SignedInRequest, way: LookedUpBy, typed: str) -> LookedUp | NotDone | Defect:
    actor = desk_of(request)
    if way is LookedUpBy.RECEIPT:
        return look_up_by_receipt(typed, actor=actor, env=request.env)
    if way is LookedUpBy.IDENTIFIER:
        return look_up_by_identifier(typed, actor=actor, env=request.env)
    read: LookedUp | NotDone | Defect = Defect("malformed-ins", "valeur", "", "")
    tests = request.env.accepts_test_identifiers
    for system in (*(TRIED if tests else ()), *SYSTEMS):
        identifier = parse_patient_identifier(system.value, typed, accepts_test=tests, where="valeur")
        if isinstance(identifier, Defect):
            continue
        read = look_up_by_ins(identifier, actor=actor, env=request.env)
        if isinstance(read, LookedUp):
            break
    return read


urlpatterns = [
    path("assistance/comptes/", find, name="desk-find"),
    path("assistance/comptes/<uuid:record>/", account, name="desk-account"),
    path("assistance/comptes/<uuid:record>/questions/", ask, name="desk-ask"),
    path("assistance/comptes/<uuid:record>/pieces/", see, name="desk-see"),
]
