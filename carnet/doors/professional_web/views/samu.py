"""A call to the SAMU – Centre 15: the regulating doctor finds somebody, and opens their record for this call."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.emergency.call import read_call_number
from carnet.core.identifiers import RecordId
from carnet.core.people import Gender, searchable
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.professional_web.page import done, page, professional_of, refused
from carnet.usecases.emergency.answer_samu_call import CallAnswered, CallNumberMissing, answer_samu_call
from carnet.usecases.emergency.find_by_traits import FoundPeople, TooMany, Traits, find_by_traits

NO_NUMBER = gettext_lazy("Saisissez le numéro de l’appel : quatre chiffres au moins, sans phrase.")


@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Look for somebody by name and birth date. What is typed is sent in a form, never in an address."""
    typed = {name: request.POST.get(name, "") for name in ("appel", "nom", "prenom", "naissance")}
    context: dict[str, object] = {"typed": typed, "errors": {}, "found": None, "is_too_many": False}
    if request.method == "GET":
        return page(request, "samu_find.html", context, current="patients")
    born = read_day(typed["naissance"])
    errors: dict[str, object] = {}
    if not searchable(typed["nom"]):
        errors["nom"] = _("Saisissez le nom de naissance ou le nom d’usage.")
    if born is None:
        errors["naissance"] = _("Saisissez la date de naissance.")
    if read_call_number(typed["appel"]) is None:
        errors["appel"] = NO_NUMBER
    if errors or born is None:
        return page(request, "samu_find.html", {**context, "errors": errors}, current="patients", status=422)
    traits = Traits(typed["nom"], born, typed["prenom"])
    match find_by_traits(traits, call=typed["appel"], actor=professional_of(request), env=request.env):
        case CallNumberMissing():
            context["errors"] = {"appel": NO_NUMBER}
            return page(request, "samu_find.html", context, current="patients", status=422)
        case Refusal() as refusal:
            return refused(request, refusal)
        case TooMany():
            return page(request, "samu_find.html", {**context, "is_too_many": True}, current="patients")
        case FoundPeople(people):
            found = [
                {
                    "href": reverse("pro-samu", args=[one.record]),
                    "name": f"{one.traits.birth_name.upper()} {' '.join(one.traits.given_names).title()}",
                    "used": one.traits.used_name.upper(),
                    "born": one.traits.birth_date,
                    "sex": one.traits.gender.value if one.traits.gender is not Gender.UNKNOWN else "",
                }
                for one in people
            ]
            return page(request, "samu_find.html", {**context, "found": found}, current="patients")


@require_http_methods(["GET", "POST"])
def samu(request: SignedInRequest, record: UUID) -> HttpResponse:
    """Answer a call, or another one about the same person."""
    call = request.POST.get("appel", "")
    context: dict[str, object] = {"record": record, "call": call, "error": ""}
    if request.method == "GET":
        return page(request, "samu.html", context, current="patients")
    match answer_samu_call(RecordId(record), call=call, actor=professional_of(request), env=request.env):
        case CallNumberMissing():
            return page(request, "samu.html", {**context, "error": NO_NUMBER}, current="patients", status=422)
        case Refusal() as refusal:
            return refused(request, refusal)
        case CallAnswered():
            message = _("Dossier ouvert pour cet appel. La personne est prévenue.")
            return done(reverse("pro-record", args=[record]), message)
