"""Who can see my record, a tab at each address: authorised and blocked (P18), emergencies (P19); and each card."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.audit.events import Party
from carnet.core.audit.selection import author_key
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.consent.ending import last_day
from carnet.core.consent.grantee import Grantee
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.vocabulary.professions import PHYSICIAN
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.shown import describe_role
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.consent.find_professional import find_professional, look_up_professional
from carnet.usecases.consent.list_access import AccessRights
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.consent.see_access import ProposedPhysician, SeenAccess, see_access
from carnet.usecases.consent.see_person import SeenPerson, UnknownPerson, see_person

PERSON, STRUCTURE = "professionnel", "etablissement"


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who can see, could see, or may not see."""

    name: str
    role: str
    href: str
    is_valid: bool
    is_treating: bool
    is_doctor: bool
    ends_on: date | None
    icon: str


def address_of(grantee: Grantee) -> str:
    """Give the address of somebody's page."""
    kind = PERSON if isinstance(grantee, PractitionerId) else STRUCTURE
    return reverse("patient-person", args=[kind, grantee.value])


@require_GET
def access(request: SignedInRequest) -> HttpResponse:
    """Show who can see: the first tab."""
    return _tab(request, "autorises")


@require_GET
def blocked(request: SignedInRequest) -> HttpResponse:
    """Show who is blocked: the second tab."""
    return _tab(request, "bloques")


@require_http_methods(["GET", "POST"])
def emergencies(request: SignedInRequest) -> HttpResponse:
    """Show the three switches, or set them: the third tab."""
    if request.method == "GET":
        return _tab(request, "urgence")
    switches = EmergencySwitches(
        samu="samu" in request.POST,
        break_the_glass="bris_de_glace" in request.POST,
        masked_documents="masques" in request.POST,
    )
    answer = choose_emergency_access(record_of(request), switches, actor=actor_of(request), env=request.env)
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(reverse("patient-emergencies"), _("Vos choix pour les urgences sont enregistrés."))


