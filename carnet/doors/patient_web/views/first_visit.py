"""The first visit: what is good to look at, each step on the page where it is done; all of it may wait."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.record.first_visit import FirstVisit, Step
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.first_visit_words import BY_SLUG, EVERY_STEP, show_steps
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.first_visit.put_off_steps import StepsKept, put_off_steps, take_up_steps
from carnet.usecases.first_visit.show_first_visit import show_first_visit


@require_GET
def first_visit(request: SignedInRequest) -> HttpResponse:
    """Show every step, and what stands of it."""
    match show_first_visit(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case FirstVisit() as visit:
            context = {
                "steps": show_steps(visit, of_another=bool(request.web_session.record_name)),
                "waiting": len(visit.waiting),
                "is_done": visit.done == len(visit.steps),
                "every_step": EVERY_STEP,
            }
            return page(request, "first_visit.html", context)


@require_POST
def later(request: SignedInRequest, step: str) -> HttpResponse:
    """Put a step off, or all of them."""
    steps = _named(step)
    if not steps:
        return page(request, "absent.html", status=404)
    match put_off_steps(record_of(request), steps, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case StepsKept():
            undo = reverse("patient-first-visit-again", args=[step])
            return done(_next(step), _("Remis à plus tard. Vous le retrouvez dans « Mon compte »."), undo=undo)


@require_POST
def again(request: SignedInRequest, step: str) -> HttpResponse:
    """Take a step up again, or all of them."""
    steps = _named(step)
    if not steps:
        return page(request, "absent.html", status=404)
    match take_up_steps(record_of(request), steps, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case StepsKept():
            return done(_next(step), _("C’est de nouveau dans la liste."))


def _named(step: str) -> tuple[Step, ...]:
    if step == EVERY_STEP:
        return tuple(Step)
    return (BY_SLUG[step],) if step in BY_SLUG else ()


def _next(step: str) -> str:
    """Go on where the rest is: at home once everything waits."""
    return reverse("patient-home" if step == EVERY_STEP else "patient-first-visit")
