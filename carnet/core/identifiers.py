"""The identifiers of people, structures, records and documents; each checks itself."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import NewType
from uuid import UUID

from carnet.core.defects import Defect

RecordId = NewType("RecordId", UUID)
"""An opaque, random 128-bit number: the record of one person. It says nothing about them."""

DocumentId = NewType("DocumentId", UUID)
"""An opaque, random 128-bit number, stable over the versions of a document's metadata (XDS logicalId)."""

NOBODYS_RECORD = RecordId(UUID(int=0))
"""Where the attempts on identifiers that have no record are traced."""

NO_DOCUMENT = DocumentId(UUID(int=0))
"""Where a number that was never given to a document leads."""


class PatientIdentifierSystem(Enum):
    """The assigning authorities of the INS (ANS, « Référentiel INS »; shared/reference/domain.md 1.2)."""

    INS_C = "1.2.250.1.213.1.4.2"
    INS_NIR = "1.2.250.1.213.1.4.8"
    INS_NIA = "1.2.250.1.213.1.4.9"
    INS_NIR_TEST = "1.2.250.1.213.1.4.10"
    INS_NIR_DEMO = "1.2.250.1.213.1.4.11"

    @property
    def is_test(self) -> bool:
        """Whether production must refuse it."""
        return self in (PatientIdentifierSystem.INS_NIR_TEST, PatientIdentifierSystem.INS_NIR_DEMO)


@dataclass(frozen=True, slots=True, repr=False)
class PatientIdentifier:
    """The INS of a person: a value under an assigning authority. The same digits under two OIDs are two identifiers."""

    system: PatientIdentifierSystem
    value: str

    def __repr__(self) -> str:
        """Hide the value: an INS never stands in a log or an exception."""
        return f"PatientIdentifier({self.system.name}, …)"


_NIR = re.compile(r"[1-8][0-9]{2}(0[1-9]|1[0-2]|[2-9][0-9])([0-9]{2}|2A|2B)[0-9]{6}[0-9]{2}")
"""A NIR or NIA and its key: sex, year, month (20 to 99 when unknown), department, commune, rank (domain.md 1.3)."""

_PROVISIONAL = re.compile(r"[5-8][12][0-9]{11}[0-9]{2}")
"""The other shape of a provisional or migrant number, with its key, which says nothing of a birth (domain.md 1.3)."""


def nir_key(nir: str) -> str:
    """Compute the two-digit key of a NIR.

    ``nir``: its 13 characters, Corsica as 2A or 2B. Returns ``97 − (N mod 97)`` with 2A → 19 and 2B → 18
    (CNAM nir-validation; décret 82-103).
    """
    number = int(nir.replace("2A", "19").replace("2B", "18"))
    return f"{97 - number % 97:02d}"


def parse_patient_identifier(system: str, value: str, *, accepts_test: bool, where: str) -> PatientIdentifier | Defect:
    """Read an INS as it was sent.

    ``system``: an OID, with or without ``urn:oid:``. ``value``: 15 characters with the key (22 digits for an INS-C).
    ``accepts_test``: whether this installation takes the test and demonstration authorities. ``where``: the place in
    the input, for the defect. Returns a defect for an unknown or unaccepted authority, a wrong shape or a wrong key.
    """
    oid = system.strip().removeprefix("urn:oid:")
    try:
        authority = PatientIdentifierSystem(oid)
    except ValueError:
        return Defect(
            "unknown-patient-identifier-system",
            where,
            "This assigning authority is not one of the INS.",
            f"Send urn:oid:{PatientIdentifierSystem.INS_NIR.value} (INS-NIR) "
            f"or urn:oid:{PatientIdentifierSystem.INS_NIA.value} (INS-NIA).",
        )
    if authority.is_test and not accepts_test:
        return Defect(
            "test-patient-identifier",
            where,
            "Test and demonstration identifiers are not accepted here.",
            f"Send the INS of a real person under urn:oid:{PatientIdentifierSystem.INS_NIR.value}.",
        )
    compact = "".join(value.split()).upper()
    if authority is PatientIdentifierSystem.INS_C:
        return _parse_ins_c(compact, where)
    if not (_NIR.fullmatch(compact) or _PROVISIONAL.fullmatch(compact)):
        return Defect(
            "malformed-ins",
            where,
            "An INS has 15 characters: the 13 of the NIR or NIA, then its two-digit key.",
            "Send all 15, without separators; Corsica is written 2A or 2B.",
        )
    if nir_key(compact[:13]) != compact[13:]:
        return Defect(
            "wrong-ins-key",
            where,
            "The key of this INS does not match its 13 first characters.",
            "Check the number against the carte Vitale or the INSi answer, then send it again.",
        )
    return PatientIdentifier(authority, compact)


def _parse_ins_c(compact: str, where: str) -> PatientIdentifier | Defect:
    if not re.fullmatch(r"[0-9]{22}", compact):
        return Defect(
            "malformed-ins-c", where, "An INS-C has 22 digits: 20, then its two-digit key.", "Send all 22 digits."
        )
    if f"{97 - int(compact[:20]) % 97:02d}" != compact[20:]:
        return Defect(
            "wrong-ins-c-key",
            where,
            "The key of this INS-C does not match its 20 first digits.",
            "Compute it again from the carte Vitale, or send the INS-NIR instead.",
        )
    return PatientIdentifier(PatientIdentifierSystem.INS_C, compact)


@dataclass(frozen=True, slots=True)
class PractitionerId:
    """The national identifier of a professional (IDNPS, OID 1.2.250.1.71.4.2.1): ``8`` + RPPS, ``0`` + ADELI."""

    value: str


@dataclass(frozen=True, slots=True)
class OrganizationId:
    """The national identifier of a structure (OID 1.2.250.1.71.4.2.2): ``1`` + FINESS, ``3`` + SIRET."""

    value: str


@dataclass(frozen=True, slots=True)
class UniqueId:
    """The identifier that the producer gave to a document or a submission set: ``urn:oid:…`` or ``urn:uuid:…``.

    A CDA identifier with an extension is written ``urn:oid:ROOT^EXTENSION``, as XDS does (ITI TF-3 4.2.3.2.26).
    """

    value: str
