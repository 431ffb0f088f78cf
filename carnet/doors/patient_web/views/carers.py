"""« Mes aidants » (P21): invite, reconfirm, end; and, on the other side, answer an invitation or renounce."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.consent.ending import last_day
from carnet.core.record.carer import TooManyCarers, TooManyPersons
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.views.profiles import come_back
from carnet.ports.messages import Channel
from carnet.usecases.family.accept_invitation import CaringBegins, NoInvitation
from carnet.usecases.family.answer_invitation import Declined, OneselfInvited, accept_by_code, decline_by_code
from carnet.usecases.family.end_carer import CarerEnded, end_carer
from carnet.usecases.family.invite_by_code import AddressUnreadable, CodeGiven, NotSent, invite_by_code
from carnet.usecases.family.invite_carer import CaresAlready
from carnet.usecases.family.list_carers import CarersOfPerson, list_carers
from carnet.usecases.family.reconfirm_carer import CarerReconfirmed, NoSuchCarer, reconfirm_carer

CHANNELS = {"mail": Channel.MAIL, "sms": Channel.SMS, "papier": None}
WAY, ADDRESS, CODE, ANSWER = "envoi", "adresse", "code", "reponse"


@require_GET
def carers(request: SignedInRequest) -> HttpResponse:
    """Show who cares, who was invited, and how to invite."""
    return _show(request)


@require_POST
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody: by a code sent, or handed over on paper."""
    way = request.POST.get(WAY, "")
    if way not in CHANNELS:
        return _show(request, fault=(WAY, _("Choisissez comment le code est remis.")))
    answer = invite_by_code(
        record_of(request), CHANNELS[way], request.POST.get(ADDRESS, ""), actor=actor_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case AddressUnreadable():
            return _show(request, fault=(ADDRESS, _("Écrivez une adresse e-mail ou un numéro de mobile complet.")))
        case TooManyCarers(most):
            sentence = _(
                "Vous avez déjà {most} aidants ou invitations. Mettez fin à l’un d’eux pour en inviter un autre."
            )
            return _show(request, fault=(WAY, sentence.format(most=most)))
        case CaresAlready() | NotSent():
            return _show(
                request, fault=(WAY, _("L’invitation n’est pas partie. Recommencez, ou choisissez le papier."))
            )
        case CodeGiven(until, ""):
            said = _("Invitation envoyée. Elle attend une réponse jusqu’au {day}.")
            return done(reverse("patient-carers"), said.format(day=f"{last_day(until):%d/%m/%Y}"))
        case CodeGiven(until, code):
            return page(request, "carer_code.html", {"code": code, "until": last_day(until)}, current="proches")


@require_POST
def reconfirm(request: SignedInRequest, account: str) -> HttpResponse:
    """Let a carer go on for a year."""
    match reconfirm_carer(record_of(request), account, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CarerReconfirmed():
            return done(reverse("patient-carers"), _("Aidant reconfirmé pour un an."))
        case NoSuchCarer():
            return page(request, "absent.html", status=404)
        case TooManyCarers() | TooManyPersons():
            return done(reverse("patient-carers"), _("Ce n’est pas possible : les places sont prises."))


@require_POST
def end(request: SignedInRequest, account: str) -> HttpResponse:
    """End a carer, or take an invitation back."""
    match end_carer(record_of(request), account, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CarerEnded():
            return done(reverse("patient-carers"), _("C’est fait : cette personne ne lit plus votre dossier."))
        case NoSuchCarer():
            return page(request, "absent.html", status=404)


@require_POST
def renounce(request: SignedInRequest) -> HttpResponse:
    """Stop being the carer of the person whose record is open."""
    actor = actor_of(request)
    match end_carer(record_of(request), str(request.web_session.account), actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CarerEnded() | NoSuchCarer():
            return come_back(request, _("Vous n’êtes plus l’aidant de cette personne."))


@require_http_methods(["GET", "POST"])
def invitation(request: SignedInRequest) -> HttpResponse:
    """Answer an invitation by its code."""
    session, typed = request.web_session, request.POST.get(CODE, "")
    if request.method == "GET" or session.account is None:
        return page(request, "invitation.html", {"typed": "", "fault": ""}, current="proches")
    if request.POST.get(ANSWER) == "non":
        no = decline_by_code(typed, account=session.account, env=request.env)
        if isinstance(no, Declined):
            return done(reverse("patient-profiles"), _("Invitation refusée."))
        return _ask_again(request, typed, _no_such())
    match accept_by_code(typed, account=session.account, name=session.shown_name, env=request.env):
        case CaringBegins():
            return done(reverse("patient-profiles"), _("Invitation acceptée. Le dossier est dans vos profils."))
        case TooManyPersons(most):
            sentence = _("Vous aidez déjà {most} personnes : c’est le maximum.").format(most=most)
        case OneselfInvited():
            sentence = _("Cette invitation est la vôtre : elle est pour quelqu’un d’autre.")
        case NoInvitation() | Refusal():
            sentence = _no_such()
    return _ask_again(request, typed, sentence)


def _no_such() -> str:
    return _("Aucune invitation n’attend sous ce code. Vérifiez-le, ou demandez-en un autre à la personne.")


def _ask_again(request: SignedInRequest, typed: str, fault: str) -> HttpResponse:
    return page(request, "invitation.html", {"typed": typed, "fault": fault}, current="proches", status=422)


def _show(request: SignedInRequest, *, fault: tuple[str, str] = ("", "")) -> HttpResponse:
    match list_carers(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case CarersOfPerson() as found:
            context = {
                "found": found,
                "listed": [{"carer": one, "last_day": last_day(one.until)} for one in found.carers],
                "way": request.POST.get(WAY, ""),
                "typed": request.POST.get(ADDRESS, ""),
                "fault_field": fault[0],
                "fault": fault[1],
                "way_fault": fault[1] if fault[0] == WAY else "",
                "address_fault": fault[1] if fault[0] == ADDRESS else "",
            }
            return page(request, "carers.html", context, current="proches", status=422 if fault[1] else 200)
