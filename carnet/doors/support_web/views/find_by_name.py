"""Finding the account of somebody who has nothing at hand: by their name and birth date, masked (D2)."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.people import searchable
from carnet.core.support.authority import NotDone
from carnet.doors.kit.dates import read_day
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, not_for_this_role, page
from carnet.usecases.emergency.find_by_traits import TooMany, Traits
from carnet.usecases.support.look_up_by_traits import MaskedPeople, look_up_by_traits

FIELDS = ("nom", "prenom", "naissance")


@require_http_methods(["GET", "POST"])
def find_by_name(request: SignedInRequest) -> HttpResponse:
    """Look for somebody. What is typed is sent in a form, never in an address."""
    if request.method == "GET":
        return _show(request)
    born = read_day(request.POST.get("naissance", ""))
    errors: dict[str, str] = {}
    if not searchable(request.POST.get("nom", "")):
        errors["nom"] = _("Saisissez le nom de naissance ou le nom d’usage.")
    if born is None:
        errors["naissance"] = _("Saisissez la date de naissance.")
    if errors or born is None:
        return _show(request, errors=errors)
    traits = Traits(request.POST["nom"], born, request.POST.get("prenom", ""))
    match look_up_by_traits(traits, actor=desk_of(request), env=request.env):
        case MaskedPeople(people):
            return _show(
                request,
                found=[
                    {
                        "href": reverse("desk-account", args=[one.record]),
                        "initials": one.initials,
                        "birth_year": one.birth_year,
                        "mail": one.mail,
                        "phone": one.phone,
                    }
                    for one in people
                ],
            )
        case TooMany():
            return _show(request, errors={"prenom": _("Plus de dix personnes répondent. Demandez le prénom.")})
        case NotDone.NOT_THIS_ROLE:
            return not_for_this_role(request)
        case NotDone():
            return _show(request, errors={"nom": _("Personne ne correspond. Vérifiez avec la personne.")})


def _show(
    request: SignedInRequest,
    *,
    errors: dict[str, str] | None = None,
    found: list[dict[str, object]] | None = None,
) -> HttpResponse:
    faults = errors or {}
    context = {
        "typed": {name: request.POST.get(name, "") for name in FIELDS},
        "errors": {name: faults.get(name, "") for name in FIELDS},
        "faults": list(faults.items()),
        "found": found,
    }
    return page(request, "find_by_name.html", context, current="accounts", status=422 if faults else 200)


urlpatterns = [path("assistance/comptes/nom/", find_by_name, name="desk-find-by-name")]
