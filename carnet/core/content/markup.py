"""The few marks that a published text may hold, and nothing else: titles, paragraphs, lists, links to our own pages.

A line that begins with ``## `` is a title; lines that begin with ``- `` or ``1. `` are a list; other lines of a block
are one paragraph; blocks stand apart by an empty line. ``[words](/path/)`` is a link. Whatever else is written is read
as it stands: a page that shows it escapes it, so that no text brings HTML.
"""

import re
from dataclasses import dataclass
from enum import Enum

from carnet.core.defects import Defect

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_OURS = re.compile(r"/(?!/)[\w./?=&#%-]*")
_STEP = re.compile(r"\d+\. ")

ELSEWHERE = "link-elsewhere"


@dataclass(frozen=True, slots=True)
class Span:
    """Words that follow each other; ``path``: where they lead, empty when nowhere."""

    words: str
    path: str = ""


Line = tuple[Span, ...]


class BlockKind(Enum):
    """What a block is."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    POINTS = "points"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block, with its lines: one for a title or a paragraph, one for each point of a list."""

    kind: BlockKind
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Give the word of the kind, for a template."""
        return self.kind.value


def read_blocks(text: str) -> tuple[TextBlock, ...]:
    """Read the blocks of a text, in their order. Every text has a reading: what is no mark is words."""
    blocks: list[TextBlock] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        waiting: list[str] = []
        kind = BlockKind.PARAGRAPH
        for line in (*part.splitlines(), None):
            now, words = (None, "") if line is None else _kind_of(line.strip())
            if waiting and (now is not kind or kind is BlockKind.TITLE):
                blocks.append(_block(kind, waiting))
                waiting = []
            if now is not None and words:
                kind = now
                waiting.append(words)
    return tuple(blocks)


def plain_words(text: str) -> str:
    """Give what is read of a text, without any mark: to search in it, or to print it."""
    return "\n".join("".join(span.words for span in line) for block in read_blocks(text) for line in block.lines)


def defects_of(text: str, *, where: str) -> tuple[Defect, ...]:
    """List what keeps a text from being published. ``where``: the name of its field.

    A published text leads to our own pages only: a page about a health record sends nobody elsewhere by a mark.
    """
    return tuple(
        Defect(ELSEWHERE, where, "A link leads to another site.", "Write a path of this site, such as /aide/.")
        for found in _LINK.finditer(text)
        if _OURS.fullmatch(found[2]) is None
    )


def _kind_of(line: str) -> tuple[BlockKind, str]:
    if line.startswith("## "):
        return BlockKind.TITLE, line[3:].strip()
    if line.startswith("- "):
        return BlockKind.POINTS, line[2:].strip()
    if step := _STEP.match(line):
        return BlockKind.STEPS, line[step.end() :].strip()
    return BlockKind.PARAGRAPH, line


def _block(kind: BlockKind, lines: list[str]) -> TextBlock:
    if kind is BlockKind.PARAGRAPH:
        lines = [" ".join(lines)]
    return TextBlock(kind, tuple(_spans(line) for line in lines))


def _spans(line: str) -> Line:
    spans: list[Span] = []
    end = 0
    for found in _LINK.finditer(line):
        if _OURS.fullmatch(found[2]) is None:
            continue  # never followed: shown as it was typed
        if found.start() > end:
            spans.append(Span(line[end : found.start()]))
        spans.append(Span(found[1], found[2]))
        end = found.end()
    if end < len(line):
        spans.append(Span(line[end:]))
    return tuple(spans)
