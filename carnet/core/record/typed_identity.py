"""An identity as somebody typed it at a counter, read in the form in which the INS writes identities."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, parse_patient_identifier
from carnet.core.people import Gender, IdentityTraits, searchable

LONGEST_NAME = 100
"""Characters of a name or of a list of first names in the Datamatrix INS (domain.md 1.4)."""
_LIGATURES = str.maketrans({"Œ": "OE", "Æ": "AE", "’": "'", "ʼ": "'", "–": "-", "‐": "-", "‑": "-"})
_INS_NAME = re.compile(r"'?[A-Z]+(?:(?:--|[ '-])[A-Z]+)*'?")
"""Capitals, one space, apostrophe or hyphen between them (or a double hyphen): the profile of INSi (domain.md 1.2)."""
_PLACE = re.compile(r"(?:[0-9]{2}|2A|2B)[0-9]{3}")
_PROVISIONAL = frozenset("345678")
"""First digits of the numbers of those who wait for their NIR (domain.md 1.3)."""


@dataclass(frozen=True, slots=True, repr=False)
class TypedIdentity:
    """What was typed, as it was typed. ``birth_date``: ``YYYY-MM-DD``; ``gender``: F or M; ``birth_place``: INSEE.

    ``system``: the authority of the number, when software says it; a counter's page does not ask.
    """

    number: str
    birth_name: str
    given_names: str
    gender: str
    birth_date: str
    birth_place: str
    used_name: str = ""
    system: PatientIdentifierSystem | None = None

    def __repr__(self) -> str:
        """Hide the person."""
        return "TypedIdentity(…)"


@dataclass(frozen=True, slots=True, repr=False)
class ReadIdentity:
    """An identity in the form of the INS: the number under its authority, and the five strict traits."""

    identifier: PatientIdentifier
    traits: IdentityTraits

    def __repr__(self) -> str:
        """Hide the person."""
        return "ReadIdentity(…)"


def read_identity(typed: TypedIdentity, *, accepts_test: bool, today: date) -> ReadIdentity | tuple[Defect, ...]:
    """Read an identity, or say everything that is wrong with it; sex and birth are never taken from the number.

    ``accepts_test``: whether identities are those of a demonstration, under its authority. ``today``: nobody is born
    later. ``where`` of a defect is the name of a field of ``TypedIdentity``.
    """
    identifier = read_insured_number(typed.number, accepts_test=accepts_test, system=typed.system)
    family, used = ins_name(typed.birth_name), ins_name(typed.used_name) if typed.used_name.strip() else ""
    given = tuple(filter(None, (ins_name(one) for one in re.split(r"[,\s]+", typed.given_names.strip()))))
    born = _date(typed.birth_date)
    defects = [
        *([identifier] if isinstance(identifier, Defect) else []),
        *_name_defects(typed, family, given, used),
        *([] if born is not None and born <= today else [_defect("birth_date", "a day of the calendar, not to come")]),
        *([] if typed.gender in ("F", "M") else [_defect("gender", "F or M, as on the identity document")]),
        *([] if _PLACE.fullmatch(typed.birth_place.strip().upper()) else [_defect("birth_place", "an INSEE code")]),
    ]
    if defects or isinstance(identifier, Defect) or family is None or used is None or born is None:
        return tuple(defects)
    place = typed.birth_place.strip().upper()
    return ReadIdentity(identifier, IdentityTraits(family, given, Gender(typed.gender), born, place, used))


def read_insured_number(
    typed: str, *, accepts_test: bool, system: PatientIdentifierSystem | None = None
) -> PatientIdentifier | Defect:
    """Read a NIR or a provisional number, with its key, under ``system`` or the authority that it belongs to."""
    compact = "".join(one for one in typed[:40] if one.isalnum()).upper()
    authority = system or PatientIdentifierSystem.INS_NIR
    if system is None and accepts_test:
        authority = PatientIdentifierSystem.INS_NIR_DEMO
    elif system is None and compact[:1] in _PROVISIONAL:
        authority = PatientIdentifierSystem.INS_NIA
    return parse_patient_identifier(authority.value, compact, accepts_test=accepts_test, where="number")


def ins_name(typed: str) -> str | None:
    """Write a name as INSi does: « Le Bihan » is « LE BIHAN », « Zoé » is « ZOE ». None when it cannot be written so.

    A letter that no rule maps is refused, never dropped (domain.md 1.2, SEL-MP-043).
    """
    plain = " ".join(typed.upper().translate(_LIGATURES).split())
    bare = "".join(one for one in unicodedata.normalize("NFD", plain) if not unicodedata.combining(one))
    return bare if len(bare) <= LONGEST_NAME and _INS_NAME.fullmatch(bare) else None


def is_the_same_person(read: IdentityTraits, known: IdentityTraits) -> bool:
    """Whether traits that were read agree with those that the register knows under the same number.

    The birth name (or the name in use), the first given name, the birth date and the sex; accents and hyphens do not
    count. Twins of one sex differ by their given names alone.
    """
    names = {searchable(known.birth_name), searchable(known.used_name)} - {""}
    first = searchable(read.given_names[0]) if read.given_names else ""
    expected = searchable(known.given_names[0]) if known.given_names else ""
    return (
        searchable(read.birth_name) in names
        and first == expected
        and read.birth_date == known.birth_date
        and read.gender is known.gender
    )


def _name_defects(
    typed: TypedIdentity, family: str | None, given: tuple[str, ...], used: str | None
) -> Iterator[Defect]:
    asked = "a name in the letters of the INS, 100 at most"
    if family is None:
        yield _defect("birth_name", asked)
    if not given or len(given) != len(re.split(r"[,\s]+", typed.given_names.strip())):
        yield _defect("given_names", asked)
    if used is None:
        yield _defect("used_name", asked)


def _date(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _defect(where: str, asked: str) -> Defect:
    code = f"typed-{where.replace('_', '-')}"
    return Defect(code, where, "This part of the identity cannot be read.", f"Type {asked}.")
