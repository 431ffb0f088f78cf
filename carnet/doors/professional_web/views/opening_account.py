"""Hand over an account later (FAQ dmp.fr 2018, « même après la création »), with the person and their card there."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.counter import (
    card_context,
    counter_page,
    keep_handed_over,
    opener_of,
    said_of_card,
    statement_of,
)
from carnet.doors.professional_web.opening_form import read_contact
from carnet.ports.card_reader import CardFault
from carnet.usecases.record.credentials_paper import HandedOver
from carnet.usecases.record.hand_over_account import NotHandedOver, hand_over_account


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Ask for the card and for the way to send codes, then make the identifier and the first password."""
    faults: dict[str, str] = {}
    if request.method == "GET":
        return _ask(request, faults, status=200)
    contact = read_contact(request.POST, faults)
    if contact.channel is None:
        faults.setdefault("compte", _("Choisissez comment la personne recevra ses codes."))
    if "present" not in request.POST:
        faults["present"] = _("Seule la personne, présente, reçoit ses identifiants.")
    if faults or contact.channel is None:
        return _ask(request, faults, status=422)
    answer = hand_over_account(
        statement_of(request),
        mail=contact.mail,
        phone=contact.phone,
        channel=contact.channel,
        name=(request.POST.get("prenom", ""), request.POST.get("nom", "")),
        actor=opener_of(request),
        env=request.env,
    )
    match answer:
        case CardFault():
            return _ask(request, {"carte": said_of_card(answer)}, status=422)
        case NotHandedOver.NO_NAME:
            said = _("La carte ne dit pas son nom. Saisissez-le, comme sur la pièce d’identité.")
            return _ask(request, {"prenom": said}, status=422)
        case NotHandedOver():
            return counter_page(request, "opening_refused.html", {"told": why_not(answer)}, status=403)
        case HandedOver():
            response = HttpResponseRedirect(reverse("pro-open-done"))
            keep_handed_over(request, response, answer)
            return response


def _ask(request: SignedInRequest, faults: dict[str, str], *, status: int) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("telephone", "courriel", "compte", "carte", "prenom", "nom")}
    context = {**card_context(request), "faults": faults, "summary": list(faults.items()), "typed": typed}
    return counter_page(request, "opening_account.html", context, status=status)


def why_not(answer: NotHandedOver) -> str:
    """Say why nothing was handed over."""
    sentences: dict[NotHandedOver, str] = {
        NotHandedOver.NO_RECORD: _("Cette personne n’a pas de dossier ici. Ouvrez-le d’abord avec elle."),
        NotHandedOver.HAS_ACCOUNT: _("Cette personne a déjà un compte. L’assistance lui rend un accès perdu."),
        NotHandedOver.NOT_ALLOWED: _("Cette action n’est pas possible avec votre rôle."),
    }
    return sentences[answer]
