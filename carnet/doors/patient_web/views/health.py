"""« Ma santé »: what the person, or one who acts for them, writes of their health (interface.md P14, P15, P22)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import Answer, kind_of
from carnet.core.record.majority import PARIS
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.health_shown import show_blocks, show_form
from carnet.doors.patient_web.health_words import BLOCKS, BY_SLUG
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import show_document
from carnet.usecases.health.add_health_entry import (
    AskedAgain,
    NoSuchBlock,
    NotTaken,
    add_health_entry,
    answer_health_block,
)
from carnet.usecases.health.change_health_entry import (
    HealthRemoved,
    NoSuchEntry,
    correct_health_entry,
    put_back_health_entry,
    remove_health_entry,
)
from carnet.usecases.health.own_health import OwnHealth
from carnet.usecases.health.read_health import HealthRead, read_health
from carnet.usecases.health.write_health import HealthWritten

ANSWERS = {"aucun": Answer.NONE, "inconnu": Answer.UNKNOWN}


@require_GET
def health(request: SignedInRequest) -> HttpResponse:
    """Every block, with what stands in it; of the measures, the last ones."""
    return _blocks(request, "health.html")


@require_GET
def measures(request: SignedInRequest) -> HttpResponse:
    """What is measured, drawn over time, with every line."""
    return _blocks(request, "measures.html")


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """The form of one entry, and what was typed in it."""
    key = BY_SLUG.get(slug, "")
    kind = kind_of(key)
    if kind is None:
        return page(request, "absent.html", status=404)
    if request.method == "GET":
        return _form(request, show_form(kind, {}, today=_today(request)))
    typed = _typed(request)
    answer = add_health_entry(
        record_of(request), key, typed, is_sure="certain" in request.POST, actor=actor_of(request), env=request.env
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case AskedAgain(faults=faults):
            return _form(request, show_form(kind, typed, today=_today(request), faults=faults), status=422)
        case NoSuchBlock():
            return page(request, "absent.html", status=404)
        case NotTaken():
            return done(_back(key), _("Ce bloc est plein. Retirez une ligne avant d’en ajouter."))
        case HealthWritten():
            return done(_back(key), _("C’est écrit. Vos soignants verront que cela vient de vous."))


@require_POST
def answer(request: SignedInRequest, slug: str) -> HttpResponse:
    """« Je n’en ai pas », « Je ne sais pas »."""
    key, said = BY_SLUG.get(slug, ""), ANSWERS.get(request.POST.get("reponse", ""))
    if said is None:
        return page(request, "absent.html", status=404)
    match answer_health_block(record_of(request), key, said, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchBlock():
            return page(request, "absent.html", status=404)
        case NotTaken():
            return done(_back(key), _("Retirez d’abord ce qui est écrit."))
        case HealthWritten():
            return done(_back(key), _("Réponse enregistrée."))


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """The form of an entry that stands there, and what was typed in its place."""
    if request.method == "GET":
        match read_health(record_of(request), actor=actor_of(request), env=request.env):
            case Refusal() as refusal:
                return refused(request, refusal)
            case HealthRead(own=found):
                entry = _entry(found, entry_id)
                if entry is None or not found.may_change:
                    return page(request, "absent.html", status=404)
                words = dict(entry.said.words)
                return _form(request, show_form(entry.said.kind, words, today=_today(request)), corrects=entry_id)
    typed = _typed(request)
    answer = correct_health_entry(
        record_of(request),
        entry_id,
        typed,
        is_sure="certain" in request.POST,
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchEntry():
            return page(request, "absent.html", status=404)
        case AskedAgain(kind=kind, faults=faults):
            shown = show_form(kind, typed, today=_today(request), faults=faults)
            return _form(request, shown, corrects=entry_id, status=422)
        case HealthWritten(entry=entry):
            return done(_back(entry.said.kind.key), _("C’est corrigé. Les soignants liront la nouvelle version."))


@require_POST
def remove(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """Let a line count no more."""
    match remove_health_entry(record_of(request), entry_id, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchEntry():
            return page(request, "absent.html", status=404)
        case HealthRemoved(kind=key):
            undo = reverse("patient-health-put-back", args=[entry_id])
            return done(_back(key), _("C’est retiré. Les soignants ne le liront plus ici."), undo=undo)


@require_POST
def put_back(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """Write again what was removed."""
    match put_back_health_entry(record_of(request), entry_id, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchEntry():
            return page(request, "absent.html", status=404)
        case NotTaken():
            return done(reverse("patient-health"), _("Ce bloc est plein. Retirez une ligne avant d’en ajouter."))
        case HealthWritten(entry=entry):
            return done(_back(entry.said.kind.key), _("C’est remis."))


def _blocks(request: SignedInRequest, template: str) -> HttpResponse:
    actor = actor_of(request)
    match read_health(record_of(request), actor=actor, env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case HealthRead(own=found, directives=directives):
            shown = show_blocks(found, reader=party(actor))
            context = {
                "blocks": [one for one in shown if not one["kind"].is_measure],
                "measures": [one for one in shown if one["kind"].is_measure],
                "may_write": found.may_write,
                "may_change": found.may_change,
                "parents_read": found.parents_read,
                "directives": [show_document(one, since=None) for one in directives],
            }
            return page(request, template, context)


def _form(
    request: SignedInRequest, shown: dict[str, Any], *, corrects: UUID | None = None, status: int = 200
) -> HttpResponse:
    context = {**shown, "corrects": corrects is not None, "number": corrects}
    return page(request, "health_entry.html", context, status=status)


def _typed(request: SignedInRequest) -> dict[str, str]:
    """Read the fields as they were typed; names that no field has are never looked at."""
    return {key: value for key, value in request.POST.items() if isinstance(value, str)}


def _today(request: SignedInRequest) -> date:
    return request.env.clock.now().astimezone(PARIS).date()


def _back(key: str) -> str:
    """Say where a block stands: what is measured has a page of its own."""
    kind = kind_of(key)
    of = "patient-measures" if kind is not None and kind.is_measure else "patient-health"
    return f"{reverse(of)}#{BLOCKS[key].slug}"


def _entry(found: OwnHealth, number: UUID) -> HealthEntry | None:
    return next((one for block in found.blocks for one in block.entries if one.id == number), None)
