"""The texts that anybody may read and that the support desk keeps: answers, pages, and pages easy to read.

Their first edition is data beside this file (``edition/*.toml``), in both languages. What the desk publishes
afterwards is kept in the store and takes its place (``carnet.usecases.content``).
"""

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path

from carnet.core.content.markup import BlockKind, defects_of, plain_words, read_blocks
from carnet.core.content.words import Words
from carnet.core.defects import Defect

_EDITION = Path(__file__).parent / "edition"

LONGEST_TITLE, LONGEST_BODY = 120, 6000
"""In characters. A title is a line; an answer that is longer than a page is several answers."""


class TextKind(Enum):
    """What a text is for."""

    ANSWER = "answer"
    """A question that people ask, and its answer (features.md, R05)."""
    PAGE = "page"
    PLAIN = "plain"
    """A page easy to read and to understand (FALC: interface.md 4.4)."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """One text as it is read.

    ``group``: the words above answers that belong together. ``rule``: the rule of access that decides what is said,
    empty when none does. ``version``: 0 for the first edition. ``was_read_by_people_concerned``: whether people with
    an intellectual disability have read a plain page again, which its readers are told (interface.md 4.4). ``parts``:
    the titles that the law asks for, which every version keeps with something below them. ``says``: words that stand
    in every version, since the foot of each page says them too.
    """

    kind: TextKind
    key: str
    group: Words
    title: Words
    body: Words
    rule: str = ""
    version: int = 0
    was_read_by_people_concerned: bool = False
    parts: tuple[Words, ...] = ()
    says: tuple[Words, ...] = ()

    @property
    def name(self) -> str:
        """Give the one name of this text among all: « answer/ouvrir »."""
        return f"{self.kind.value}/{self.key}"


@cache
def first_edition() -> tuple[PublicText, ...]:
    """Give every text as the product comes with it, in the order of its pages."""
    texts: list[PublicText] = []
    for path in sorted(_EDITION.glob("*.toml")):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        kind, group = TextKind(written["kind"]), Words(**written["title"])
        texts += [
            PublicText(
                kind=kind,
                key=one["key"],
                group=group,
                title=Words(**one["title"]),
                body=Words(one["fr"].strip(), one["en"].strip()),
                rule=one["rule"],
                parts=tuple(Words(**part) for part in one.get("parts", ())),
                says=tuple(Words(**said) for said in one.get("says", ())),
            )
            for one in written["text"]
        ]
    return tuple(texts)


def text_defects(
    title: Words, body: Words, *, parts: Iterable[Words] = (), says: Iterable[Words] = ()
) -> tuple[Defect, ...]:
    """List what keeps a text from being published: nothing missing in one language, nothing too long, no link out.

    ``parts``: the titles that must stand in the text, each with something below it; ``says``: the words that must
    (``PublicText``).
    """
    defects: list[Defect] = []
    for name, words, longest in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        for language in ("fr", "en"):
            where, told = f"{name}_{language}", words.told_in(language).strip()
            if not told:
                defects.append(Defect("text-missing", where, "Nothing is written.", "Write it in both languages."))
            if len(told) > longest:
                defects.append(Defect("text-too-long", where, f"More than {longest} characters.", "Write less."))
            defects += defects_of(told, where=where)
    for language in ("fr", "en"):
        kept = _titles_with_words(body.told_in(language))
        defects += [
            Defect(
                "legal-part-missing",
                f"body_{language}",
                f"The part « {part.told_in(language)} » is missing, or empty.",
                "The law asks for it: keep its title, with what it says below.",
            )
            for part in parts
            if part.told_in(language) not in kept
        ]
        defects += [
            Defect(
                "legal-words-missing",
                f"body_{language}",
                f"« {words.told_in(language)} » is not said.",
                "The foot of each page says it: a text and a page never disagree.",
            )
            for words in says
            if words.told_in(language) not in body.told_in(language)
        ]
    return tuple(defects)


def _titles_with_words(text: str) -> frozenset[str]:
    """Give the titles of a text below which something is written."""
    blocks = read_blocks(text)
    return frozenset(
        "".join(span.words for span in block.lines[0])
        for block, following in pairwise(blocks)
        if block.kind is BlockKind.TITLE and following.kind is not BlockKind.TITLE
    )


def rewritten(text: PublicText, *, title: Words, body: Words, version: int, was_read: bool) -> PublicText:
    """Give a text with the words of a later version; its place, its group and its rule stay."""
    return replace(text, title=title, body=body, version=version, was_read_by_people_concerned=was_read)


def answers_about(texts: Iterable[PublicText], asked: str, language: str) -> tuple[PublicText, ...]:
    """Give the texts that hold every word that somebody typed, whatever its accents and capitals.

    ``asked``: as typed; without a word, all of them are given. A word is found inside longer ones: « parent » in
    « parents ».
    """
    wanted = _folded(asked).split()
    return tuple(text for text in texts if all(word in _searched(text, language) for word in wanted))


def _searched(text: PublicText, language: str) -> str:
    told = (text.group, text.title)
    return _folded(" ".join((*(one.told_in(language) for one in told), plain_words(text.body.told_in(language)))))


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFD", words.casefold().replace("’", " ").replace("'", " "))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
