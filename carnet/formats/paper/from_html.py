"""The HTML that we write of a structured document, as blocks of a paper: its titles, texts, lists, tables, images."""

import base64
import io
from collections.abc import Iterator

from lxml import etree, html
from PIL import Image

from carnet.formats.content import UNREADABLE_IMAGE
from carnet.formats.paper.blocks import Block, Heading, Picture, Points, Table, Text
from carnet.formats.paper.pictures import picture_of

_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol"})
_WHOLE = frozenset({"p", "pre", "summary", "caption"})
_ON_ITS_OWN = frozenset({"br", "p", "li", "div", "tr", "table", "ul", "ol"})


def blocks_of_html(written: str) -> tuple[Block, ...]:
    """Give the blocks of a document that ``carnet.formats.cda.html`` wrote, in its order.

    ``written``: our own HTML, of a closed list of elements; a table keeps its columns, a cell over several stands in
    the first of them. Empty parts are left out.
    """
    return tuple(_blocks(html.fragment_fromstring(written, create_parent="div")))


def _blocks(element: etree._Element) -> Iterator[Block]:
    name = str(element.tag)
    if name in _TITLES:
        yield from _said(element, Heading)
    elif name in _LISTS:
        points = tuple(words for item in element.iterchildren("li") if (words := _words(item)))
        yield from (Points(points, are_steps=name == "ol"),) if points else ()
    elif name == "dl":
        yield from _definitions(element)
    elif name == "table":
        yield from _table(element)
    elif name == "img":
        yield from _image(element)
    elif name in _WHOLE:
        yield from _said(element, Text)
        yield from (block for image in element.iter("img") for block in _image(image))
    else:
        yield from _container(element)


def _container(element: etree._Element) -> Iterator[Block]:
    """Give what an element contains: the blocks in it, and the lines between them."""
    line = [element.text or ""]
    for child in element:
        if _is_inline(child):
            line += [_words(child), child.tail or ""]
            continue
        yield from _line(line)
        yield from _blocks(child)
        line = [child.tail or ""]
    yield from _line(line)


def _line(parts: list[str]) -> Iterator[Block]:
    words = " ".join(" ".join(parts).split())
    if words:
        yield Text(words)


def _is_inline(element: etree._Element) -> bool:
    alone = {"span", "strong", "em", "u", "sub", "sup", "del", "ins", "a", "br"}
    return element.tag in alone and element.find(".//img") is None


def _said(element: etree._Element, kind: type[Heading] | type[Text]) -> Iterator[Block]:
    words = _words(element)
    if words:
        yield kind(words)


def _definitions(element: etree._Element) -> Iterator[Block]:
    terms = [_words(one) for one in element.iter("dt")]
    values = [_words(one) for one in element.iter("dd")]
    pairs = tuple(f"{term} : {value}" for term, value in zip(terms, values, strict=False))
    if pairs:
        yield Points(pairs)


def _table(element: etree._Element) -> Iterator[Block]:
    caption = element.find("caption")
    if caption is not None:
        yield from _said(caption, Text)
    rows = _grid(element)
    if not rows:
        return
    width = max(map(len, rows))
    first, *others = (row + [""] * (width - len(row)) for row in rows)
    yield Table(tuple(first), tuple(map(tuple, others)))
    yield from (block for image in element.iter("img") for block in _image(image))


def _grid(table: etree._Element) -> list[list[str]]:
    """Give the cells of a table, each row as wide as it is: what spans rows or columns is followed by empty cells."""
    rows: list[list[str]] = []
    above: dict[int, int] = {}
    for line in table.iter("tr"):
        row: list[str] = []
        for cell in line:
            while above.get(len(row), 0):
                above[len(row)] -= 1
                row.append("")
            down, across = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
            for place in range(across):
                above[len(row)] = down - 1
                row.append(_words(cell) if place == 0 else "")
        while above.get(len(row), 0):
            above[len(row)] -= 1
            row.append("")
        if any(row):
            rows.append(row)
    return rows


def _image(element: etree._Element) -> Iterator[Picture]:
    try:
        content = base64.b64decode(element.get("src", "").partition(",")[2])
        with Image.open(io.BytesIO(content)) as image:
            yield picture_of(image, element.get("alt", "") or "Image jointe au document")
    except UNREADABLE_IMAGE:
        return


def _words(element: etree._Element) -> str:
    """Give the text of an element; a line that ends stays one, other blanks are one."""
    if element.tag == "pre":
        return "".join(map(str, element.itertext())).strip()
    return _tidy("".join(_in_order(element)))


def _in_order(element: etree._Element) -> Iterator[str]:
    """Give the words of an element, a line ended before and after what stands on lines of its own."""
    yield _flat(element.text)
    for child in element:
        around = "\n" if child.tag in _ON_ITS_OWN else " " if child.tag in ("td", "th") else ""
        yield around
        yield from _in_order(child)
        yield around
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
