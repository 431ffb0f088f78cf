"""Let somebody in until a day that the person chose, or take that yes back (P18)."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.access.decision import Refusal
from carnet.core.consent.ending import end_of_day
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, record_of, refused
from carnet.doors.patient_web.views.access import address_of, grantee_of, show_person
from carnet.usecases.consent.authorize_professional import Authorized, EndIsPast, authorize_professional
from carnet.usecases.consent.withdraw_authorization import Withdrawn, withdraw_authorization


@require_POST
def authorize(request: SignedInRequest, kind: str, identifier: str) -> HttpResponse:
    """Let somebody in: until the end of the day that was chosen, or for the usual time when none was."""
    typed = request.POST.get("fin", "").strip()
    last = read_day(typed)
    if typed and last is None:
        return show_person(
            request, kind, identifier, fault=_("Cette date n’existe pas. Choisissez-la ou laissez vide.")
        )
    grantee = grantee_of(kind, identifier)
    answer = authorize_professional(
        record_of(request),
        grantee,
        until=end_of_day(last) if last is not None else None,
        for_the_usual_time=last is None,
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case EndIsPast():
            return show_person(request, kind, identifier, fault=_("Cette date est passée. Choisissez-en une à venir."))
        case Authorized():
            return done(address_of(grantee), _("Accès autorisé."))


@require_POST
def withdraw(request: SignedInRequest, kind: str, identifier: str) -> HttpResponse:
    """Take a yes back: nobody is blocked, and the yes can be asked for anew."""
    grantee = grantee_of(kind, identifier)
    match withdraw_authorization(record_of(request), grantee, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case Withdrawn():
            return done(address_of(grantee), _("Accès retiré. Votre accord sera redemandé."))
