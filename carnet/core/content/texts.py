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
from pathlib import Path

from carnet.core.content.markup import defects_of, plain_words
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
    an intellectual disability have read a plain page again, which its readers are told (interface.md 4.4).
    """

    kind: TextKind
    key: str
    group: Words
    title: Words
    body: Words
    rule: str = ""
    version: int = 0
    was_read_by_people_concerned: bool = False

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
            )
            for one in written["text"]
        ]
    return tuple(texts)


def text_defects(title: Words, body: Words) -> tuple[Defect, ...]:
    """List what keeps a text from being published: nothing missing in one language, nothing too long, no link out."""
    defects: list[Defect] = []
    for name, words, longest in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        for language in ("fr", "en"):
            where, told = f"{name}_{language}", words.told_in(language).strip()
            if not told:
                defects.append(Defect("text-missing", where, "Nothing is written.", "Write it in both languages."))
            if len(told) > longest:
                defects.append(Defect("text-too-long", where, f"More than {longest} characters.", "Write less."))
            defects += defects_of(told, where=where)
    return tuple(defects)


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
