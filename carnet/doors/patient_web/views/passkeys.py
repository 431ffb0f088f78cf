"""My passkeys: listed, added, renamed, removed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.accounts.passkeys import LONGEST_NAME
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import done, page
from carnet.doors.patient_web.places import place_here, show_place
from carnet.doors.patient_web.proving import first, this_site
from carnet.usecases.account.add_passkey import PasskeyAdded, add_passkey
from carnet.usecases.account.ask_passkey import PasskeyQuestion, ask_to_add
from carnet.usecases.account.change_passkeys import PasskeyChanged, remove_passkey, rename_passkey
from carnet.usecases.account.list_passkeys import list_passkeys
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, what_comes_first

NAME, ANSWER = "nom", "reponse"


@require_GET
def passkeys(request: SignedInRequest) -> HttpResponse:
    """List them."""
    found = list_passkeys(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    return page(request, "passkeys.html", {"passkeys": found})


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Add the passkey that this device has made, under a name."""
    token, here = token_of(request) or "", reverse("patient-passkey-add")
    if request.method == "GET":
        may = what_comes_first(token, env=request.env)
        return first(may, then=here) if may is not None else _form(request, show_place(place_here(request)), "")
    name = request.POST.get(NAME, "")
    match add_passkey(token, request.POST.get(ANSWER, ""), name, site=this_site(), env=request.env):
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=here)
        case PasskeyAdded.ADDED:
            return done(reverse("patient-passkeys"), _("Clé d’accès ajoutée."))
        case PasskeyAdded.NAMELESS:
            return _form(request, name, _nameless())
        case PasskeyAdded.NOT_MADE:
            return _form(request, name, _("Votre appareil n’a pas créé de clé d’accès. Essayez de nouveau."))
        case PasskeyAdded.KNOWN:
            return _form(request, name, _("Vous avez déjà cette clé d’accès."))
        case PasskeyAdded.TOO_MANY:
            return _form(request, name, _("Vous avez beaucoup de clés d’accès. Retirez-en une d’abord."))


@require_POST
def question(request: SignedInRequest) -> HttpResponse:
    """Give what makes the device propose a passkey, to the script of the page."""
    match ask_to_add(token_of(request) or "", site=this_site(), env=request.env):
        case PasskeyQuestion(options):
            return HttpResponse(options, content_type="application/json")
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=reverse("patient-passkey-add"))


@require_http_methods(["GET", "POST"])
def rename(request: SignedInRequest, passkey: UUID) -> HttpResponse:
    """Give one another name."""
    token = token_of(request) or ""
    if request.method == "GET":
        return _one(request, passkey, "passkey_rename.html", "")
    match rename_passkey(token, passkey, request.POST.get(NAME, ""), env=request.env):
        case PasskeyChanged.DONE:
            return done(reverse("patient-passkeys"), _("Clé d’accès renommée."))
        case PasskeyChanged.NAMELESS:
            return _one(request, passkey, "passkey_rename.html", _nameless())
        case PasskeyChanged.NO_SUCH:
            raise Http404
        case NobodyHere() as nobody:
            return first(nobody, then="")


@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest, passkey: UUID) -> HttpResponse:
    """Remove one, after a proof."""
    token = token_of(request) or ""
    if request.method == "GET":
        may = what_comes_first(token, env=request.env)
        here = reverse("patient-passkey-remove", args=[passkey])
        return first(may, then=here) if may is not None else _one(request, passkey, "passkey_remove.html", "")
    match remove_passkey(token, passkey, env=request.env):
        case PasskeyChanged.DONE:
            return done(reverse("patient-passkeys"), _("Clé d’accès retirée. Elle n’ouvre plus rien."))
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=reverse("patient-passkey-remove", args=[passkey]))
        case PasskeyChanged():
            raise Http404


def _one(request: SignedInRequest, passkey: UUID, template: str, fault: str) -> HttpResponse:
    found = list_passkeys(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    shown = next((one for one in found if one.id == passkey), None)
    if shown is None:
        raise Http404
    context = {**_faults(fault), "passkey": shown, "longest": LONGEST_NAME}
    return page(request, template, context, status=422 if fault else 200)


def _form(request: SignedInRequest, name: str, fault: str) -> HttpResponse:
    context = {**_faults(fault), "name": name, "longest": LONGEST_NAME}
    return page(request, "passkey_add.html", context, status=422 if fault else 200)


def _faults(fault: str) -> dict[str, Any]:
    return {"faults": [(NAME, fault)] if fault else [], "fault": fault}


def _nameless() -> str:
    return _("Donnez un nom de {count} caractères au plus.").format(count=LONGEST_NAME)
