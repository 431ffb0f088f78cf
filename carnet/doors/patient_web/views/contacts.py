"""How I am reached: my mail address, my telephone number, and where my codes come (P22)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import done, page
from carnet.doors.patient_web.proving import first
from carnet.doors.patient_web.shown import show_phone
from carnet.ports.messages import Channel
from carnet.usecases.account.change_contact import (
    ChangeAsked,
    ContactChanged,
    ask_contact_change,
    confirm_contact_change,
)
from carnet.usecases.account.choose_channel import ChannelChosen, choose_channel
from carnet.usecases.account.show_contacts import Contacts, show_contacts
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, what_comes_first

CHANNELS = {"e-mail": Channel.MAIL, "telephone": Channel.SMS}
"""The words of the addresses of these pages."""

ADDRESS, NEW_CODE, OLD_CODE, CHANNEL = "adresse", "code-nouveau", "code-ancien", "canal"


@require_GET
def contacts(request: SignedInRequest) -> HttpResponse:
    """Show them, and the channel of the codes."""
    found = show_contacts(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    context = {
        "contacts": found,
        "phone": show_phone(found.phone),
        "by_mail": found.channel is Channel.MAIL,
        "has_both": bool(found.mail and found.phone),
        "awaits_codes": found.waiting is not None,
    }
    return page(request, "contacts.html", context)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, which: str) -> HttpResponse:
    """Ask for the new address; its codes are on their way then."""
    token, channel, here = token_of(request) or "", CHANNELS[which], request.path
    if request.method == "GET":
        needed = what_comes_first(token, env=request.env)
        return first(needed, then=here) if needed is not None else _change_form(request, channel, "")
    match ask_contact_change(token, channel, request.POST.get(ADDRESS, ""), env=request.env):
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=here)
        case ChangeAsked.ASKED:
            return done(reverse("patient-contact-code"), _("Les codes sont en route."))
        case ChangeAsked.UNREADABLE if channel is Channel.MAIL:
            return _change_form(request, channel, _("Saisissez une adresse comme nom@exemple.fr."))
        case ChangeAsked.UNREADABLE:
            return _change_form(request, channel, _("Saisissez un numéro de portable, comme 06 39 98 00 00."))
        case ChangeAsked.SAME:
            return _change_form(request, channel, _("C’est déjà la vôtre. Il n’y a rien à changer."))
        case ChangeAsked.TOO_MANY:
            return _change_form(request, channel, _("Trop de changements en un jour. Réessayez demain."))


@require_http_methods(["GET", "POST"])
def code(request: SignedInRequest) -> HttpResponse:
    """Take the codes that prove both addresses."""
    if request.method == "GET":
        return _code_form(request, [])
    typed = {name: request.POST.get(name, "") for name in (NEW_CODE, OLD_CODE)}
    answer = confirm_contact_change(
        token_of(request) or "", new_code=typed[NEW_CODE], old_code=typed[OLD_CODE], env=request.env
    )
    match answer:
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case ContactChanged.DONE:
            return done(reverse("patient-contacts"), _("Coordonnées changées. Elles servent dès maintenant."))
        case ContactChanged.UNREADABLE:
            return _code_form(request, [(NEW_CODE, _("Chaque code a 6 chiffres. Saisissez-les tous."))])
        case ContactChanged.WRONG:
            return _code_form(request, [(NEW_CODE, _("L’un des codes n’est pas le bon. Vérifiez-les."))])
        case ContactChanged.OVER:
            return _over()


@require_POST
def channel(request: SignedInRequest) -> HttpResponse:
    """Choose by which channel codes come."""
    here = reverse("patient-contacts")
    wanted = request.POST.get(CHANNEL, "")
    if wanted not in {one.value for one in Channel}:
        return done(here, _("Choisissez l’e-mail ou le SMS."))
    match choose_channel(token_of(request) or "", Channel(wanted), env=request.env):
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=here)
        case ChannelChosen.DONE:
            return done(here, _("C’est noté. Vos codes arriveront par là."))
        case ChannelChosen.NO_ADDRESS:
            return done(here, _("Ajoutez d’abord cette adresse ou ce numéro."))


def _change_form(request: SignedInRequest, channel: Channel, fault: str) -> HttpResponse:
    found = show_contacts(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    context = {
        "is_mail": channel is Channel.MAIL,
        "now": found.mail if channel is Channel.MAIL else show_phone(found.phone),
        "typed": request.POST.get(ADDRESS, ""),
        "faults": [(ADDRESS, fault)] if fault else [],
        "fault": fault,
    }
    return page(request, "contact_change.html", context, status=422 if fault else 200)


def _code_form(request: SignedInRequest, faults: list[tuple[str, str]]) -> HttpResponse:
    found = show_contacts(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    if found.waiting is None:
        return _over()
    context = {**_waiting(found), "faults": faults, "fault": faults[0][1] if faults else ""}
    return page(request, "contact_code.html", context, status=422 if faults else 200)


def _waiting(found: Contacts) -> dict[str, Any]:
    waiting = found.waiting
    if waiting is None:
        return {}
    is_phone, old_is_phone = waiting.channel is Channel.SMS, waiting.old_channel is Channel.SMS
    return {
        "new": show_phone(waiting.new) if is_phone else waiting.new,
        "old": show_phone(waiting.old) if old_is_phone else waiting.old,
    }


def _over() -> HttpResponse:
    return done(reverse("patient-contacts"), _("Ce changement a pris trop de temps, ou trop d’essais. Recommencez-le."))
