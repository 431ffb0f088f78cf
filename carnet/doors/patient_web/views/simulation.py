"""« Que verrait… ? » (P18): the person's own documents, as somebody else would find them."""

from dataclasses import dataclass
from datetime import datetime, time

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.emergency.access import EmergencyMode
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.record.majority import PARIS
from carnet.core.vocabulary.professions import PHYSICIAN, profession
from carnet.core.vocabulary.valueset import value_set
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.reasons import said_reasons
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.health_words import BLOCKS
from carnet.doors.patient_web.page import actor_of, page, record_of, refused
from carnet.doors.patient_web.shown import DocumentView, describe_role, show_document
from carnet.usecases.consent.find_professional import find_professional
from carnet.usecases.reading.simulate_access import (
    AsCarer,
    AsRepresentative,
    AuthorizedProfession,
    InEmergency,
    NamedProfessional,
    SeenDocument,
    Simulation,
    Somebody,
    simulate_access,
)

EMERGENCIES = {"danger": EmergencyMode.BREAK_THE_GLASS, "samu": EmergencyMode.SAMU_CALL}
CLOSE_ONES: dict[str, Somebody] = {"aidant": AsCarer(), "representant": AsRepresentative()}
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of those whose eyes can be borrowed."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SeenView:
    """A document in the answer. ``why``: the rules that decided, each with its sentence."""

    document: DocumentView
    why: tuple[tuple[str, str], ...]


@require_GET
def simulation(request: SignedInRequest) -> HttpResponse:
    """Ask for whom, then show what they would find; the address holds the question, which names no patient."""
    asked = request.GET.get("qui", "")
    on, day_error = _day(request.GET.get("le", ""))
    words = request.GET.get("nom", "").strip()
    somebody = _somebody(asked)
    context = {
        "choices": _choices(asked),
        "day": request.GET.get("le", ""),
        "day_error": day_error,
        "words": words,
        "found": [
            {
                "name": one.name,
                "role": describe_role(one.profession, one.specialty, ""),
                "value": f"p-{one.grantee.value}",
            }
            for one in (find_professional(words) if words else ())
            if isinstance(one.grantee, PractitionerId)
        ],
        "asked_by_name": bool(words),
    }
    if somebody is None or day_error:
        return page(request, "simulation.html", context, current="acces")
    answer = simulate_access(record_of(request), somebody, on=on, actor=actor_of(request), env=request.env)
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case Simulation():
            context |= _told(somebody, answer)
        case _:
            return page(request, "absent.html", status=404)
    return page(request, "simulation.html", context, current="acces")


def _told(somebody: Somebody, answer: Simulation) -> dict[str, object]:
    listed = [one for one in answer.documents if one.shown.status is not DocumentStatus.SUPERSEDED]
    return {
        "who": answer.name or _name(somebody),
        "at": answer.at,
        "opens": answer.opens,
        "why_closed": () if answer.opens else said_reasons(answer.reasons),
        "allergies": answer.allergies,
        "own_words": [
            {"title": BLOCKS[one.kind.key].title, "seen": one.seen, "lines": one.lines} for one in answer.own_words
        ],
        "place": answer.place.name if answer.place is not None else "",
        "elsewhere": [
            {"name": one.name, "value": f"p-{somebody.practitioner.value}@{one.organization.value}"}
            for one in answer.elsewhere
            if isinstance(somebody, NamedProfessional)
        ],
        "seen": [_view(one) for one in listed if one.is_shown],
        "unseen": [_view(one) for one in listed if not one.is_shown],
        "total": len(listed),
    }


def _view(one: SeenDocument) -> SeenView:
    return SeenView(show_document(one.shown, since=None), said_reasons(one.reasons))


def _somebody(asked: str) -> Somebody | None:
    """Read whose eyes are asked for; None when nobody is."""
    kind, _dash, code = asked.partition("-")
    if kind == "p" and code:
        identifier, _at, place = code.partition("@")
        return NamedProfessional(PractitionerId(identifier), OrganizationId(place) if place else None)
    if kind == "metier" and code in value_set("professions"):
        return AuthorizedProfession(code)
    if kind == "urgence" and code in EMERGENCIES:
        return InEmergency(EMERGENCIES[code])
    return CLOSE_ONES.get(asked)


def _choices(asked: str) -> list[Choice]:
    professions = sorted(value_set("professions").values(), key=lambda code: code.label)
    offered = [(f"metier-{code.value}", code.label) for code in professions]
    offered += [
        ("urgence-danger", _("Un médecin, en danger immédiat")),
        ("urgence-samu", _("Le Samu – Centre 15")),
        ("aidant", _("Un aidant")),
        ("representant", _("Un représentant légal")),
    ]
    chosen = asked or f"metier-{PHYSICIAN}"
    return [Choice(value, label, value == chosen) for value, label in offered]


def _name(somebody: Somebody) -> str:
    match somebody:
        case NamedProfessional(practitioner):
            return practitioner.value
        case AuthorizedProfession(code):
            known_code = profession(code)
            label = known_code.label if known_code else code
            return _("%(profession)s que vous auriez autorisé") % {"profession": label}
        case InEmergency(EmergencyMode.SAMU_CALL):
            return _("Le Samu – Centre 15")
        case InEmergency():
            return _("Un médecin, en danger immédiat")
        case AsRepresentative():
            return _("Un représentant légal")
        case AsCarer():
            return _("Un aidant")


def _day(written: str) -> tuple[datetime | None, str]:
    """Read the day of the simulation, at noon where the law is French. Gives the instant, or what to correct."""
    if not written:
        return None, ""
    day = read_day(written)
    if day is None:
        return None, _("Écrivez une date, par exemple 2027-03-01.")
    return datetime.combine(day, NOON, tzinfo=PARIS), ""
