"""The professional's own channel: emergencies of their patients, contests, announcements due."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from carnet.core.accounts.professional_notices import NoticeKind
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import page, professional_of
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from carnet.usecases.professional.mark_read import mark_read


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
                "href": reverse(
                    "pro-set-aside" if one.kind is NoticeKind.NOT_THEIRS else "pro-record", args=[one.record]
                ),
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
