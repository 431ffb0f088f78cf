"""The people of a CDA header: the patient, the authors, the one who answers for the document, the custodian."""

import re
from dataclasses import dataclass, field

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import (
    OrganizationId,
    PatientIdentifier,
    PatientIdentifierSystem,
    PractitionerId,
    parse_patient_identifier,
)
from carnet.core.people import Gender, IdentityTraits, PersonName
from carnet.formats.cda.model import NATIONAL_RECORD, Custodian
from carnet.formats.cda.timestamps import parse_day
from carnet.formats.cda.tree import (
    ORGANIZATION_SYSTEM,
    PERSON_SYSTEM,
    Faults,
    children,
    descend,
    each,
    missing,
    text_of,
    where,
)

INS_BRANCH = "1.2.250.1.213.1.4."
"""Whatever is identified under this branch claims to be an INS; other roots are the sender's own numbers."""

INSURER_ROLE = "ALIM_AM"
DEVICE_ROLE = "DISPOSITIF"
PATIENT_ROLE = "EXP_PATIENT"
OTHER_ROLES_SYSTEM = "1.2.250.1.213.1.1.4.6"
"""TRE_A00: producers of documents that are no health professionals."""

TITLES = {"DR": "Dr", "PR": "Pr", "M": "M.", "MME": "Mme"}
"""How titles (JDV_J246, as suffix) and civilities (JDV_J245, as prefix) of a CDA are shown."""

_NUMBERS_OF_PERSONS = ("0", "8")
"""How the identifiers of persons begin: 0 + ADELI, 8 + RPPS (domain.md 3.2)."""

_PERSON_ID = re.compile(r"[!-~]{1,128}")
_GENDERS = {"F": Gender.FEMALE, "M": Gender.MALE, "U": Gender.UNKNOWN, "UN": Gender.UNKNOWN}
_PREFERENCE = (
    PatientIdentifierSystem.INS_NIR,
    PatientIdentifierSystem.INS_NIA,
    PatientIdentifierSystem.INS_NIR_TEST,
    PatientIdentifierSystem.INS_NIR_DEMO,
    PatientIdentifierSystem.INS_C,
)


