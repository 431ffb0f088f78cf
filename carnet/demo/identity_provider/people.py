"""What the demonstration's identity provider says of each professional (Pro Santé Connect’s claims) and desk agent."""

from dataclasses import dataclass
from typing import Any

from carnet.core.support.desk_sign_in import DeskRole
from carnet.demo.caregivers import CAREGIVERS, Caregiver
from carnet.demo.cast import DESK, Member
from carnet.demo.clerks import CLERKS


@dataclass(frozen=True, slots=True)
class Workplace:
    """A structure, as Pro Santé Connect names it. ``facility``: a code of JDV_J02 (codeSecteurDactivite)."""

    identifier: str
    name: str
    facility: str = "SA07"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be chosen on the page of the provider.

    ``short``: what the button sends. ``identifier``: their national identifier, or "" for somebody who has none.
    ``prefix``: « Dr » or nothing. ``profession``, ``specialty``: TRE_G15 and TRE_R01, or empty. ``what``: in French.
    ``roles``: at the support desk. ``amr``: by which means they prove who they are (RFC 8176).
    """

    short: str
    identifier: str
    given: str
    family: str
    prefix: str = ""
    profession: str = ""
    specialty: str = ""
    what: str = ""
    places: tuple[Workplace, ...] = ()
    roles: tuple[str, ...] = ()
    amr: tuple[str, ...] = ("sc", "pin")

    @property
    def shown(self) -> str:
        """« Dr Anne Keller »."""
        return " ".join(part for part in (self.prefix, self.given, self.family) if part)

    @property
    def subject(self) -> str:
        """The provider's own name for them, in the shape that Pro Santé Connect gives it; an agent's is plain."""
        if self.roles:
            return f"demo-{self.short}"
        return f"f:00000000-0000-4000-8000-000000000000:{self.identifier or self.short}"


def everybody() -> tuple[Person, ...]:
    """Give the professionals of the demonstration, the people of its support desk, the clerks of its counters."""
    return (
        *(_person(one) for one in CAREGIVERS),
        *(_of_the_desk(one) for one in DESK),
        *(_person(one) for one in CLERKS),
    )


def userinfo(person: Person) -> dict[str, Any]:
    """Write the claims of somebody: those of OpenID Connect, then those of Pro Santé Connect (domain.md 3.5)."""
    activities = [
        {
            "codeSecteurDactivite": place.facility,
            "raisonSocialeSite": place.name,
            "ancienIdentifiantDeLaStructure": place.identifier,
        }
        for place in person.places
    ]
    exercise = {
        "codeProfession": person.profession,
        "codeCiviliteDexercice": "DR" if person.prefix == "Dr" else "",
        "nomDexercice": person.family.upper(),
        "prenomDexercice": person.given.upper(),
        "codeSavoirFaire": person.specialty,
        "activities": activities,
    }
    claims = {
        "sub": person.subject,
        "given_name": person.given,
        "family_name": person.family,
        "preferred_username": person.identifier,
        "SubjectRefPro": {"exercices": [exercise]},
    }
    claims |= {"roles": list(person.roles)} if person.roles else {}
    return claims | ({"SubjectNameID": person.identifier} if person.identifier else {})


def _of_the_desk(member: Member) -> Person:
    given, _, family = member.shown.partition(" ")
    role = DeskRole.REVIEWER if member.is_reviewer else DeskRole.AGENT
    return Person(member.short, "", given, family, what=member.what, roles=(role.value,), amr=("pwd", "otp"))


def _person(one: Caregiver) -> Person:
    return Person(
        short=one.short,
        identifier=one.identifier.value,
        given=one.name.given,
        family=one.name.family,
        prefix=one.name.prefix,
        profession=one.practitioner.profession,
        specialty=one.practitioner.specialty,
        what=one.what,
        places=tuple(Workplace(place.identifier.value, place.name, place.facility_type) for place in one.places),
    )
