"""What Pro Santé Connect says of a professional: the claims of its userinfo, beside those that OpenID Connect names."""

from collections.abc import Iterator
from typing import Any

from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.ports.identity_provider import PlaceOfPractice, ProfessionalIdentity

SCOPE = "openid scope_all"
"""What Pro Santé Connect must be asked for (ANS; shared/reference/domain.md 3.5)."""

MOST_PLACES = 50
"""More than anybody has: a longer answer is cut rather than looked up in the directory line by line."""

_LONGEST = 200
"""Characters of a name or of an identifier."""


def read_userinfo(claims: dict[str, Any], *, acr: str, id_token: str) -> ProfessionalIdentity | None:
    """Read who somebody is and where they work; None without a national identifier (``SubjectNameID``).

    Each activity of each exercise is a place, under its IdNat_Struct (``ancienIdentifiantDeLaStructure``: ``1`` +
    FINESS, ``3`` + SIRET, ``4`` + RPPS and rank for a practice). An activity without one cannot be found in any
    directory and is left out (DRIMbox does the same: domain.md 3.5).
    """
    identifier = _text(claims.get("SubjectNameID"))
    if not identifier or " " in identifier:
        return None
    places: dict[OrganizationId, PlaceOfPractice] = {}
    for place in _places(claims):
        places.setdefault(place.organization, place)
    names = (_text(claims.get("given_name")), _text(claims.get("family_name")))
    return ProfessionalIdentity(
        practitioner=PractitionerId(identifier),
        shown_name=" ".join(name for name in names if name) or identifier,
        places=tuple(places.values())[:MOST_PLACES],
        acr=acr,
        id_token=id_token,
    )


def _places(claims: dict[str, Any]) -> Iterator[PlaceOfPractice]:
    described = claims.get("SubjectRefPro")
    for exercise in _objects(described.get("exercices") if isinstance(described, dict) else None):
        profession = _text(exercise.get("codeProfession"))
        for activity in _objects(exercise.get("activities")):
            identifier = _text(activity.get("ancienIdentifiantDeLaStructure"))
            if identifier:
                name = _text(activity.get("raisonSocialeSite")) or identifier
                yield PlaceOfPractice(OrganizationId(identifier), name, profession)


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    """Give a claim that is a short printable text; anything else says nothing."""
    is_text = isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST
    return str(value).strip() if is_text else ""