@dataclass(slots=True)
class People:
    """Reads the people of one header; ``accepts_test`` says whether test INS are taken here."""

    faults: Faults
    accepts_test: bool
    machines: dict[str, AuthorKind] = field(default_factory=dict)
    """The identifiers under which devices and the insurer sign, once met among the authors."""

    def patient_identifiers(self, role: etree._Element) -> tuple[PatientIdentifier, ...]:
        """The INS of the patient, the one that counts first. Numbers of the sender's own are left aside.

        ``role``: ``recordTarget/patientRole``. Faults: no INS at all, an INS that is wrong, two INS of one authority.
        """
        claims = [one for one in children(role, "id") if one.get("root", "").startswith(INS_BRANCH)]
        if not claims:
            self.faults.add(
                Defect(
                    "cda-missing-ins",
                    where(role, "id"),
                    "The patient is identified by no INS.",
                    f"Add an id whose root is {PatientIdentifierSystem.INS_NIR.value} (INS-NIR) or "
                    f"{PatientIdentifierSystem.INS_NIA.value} (INS-NIA), with the 15 characters as its extension.",
                )
            )
        read = [one for one in (self._ins(claim) for claim in claims) if one is not None]
        identifiers = sorted(dict.fromkeys(read), key=lambda one: _PREFERENCE.index(one.system))
        if len({one.system for one in identifiers}) < len(identifiers):
            self.faults.add(
                Defect(
                    "cda-several-ins",
                    where(role, "id"),
                    "Two different INS of the same authority stand in one document.",
                    "A document is about one person: keep the INS of that person.",
                )
            )
        return tuple(identifiers)

    def author(self, element: etree._Element) -> Author | None:
        """One author; nothing (and a fault) where it cannot be told who."""
        assigned = self.faults.one(element, "assignedAuthor")
        return None if assigned is None else self.signatory(assigned)

    def signatory(self, assigned: etree._Element) -> Author | None:
        """Somebody who signs: an ``assignedAuthor`` or the ``assignedEntity`` of the legal authenticator.

        A person needs the national identifier, since replacing, deleting and seeing through a mask depend on it.
        Whoever signs with the identifier of a device or of the insurer is that device, or the insurer, unless it is the
        number of a person (RPPS, ADELI), which some devices borrow.
        """
        author = performer(assigned)
        kind = author.kind
        claims = [one for one in children(assigned, "id") if one.get("root")]
        national = [one.get("extension", "") for one in claims if one.get("root") == PERSON_SYSTEM]
        if len(national) > 1:
            self.faults.add(_repeated(claims[1]))
        if kind in (AuthorKind.DEVICE, AuthorKind.INSURER):
            self.machines.update(dict.fromkeys(national, kind))
        elif national and national[0] in self.machines and not national[0].startswith(_NUMBERS_OF_PERSONS):
            kind = self.machines[national[0]]
        elif kind is AuthorKind.PATIENT:
            for claim in claims:
                self._ins(claim)
        elif not national:
            self.faults.add(_not_national(where(claims[0])) if claims else missing(where(assigned, "id")))
            return None
        elif not _PERSON_ID.fullmatch(national[0]):
            self.faults.add(
                Defect(
                    "cda-malformed-person-id",
                    where(claims[0]),
                    "The national identifier of a person is missing or contains blanks or other unusual characters.",
                    "Send for instance 8 followed by the RPPS number.",
                )
            )
            return None
        code = descend(assigned, "code")
        return Author(
            kind=kind,
            person=PractitionerId(national[0]) if kind is AuthorKind.PROFESSIONAL else None,
            name=author.name,
            role=None if code is None or code.get("nullFlavor") else self.faults.code(code),
            organization=author.organization,
            organization_name=author.organization_name,
        )

    def _ins(self, claim: etree._Element) -> PatientIdentifier | None:
        read = parse_patient_identifier(
            claim.get("root", ""), claim.get("extension", ""), accepts_test=self.accepts_test, where=where(claim)
        )
        if isinstance(read, Defect):
            self.faults.add(read)
            return None
        return read


def performer(assigned: etree._Element) -> Author:
    """Whoever is described by an ``assignedAuthor`` or ``assignedEntity``, as far as they are; nothing is required."""
    person = descend(assigned, "assignedPerson")
    device = descend(assigned, "assignedAuthoringDevice")
    organization = descend(assigned, "representedOrganization")
    role = descend(assigned, "code")
    value = "" if role is None else role.get("code", "")
    roots = {one.get("root", "") for one in children(assigned, "id")}
    if value == INSURER_ROLE:
        kind = AuthorKind.INSURER
    elif value == DEVICE_ROLE or (device is not None and person is None):
        kind = AuthorKind.DEVICE
    elif value == PATIENT_ROLE or any(root.startswith(INS_BRANCH) for root in roots):
        kind = AuthorKind.PATIENT
    else:
        kind = AuthorKind.PROFESSIONAL
    name = person_name(descend(assigned, "assignedPerson", "name"))
    if name is None and device is not None:
        software = text_of(descend(device, "softwareName"))
        name = PersonName(software) if software else None
    identifiers = [one.get("extension", "") for one in children(assigned, "id") if one.get("root") == PERSON_SYSTEM]
    person_id = identifiers[0] if identifiers and kind is AuthorKind.PROFESSIONAL else ""
    return Author(
        kind=kind,
        person=PractitionerId(person_id) if person_id else None,
        name=name,
        organization=None if organization is None else organization_id(organization),
        organization_name="" if organization is None else text_of(descend(organization, "name")),
    )


