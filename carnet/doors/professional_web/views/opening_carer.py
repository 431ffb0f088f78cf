"""Hand over the account of somebody who was invited as a carer: they bring the code, and show who they are."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.counter import counter_page, keep_handed_over, opener_of
from carnet.doors.professional_web.opening_form import read_contact
from carnet.usecases.account.open_account import NotOpened
from carnet.usecases.family.accept_invitation import NoInvitation
from carnet.usecases.family.open_carer_account import InvitedCarer, open_carer_account
from carnet.usecases.record.credentials_paper import HandedOver

FIELDS = ("code", "prenom", "nom", "telephone", "courriel", "compte")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def hand_over_to_carer(request: SignedInRequest) -> HttpResponse:
    """Ask for the code, the identity document and the way to send codes; then make identifier and password."""
    faults: dict[str, str] = {}
    if request.method == "GET":
        return _ask(request, faults)
    contact = read_contact(request.POST, faults)
    for name in ("prenom", "nom"):
        if not request.POST.get(name, "").strip():
            faults[name] = _("Écrivez-le comme sur la pièce d’identité.")
    if contact.channel is None:
        faults.setdefault("compte", _("Choisissez comment la personne recevra ses codes."))
    if "piece" not in request.POST:
        faults["piece"] = _("Rien n’est ouvert sans pièce d’identité vue.")
    if faults or contact.channel is None:
        return _ask(request, faults)
    carer = InvitedCarer(
        request.POST["prenom"], request.POST["nom"], contact.channel, mail=contact.mail, phone=contact.phone
    )
    code, actor = request.POST.get("code", ""), opener_of(request)
    match open_carer_account(code, carer, document_was_seen=True, actor=actor, env=request.env):
        case HandedOver() as handed:
            response = HttpResponseRedirect(reverse("pro-open-done"))
            keep_handed_over(request, response, handed)
            return response
        case NoInvitation():
            return _ask(
                request, {"code": _("Aucune invitation n’attend sous ce code. La personne peut en refaire une.")}
            )
        case NotOpened():
            told = _("Cette action n’est pas possible avec votre rôle.")
            return counter_page(request, "opening_refused.html", {"told": told}, status=403)


def _ask(request: SignedInRequest, faults: dict[str, str]) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    context = {"faults": faults, "summary": list(faults.items()), "typed": typed}
    return counter_page(request, "opening_carer.html", context, status=422 if faults else 200)
