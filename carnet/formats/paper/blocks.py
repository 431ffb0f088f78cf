"""What a paper is made of: a few kinds of block, in reading order. Words only, never markup."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part. The title of the paper itself stands in ``Paper``."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``is_strong``: the one sentence that must not be missed."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list. ``are_steps``: numbered, to be done in this order."""

    points: tuple[str, ...]
    are_steps: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """Something to be typed letter by letter: an identifier, a first password, a code. Large, in one width."""

    label: str
    value: str

    def __repr__(self) -> str:
        """Hide the value."""
        return "Secret(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows under column headings; each row as long as ``columns``. Raises ``ValueError`` otherwise."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of a table has as many cells as there are columns")

    def __repr__(self) -> str:
        """Hide the cells."""
        return f"Table({len(self.rows)} rows)"


@dataclass(frozen=True, slots=True, repr=False)
class Symbol:
    """A code that a machine reads. ``svg``: the drawing, which we made; ``says``: what it is, for who cannot see it.

    ``is_in_the_corner``: at the top right of the page, beside the title, where it takes no line.
    """

    svg: str
    says: str
    width_mm: int = 25
    is_in_the_corner: bool = False

    def __repr__(self) -> str:
        """Hide the drawing."""
        return "Symbol(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A page or an image of a document. ``jpeg``: its bytes; ``size``: width and height in dots, both above zero.

    ``says``: the words on it, or what it is, for who cannot see it. ``fills_the_page``: it takes a page of its own;
    else it stands below what precedes it.
    """

    jpeg: bytes
    size: tuple[int, int]
    says: str
    fills_the_page: bool = False

    def __repr__(self) -> str:
        """Hide the picture."""
        return "Picture(…)"


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick by hand, with its sentence; ``is_ticked`` when the choice was recorded before printing."""

    text: str
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A line on which somebody signs. ``who``: « La personne », « Le professionnel »."""

    who: str


Block: TypeAlias = Heading | Text | Points | Secret | Table | Symbol | Picture | Box | Signature


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """One paper. ``language``: ``fr`` or ``en``. ``address``: the lines in the window of the envelope, for a letter.

    ``sender``: who writes, on top; ``foot``: what stands at the foot of each page. ``letters_pt``: their size, in
    points; 18 and more for what an old person reads alone.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "fr"
    sender: str = "Carnet – mon dossier médical partagé"
    address: tuple[str, ...] = ()
    date: str = ""
    foot: str = ""
    letters_pt: int = 14

    def __repr__(self) -> str:
        """Hide who it is for and what it says."""
        return f"Paper({len(self.blocks)} blocks)"


NOBODY_MAY_DEMAND_IT = (
    "Personne ne peut exiger ce document pour un emploi, une assurance ou un contrat, même avec votre accord."
)
"""What stands on every printed sheet (product.md, « Nobody may demand it »)."""
