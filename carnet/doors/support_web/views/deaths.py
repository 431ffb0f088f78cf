"""Note a death on proof, or undo one noted by mistake: one agent proposes, another confirms."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Proof
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, page
from carnet.doors.support_web.views.accounts import not_done
from carnet.doors.support_web.words import PROOFS
from carnet.usecases.support.propose_act import propose_act

WHAT: dict[DeskAct, Promise] = {
    DeskAct.RECORD_DEATH: gettext_lazy("La personne est décédée : fermer son dossier"),
    DeskAct.UNDO_DEATH: gettext_lazy("Le décès a été noté à tort : l’annuler"),
}
SEEN = (Proof.DEATH_CERTIFICATE, Proof.FAMILY_BOOK, Proof.COURT_DECISION, Proof.IN_PERSON)
"""What proves a death, or that somebody is alive."""


@require_http_methods(["GET", "POST"])
def death(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Say what it does, then propose it to a colleague."""
    act = next((one for one in WHAT if one.value == request.POST.get("acte")), None)
    proof = next((one for one in SEEN if one.value == request.POST.get("preuve")), None)
    if request.method == "GET" or act is None or proof is None:
        error = "" if request.method == "GET" else _("Dites ce qui est demandé, et la preuve que vous avez vue.")
        context = {
            "record": record,
            "what": [{"value": one.value, "label": label} for one, label in WHAT.items()],
            "proofs": [{"value": one.value, "label": PROOFS[one]} for one in SEEN],
            "error": error,
        }
        return page(request, "death.html", context, current="accounts", status=422 if error else 200)
    answer = propose_act(RecordId(record), act, {"proof": proof.value}, actor=desk_of(request), env=request.env)
    if isinstance(answer, NotDone):
        return not_done(request, record, answer)
    return done(reverse("desk-proposals"), _("Proposé. Une autre personne doit confirmer."))


urlpatterns: list[URLPattern] = [
    path("assistance/comptes/<uuid:record>/deces/", death, name="desk-death"),
]
