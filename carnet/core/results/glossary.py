"""What the commonest laboratory figures are, in plain words: a table with the source of each line."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from carnet.core.vocabulary.valueset import table


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure: its short name and what it is, in French and in English, and where that can be read at length."""

    name: Mapping[str, str]
    meaning: Mapping[str, str]
    source: str


@cache
def glossary() -> Mapping[str, Explained]:
    """Return the table by LOINC code (interface.md P11, « glossary »).

    What a figure is, never what one of its values means. Raises ``ValueError`` when a code stands twice: a doubtful
    table must not start.
    """
    found: dict[str, Explained] = {}
    for row in table("analytes"):
        if row["code"] in found:
            raise ValueError(f"analytes: {row['code']} stands twice")
        found[row["code"]] = Explained(
            MappingProxyType({"fr": row["name_fr"], "en": row["name_en"]}),
            MappingProxyType({"fr": row["meaning_fr"], "en": row["meaning_en"]}),
            row["source"],
        )
    return MappingProxyType(found)


@cache
def units() -> Mapping[str, str]:
    """Return how people read a unit (« mUI/L ») by how UCUM writes it (« m[IU]/L »)."""
    return MappingProxyType({row["ucum"]: row["shown"] for row in table("units")})
