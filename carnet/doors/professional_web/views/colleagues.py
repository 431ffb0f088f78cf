"""What a treating physician does about colleagues at the person's request (S9): block one, or pass the status on."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.record.majority import PARIS
from carnet.core.vocabulary.professions import PHYSICIAN, profession, specialty
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.consent.ask_for_agreement import AgreementAsked, AskedTooOften, NoWayToAsk, ask_for_agreement
from carnet.usecases.consent.block_professional import Blocked, block_professional
from carnet.usecases.consent.confirm_agreement import AgreementOver, confirm_agreement
from carnet.usecases.consent.find_professional import Found, find_professional, look_up_professional
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician

PERSON, STRUCTURE = "professionnel", "etablissement"


@require_GET
def find_to_block(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Search the directory for somebody whom the person wants to shut out."""
    words = request.GET.get("nom", "")
    found = [_show(one, _block_address(record, one.grantee)) for one in find_professional(words)]
    context = {"record": record, "words": words, "found": found, "asked": "nom" in request.GET}
    return page(request, "block_find.html", context, current="patients")


@require_GET
def find_successor(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Search the directory for the doctor who is to become the treating physician."""
    words = request.GET.get("nom", "")
    found = [
        _show(one, reverse("pro-successor", args=[record, one.grantee.value]))
        for one in find_professional(words)
        if one.profession == PHYSICIAN
    ]
    context = {"record": record, "words": words, "found": found, "asked": "nom" in request.GET}
    return page(request, "successor_find.html", context, current="patients")


@require_http_methods(["GET", "POST"])
def block(request: SignedInRequest, record: UUID, kind: str, identifier: str) -> HttpResponse:
    """Say what blocking does, then block at the person's request."""
    grantee: Grantee = PractitionerId(identifier) if kind == PERSON else OrganizationId(identifier)
    context: dict[str, object] = {"is_structure": kind == STRUCTURE, "error": ""}
    if request.method == "GET":
        return _about(request, record, grantee, "block.html", context)
    if "present" not in request.POST:
        error = _("Seule la personne, présente, peut le demander. Cochez la case.")
        return _about(request, record, grantee, "block.html", {**context, "error": error}, status=422)
    answer = block_professional(
        RecordId(record), grantee, person_asks=True, actor=professional_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case Blocked():
            return done(reverse("pro-with-person", args=[record]), _("Accès bloqué. La personne peut le débloquer."))


@require_http_methods(["GET", "POST"])
def successor(request: SignedInRequest, record: UUID, identifier: str) -> HttpResponse:
    """Choose how the person's agreement is proved: by a code that they receive, or by a paper that they signed."""
    chosen = PractitionerId(identifier)
    today = request.env.clock.now().astimezone(PARIS).date()
    context: dict[str, object] = {"today": today.isoformat(), "errors": {}}
    if request.method == "GET":
        return _about(request, record, chosen, "successor.html", context)
    if request.POST.get("preuve") == "papier":
        return _on_paper(request, record, chosen, context, today)
    answer = ask_for_agreement(RecordId(record), chosen, actor=professional_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case AgreementAsked(asked):
            return HttpResponseRedirect(reverse("pro-successor-code", args=[record, identifier, asked]))
        case NoWayToAsk():
            errors = {"preuve": _("Cette personne n’a donné ni mail ni mobile. Faites-lui signer un papier.")}
        case AskedTooOften():
            errors = {"preuve": _("Trop de codes sont partis. Attendez un quart d’heure, ou faites signer un papier.")}
    return _about(request, record, chosen, "successor.html", {**context, "errors": errors}, status=422)


@require_http_methods(["GET", "POST"])
def successor_code(request: SignedInRequest, record: UUID, identifier: str, asked: UUID) -> HttpResponse:
    """Type the code that the person tells: telling it is agreeing."""
    chosen = PractitionerId(identifier)
    context: dict[str, object] = {"identifier": identifier, "error": ""}
    if request.method == "GET":
        return _about(request, record, chosen, "successor_code.html", context)
    answer = confirm_agreement(
        RecordId(record),
        asked,
        chosen,
        request.POST.get("code", ""),
        actor=professional_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case Named():
            return _passed_on(record)
        case CodeUnreadable():
            error = _("Le code a six chiffres.")
        case CodeRefused(CodeFault.WRONG, left):
            sentence = ngettext("Il reste {count} essai.", "Il reste {count} essais.", left)
            error = f"{_('Ce n’est pas le code.')} {sentence.format(count=left)}"
        case CodeRefused() | AgreementOver():
            error = _("Ce code ne vaut plus. Demandez-en un autre.")
    return _about(request, record, chosen, "successor_code.html", {**context, "error": error}, status=422)


def _on_paper(
    request: SignedInRequest, record: UUID, chosen: PractitionerId, context: dict[str, object], today: date
) -> HttpResponse:
    signed = read_day(request.POST.get("signe-le", ""))
    if signed is None or signed > today:
        errors = {"signe": _("Saisissez la date à laquelle la personne a signé.")}
        return _about(request, record, chosen, "successor.html", {**context, "errors": errors}, status=422)
    answer = name_treating_physician(
        RecordId(record),
        chosen,
        agreement=Agreement(Proof.SIGNED_PAPER, signed),
        actor=professional_of(request),
        env=request.env,
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return _passed_on(record)


def _about(
    request: SignedInRequest,
    record: UUID,
    grantee: Grantee,
    template: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """Show a page about a colleague or an establishment of the directory; a successor is a doctor."""
    known = look_up_professional(grantee)
    if known is None or (template == "successor.html" and known.profession != PHYSICIAN):
        return page(request, "not_found.html", {"record": record}, current="patients", status=404)
    told = {**context, "record": record, "name": known.name}
    return page(request, template, told, current="patients", status=status)


def _passed_on(record: UUID) -> HttpResponse:
    return done(reverse("pro-record", args=[record]), _("Rôle de médecin traitant transmis. La personne est prévenue."))


def _show(one: Found, href: str) -> dict[str, object]:
    """Put an entry of the directory in a line."""
    known, special = profession(one.profession), specialty(one.specialty)
    role = ", ".join(code.label.partition(" (")[0] for code in (known, special) if code is not None)
    is_person = isinstance(one.grantee, PractitionerId)
    return {"name": one.name, "role": role, "href": href, "icon": "user-round" if is_person else "hospital"}


def _block_address(record: UUID, grantee: Grantee) -> str:
    kind = PERSON if isinstance(grantee, PractitionerId) else STRUCTURE
    return reverse("pro-block", args=[record, kind, grantee.value])
