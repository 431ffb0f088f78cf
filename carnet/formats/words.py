"""The words of a document, ready to be searched: French endings, accents and cases count for nothing."""

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import Stemmer
import zstandard

from carnet.core.documents.selection import plain

LONGEST_QUERY = 100
"""Letters: what somebody types in a box."""

AROUND = 90
"""Letters shown on each side of what was found, when its sentence is longer."""

MOST_HITS = 6
"""Words marked in a sentence: what a table says on one line may hold thousands of them."""

_WORD = re.compile(r"\w+")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_JOINED_LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SMALL = "a au aux avec ce ces dans de des du elle en et il la le les ou par pour sa ses son sur un une"
"""Words that everybody writes and nobody looks for; they count when nothing else was asked."""

_SHORTEST_BEGINNING = 4
"""Letters of a stem from which the beginning of a word is enough: « cardio » finds « cardiologue »."""

_LARGEST = 16 * 1024 * 1024
"""Bytes of a text opened: far above what ``carnet.formats.text`` keeps, far below what would fill the memory."""


_LENGTH = struct.Struct(">I")
"""Before the compressed stems, how many bytes they are; the compressed text comes after them."""


@dataclass(frozen=True, slots=True, repr=False)
class Searchable:
    """A document as it is searched. ``about``: the stems of its title and authors; ``within``: those of its text.

    Both stand between spaces (« ␣genou␣oper␣ »). ``text``: what it says, compressed: opened only where something is
    found in it.
    """

    about: str
    within: str
    text: bytes

    @property
    def lines(self) -> list[str]:
        """What it says, line by line, to show what was found where it stands."""
        return _expanded(self.text).splitlines()

    def __repr__(self) -> str:
        """Hide the content."""
        return "Searchable(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """A part of a sentence. ``is_hit``: it is one of the words that were looked for."""

    text: str
    is_hit: bool

    def __repr__(self) -> str:
        """Hide the content."""
        return "Piece(…)"


def searchable(title: str, authors: Iterable[str], lines: tuple[str, ...]) -> Searchable:
    """Make a document ready to be searched. ``authors``: names of people and structures; ``lines``: what it says."""
    return Searchable(_stems_of([title, *authors]), _stems_of(lines), _compressed("\n".join(lines)))


def pack(words: Searchable) -> bytes:
    """Write it as bytes: to be sealed."""
    stems = _compressed(f"{words.about}\n{words.within}")
    return _LENGTH.pack(len(stems)) + stems + words.text


def unpack(packed: bytes) -> Searchable:
    """Read what ``pack`` wrote."""
    end = _LENGTH.size + _LENGTH.unpack_from(packed)[0]
    about, _, within = _expanded(packed[_LENGTH.size : end]).partition("\n")
    return Searchable(about, within, packed[end:])


@dataclass(frozen=True, slots=True, repr=False)
class Query:
    """What somebody looks for: stems that must all be there, never the words in a log or in an address."""

    stems: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the words."""
        return "Query(…)"

    def finds(self, words: Searchable, *, within: bool = True) -> bool:
        """Whether a document holds all the words, in its title, its authors or, if ``within``, its text."""
        return bool(self.stems) and all(
            _holds(words.about, stem) or (within and _holds(words.within, stem)) for stem in self.stems
        )

    def sentence(self, words: Searchable) -> tuple[Piece, ...]:
        """Give the sentence of its text that holds most of the words, cut around the first ones; none without any."""
        best, most = "", 0
        for line in words.lines:
            for sentence in _SENTENCE_END.split(line):
                held = {stem for stem in _each_stem(sentence) if self._wants(stem)}
                if len(held) > most:
                    best, most = sentence, len(held)
        return tuple(_cut(list(self._pieces(best)))) if most else ()

    def _wants(self, stem: str) -> bool:
        return any(_holds(f" {stem} ", wanted) for wanted in self.stems)

    def _pieces(self, sentence: str) -> Iterator[Piece]:
        end = 0
        hits = (one for one in _WORD.finditer(sentence) if any(self._wants(stem) for stem in _each_stem(one[0])))
        for found in islice(hits, MOST_HITS):
            if found.start() > end:
                yield Piece(sentence[end : found.start()], is_hit=False)
            yield Piece(found[0], is_hit=True)
            end = found.end()
        if end < len(sentence):
            yield Piece(sentence[end:], is_hit=False)


def query(typed: str) -> Query:
    """Understand what somebody typed; ``LONGEST_QUERY`` letters of it at most."""
    stems = tuple(dict.fromkeys(_each_stem(typed[:LONGEST_QUERY])))
    small = set(_each_stem(_SMALL))
    return Query(tuple(stem for stem in stems if stem not in small) or stems)


def _compressed(text: str) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(text.encode())


def _expanded(compressed: bytes) -> str:
    return zstandard.ZstdDecompressor().decompress(compressed, max_output_size=_LARGEST).decode()


def _holds(stems: str, wanted: str) -> bool:
    return f" {wanted}" in stems if len(wanted) >= _SHORTEST_BEGINNING else f" {wanted} " in stems


def _stems_of(texts: Iterable[str]) -> str:
    return f" {' '.join(dict.fromkeys(stem for text in texts for stem in _each_stem(text)))} "


def _each_stem(text: str) -> list[str]:
    # One stemmer a text: it is quick to make, and one that threads shared would mix their words up.
    stems: list[str] = Stemmer.Stemmer("french", 0).stemWords(_WORD.findall(_bare(_ELIDED.sub(" ", text))))
    return stems


def _bare(text: str) -> str:
    """Leave out accents and cases first: whoever types on a telephone writes neither."""
    return plain(text.translate(_JOINED_LETTERS))


def _cut(pieces: list[Piece]) -> Iterator[Piece]:
    """Shorten what stands far from the words found, at the edge of a word."""
    for index, piece in enumerate(pieces):
        if piece.is_hit:
            yield Piece(piece.text if len(piece.text) <= AROUND else f"{piece.text[:AROUND]}…", is_hit=True)
            continue
        before, after = index == 0, index == len(pieces) - 1
        text = piece.text
        if before and len(text) > AROUND:
            text = f"… {text[-AROUND:].partition(' ')[2]}"
        elif after and len(text) > AROUND:
            text = f"{text[:AROUND].rpartition(' ')[0]} …"
        elif len(text) > 2 * AROUND:
            text = f"{text[:AROUND].rpartition(' ')[0]} … {text[-AROUND:].partition(' ')[2]}"
        yield Piece(text, is_hit=False)
