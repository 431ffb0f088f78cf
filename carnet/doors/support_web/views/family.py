"""Who acts for somebody (D3): powers recorded, suspended and ended, emancipation, protection; each by two agents."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.core.record.representation import Power
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Proof
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, page
from carnet.doors.support_web.views.accounts import not_done
from carnet.doors.support_web.words import ACTS, PROOFS
from carnet.ports.messages import Channel
from carnet.usecases.support.list_representatives import list_representatives
from carnet.usecases.support.open_relative_account import LetterOwed, Missing, Relative, open_relative_account
from carnet.usecases.support.propose_family_act import (
    DEEDS,
    propose_about_person,
    propose_about_representative,
    propose_places,
    propose_representative,
)

POWERS: dict[Power, Promise] = {
    Power.PARENT: gettext_lazy("Titulaire de l’autorité parentale"),
    Power.DELEGATE: gettext_lazy("Délégataire de l’autorité parentale"),
    Power.CHILD_WELFARE: gettext_lazy("Agent de l’aide sociale à l’enfance"),
    Power.GUARDIAN: gettext_lazy("Tuteur à la personne"),
    Power.CHOSEN: gettext_lazy("Personne choisie par le majeur protégé"),
    Power.CURATOR: gettext_lazy("Curateur (ne lit rien)"),
    Power.GUARDIAN_OF_PROPERTY: gettext_lazy("Tuteur aux biens (ne lit rien)"),
}
ABOUT_A_POWER = {one.value: one for one in (DeskAct.SUSPEND_REPRESENTATIVE, DeskAct.END_REPRESENTATIVE)}
ABOUT_THE_PERSON = {
    one.value: one for one in (DeskAct.RECORD_EMANCIPATION, DeskAct.RECORD_PROTECTION, DeskAct.END_PROTECTION)
}
MISSING: dict[Missing, tuple[str, Promise]] = {
    Missing.NAME: ("prenom", gettext_lazy("Écrivez le prénom et le nom.")),
    Missing.REACHED_AT: ("ou", gettext_lazy("Saisissez une adresse de courriel, ou un numéro qui reçoit les SMS.")),
    Missing.ADDRESS: ("lignes", gettext_lazy("Écrivez l’adresse postale : les identifiants partent par courrier.")),
}


@require_GET
def family(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Show the powers over somebody, and what may be proposed."""
    return _show(request, record)


