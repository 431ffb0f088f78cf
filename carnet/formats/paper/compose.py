"""Sets papers in type: tagged PDF that a screen reader follows (PDF/UA-1), large letters, one typeface."""

import base64
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import assert_never

import orjson
import typst

from carnet.formats.paper.blocks import (
    Block,
    Box,
    Heading,
    Paper,
    Picture,
    Points,
    Secret,
    Signature,
    Symbol,
    Table,
    Text,
)

_HERE = Path(__file__).parent


def compose(papers: Sequence[Paper], *, at: datetime) -> bytes:
    """Give one PDF of these papers, each from a page of its own. ``at``: the instant written into the file.

    Every word is set as text: nothing in it is read as markup. Raises ``ValueError`` when there is no paper.
    """
    if not papers:
        raise ValueError("there is nothing to print")
    written = orjson.dumps([_plain(paper) for paper in papers]).decode()
    made = typst.compile(
        _template(),
        sys_inputs={"papers": written},
        font_paths=_fonts(),
        pdf_standards=["ua-1"],
        timestamp=at.replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF was expected")
    return made


@cache
def _template() -> bytes:
    return (_HERE / "paper.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_HERE / "fonts"])


def _plain(paper: Paper) -> dict[str, object]:
    return {
        "title": paper.title,
        "language": paper.language,
        "sender": paper.sender,
        "address": paper.address,
        "date": paper.date,
        "foot": paper.foot,
        "letters": paper.letters_pt,
        "blocks": [_block(one) for one in paper.blocks],
    }


def _block(one: Block) -> dict[str, object]:
    match one:
        case Heading(text):
            return {"kind": "heading", "text": text}
        case Text(text, is_strong):
            return {"kind": "text", "text": text, "strong": is_strong}
        case Points(points, are_steps):
            return {"kind": "points", "points": points, "steps": are_steps}
        case Secret(label, value):
            return {"kind": "secret", "label": label, "value": value}
        case Table(columns, rows):
            return {"kind": "table", "columns": columns, "rows": rows}
        case Symbol(svg, says, width_mm, is_in_the_corner):
            return {"kind": "symbol", "svg": svg, "says": says, "width": width_mm, "corner": is_in_the_corner}
        case Picture(jpeg, size, says, fills_the_page):
            return {"kind": "picture", "svg": _drawing(jpeg, size), "says": says, "fills": fills_the_page}
        case Box(text, is_ticked):
            return {"kind": "box", "text": text, "ticked": is_ticked}
        case Signature(who):
            return {"kind": "signature", "who": who}
        case _:
            assert_never(one)


def _drawing(jpeg: bytes, size: tuple[int, int]) -> str:
    """Wrap a picture in a drawing: the words of papers come as text, and so must everything that goes with them."""
    width, height = size
    place = f'width="{width}" height="{height}"'
    content = base64.b64encode(jpeg).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {place}>'
        f'<image {place} href="data:image/jpeg;base64,{content}"/></svg>'
    )
