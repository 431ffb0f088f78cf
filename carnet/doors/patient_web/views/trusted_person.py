"""The page on which the holder names their trusted person, changes them, or names nobody any more."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.consent.choose_trusted_person import (
    NoSuchName,
    TrustedPerson,
    choose_trusted_person,
    read_trusted_person,
)


@require_http_methods(["GET", "POST"])
def trusted_person(request: SignedInRequest) -> HttpResponse:
    """Show who is named, or write down a name; an empty one names nobody any more."""
    if request.method == "GET":
        match read_trusted_person(record_of(request), actor=actor_of(request), env=request.env):
            case Refusal() as refusal:
                return refused(request, refusal)
            case TrustedPerson(name=name):
                return page(request, "trusted_person.html", {"name": name, "named": name, "error": ""}, current="acces")
    written = "" if "retirer" in request.POST else request.POST.get("nom", "").strip()
    if not written and "retirer" not in request.POST:
        return _ask_again(request, written)
    match choose_trusted_person(record_of(request), written, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchName():
            return _ask_again(request, written)
        case TrustedPerson(name=name):
            said = _("Votre personne de confiance est inscrite.") if name else _("Plus personne n’est inscrit.")
            return done(reverse("patient-trusted-person"), said)


def _ask_again(request: SignedInRequest, written: str) -> HttpResponse:
    context = {"name": written, "named": "", "error": _("Écrivez un prénom et un nom.")}
    return page(request, "trusted_person.html", context, current="acces", status=422)
