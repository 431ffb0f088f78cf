"""What somebody says they open a record for (HL7 v3 PurposeOfUse)."""

from enum import Enum


class Purpose(Enum):
    """The purposes that a session or a token may declare."""

    TREATMENT = "TREAT"
    EMERGENCY_CALL = "ETREAT"
    BREAK_THE_GLASS = "BTG"
    PATIENT_REQUEST = "PATRQT"
    COVERAGE = "COVERAGE"
    """An insurance or employment contract: never, even with consent (FAQ dmp.fr)."""
