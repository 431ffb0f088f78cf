"""Identity traits, names and ways to reach somebody."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum


class IdentityStatus(Enum):
    """How sure an identity is (RNIV)."""

    PROVISIONAL = "PROV"
    RETRIEVED = "RECUP"
    VALIDATED = "VALI"
    QUALIFIED = "QUAL"


class Gender(Enum):
    """The administrative sex of the INS traits. Never derived from a NIR."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"


@dataclass(frozen=True, slots=True, repr=False)
class IdentityTraits:
    """The five strict traits that INSi returns, and the name in use."""

    birth_name: str
    given_names: tuple[str, ...]
    gender: Gender
    birth_date: date
    birth_place: str
    """INSEE code (COG) of the commune or country of birth."""
    used_name: str = ""

    def __repr__(self) -> str:
        """Hide the person."""
        return "IdentityTraits(…)"


@dataclass(frozen=True, slots=True)
class PersonName:
    """The name of a professional, as shown to a patient."""

    family: str
    given: str = ""
    prefix: str = ""

    def shown(self) -> str:
        """« Dr Anne Keller »."""
        return " ".join(part for part in (self.prefix, self.given, self.family) if part)


def searchable(name: str) -> str:
    """Give a name as it is looked up: capitals of A to Z, without accents, hyphens, apostrophes or spaces."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")).upper()
    return "".join(letter for letter in plain if "A" <= letter <= "Z")
