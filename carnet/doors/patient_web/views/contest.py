"""« Je ne reconnais pas cet accès » (P17): contest one line of the history, then find one's contest again."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.audit.contests import contested, is_contestable
from carnet.core.claims.claim import DEADLINES, REASONS, ClaimKind, Reason, receipt_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.claim_words import reasons_of
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import show_line
from carnet.doors.patient_web.whose import of_whom
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.transparency.contest_line import (
    AlreadyContested,
    Contested,
    NoSuchLine,
    TooManyWords,
    contest_line,
)

REASON, WORDS, TELLS, BLOCKS = "raison", "precision", "prevenir", "bloquer"


@require_http_methods(["GET", "POST"])
def contest(request: SignedInRequest, line: UUID) -> HttpResponse:
    """Say what contesting does, then contest; afterwards, the same address shows the contest and its reference."""
    if request.method == "GET":
        return _form(request, line)
    answer = contest_line(
        record_of(request),
        line,
        reason=_reason(request),
        words=request.POST.get(WORDS, ""),
        tells_the_professional=TELLS in request.POST,
        blocks=BLOCKS in request.POST,
        actor=actor_of(request),
        env=request.env,
    )
    here = reverse("patient-contest", args=[line])
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchLine():
            return page(request, "absent.html", status=404)
        case TooManyWords(at_most):
            error = _("Écrivez %(count)d caractères au plus.") % {"count": at_most}
            return _form(request, line, error=error, status=422)
        case AlreadyContested():
            return done(here, _("Vous aviez déjà contesté cet accès."))
        case Contested(is_blocked=True):
            return done(here, _("Accès contesté. Cette personne est bloquée."))
        case Contested(is_told=True):
            return done(here, _("Accès contesté. Le professionnel le sait."))
        case Contested():
            return done(here, _("Accès contesté."))


def _form(request: SignedInRequest, line: UUID, *, error: str = "", status: int = 200) -> HttpResponse:
    match read_access_history(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case AccessHistory() as found:
            seen = next((one for one in found.lines if one.event.id == line and is_contestable(one.event)), None)
            if seen is None:
                return page(request, "absent.html", status=404)
            titles = {shown.document: shown.entry.title for shown in found.documents}
            before = contested(one.event for one in found.lines).get(line)
            context = {
                "line": show_line(
                    seen,
                    titles,
                    since=None,
                    is_first=line in found.firsts,
                    of=of_whom(request.web_session.record_name),
                ),
                "by_professional": seen.event.actor.kind == "professional",
                "contest": before,
                "reference": receipt_of(before.id) if before is not None else "",
                "due_at": before.at + DEADLINES[ClaimKind.CONTEST].whole if before is not None else None,
                "reasons": reasons_of(ClaimKind.CONTEST, _reason(request)),
                "words": request.POST.get(WORDS, ""),
                "tells": TELLS in request.POST,
                "blocks": BLOCKS in request.POST,
                "error": error,
            }
            return page(request, "contest.html", context, current="historique", status=status)


def _reason(request: SignedInRequest) -> str:
    """Give the reason that was chosen; nobody owes one."""
    sent = request.POST.get(REASON, "")
    return sent if sent in {one.value for one in REASONS[ClaimKind.CONTEST]} else Reason.OTHERWISE.value
