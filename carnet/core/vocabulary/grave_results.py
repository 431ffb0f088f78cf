"""The results that nobody should read alone by surprise: which documents tell one, as far as their metadata say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.valueset import table


class GraveFamily(Enum):
    """What a grave result is about (product.md, « A grave result is not read alone by surprise »)."""

    PATHOLOGY = "pathology"
    GENETICS = "genetics"
    HIV = "hiv"
    HEPATITIS = "hepatitis"
    TUMOUR_MARKER = "tumour-marker"
    PRENATAL = "prenatal"


@dataclass(frozen=True, slots=True)
class GraveResult:
    """An examination of the list: its code, what it is about, and why it stands there."""

    code: Code
    family: GraveFamily
    why: str


@cache
def grave_results() -> Mapping[tuple[str, str], GraveResult]:
    """Return the list by code and system (an OID).

    Raises ``ValueError`` when a code stands twice or a family is unknown: a doubtful list must not start.
    """
    found: dict[tuple[str, str], GraveResult] = {}
    for row in table("grave_results"):
        key = (row["code"], row["system"])
        if key in found:
            raise ValueError(f"grave_results: {row['code']} stands twice")
        found[key] = GraveResult(Code(*key, row["label"]), GraveFamily(row["family"]), row["why"])
    return MappingProxyType(found)


def tells_grave_result(type_code: Code, events: Iterable[Code]) -> bool:
    """Tell whether a document is one of the list, by its type or by what it documents (XDS eventCodeList).

    A laboratory report is one when the examinations that its metadata name are; its content is never opened to know.
    """
    return any((one.value, one.system) in grave_results() for one in (type_code, *events))
