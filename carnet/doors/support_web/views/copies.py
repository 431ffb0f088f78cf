"""A copy on paper for somebody who wrote or came (D3): for whom, where it goes, which proofs were seen."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, HeirPurpose
from carnet.core.support.authority import NotDone
from carnet.core.support.requests import Proof
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, page
from carnet.doors.support_web.views.accounts import not_done
from carnet.doors.support_web.words import COPIES_FOR, NO_COPY, PROOFS, PURPOSES
from carnet.usecases.copies.ask_copy_at_desk import CopyAtDesk, NoCopy, ask_copy_at_desk
from carnet.usecases.support.list_representatives import list_representatives

SHOWN = tuple(one for one in PROOFS if one not in (Proof.SIGN_IN, Proof.MANDATE))
FIELDS = {NoCopy.ADDRESS: "lignes", NoCopy.PURPOSE: "motif"}


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Ask for it; with enough proofs it is accepted at once, and for heirs a doctor decides."""
    if request.method == "GET":
        return _form(request, record)
    whom, _colon, account = request.POST.get("pour", "").partition(":")
    made_for = next((one for one in CopyFor if one.value == whom), None)
    if made_for is None:
        return _form(request, record, field="pour", error=_("Choisissez pour qui est la copie."))
    sent = set(request.POST.getlist("vu"))
    answer = ask_copy_at_desk(
        RecordId(record),
        made_for,
        request.POST.get("lignes", ""),
        [one for one in SHOWN if one.value in sent],
        account=account,
        purpose=next((one for one in HeirPurpose if one.value == request.POST.get("motif")), None),
        actor=desk_of(request),
        env=request.env,
    )
    match answer:
        case NoCopy():
            return _form(request, record, field=FIELDS.get(answer, "pour"), error=NO_COPY[answer])
        case NotDone():
            return not_done(request, record, answer)
        case CopyAtDesk(opened, is_ordered):
            said = (
                _("Copie acceptée. Elle se prépare.") if is_ordered else _("Copie demandée. Elle attend une décision.")
            )
            return done(reverse("desk-request", args=[opened.id]), said)


def _form(request: SignedInRequest, record: UUID, *, field: str = "", error: str | Promise = "") -> HttpResponse:
    found = list_representatives(RecordId(record), actor=desk_of(request), env=request.env)
    if isinstance(found, NotDone):
        return not_done(request, record, found)
    sent = request.POST.getlist("vu")
    whom = [{"value": CopyFor.HOLDER.value, "label": COPIES_FOR[CopyFor.HOLDER]}]
    whom += [
        {"value": f"{CopyFor.REPRESENTATIVE.value}:{one.account}", "label": one.name or _("Un représentant légal")}
        for one in found
        if not one.is_over and one.suspended_at is None
    ]
    whom.append({"value": CopyFor.HEIRS.value, "label": COPIES_FOR[CopyFor.HEIRS]})
    context = {
        "record": record,
        "whom": whom,
        "chosen": request.POST.get("pour", ""),
        "purposes": [{"value": one.value, "label": label} for one, label in PURPOSES.items()],
        "purpose": request.POST.get("motif", ""),
        "lines": request.POST.get("lignes", ""),
        "proofs": [{"value": one.value, "label": PROOFS[one], "chosen": one.value in sent} for one in SHOWN],
        "faults": [(field, error)] if error else [],
        "whom_fault": error if field == "pour" else "",
        "lines_fault": error if field == "lignes" else "",
        "purpose_fault": error if field == "motif" else "",
    }
    return page(request, "copy.html", context, current="accounts", status=422 if error else 200)


urlpatterns = [path("assistance/comptes/<uuid:record>/copie/", ask, name="desk-copy")]
