"""My alerts: of what I am told, and by which channels (P23)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.alerts import AlertChannel, AlertEvent, Choices
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import done, page
from carnet.doors.patient_web.proving import first
from carnet.formats.web_push import read_base64url
from carnet.ports.push import PushAddress
from carnet.usecases.account.who_is_here import NobodyHere
from carnet.usecases.alerts.choose_alerts import (
    AlertsChosen,
    MustBeTold,
    NothingToChoose,
    Tried,
    choose_alerts,
    try_alerts,
)
from carnet.usecases.alerts.push_devices import DeviceAdded, stop_notifications, take_notifications
from carnet.usecases.alerts.show_alerts import Alerts, show_alerts

EVENTS: dict[AlertEvent, Promise] = {
    AlertEvent.NEW_DOCUMENT: gettext_lazy("Un document est ajouté"),
    AlertEvent.FIRST_ACCESS: gettext_lazy("Quelqu’un ouvre mon dossier pour la première fois"),
    AlertEvent.EMERGENCY: gettext_lazy("Mon dossier est ouvert en urgence"),
    AlertEvent.CHANGE: gettext_lazy("Un changement que j’ai accepté est fait"),
    AlertEvent.ANSWER: gettext_lazy("Une de mes demandes a sa réponse"),
}
CHANNELS: dict[AlertChannel, Promise] = {
    AlertChannel.MAIL: gettext_lazy("E-mail"),
    AlertChannel.SMS: gettext_lazy("SMS"),
    AlertChannel.PUSH: gettext_lazy("Notification"),
}
ENDPOINT, KEY, SECRET = "adresse", "cle", "secret"  # the fields that the script of the page fills
LONGEST_FIELD = 2000


@require_http_methods(["GET", "POST"])
def alerts(request: SignedInRequest) -> HttpResponse:
    """Show the grid, and keep what was chosen in it."""
    token, here = token_of(request) or "", reverse("patient-alerts")
    if request.method == "GET":
        return _grid(request)
    match choose_alerts(token, _chosen(request), env=request.env):
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case AlertsChosen():
            return done(here, _("Alertes enregistrées."))
        case NothingToChoose():
            return _grid(request)
        case MustBeTold(events):
            return _grid(request, events)


@require_POST
def send_trial(request: SignedInRequest) -> HttpResponse:
    """Send a test message."""
    here = reverse("patient-alerts")
    match try_alerts(token_of(request) or "", env=request.env):
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case Tried.ON_ITS_WAY:
            return done(here, _("Message d’essai envoyé. Il arrive dans quelques minutes."))
        case Tried.JUST_SENT:
            return done(here, _("Un message d’essai est déjà parti. Attendez dix minutes."))
        case Tried.NO_CHANNEL | NothingToChoose():
            return done(here, _("Ajoutez d’abord une adresse e-mail ou un numéro."))


@require_POST
def add_device(request: SignedInRequest) -> HttpResponse:
    """Have this device take notifications, as its browser agreed."""
    typed = {name: request.POST.get(name, "")[:LONGEST_FIELD] for name in (ENDPOINT, KEY, SECRET)}
    key, secret = read_base64url(typed[KEY]), read_base64url(typed[SECRET])
    address = PushAddress(typed[ENDPOINT], key or b"", secret or b"")
    match take_notifications(token_of(request) or "", address, env=request.env):
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case DeviceAdded.DONE:
            return done(reverse("patient-alerts"), _("Cet appareil reçoit vos alertes, jusqu’à votre déconnexion."))
        case DeviceAdded.NOT_TAKEN:
            return done(reverse("patient-alerts"), _("Cet appareil ne peut pas recevoir vos alertes."))


@require_POST
def remove_device(request: SignedInRequest) -> HttpResponse:
    """Have this device take none any more."""
    match stop_notifications(token_of(request) or "", env=request.env):
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case _stopped:
            return done(reverse("patient-alerts"), _("Cet appareil ne reçoit plus vos alertes."))


def _chosen(request: SignedInRequest) -> Choices:
    """Read the boxes: each is named after its event and holds its channel; what is none of them counts for nothing."""
    words = {one.value: one for one in AlertChannel}
    return {
        event: frozenset(words[value] for value in request.POST.getlist(event.value) if value in words)
        for event in AlertEvent
    }


def _grid(request: SignedInRequest, missing: tuple[AlertEvent, ...] = ()) -> HttpResponse:
    found = show_alerts(token_of(request) or "", env=request.env)
    if isinstance(found, NobodyHere):
        return first(found, then="")
    chosen = _chosen(request) if missing else found.grid
    faults = [(event.value, _("Gardez l’e-mail ou le SMS : cette alerte vous protège.")) for event in missing]
    context: dict[str, Any] = {
        "found": found,
        "rows": [_row(event, chosen, found, dict(faults).get(event.value, "")) for event in AlertEvent],
        "faults": faults,
        "can_try": bool(found.reachable),
        "is_alone": not found.reachable,
    }
    return page(request, "alerts.html", context, status=422 if faults else 200)


def _row(event: AlertEvent, chosen: Choices, found: Alerts, fault: str) -> dict[str, Any]:
    return {
        "name": event.value,
        "label": EVENTS[event],
        "fault": fault,
        "is_kept": not event.may_be_silent,
        "boxes": [
            {
                "id": f"{event.value}-{channel.value}",
                "value": channel.value,
                "label": CHANNELS[channel],
                "chosen": channel in chosen.get(event, ()),
            }
            for channel in AlertChannel
            if channel in found.reachable or channel is not AlertChannel.PUSH
        ],
    }
