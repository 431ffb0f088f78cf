"""Several documents at once, chosen on the list: put away, taken out again, kept at hand or no longer."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.doors.kit.web import SignedInRequest, next_path
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.ways import way_back
from carnet.usecases.feeding.archive_documents import ShelvedSeveral, archive_documents, unarchive_documents
from carnet.usecases.reading.select_documents import Selected, select_documents

DOCUMENT, ACT = "document", "faire"
AWAY, OUT, KEPT, LET_GO, MASK, TAKE = "ranger", "ressortir", "selection", "retirer", "masquer", "telecharger"
"""What may be done to them: the values of the buttons."""

MOST = 50
"""As many as the longest page shows."""

MOST_UNDONE = 20
"""Beyond, « Annuler » is left out: the address that it posts to would not fit in a cookie."""


@require_POST
def several(request: SignedInRequest) -> HttpResponse:
    """Do one thing to each document chosen, and go back to the list (``suite``)."""
    sent = request.GET if ACT in request.GET else request.POST
    chosen, act = named(sent.getlist(DOCUMENT))[:MOST], sent.get(ACT, "")
    back = next_path(request, otherwise=reverse("patient-documents"))
    if act not in {AWAY, OUT, KEPT, LET_GO, MASK, TAKE}:
        return page(request, "absent.html", status=404)
    if not chosen:
        return done(back, _("Cochez d’abord un document."))
    if act == TAKE:
        return HttpResponseRedirect(f"{reverse('patient-downloads')}?{urlencode([(DOCUMENT, one) for one in chosen])}")
    if act == MASK:
        return _mask(chosen, back)
    record, actor, env = record_of(request), actor_of(request), request.env
    if act in {KEPT, LET_GO}:
        answer = select_documents(record, chosen, keeps=act == KEPT, actor=actor, env=env)
        if isinstance(answer, Refusal):
            return refused(request, answer)
        taken_back = chosen if answer.count else ()
        undo = _undo(LET_GO if act == KEPT else KEPT, taken_back, request)
        return done(back, _chosen(answer, is_kept=act == KEPT), undo=undo)
    if act == AWAY:
        moved = archive_documents(record, chosen, actor=actor, env=env)
        return done(back, _put_away(moved), undo=_undo(OUT, moved.documents, request))
    moved = unarchive_documents(record, chosen, actor=actor, env=env)
    return done(back, _taken_out(moved), undo=_undo(AWAY, moved.documents, request))


def named(values: list[str]) -> tuple[DocumentId, ...]:
    """Read the documents that a form names; what is no number names none."""
    found = []
    for value in dict.fromkeys(values):
        try:
            found.append(DocumentId(UUID(value)))
        except ValueError:
            continue
    return tuple(found)


def _mask(chosen: tuple[DocumentId, ...], back: str) -> HttpResponse:
    """Lead to the page that says what masking changes: it is another thing for each document (P9)."""
    if len(chosen) > 1:
        return done(back, _("Masquez un document à la fois : ce que cela change dépend de chacun."))
    return HttpResponseRedirect(f"{reverse('patient-mask', args=[chosen[0]])}?{urlencode({'suite': back})}")


def _undo(act: str, documents: tuple[DocumentId, ...], request: SignedInRequest) -> str:
    if not 0 < len(documents) <= MOST_UNDONE:
        return ""
    sent = [(ACT, act), *((DOCUMENT, str(one)) for one in documents)]
    return f"{reverse('patient-several')}?{urlencode(sent)}{way_back(request, after='&')}"


def _chosen(answer: Selected, *, is_kept: bool) -> str:
    if not answer.count:
        return _("Rien n’a changé. Rechargez la liste, puis cochez un document.")
    if is_kept:
        said = ngettext(
            "{count} document ajouté à votre sélection.", "{count} documents ajoutés à votre sélection.", answer.count
        )
    else:
        said = ngettext(
            "{count} document retiré de votre sélection.", "{count} documents retirés de votre sélection.", answer.count
        )
    return said.format(count=answer.count)


def _put_away(moved: ShelvedSeveral) -> str:
    count = len(moved.documents)
    said = ngettext("{count} document rangé dans « Archivés ».", "{count} documents rangés dans « Archivés ».", count)
    return _with_others(said.format(count=count), moved)


def _taken_out(moved: ShelvedSeveral) -> str:
    count = len(moved.documents)
    said = ngettext("{count} document ressorti.", "{count} documents ressortis.", count)
    return _with_others(said.format(count=count), moved)


def _with_others(said: str, moved: ShelvedSeveral) -> str:
    """Say what stayed where it was, too: an older version, or what this person may not move."""
    if not moved.documents:
        return _("Rien n’a changé. Ouvrez un document pour voir ce qui est possible.")
    if not moved.others:
        return said
    left = ngettext(
        "{count} autre reste à sa place : ouvrez-le pour voir ce qui est possible.",
        "{count} autres restent à leur place : ouvrez-les pour voir ce qui est possible.",
        moved.others,
    )
    return f"{said} {left.format(count=moved.others)}"
