"""What an agent does to an account (D3): unlock, close its sessions, shut it, reissue it, propose another channel."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.identifiers import RecordId
from carnet.core.support.authority import NotDone
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done
from carnet.doors.support_web.views.accounts import not_done, sheet
from carnet.ports.messages import Channel
from carnet.usecases.support.end_sessions_at_desk import SessionsEnded, end_sessions_at_desk
from carnet.usecases.support.propose_act import NoAddress, propose_channel
from carnet.usecases.support.reissue_credentials import NoLetter, reissue_credentials
from carnet.usecases.support.suspend_account import AccountSuspended, suspend_account
from carnet.usecases.support.unlock_account import Unlocked, unlock_account


@require_POST
def unlock(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Unlock an account that wrong passwords closed."""
    answer = unlock_account(RecordId(record), actor=desk_of(request), env=request.env)
    return _told(request, record, answer, _("Compte débloqué."))


@require_POST
def end_sessions(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Close every session."""
    answer = end_sessions_at_desk(RecordId(record), actor=desk_of(request), env=request.env)
    return _told(request, record, answer, _("Toutes les sessions sont fermées."))


@require_POST
def suspend(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Shut the access until it is reissued."""
    answer = suspend_account(RecordId(record), actor=desk_of(request), env=request.env)
    return _told(request, record, answer, _("Accès fermé. Rien ne l’ouvre avant de nouveaux identifiants."))


@require_POST
def reissue(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Have new credentials sent by letter."""
    has_lost_means = "perdu" in request.POST
    answer = reissue_credentials(
        RecordId(record), has_lost_means=has_lost_means, actor=desk_of(request), env=request.env
    )
    match answer:
        case NoLetter.NO_POSTAL_ADDRESS:
            error = _(
                "Aucune adresse postale connue : un guichet ou un professionnel remet les identifiants sur papier."
            )
            return sheet(request, record, reissue_error=error)
        case NoLetter.NO_CHANNEL:
            return sheet(request, record, reissue_error=_("Changez d’abord où arrivent les codes, à deux."))
        case NotDone():
            return not_done(request, record, answer)
        case _:
            return done(_back(record), _("Les nouveaux identifiants partent par courrier."))


@require_POST
def change_channel(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Propose that codes go elsewhere; a colleague confirms it."""
    channel = Channel.SMS if request.POST.get("moyen") == Channel.SMS.value else Channel.MAIL
    typed = request.POST.get("adresse", "")
    answer = propose_channel(RecordId(record), channel, typed, actor=desk_of(request), env=request.env)
    match answer:
        case NoAddress():
            error = _("Saisissez une adresse de courriel, ou un numéro qui reçoit les SMS.")
            return sheet(request, record, channel_error=error, typed=typed, chosen=channel.value)
        case NotDone():
            return not_done(request, record, answer)
        case _:
            return done(reverse("desk-proposals"), _("Proposé. Une autre personne doit confirmer."))


def _told(
    request: SignedInRequest, record: UUID, answer: Unlocked | SessionsEnded | AccountSuspended | NotDone, said: str
) -> HttpResponse:
    """Say what came of an act that is done or is not: ``said`` when it is."""
    return not_done(request, record, answer) if isinstance(answer, NotDone) else done(_back(record), said)


def _back(record: UUID) -> str:
    return reverse("desk-account", args=[record])


urlpatterns = [
    path("assistance/comptes/<uuid:record>/debloquer/", unlock, name="desk-unlock"),
    path("assistance/comptes/<uuid:record>/sessions/", end_sessions, name="desk-end-sessions"),
    path("assistance/comptes/<uuid:record>/suspendre/", suspend, name="desk-suspend"),
    path("assistance/comptes/<uuid:record>/identifiants/", reissue, name="desk-reissue"),
    path("assistance/comptes/<uuid:record>/codes/", change_channel, name="desk-channel"),
]
