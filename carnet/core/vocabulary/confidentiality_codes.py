"""The published code of each confidentiality, for the documents and the pages that show it."""

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.valueset import value_set


def confidentiality_code(level: Confidentiality) -> Code:
    """Return the code of a level, with the system that publishes it and its French label (JDV_J08)."""
    return value_set("confidentiality_codes")[level.value]