def person_name(element: etree._Element | None) -> PersonName | None:
    """A name as it is shown; a lone full stop, which software writes for want of a first name, is left out."""
    if element is None:
        return None
    family = _part(element, "family")
    given = _part(element, "given")
    title = text_of(descend(element, "suffix")).upper()
    civility = text_of(descend(element, "prefix"))
    prefix = TITLES.get(title) or TITLES.get(civility.upper().rstrip("."), civility)
    return PersonName(family, given, prefix) if family or given else None


def organization_id(element: etree._Element) -> OrganizationId | None:
    """The national identifier of a structure; identifiers of other authorities are left aside."""
    values = [one.get("extension", "").strip() for one in children(element, "id") if _is_national(one)]
    return OrganizationId(values[0]) if values and values[0] else None


def custodian(element: etree._Element, faults: Faults) -> Custodian | None:
    """Who keeps the original; a fault is noted where neither a structure nor the national record is named."""
    organization = descend(element, "assignedCustodian", "representedCustodianOrganization")
    if organization is None:
        faults.add(missing(where(element, "assignedCustodian", "representedCustodianOrganization")))
        return None
    identifier = organization_id(organization)
    if identifier is None and all(one.get("root") != NATIONAL_RECORD for one in children(organization, "id")):
        faults.add(missing(where(organization, f"id[@root='{ORGANIZATION_SYSTEM}']")))
        return None
    return Custodian(identifier, text_of(descend(organization, "name")))


def traits(role: etree._Element) -> IdentityTraits | None:
    """The five strict traits of the patient and the name in use; nothing unless all five are there.

    ``role``: ``recordTarget/patientRole``. The given names are the unqualified list, before which the first birth name
    (BR) is put where the list does not begin with it.
    """
    patient = descend(role, "patient")
    name = descend(role, "patient", "name")
    if patient is None or name is None:
        return None
    family = _qualified(name, "family", "BR")
    first = _qualified(name, "given", "BR").split()
    listed = " ".join(text_of(one) for one in children(name, "given") if not one.get("qualifier")).split()
    given = (
        listed
        if [word.casefold() for word in listed[: len(first)]] == [w.casefold() for w in first]
        else first + listed
    )
    gender_element, birth_element = descend(patient, "administrativeGenderCode"), descend(patient, "birthTime")
    gender = _GENDERS.get("" if gender_element is None else gender_element.get("code", ""))
    birth = parse_day("" if birth_element is None else birth_element.get("value", ""))
    place = text_of(next(each(patient, "birthplace", "place", "addr", "county"), None))
    if not (family and given and gender and birth and place):
        return None
    used = _qualified(name, "family", "CL") or _qualified(name, "family", "SP")
    return IdentityTraits(family, tuple(given), gender, birth, place, used)


def _part(name: etree._Element, part: str) -> str:
    """A part of a professional's name: the unqualified one, else the one in use, else that of birth, else any."""
    for qualifier in ("", "CL", "BR"):
        if text := _qualified(name, part, qualifier):
            return text
    return text_of(descend(name, part)).strip(". ")


def _qualified(name: etree._Element, part: str, qualifier: str) -> str:
    found = [one for one in children(name, part) if (one.get("qualifier") or "") == qualifier]
    return " ".join(text_of(one) for one in found).strip(". ")


def _is_national(identifier: etree._Element) -> bool:
    return identifier.get("root") == ORGANIZATION_SYSTEM


def _repeated(claim: etree._Element) -> Defect:
    return Defect(
        "cda-repeated-element",
        where(claim),
        "One signatory bears several national identifiers.",
        "Keep the identifier of the person who signs.",
    )


def _not_national(path: str) -> Defect:
    return Defect(
        "cda-unknown-person-id-system",
        path,
        "The identifier of a signatory belongs to no national authority, so that nobody can be recognised by it.",
        f"Send the national identifier of the person under the root {PERSON_SYSTEM}, or the INS of a patient.",
    )
