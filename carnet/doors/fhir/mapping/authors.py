"""Authors ↔ contained Practitioner, PractitionerRole, Organization, Device and Patient."""

from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.doors.fhir.mapping.values import Json, read_code, write_concept
from carnet.doors.fhir.names import AUTHOR_ORGANIZATION, ORGANIZATION_SYSTEM, PRACTITIONER_SYSTEM


def read_author(reference: Json, contained: dict[str, Json]) -> Author | None:
    """Read an author from its reference, contained or logical; nothing when it leads nowhere.

    MHD names a structure that is the author of a deposit in an extension of the reference.
    """
    resource = contained.get(str(reference.get("reference", "")))
    if resource is None:
        return _logical(reference, contained)
    match resource["resourceType"]:
        case "Practitioner":
            return _professional(resource, None, {}, contained)
        case "PractitionerRole":
            practitioner = contained.get(str(resource.get("practitioner", {}).get("reference", "")), {})
            return _professional(practitioner, _role_identifier(resource), resource, contained)
        case "Organization":
            return Author(
                AuthorKind.DEVICE,
                organization=_organization(resource),
                organization_name=str(resource.get("name", "")),
            )
        case "Device":
            owner = contained.get(str(resource.get("owner", {}).get("reference", "")), {})
            return Author(
                AuthorKind.DEVICE,
                role=read_code(resource.get("type")),
                organization=_organization(owner),
                organization_name=str(owner.get("name", "")),
            )
        case "Patient":
            return Author(AuthorKind.PATIENT)
    return None


def _logical(reference: Json, contained: dict[str, Json]) -> Author | None:
    identifiers = [reference["identifier"]] if "identifier" in reference else []
    if person := _identifier(identifiers, PRACTITIONER_SYSTEM):
        return Author(AuthorKind.PROFESSIONAL, PractitionerId(person))
    if organization := _identifier(identifiers, ORGANIZATION_SYSTEM):
        return Author(
            AuthorKind.DEVICE,
            organization=OrganizationId(organization),
            organization_name=str(reference.get("display", "")),
        )
    named = [one for one in reference.get("extension", []) if one["url"] == AUTHOR_ORGANIZATION]
    return read_author(named[0].get("valueReference", {}), contained) if named else None


def _professional(practitioner: Json, identifier: str | None, role: Json, contained: dict[str, Json]) -> Author | None:
    person = identifier or _identifier(practitioner.get("identifier", []), PRACTITIONER_SYSTEM)
    organization = contained.get(str(role.get("organization", {}).get("reference", "")), {})
    name = (practitioner.get("name") or [None])[0]
    codes = role.get("specialty") or role.get("code") or []
    if person is None and not organization:
        return None
    return Author(
        AuthorKind.PROFESSIONAL,
        person=PractitionerId(person) if person else None,
        name=_name(name) if name else None,
        role=read_code(codes[0]) if codes else None,
        organization=_organization(organization),
        organization_name=str(organization.get("name", "")),
    )


def _name(name: Json) -> PersonName:
    return PersonName(
        family=str(name.get("family") or name.get("text", "")),
        # Nothing stands in place of a part that is given by an extension alone.
        given=" ".join(filter(None, name.get("given", []))),
        prefix=" ".join(filter(None, name.get("prefix", []))),
    )


def _role_identifier(role: Json) -> str | None:
    """Read the professional named on the role itself, as the draft of PDSm for the DMP writes it."""
    own = _identifier(role.get("identifier", []), PRACTITIONER_SYSTEM)
    logical = role.get("practitioner", {}).get("identifier")
    return own or (_identifier([logical], PRACTITIONER_SYSTEM) if logical else None)


def _organization(organization: Json) -> OrganizationId | None:
    value = _identifier(organization.get("identifier", []), ORGANIZATION_SYSTEM)
    return OrganizationId(value) if value else None


def _identifier(identifiers: list[Json], system: str) -> str | None:
    return next((str(item["value"]) for item in identifiers if item.get("system") == system and "value" in item), None)


def write_author(author: Author, name: str) -> list[Json]:
    """Write an author as contained resources; the first one, ``#name``, is what the document refers to."""
    resources: list[Json] = []
    if author.kind is AuthorKind.PATIENT:
        return [{"resourceType": "Patient", "id": name}]
    if author.kind in (AuthorKind.DEVICE, AuthorKind.INSURER):
        device: Json = {"resourceType": "Device", "id": name}
        if author.role:
            device["type"] = write_concept(author.role)
        if author.organization or author.organization_name:
            device["owner"] = {"reference": f"#{name}-organization"}
            resources.append(_write_organization(author, f"{name}-organization"))
        return [device, *resources]
    role: Json = {"resourceType": "PractitionerRole", "id": name}
    if author.person or author.name:
        role["practitioner"] = {"reference": f"#{name}-person"}
        person: Json = {"resourceType": "Practitioner", "id": f"{name}-person"}
        if author.person:
            person["identifier"] = [{"system": PRACTITIONER_SYSTEM, "value": author.person.value}]
        if author.name:
            parts = {"family": author.name.family, "given": author.name.given, "prefix": author.name.prefix}
            person["name"] = [
                {key: value if key == "family" else [value] for key, value in parts.items() if value},
            ]
        resources.append(person)
    if author.organization or author.organization_name:
        role["organization"] = {"reference": f"#{name}-organization"}
        resources.append(_write_organization(author, f"{name}-organization"))
    if author.role:
        role["code"] = [write_concept(author.role)]
    return [role, *resources]


def write_signatory(author: Author, name: str) -> list[Json]:
    """Write who took responsibility, ``#name`` first; nothing where FHIR has no way to say it.

    FHIR R4 lets a professional or a structure sign: a device signs by the structure that answers for it, and the
    signature of a person on their own document is in the document only.
    """
    if author.kind is AuthorKind.PROFESSIONAL:
        return write_author(author, name)
    if author.organization or author.organization_name:
        return [_write_organization(author, name)]
    return []


def _write_organization(author: Author, name: str) -> Json:
    organization: Json = {"resourceType": "Organization", "id": name}
    if author.organization:
        organization["identifier"] = [{"system": ORGANIZATION_SYSTEM, "value": author.organization.value}]
    if author.organization_name:
        organization["name"] = author.organization_name
    return organization
