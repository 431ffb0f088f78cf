"""Which documents are told in plain words: laboratory reports that tell no grave result."""

from collections.abc import Iterable

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.grave_results import tells_grave_result

REPORTS = frozenset({"11502-2"})
"""The type (JDV_J07) of laboratory reports: a curve is drawn from no other document."""


def is_told_in_words(type_code: Code, events: Iterable[Code]) -> bool:
    """Tell whether a document has a page of results in plain words, as far as its metadata say (interface.md P11).

    A grave result has no gauge and no sentence (product.md, « A grave result is not read alone by surprise »).
    """
    return type_code.value in REPORTS and not tells_grave_result(type_code, events)
