"""What was done to the account of somebody who has no record here; others read it in their record's history."""

from itertools import groupby

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from carnet.core.record.majority import PARIS
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import page
from carnet.doors.patient_web.proving import first
from carnet.doors.patient_web.shown import show_line
from carnet.doors.patient_web.visits import gather_visits
from carnet.usecases.account.read_own_acts import InOwnRecord, OwnActs, read_own_acts

MOST = 200
"""How many lines the page tells, the newest."""


@require_GET
def own_acts(request: SignedInRequest) -> HttpResponse:
    """Show them by day."""
    match read_own_acts(token_of(request) or "", env=request.env):
        case InOwnRecord():
            return HttpResponseRedirect(reverse("patient-history"))
        case OwnActs(lines):
            views = gather_visits(show_line(one, {}, since=None, is_first=False) for one in lines)[:MOST]
            days = [
                {"date": day, "lines": list(told)}
                for day, told in groupby(views, key=lambda view: view.at.astimezone(PARIS).date())
            ]
            return page(request, "own_acts.html", {"days": days})
        case nobody:
            return first(nobody, then="")
