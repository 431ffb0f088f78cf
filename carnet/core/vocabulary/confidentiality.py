"""How confidential a document is, and from whom it is hidden (JDV_J08, TRE_A07)."""

from enum import Enum


class Confidentiality(Enum):
    """The codes that a document's metadata may carry."""

    NORMAL = "N"
    RESTRICTED = "R"
    VERY_RESTRICTED = "V"
    MASKED_TO_PROFESSIONALS = "MASQUE_PS"
    HIDDEN_FROM_PATIENT = "INVISIBLE_PATIENT"
    HIDDEN_FROM_REPRESENTATIVES = "INVISIBLE_REPRESENTANTS_LEGAUX"

    @property
    def system(self) -> str:
        """The OID of the code system that publishes it."""
        return CONFIDENTIALITY_SYSTEM if self in BASE_LEVELS else VISIBILITY_SYSTEM


CONFIDENTIALITY_SYSTEM = "2.16.840.1.113883.5.25"
VISIBILITY_SYSTEM = "1.2.250.1.213.1.1.4.13"
BASE_LEVELS = frozenset({Confidentiality.NORMAL, Confidentiality.RESTRICTED, Confidentiality.VERY_RESTRICTED})
