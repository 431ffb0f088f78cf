"""Writing to the support desk without signing in: a kind, some words, how to be answered, and a number at the end."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.support.requests import LONGEST_TEXT, RequestKind
from carnet.doors.kit.proxy import address_of
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.public_web.pages import public
from carnet.usecases.support.write_to_desk import TooManyMessages, write_to_desk

LONGEST_REPLY = 200
"""Characters of an address, a mail or a phone number."""
DEFAULT = RequestKind.CONTACT
TRAP = "site"
"""A field that nobody sees and that only a program fills: no puzzle is asked of people (WCAG 3.3.8)."""
AT_LEAST = 10
"""Characters of a message that can be answered."""
SOONEST, LATEST = timedelta(seconds=3), timedelta(hours=24)
"""When a form comes back that somebody has read and filled, since its page was shown."""
_signer = Signer(salt="carnet.contact")


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of request, as people name it."""

    kind: RequestKind
    label: str

    @property
    def value(self) -> str:
        """What the form sends, and the page takes as ``sujet``."""
        return self.kind.value


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody typed, and the faults of it: (field, sentence)."""

    kind: str
    text: str
    reply_to: str
    once: UUID | None = None
    faults: tuple[tuple[str, str], ...] = ()

    def fault_of(self, field: str) -> str:
        """Give the sentence of a field, empty when it has none."""
        return next((sentence for name, sentence in self.faults if name == field), "")


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: CarnetRequest) -> HttpResponse:
    """Show the form (``sujet``: the kind that is chosen beforehand), or take it and give the number of the request.

    The answer is the same whether or not somebody has a record or an account: nothing is looked up.
    """
    if request.method != "POST":
        asked = request.GET.get("sujet", "")
        chosen = asked if asked in {one.value for one in subjects()} else DEFAULT.value
        return _form(request, Written(chosen, "", ""))
    written = _read(request)
    if written.faults:
        return _form(request, written, status=422)
    if request.POST.get(TRAP, ""):
        # A program filled what nobody sees. It learns nothing, and the desk has nothing to sort.
        return public(request, "contact_sent", {"number": "", "due_at": None})
    told = {"text": written.text, "reply_to": written.reply_to}
    opened = write_to_desk(
        RequestKind(written.kind), told, once=written.once, address=address_of(request), env=request.env
    )
    if isinstance(opened, TooManyMessages):
        too_many = _(
            "Trop de messages arrivent en ce moment. Réessayez dans une heure, ou appelez-nous : c’est gratuit."
        )
        return _form(request, replace(written, faults=(("message", too_many),)), status=429)
    return public(request, "contact_sent", {"number": opened.number, "due_at": opened.due_at})


def subjects() -> tuple[Subject, ...]:
    """Give what people may ask about, in the order of the form."""
    return (
        Subject(RequestKind.CONTACT, _("Une question")),
        Subject(RequestKind.ACCOUNT, _("Mon compte : identifiant, mot de passe, téléphone ou e-mail")),
        Subject(RequestKind.CREATION_CODE, _("Un code de création")),
        Subject(RequestKind.SOMEBODY_ELSE, _("Quelqu’un utilise mon accès")),
        Subject(RequestKind.COPY_ON_PAPER, _("Une copie sur papier")),
        Subject(RequestKind.RECTIFICATION, _("Faire corriger un document")),
        Subject(RequestKind.NOT_MINE, _("Un document n’est pas à moi")),
        Subject(RequestKind.DELETION, _("Faire supprimer un document")),
        Subject(RequestKind.CONTESTED_ACCESS, _("Contester un accès")),
        Subject(RequestKind.OPPOSITION, _("M’opposer à un dépôt ou à un accès")),
        Subject(RequestKind.REPRESENTATION, _("Représenter un enfant ou un adulte protégé")),
        Subject(RequestKind.PROTECTION_DECISION, _("Une décision d’un juge")),
        Subject(RequestKind.DEATH, _("Un décès")),
        Subject(RequestKind.HEIRS, _("Une copie, pour les héritiers")),
        Subject(RequestKind.ERASURE, _("Faire effacer mon dossier")),
        Subject(RequestKind.DEMANDED, _("On m’a demandé mon dossier")),
        Subject(RequestKind.ACCESSIBILITY, _("Une difficulté d’accessibilité")),
    )


def _read(request: CarnetRequest) -> Written:
    kind = request.POST.get("sujet", "")
    text = request.POST.get("message", "").strip()
    reply_to = request.POST.get("reponse", "").strip()
    faults: list[tuple[str, str]] = []
    if kind not in {one.value for one in subjects()}:
        faults.append(("sujet", _("Choisissez un sujet dans la liste.")))
    if len(text) < AT_LEAST:
        faults.append(("message", _("Écrivez votre demande en quelques mots.")))
    elif len(text) > LONGEST_TEXT:
        faults.append(("message", _("Votre message est trop long. Gardez l’essentiel.")))
    if not reply_to:
        faults.append(("reponse", _("Dites-nous comment vous répondre : e-mail, téléphone ou adresse.")))
    elif len(reply_to) > LONGEST_REPLY:
        faults.append(("reponse", _("Donnez une seule adresse ou un seul numéro.")))
    once = _once(request.POST.get("page", ""), at=request.env.clock.now())
    if once is None and not faults:
        faults.append(("message", _("Relisez votre message, puis envoyez-le une seconde fois.")))
    return Written(kind, text, reply_to, once, tuple(faults))


def _once(sent: str, *, at: datetime) -> UUID | None:
    """Read the identifier of the page that is sent: None when we did not give it, or when nobody can have filled it."""
    try:
        shown, identifier = _signer.unsign(sent).split("|")
    except (BadSignature, ValueError):
        return None
    return UUID(identifier) if SOONEST <= at - datetime.fromisoformat(shown) <= LATEST else None


def _form(request: CarnetRequest, written: Written, *, status: int = 200) -> HttpResponse:
    once = written.once or request.env.chance.identifier()
    context: dict[str, Any] = {
        "written": written,
        "subjects": subjects(),
        "faults": written.faults,
        "kind_fault": written.fault_of("sujet"),
        "text_fault": written.fault_of("message"),
        "reply_fault": written.fault_of("reponse"),
        "trap": TRAP,
        "page": _signer.sign(f"{request.env.clock.now().isoformat()}|{once}"),
    }
    response = public(request, "contact", context)
    response.status_code = status
    return response
