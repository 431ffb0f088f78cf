"""The professional's own channel: emergencies of their patients, contests, announcements due."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.accounts.professional_notices import NoticeKind
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import page, professional_of
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.professional.mark_read import mark_read

LEADS_TO = {
    NoticeKind.NOT_THEIRS: "pro-set-aside",
    NoticeKind.REQUEST: "pro-requests",
    NoticeKind.REQUEST_HANDED: "pro-requests",
    NoticeKind.QUESTION: "pro-questions",
}
"""Where the answer is given; every other notice leads to the record."""
SAYS: dict[NoticeKind, Promise] = {
    NoticeKind.EMERGENCY: _("Un dossier dont vous êtes médecin traitant a été ouvert en urgence"),
    NoticeKind.CONTEST: _("La personne conteste un de vos accès à son dossier"),
    NoticeKind.ANNOUNCEMENT: _("Un document reste à annoncer à la personne, qui le verra dans les 7 jours"),
    NoticeKind.NOT_THEIRS: _("Une personne dit qu’un document écrit par vous n’est pas à elle : répondez-lui"),
    NoticeKind.READ_NOT_THEIRS: _("Un document que vous avez lu est écarté : il est peut-être à une autre personne"),
    NoticeKind.REQUEST: _("Une personne demande de corriger ou de supprimer un document écrit par vous : répondez-lui"),
    NoticeKind.REQUEST_HANDED: _("Un confrère vous passe une demande sur un document de votre structure"),
    NoticeKind.QUESTION: _("Un examinateur vous demande d’expliquer un accès contesté"),
    NoticeKind.READ_REMOVED: _("Un document que vous avez lu était à une autre personne : il est supprimé"),
}


@require_GET
def messages(request: SignedInRequest) -> HttpResponse:
    """List what this professional is to learn."""
    notices = list_professional_notices(actor=professional_of(request), env=request.env)
    context = {
        "notices": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "at": one.due_at,
                "is_new": one.read_at is None,
                "href": reverse(LEADS_TO.get(one.kind, "pro-record"), args=[one.record]),
                "says": SAYS[one.kind],
            }
            for one in notices
        ]
    }
    return page(request, "messages.html", context, current="messages")


@require_POST
def read(request: SignedInRequest, notice: UUID) -> HttpResponse:
    """Mark a notice as read."""
    mark_read(notice, actor=professional_of(request), env=request.env)
    return HttpResponseRedirect(reverse("pro-messages"))
