"""What the desk did to an account (D8), and the desk's figures (D9)."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from carnet.core.identifiers import RecordId
from carnet.core.support.authority import NotDone
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, not_for_this_role, page
from carnet.doors.support_web.views.accounts import not_done
from carnet.doors.support_web.words import KINDS, OF_THE_DESK, OTHER_LINE
from carnet.usecases.support.read_desk_journal import read_desk_journal
from carnet.usecases.support.read_figures import read_figures


@require_GET
def journal(request: SignedInRequest, record: UUID) -> HttpResponse:
    """List the acts of the desk on an account, as its person reads them."""
    found = read_desk_journal(RecordId(record), actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_done(request, record, found)
    rows = [
        {"at": one.at, "act": OF_THE_DESK.get(one.act, OTHER_LINE), "by": one.by, "is_refused": one.is_refused}
        for one in found
    ]
    return page(request, "journal.html", {"rows": rows, "record": record}, current="accounts")


@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    """Show volumes and deadlines met, without any figure of fewer than eleven."""
    found = read_figures(actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_for_this_role(request)
    rows = [
        {"kind": KINDS[one.kind], "opened": one.opened, "answered": one.answered, "in_time": one.in_time}
        for one in found.by_kind
    ]
    return page(request, "figures.html", {"rows": rows, "closed": found.closed_accounts}, current="figures")


urlpatterns = [
    path("assistance/comptes/<uuid:record>/journal/", journal, name="desk-journal"),
    path("assistance/chiffres/", figures, name="desk-figures"),
]