@require_POST
def record_power(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Propose that somebody acts for this person."""
    power = next((one for one in Power if one.value == request.POST.get("pouvoir")), None)
    proof, typed = _proof(request), request.POST.get("identifiant", "").strip()
    if power is None or proof is None or not typed:
        return _show(request, record, power_error=_("Donnez l’identifiant, le pouvoir et la pièce vue."))
    answer = propose_representative(RecordId(record), typed, power, proof, actor=desk_of(request), env=request.env)
    if answer is NotDone.NOT_THERE:
        return _show(request, record, power_error=_("Personne n’a cet identifiant. Ouvrez d’abord son compte."))
    return _proposed(request, record, answer)


@require_POST
def about_power(request: SignedInRequest, record: UUID, account: str) -> HttpResponse:
    """Propose that a power is suspended, or over."""
    act, proof = ABOUT_A_POWER.get(request.POST.get("acte", "")), _proof(request)
    if act is None or proof is None:
        return _show(request, record, error=_("Choisissez ce qui change, et la pièce vue."))
    answer = propose_about_representative(
        RecordId(record), act, account, proof, actor=desk_of(request), env=request.env
    )
    return _proposed(request, record, answer)


@require_POST
def places(request: SignedInRequest, record: UUID, account: str) -> HttpResponse:
    """Propose that places are hidden from a representative from a day on, or shown again."""
    proof, shows = _proof(request), "montrer" in request.POST
    since = None if shows else read_day(request.POST.get("depuis", ""))
    if proof is None or (since is None and not shows):
        return _show(request, record, error=_("Donnez le premier jour, et la pièce vue."))
    answer = propose_places(RecordId(record), account, proof, since=since, actor=desk_of(request), env=request.env)
    return _proposed(request, record, answer)


@require_POST
def about_person(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Propose an emancipation, a protection, or its end."""
    act, proof = ABOUT_THE_PERSON.get(request.POST.get("acte", "")), _proof(request)
    if act is None or proof is None:
        return _show(request, record, error=_("Choisissez ce qui change, et la pièce vue."))
    answer = propose_about_person(RecordId(record), act, proof, actor=desk_of(request), env=request.env)
    return _proposed(request, record, answer)


@require_http_methods(["GET", "POST"])
def relative(request: SignedInRequest) -> HttpResponse:
    """Open the own account of somebody who will act for another."""
    if request.method == "GET":
        return _ask(request, "", "")
    lines = tuple(line.strip() for line in request.POST.get("lignes", "").splitlines() if line.strip())
    channel = Channel.SMS if request.POST.get("moyen") == Channel.SMS.value else Channel.MAIL
    asked = Relative(
        request.POST.get("prenom", ""), request.POST.get("nom", ""), channel, request.POST.get("ou", ""), lines
    )
    answer = open_relative_account(
        asked, identity_is_proved="piece" in request.POST, actor=desk_of(request), env=request.env
    )
    match answer:
        case LetterOwed():
            return done(reverse("desk-find"), _("Compte ouvert. Les identifiants partent par courrier."))
        case Missing():
            field, sentence = MISSING[answer]
            return _ask(request, field, str(sentence))
        case NotDone.NOT_THIS_ROLE:
            return not_for_this_role(request)
        case NotDone():
            return _ask(request, "piece", _("Rien n’est ouvert sans pièce d’identité vue."))


def _proof(request: SignedInRequest) -> Proof | None:
    return next((one for one in DEEDS if one.value == request.POST.get("piece")), None)


def _proposed(request: SignedInRequest, record: UUID, answer: object) -> HttpResponse:
    if isinstance(answer, NotDone):
        return not_done(request, record, answer)
    return done(reverse("desk-proposals"), _("Proposé. Une autre personne doit confirmer."))


def _show(request: SignedInRequest, record: UUID, **errors: str) -> HttpResponse:
    found = list_representatives(RecordId(record), actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_done(request, record, found)
    context = {
        "record": record,
        "listed": [
            {
                "one": one,
                "power": POWERS[one.power],
                "places_day": one.places_hidden_from.astimezone(PARIS).date().isoformat()
                if one.places_hidden_from
                else "",
            }
            for one in found
        ],
        "powers": [{"value": one.value, "label": label} for one, label in POWERS.items()],
        "deeds": [{"value": one.value, "label": PROOFS[one]} for one in Proof if one in DEEDS],
        "about_a_power": [{"value": value, "label": ACTS[act]} for value, act in ABOUT_A_POWER.items()],
        "about_the_person": [{"value": value, "label": ACTS[act]} for value, act in ABOUT_THE_PERSON.items()],
        **errors,
    }
    return page(request, "family.html", context, current="accounts", status=422 if errors else 200)


def _ask(request: SignedInRequest, field: str, error: str) -> HttpResponse:
    context = {
        "field": field,
        "error": error,
        "typed": {name: request.POST.get(name, "") for name in ("prenom", "nom", "ou", "lignes")},
        "channels": [
            {"value": Channel.MAIL.value, "label": _("Courriel")},
            {"value": Channel.SMS.value, "label": _("SMS")},
        ],
        "chosen": request.POST.get("moyen", Channel.MAIL.value),
        "faults": {name: error if name == field else "" for name in ("prenom", "ou", "lignes", "piece")},
    }
    return page(request, "relative.html", context, current="accounts", status=422 if error else 200)


urlpatterns = [
    path("assistance/proches/", relative, name="desk-relative"),
    path("assistance/comptes/<uuid:record>/representants/", family, name="desk-family"),
    path("assistance/comptes/<uuid:record>/representants/inscrire/", record_power, name="desk-record-power"),
    path("assistance/comptes/<uuid:record>/representants/personne/", about_person, name="desk-about-person"),
    path("assistance/comptes/<uuid:record>/representants/<str:account>/", about_power, name="desk-about-power"),
    path("assistance/comptes/<uuid:record>/representants/<str:account>/lieux/", places, name="desk-places"),
]
