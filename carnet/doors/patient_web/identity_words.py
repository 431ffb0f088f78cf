"""Who somebody is, in the words of « Mes informations »: name, birth, number, and how sure they are."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem
from carnet.core.people import Gender, IdentityStatus
from carnet.usecases.record.read_own_details import Identity

GENDERS: dict[Gender, Promise] = {
    Gender.FEMALE: _("Féminin"),
    Gender.MALE: _("Masculin"),
    Gender.UNKNOWN: _("Non précisé"),
}
STATUSES: dict[IdentityStatus, Promise] = {
    IdentityStatus.PROVISIONAL: _("Donnée à l’ouverture, pas encore vérifiée"),
    IdentityStatus.RETRIEVED: _("Lue dans le registre national, sans pièce d’identité"),
    IdentityStatus.VALIDATED: _("Vérifiée sur une pièce d’identité"),
    IdentityStatus.QUALIFIED: _("Vérifiée sur une pièce d’identité et dans le registre national"),
}
FROM_THE_REGISTER = frozenset({IdentityStatus.RETRIEVED, IdentityStatus.QUALIFIED})
"""Where the traits are those that the national service gave back (RNIV)."""
NIR_GROUPS = (1, 2, 2, 2, 3, 3, 2)
"""How people read the number of social security: sex, year, month, département, commune, order, key."""


@dataclass(frozen=True, slots=True, repr=False)
class IdentityView:
    """An identity as its template takes it. ``used_name``: empty where it is the name of birth."""

    birth_name: str
    used_name: str
    given_names: str
    gender: str
    birth_date: date
    birth_place: str
    number: str
    status: str
    is_from_the_register: bool

    def __repr__(self) -> str:
        """Hide the person."""
        return "IdentityView(…)"


def show_identity(identity: Identity) -> IdentityView:
    """Write who somebody is."""
    traits = identity.traits
    return IdentityView(
        birth_name=traits.birth_name.title(),
        used_name="" if traits.used_name == traits.birth_name else traits.used_name.title(),
        given_names=", ".join(name.title() for name in traits.given_names),
        gender=str(GENDERS[traits.gender]),
        birth_date=traits.birth_date,
        birth_place=traits.birth_place,
        number=_read_number(identity.identifiers),
        status=str(STATUSES[identity.status]),
        is_from_the_register=identity.status in FROM_THE_REGISTER,
    )


def _read_number(identifiers: tuple[PatientIdentifier, ...]) -> str:
    """Write the INS as people read it, by groups; a number of another length, or none, as it is."""
    value = next((one.value for one in identifiers if one.system is not PatientIdentifierSystem.INS_C), "")
    if len(value) != sum(NIR_GROUPS):
        return value
    groups: list[str] = []
    for size in NIR_GROUPS:
        groups.append(value[:size])
        value = value[size:]
    return " ".join(groups)
