"""What the browser of a professional keeps while they say in which structure they are."""

from dataclasses import dataclass

from django.http import HttpResponse

from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.doors.kit.step_cookie import keep_step, kept_step
from carnet.doors.kit.web import CarnetRequest
from carnet.ports.identity_provider import PlaceOfPractice, ProfessionalIdentity


@dataclass(frozen=True, slots=True, repr=False)
class Choosing:
    """Somebody came back, recognised, and is asked in which structure they are."""

    identity: ProfessionalIdentity
    then: str

    def __repr__(self) -> str:
        """Hide who it is."""
        return "Choosing(…)"


def keep_choosing(request: CarnetRequest, response: HttpResponse, choosing: Choosing) -> None:
    """Keep who was recognised."""
    identity = choosing.identity
    kept = {
        "practitioner": identity.practitioner.value,
        "shown_name": identity.shown_name,
        "places": [(one.organization.value, one.name, one.profession) for one in identity.places],
        "acr": identity.acr,
        "id_token": identity.id_token,
        "then": choosing.then,
    }
    keep_step(request, response, "choosing", kept)


def choosing_of(request: CarnetRequest) -> Choosing | None:
    """Give it back; None when nobody was recognised here, or too long ago."""
    kept = kept_step(request, "choosing")
    if kept is None:
        return None
    places = (PlaceOfPractice(OrganizationId(one), name, profession) for one, name, profession in kept["places"])
    identity = ProfessionalIdentity(
        PractitionerId(kept["practitioner"]), kept["shown_name"], tuple(places), kept["acr"], kept["id_token"]
    )
    return Choosing(identity, kept["then"])
