"""What people may write of their own health, as a table: each kind, its fields, and which professionals read it."""

from dataclasses import dataclass
from enum import Enum


class Answer(Enum):
    """What an entry says: words, or that there is nothing to say, or that the person does not know."""

    WRITTEN = "written"
    NONE = "none"
    UNKNOWN = "unknown"


class Shape(Enum):
    """How a field is filled in."""

    WORDS = "words"
    PHONE = "phone"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values a measure is possible, and between which it is so usual that nobody is asked again.

    Both ends included, in the unit of the field. They judge what was typed, never the health of anybody.
    """

    possible: tuple[float, float]
    usual: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. ``key``: its name in forms and in what is sealed, never shown."""

    key: str
    shape: Shape = Shape.WORDS
    is_needed: bool = False
    longest: int = 200
    choices: tuple[str, ...] = ()
    unit: str = ""
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A block of « Ma santé ».

    ``type_code``: the type of document (JDV_J07) that the person would have put it in, by which the habilitation
    matrix and the hidden categories decide who reads it. ``answers``: what may be said in place of words.
    ``is_single``: whether a new entry takes the place of the former one. ``is_vital``: whether whoever treats the
    person in an emergency asks for it first. ``section``: the section of a summary (LOINC) that tells it; empty when
    none does. ``from_age``: how old somebody is whom the law lets say it, in years.
    """

    key: str
    type_code: str
    fields: tuple[Field, ...]
    answers: frozenset[Answer] = frozenset({Answer.NONE, Answer.UNKNOWN})
    is_single: bool = False
    is_vital: bool = False
    section: str = ""
    from_age: int = 0

    @property
    def is_measure(self) -> bool:
        """Whether it is counted, and drawn over time."""
        return any(one.shape is Shape.NUMBER for one in self.fields)


PROFILE, WILL, DIRECTIVES = "DOCPAT08", "EXPPAT_1", "EXPPAT_3"
"""« Profil médical », « Volontés et droits du patient », « Directives anticipées » (JDV_J07)."""
OF_AGE, MAY_REFUSE = 18, 13
"""Advance directives are those of an adult (CSP L1111-11); a refusal is registered from thirteen on (CSP R1232-6)."""
_WHAT = Field("what", is_needed=True)
_WHEN = Field("when", longest=60)
_ON = Field("on", Shape.DAY, is_needed=True)
_NOTHING: frozenset[Answer] = frozenset()


def _measured(key: str, unit: str, possible: tuple[float, float], usual: tuple[float, float]) -> Field:
    return Field(key, Shape.NUMBER, is_needed=True, unit=unit, bounds=Bounds(possible, usual))


KINDS: tuple[Kind, ...] = (
    Kind("allergy", PROFILE, (_WHAT, Field("reaction"), _WHEN), is_vital=True, section="48765-2"),
    Kind("treatment", PROFILE, (_WHAT, Field("how"), _WHEN), is_vital=True, section="10160-0"),
    Kind("history", PROFILE, (_WHAT, _WHEN), section="11348-0"),
    Kind("vaccine", PROFILE, (_WHAT, _WHEN), section="11369-6"),
    Kind("family", PROFILE, (Field("who", is_needed=True, longest=60), _WHAT)),
    Kind("habit", PROFILE, (_WHAT,), section="29762-2"),
    Kind(
        "blood",
        PROFILE,
        (
            Field(
                "group",
                Shape.CHOICE,
                is_needed=True,
                choices=("A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"),
            ),
        ),
        answers=frozenset({Answer.UNKNOWN}),
        is_single=True,
        is_vital=True,
    ),
    Kind(
        "contact",
        PROFILE,
        (
            Field("name", is_needed=True, longest=120),
            Field("tie", longest=60),
            Field("phone", Shape.PHONE, is_needed=True, longest=30),
        ),
        answers=frozenset({Answer.NONE}),
        is_vital=True,
    ),
    Kind(
        "directives",
        DIRECTIVES,
        (Field("where", is_needed=True), Field("holder", longest=120)),
        section="42348-3",
        from_age=OF_AGE,
    ),
    Kind(
        "donation",
        WILL,
        (Field("stance", Shape.CHOICE, is_needed=True, choices=("agrees", "registered", "told")),),
        answers=frozenset({Answer.UNKNOWN}),
        is_single=True,
        from_age=MAY_REFUSE,
    ),
    Kind("weight", PROFILE, (_measured("weight", "kg", (0.3, 500), (2, 200)), _ON), answers=_NOTHING),
    Kind(
        "pressure",
        PROFILE,
        (
            _measured("systolic", "mmHg", (40, 300), (80, 180)),
            _measured("diastolic", "mmHg", (20, 200), (40, 110)),
            _ON,
        ),
        answers=_NOTHING,
    ),
    Kind("glucose", PROFILE, (_measured("glucose", "g/L", (0.1, 15), (0.6, 2.5)), _ON), answers=_NOTHING),
)
"""Every block, in the order of the page (features.md H01, H02, H06, H17, F07; interface.md P14, P15, P22)."""

_BY_KEY = {one.key: one for one in KINDS}


def kind_of(key: str) -> Kind | None:
    """Find a kind by its key; None for one that nobody has published."""
    return _BY_KEY.get(key)
