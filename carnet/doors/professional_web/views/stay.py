"""Somebody who cannot answer: their trusted person confirms the care team of this establishment, for this stay."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.consent.ending import end_of_day
from carnet.core.identifiers import RecordId
from carnet.doors.kit.dates import read_day, time_of_day
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.consent.authorize_professional import Authorized
from carnet.usecases.consent.confirm_care_team import StayTooLong, TooManyNames, confirm_care_team


@require_http_methods(["GET", "POST"])
def stay(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Ask what the professional states, then write the confirmation down."""
    context: dict[str, object] = {"record": record, "name": request.POST.get("nom", "").strip()}
    context |= {"end": "", "name_error": "", "end_error": ""}
    if request.method == "GET":
        return page(request, "stay.html", context, current="patients")
    last = read_day(request.POST.get("fin", ""))
    context["end"] = last.isoformat() if last is not None else ""
    if not context["name"]:
        return _ask_again(request, context, "name_error", _("Écrivez le prénom et le nom qu’elle donne."))
    if last is None:
        return _ask_again(request, context, "end_error", _("Choisissez le dernier jour du séjour."))
    answer = confirm_care_team(
        RecordId(record),
        cannot_answer="hors_d_etat" in request.POST,
        confirmed_by=str(context["name"]),
        until=end_of_day(last),
        actor=professional_of(request),
        env=request.env,
    )
    match answer:
        case StayTooLong(days=days):
            error = _("Choisissez un jour à venir, dans %(count)d jours au plus.") % {"count": days}
            return _ask_again(request, context, "end_error", error)
        case TooManyNames(until=until):
            error = _("Trois noms ne conviennent pas. Réessayez à {at}.").format(at=time_of_day(until))
            return _ask_again(request, context, "name_error", error, status=429)
        case Refusal() as refusal:
            return refused(request, refusal)
        case Authorized():
            said = _("Équipe de soins confirmée pour ce séjour. La personne est prévenue.")
            return done(reverse("pro-record", args=[record]), said)


def _ask_again(
    request: SignedInRequest, context: dict[str, object], which: str, error: str, *, status: int = 422
) -> HttpResponse:
    return page(request, "stay.html", {**context, which: error}, current="patients", status=status)