def _tab(request: SignedInRequest, tab: str) -> HttpResponse:
    """Show one of the three tabs; all say how many there are in each."""
    match see_access(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case SeenAccess(rights=AccessRights(granted=granted, blocked=shut, switches=switches), proposed=proposed):
            people = [
                PersonView(
                    name=one.name,
                    role=describe_role(one.profession, one.specialty, ""),
                    href=address_of(one.grantee),
                    is_valid=one.status is AuthorizationStatus.VALID,
                    is_treating=one.is_treating_physician,
                    is_doctor=one.profession == PHYSICIAN,
                    ends_on=last_day(one.ends_at) if one.ends_at is not None else None,
                    icon=_icon(one.grantee),
                )
                for one in granted
            ]
            valid = [one for one in people if one.is_valid]
            context = {
                "tab": tab,
                "tabs": _tabs(tab, allowed=len(valid), shut=len(shut)),
                "valid": valid,
                "expired": [one for one in people if not one.is_valid],
                "blocked": [
                    {
                        "name": one.name,
                        "role": describe_role(one.profession, "", ""),
                        "href": address_of(one.grantee),
                        "since": one.since,
                    }
                    for one in shut
                ],
                "switches": switches,
                "proposed": _proposed(proposed) if proposed is not None else None,
            }
            return page(request, "access.html", context, current="acces")


def _tabs(current: str, *, allowed: int, shut: int) -> list[dict[str, object]]:
    tabs = (
        ("autorises", "patient-access", _("Autorisés"), allowed),
        ("bloques", "patient-blocked", _("Bloqués"), shut),
        ("urgence", "patient-emergencies", _("Urgence"), None),
    )
    return [
        {"href": reverse(name), "label": label, "count": count, "current": key == current}
        for key, name, label, count in tabs
    ]


def _icon(grantee: Grantee) -> str:
    return "user-round" if isinstance(grantee, PractitionerId) else "hospital"


def _acts_of(grantee: Grantee) -> str:
    """Give the address of what they did with the record: the history, cut to them."""
    if isinstance(grantee, PractitionerId):
        return f"{reverse('patient-history')}?qui={author_key(Party('professional', grantee.value))}"
    return f"{reverse('patient-history')}?ou={grantee.value}"


def _proposed(one: ProposedPhysician) -> dict[str, object]:
    return {
        "name": one.name,
        "role": describe_role(PHYSICIAN, one.specialty, ""),
        "identifier": one.identifier.value,
        "may_read": one.may_read,
        "href": address_of(one.identifier),
    }


@require_GET
def find(request: SignedInRequest) -> HttpResponse:
    """Search the directory for somebody to authorise or to block."""
    words = request.GET.get("nom", "")
    found = [
        {
            "name": one.name,
            "role": describe_role(one.profession, one.specialty, ""),
            "href": address_of(one.grantee),
            "icon": _icon(one.grantee),
        }
        for one in find_professional(words)
    ]
    return page(request, "find.html", {"words": words, "found": found, "asked": "nom" in request.GET}, current="acces")


@require_GET
def person(request: SignedInRequest, kind: str, identifier: str) -> HttpResponse:
    """Show one professional or structure, and what the person may decide about them."""
    return show_person(request, kind, identifier)


def show_person(request: SignedInRequest, kind: str, identifier: str, *, fault: str = "") -> HttpResponse:
    """Show the page of somebody; ``fault``: what is wrong with the end that was just chosen."""
    grantee = grantee_of(kind, identifier)
    match see_person(record_of(request), grantee, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case UnknownPerson():
            return page(request, "absent.html", status=404)
        case SeenPerson(given=given, blocked=shut) as known:
            context = {
                "name": known.name,
                "role": describe_role(known.profession, known.specialty, ""),
                "is_valid": given is not None and given.status is AuthorizationStatus.VALID,
                "is_blocked": shut is not None,
                "refuses_deposits": shut is not None and shut.refuses_deposits,
                "is_treating": given is not None and given.is_treating_physician,
                "is_doctor": known.profession == PHYSICIAN,
                "is_structure": isinstance(grantee, OrganizationId),
                "given_at": given.given_at if given else None,
                "ends_on": last_day(given.ends_at) if given and given.ends_at else None,
                "places": known.places,
                "acts": _acts_of(grantee),
                "usual_days": known.lasts.days if known.lasts is not None else 0,
                "others_treating": known.others_treating,
                "fault": fault,
                "kind": kind,
                "identifier": identifier,
            }
            return page(request, "person.html", context, current="acces", status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
def block(request: SignedInRequest, kind: str, identifier: str) -> HttpResponse:
    """Say what blocking does, then block."""
    grantee = grantee_of(kind, identifier)
    if request.method == "GET":
        known = look_up_professional(grantee)
        if known is None:
            return page(request, "absent.html", status=404)
        context = {"name": known.name, "back": address_of(grantee), "is_structure": isinstance(grantee, OrganizationId)}
        return page(request, "block.html", context, current="acces")
    answer = block_professional(record_of(request), grantee, actor=actor_of(request), env=request.env)
    return _answer(request, answer, grantee, _("Accès bloqué. Plus rien du dossier n’est lu."))


@require_POST
def unblock(request: SignedInRequest, kind: str, identifier: str) -> HttpResponse:
    """Lift a block."""
    grantee = grantee_of(kind, identifier)
    answer = unblock_professional(record_of(request), grantee, actor=actor_of(request), env=request.env)
    return _answer(request, answer, grantee, _("Blocage levé. Votre accord sera redemandé."))


@require_POST
def treating(request: SignedInRequest, identifier: str) -> HttpResponse:
    """Name the treating physician, in place of the former one or beside them."""
    grantee = PractitionerId(identifier)
    answer = name_treating_physician(
        record_of(request),
        grantee,
        keeps_others="garder" in request.POST,
        actor=actor_of(request),
        env=request.env,
    )
    return _answer(request, answer, grantee, _("Médecin traitant désigné."))


def grantee_of(kind: str, identifier: str) -> Grantee:
    """Read of whom the page is."""
    return PractitionerId(identifier) if kind == PERSON else OrganizationId(identifier)


def _answer(request: SignedInRequest, answer: object, grantee: Grantee, message: str) -> HttpResponse:
    if isinstance(answer, Refusal):
        return refused(request, answer)
    return done(address_of(grantee), message)
