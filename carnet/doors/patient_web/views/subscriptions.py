"""« Logiciels prévenus des nouveautés »: whose software is told of what comes about; the person stops any of them."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.subscriptions.subscription import Topic
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.subscriptions.list_subscriptions import list_subscriptions, stop_subscription

TOPICS: dict[Topic, Promise] = {
    Topic.NEW_DOCUMENT: gettext_lazy("Reçoit un avis à chaque nouveau document"),
    Topic.NEW_ACCESS: gettext_lazy("Reçoit un avis à chaque visite du dossier"),
}


@require_GET
def subscriptions(request: SignedInRequest) -> HttpResponse:
    """List the software that is told of what comes about in the record that is open."""
    match list_subscriptions(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case found:
            listed = [{"one": one, "topic": str(TOPICS[one.topic])} for one in found]
            return page(request, "subscriptions.html", {"listed": listed}, current="acces")


@require_http_methods(["GET", "POST"])
def stop(request: SignedInRequest, subscription: UUID) -> HttpResponse:
    """Stop one of them, at once."""
    if request.method == "GET":
        match list_subscriptions(record_of(request), actor=actor_of(request), env=request.env):
            case Refusal() as refusal:
                return refused(request, refusal)
            case found:
                shown = next((one for one in found if one.id == subscription), None)
                if shown is None:
                    return page(request, "absent.html", status=404)
                return page(request, "subscription_stop.html", {"one": shown}, current="acces")
    match stop_subscription(record_of(request), subscription, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case True:
            return done(reverse("patient-subscriptions"), _("Abonnement arrêté. Plus aucun avis ne part."))
        case False:
            return done(reverse("patient-subscriptions"), _("Cet abonnement était déjà arrêté."))
