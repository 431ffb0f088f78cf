"""Where I am signed in, and the devices on which I have been (P24)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import done, page
from carnet.doors.patient_web.places import show_place
from carnet.doors.patient_web.proving import first
from carnet.usecases.account.end_place import end_session, forget_device
from carnet.usecases.account.list_places import Places, list_places
from carnet.usecases.account.who_is_here import NobodyHere

WHICH = "lequel"


@require_GET
def devices(request: SignedInRequest) -> HttpResponse:
    """List sessions and devices; this one is marked."""
    found = list_places(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    return page(request, "devices.html", _shown(found))


@require_POST
def end(request: SignedInRequest) -> HttpResponse:
    """End one session."""
    match end_session(token_of(request) or "", _digest(request), env=request.env):
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case True:
            return done(reverse("patient-devices"), _("Connexion fermée."))
        case False:
            return done(reverse("patient-devices"), _("Cette connexion était déjà fermée."))


@require_POST
def forget(request: SignedInRequest) -> HttpResponse:
    """Forget one device, with its sessions."""
    match forget_device(token_of(request) or "", _digest(request), env=request.env):
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case True:
            return done(reverse("patient-devices"), _("Appareil oublié. Ses connexions sont fermées."))
        case False:
            return done(reverse("patient-devices"), _("Cet appareil était déjà oublié."))


def _digest(request: SignedInRequest) -> bytes:
    try:
        return bytes.fromhex(request.POST.get(WHICH, ""))
    except ValueError:
        return b""  # what is no digest names nothing


def _shown(found: Places) -> dict[str, object]:
    return {
        "sessions": [
            {
                "place": show_place(one.place),
                "opened_at": one.opened_at,
                "seen_at": one.seen_at,
                "which": one.digest.hex(),
                "is_here": one.digest == found.here,
            }
            for one in found.sessions
        ],
        "devices": [
            {
                "place": show_place(one.place),
                "first_seen": one.first_seen,
                "last_seen": one.last_seen,
                "which": one.digest.hex(),
                "is_here": one.digest == found.this_device,
            }
            for one in found.devices
        ],
    }
