"""Letters at the desk (D7): printed in batches that nobody reads on a screen, posted, returned."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from carnet.core.letters import NEUTRAL
from carnet.core.support.authority import NotDone
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, page
from carnet.usecases.letters.print_letters import NothingToPrint
from carnet.usecases.support.letters_at_desk import list_letters, post_at_desk, print_at_desk, return_at_desk

KINDS: dict[str, Promise] = {
    "creation-code": gettext_lazy("Code de création"),
    "credentials": gettext_lazy("Identifiants"),
    "invitation": gettext_lazy("Invitation"),
    "answer": gettext_lazy("Réponse à une demande"),
}


@require_GET
def letters(request: SignedInRequest) -> HttpResponse:
    """List what is to be printed and what was printed and has not left."""
    return _show(request)


@require_POST
def print_batch(request: SignedInRequest) -> HttpResponse:
    """Hand over the file of a new batch, to be sent to the printer."""
    return _file(request, None)


@require_POST
def print_again(request: SignedInRequest, batch: UUID) -> HttpResponse:
    """Hand over the file of a batch whose paper was jammed."""
    return _file(request, batch)


@require_POST
def post(request: SignedInRequest, batch: UUID) -> HttpResponse:
    """Say that a batch was given to the post."""
    answer = post_at_desk(batch, actor=desk_of(request), env=request.env)
    if isinstance(answer, NotDone):
        return not_for_this_role(request)
    said = ngettext("{count} lettre partie.", "{count} lettres parties.", answer.count).format(count=answer.count)
    return done(reverse("desk-letters"), said)


@require_POST
def come_back(request: SignedInRequest) -> HttpResponse:
    """Say that a letter came back."""
    typed = request.POST.get("reference", "")
    answer = return_at_desk(typed, actor=desk_of(request), env=request.env)
    if isinstance(answer, NotDone):
        return not_for_this_role(request)
    if not answer:
        return _show(request, error=_("Aucune lettre partie ne porte cette référence."), typed=typed)
    return done(reverse("desk-letters"), _("Retour noté. L’adresse est à redemander à la personne."))


def _show(request: SignedInRequest, *, error: str = "", typed: str = "") -> HttpResponse:
    found = list_letters(actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_for_this_role(request)
    at = request.env.clock.now()
    context = {
        "rows": [
            {"kind": _kind(one.kind), "owed_at": one.created_at, "post_by": one.post_by, "is_late": at >= one.post_by}
            for one in found.to_print
        ],
        "batches": [{"id": batch, "count": count} for batch, count in found.batches],
        "error": error,
        "typed": typed,
    }
    return page(request, "letters.html", context, current="letters", status=422 if error else 200)


def _file(request: SignedInRequest, batch: UUID | None) -> HttpResponse:
    answer = print_at_desk(batch, actor=desk_of(request), env=request.env)
    if isinstance(answer, NotDone):
        return not_for_this_role(request)
    if isinstance(answer, NothingToPrint):
        return done(reverse("desk-letters"), _("Aucune lettre à imprimer."))
    headers = {"Content-Disposition": 'attachment; filename="courriers.pdf"'}
    return HttpResponse(answer.pdf, content_type="application/pdf", headers=headers)


def _kind(kind: str) -> str | Promise:
    return _("Avis") if kind.startswith(NEUTRAL) else KINDS[kind]


urlpatterns = [
    path("assistance/courriers/", letters, name="desk-letters"),
    path("assistance/courriers/imprimer/", print_batch, name="desk-letters-print"),
    path("assistance/courriers/retour/", come_back, name="desk-letters-return"),
    path("assistance/courriers/<uuid:batch>/reimprimer/", print_again, name="desk-letters-again"),
    path("assistance/courriers/<uuid:batch>/partis/", post, name="desk-letters-posted"),
]
