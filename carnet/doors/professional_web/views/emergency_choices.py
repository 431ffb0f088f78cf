"""The three emergency choices, set by a professional with the person beside them (product.md, « Emergency »)."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import RecordId
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access

YES, NO = "oui", "non"


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is read to the person; nothing is ticked before they have answered."""

    name: str
    words: str
    answer: str
    error: str


@require_http_methods(["GET", "POST"])
def emergency_choices(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Ask the three questions, then set the choices that the person made."""
    questions = _questions(request)
    context: dict[str, object] = {"record": record, "questions": questions, "error": ""}
    if request.method == "GET":
        return page(request, "emergency_choices.html", context, current="patients")
    if "present" not in request.POST:
        context["error"] = _("Seule la personne, présente, fait ces choix. Cochez la case.")
    if context["error"] or any(question.error for question in questions):
        return page(request, "emergency_choices.html", context, current="patients", status=422)
    samu, danger, masked = (question.answer == YES for question in questions)
    answer = choose_emergency_access(
        RecordId(record),
        EmergencySwitches(samu=samu, break_the_glass=danger, masked_documents=masked),
        person_is_present=True,
        actor=professional_of(request),
        env=request.env,
    )
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("pro-with-person", args=[record]), _("Choix de la personne pour les urgences enregistrés."))


def _questions(request: SignedInRequest) -> tuple[Question, ...]:
    asked = (
        ("samu", _("Le médecin du Samu – Centre 15 peut-il lire votre dossier pendant un appel ?")),
        ("danger", _("Un soignant peut-il l’ouvrir 24 heures, en cas de danger immédiat ?")),
        ("masques", _("En urgence, vos documents masqués s’ouvrent-ils aussi ?")),
    )
    questions = []
    for name, words in asked:
        answer = request.POST.get(name, "")
        is_missing = request.method == "POST" and answer not in (YES, NO)
        questions.append(Question(name, words, answer, _("Choisissez une réponse.") if is_missing else ""))
    return tuple(questions)
