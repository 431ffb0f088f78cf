"""« Profils » (P21): whose records one may open, and opening another than one's own."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.actors import Carer, Holder
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.doors.kit.said import say
from carnet.doors.kit.session import ENDED, keep_session, token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import page
from carnet.doors.patient_web.whose import record_of_whom
from carnet.usecases.family.list_profiles import Profile, Tie, list_profiles
from carnet.usecases.family.switch_profile import NobodyHere, NotYours, Switched, leave_profile, switch_profile


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A record to open. ``what``: what one may do there, in one sentence; ``is_open``: whether it is open now."""

    record: str
    title: str
    what: str
    icon: str
    is_open: bool


@require_GET
def profiles(request: SignedInRequest) -> HttpResponse:
    """List one's own record, those of the people represented, those of the people cared for."""
    session = request.web_session
    found = list_profiles(session.account, env=request.env) if session.account is not None else ()
    context = {
        "own": [_view(one, session.record) for one in found if one.tie is Tie.OWN],
        "represented": [_view(one, session.record) for one in found if one.tie is Tie.REPRESENTED],
        "cared_for": [_view(one, session.record) for one in found if one.tie is Tie.CARED_FOR],
        "is_holder": isinstance(session.actor, Holder),
        "is_carer": isinstance(session.actor, Carer),
    }
    return page(request, "profiles.html", context, current="proches")


@require_POST
def open_profile(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Open one of them: the session goes on under another token."""
    match switch_profile(token_of(request) or "", RecordId(record), env=request.env):
        case Switched(session, name):
            rotate_token(request)
            response = HttpResponseRedirect(reverse("patient-home"))
            keep_session(response, session, door=Door.PATIENT_SITE)
            say(response, _("Le dossier ouvert a changé.") if name else _("Votre dossier est ouvert."))
            return response
        case NobodyHere():
            return HttpResponseRedirect(ENDED)
        case NotYours() | Refusal():
            return page(request, "absent.html", status=404)


@require_POST
def leave(request: SignedInRequest) -> HttpResponse:
    """Close the record of somebody else: one's own is open again, or none."""
    return come_back(request, _("Le dossier est refermé."))


def come_back(request: SignedInRequest, said: str) -> HttpResponse:
    """Go on without the record of anybody else. ``said``: what was done."""
    match leave_profile(token_of(request) or "", env=request.env):
        case Switched(session):
            rotate_token(request)
            response = HttpResponseRedirect(reverse("patient-profiles"))
            keep_session(response, session, door=Door.PATIENT_SITE)
            say(response, said)
            return response
        case NobodyHere():
            return HttpResponseRedirect(ENDED)


def _view(one: Profile, opened: RecordId | None) -> ProfileView:
    title, what, icon = {
        Tie.OWN: (_("Mon dossier"), _("Le vôtre, à votre nom."), "user-round"),
        Tie.REPRESENTED: (
            record_of_whom(one.name),
            _("Vous agissez pour cette personne, sous votre nom. Chaque acte est inscrit dans son historique."),
            "users-round",
        ),
        Tie.CARED_FOR: (
            record_of_whom(one.name),
            _("Vous pouvez lire et ajouter. Vous ne gérez pas ses accès."),
            "hand-heart",
        ),
    }[one.tie]
    return ProfileView(str(one.record), title, what, icon, is_open=one.record == opened)
