"""The text of a section (CDA narrative block) as safe HTML: what is known is translated, of the rest only the text."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from carnet.formats.cda.markup import Node, grouped, has_block, tag, trimmed
from carnet.formats.cda.media import Gallery
from carnet.formats.cda.tree import HL7, children, local_name, q, text_of

MAX_SPAN = 100
"""Columns or lines that one cell may cover."""

MAX_OBJECTS = 20
"""Files to which one place of a text may refer; the samples refer to one."""

_ANCHOR = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_HTTPS = re.compile(r"https://[!-~]{1,500}")
_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_STYLES = {
    "bold": ("strong",),
    "italics": ("em",),
    "emphasis": ("em",),
    "underline": ("u",),
    "bolditalics": ("strong", "em"),
}
_REVISED = {"insert": "ins", "delete": "del"}
_NUMBERING = {"littleroman": "i", "bigroman": "I", "littlealpha": "a", "bigalpha": "A"}
_TABLE_PARTS = {"thead": "thead", "tbody": "tbody", "tfoot": "tfoot"}
_SILENT = frozenset({"col", "colgroup"})


class Narrative:
    """Translates the texts of one document; anchors and images are those of the whole document."""

    def __init__(self, document: etree._Element, gallery: Gallery) -> None:
        self._gallery = gallery
        wanted = {one.get("href", "")[1:] for one in document.iter(q("linkHtml")) if one.get("href", "")[:1] == "#"}
        wanted |= {one.get("IDREF", "") for one in document.iter(q("footnoteRef"))}
        present = {one.get("ID", "") for one in document.iter(q("*"))}
        self._anchors = {one for one in wanted & present if _ANCHOR.fullmatch(one)}
        self._placed: set[str] = set()
        self._translations: dict[str, Callable[[etree._Element], list[Node]]] = {
            "content": self._content,
            "paragraph": self._paragraph,
            "list": self._list,
            "table": self._table,
            "caption": self._caption,
            "br": lambda _: [tag("br")],
            "sub": lambda element: self._inline("sub", element),
            "sup": lambda element: self._inline("sup", element),
            "linkHtml": self._link,
            "footnote": self._footnote,
            "footnoteRef": self._footnote_reference,
            "renderMultiMedia": self._media,
        }

    def blocks(self, text: etree._Element) -> list[etree._Element]:
        """The whole text of a section, as paragraphs, lists and tables."""
        return grouped(self._flow(text))

    def anchor(self, element: etree._Element) -> dict[str, str]:
        """The id that makes an element the target of a link of this document; none where no link leads there."""
        identifier = element.get("ID", "")
        if identifier not in self._anchors or identifier in self._placed:
            return {}
        self._placed.add(identifier)
        return {"id": f"cda-{identifier}"}

    def _flow(self, element: etree._Element) -> list[Node]:
        """What an element contains, texts and translated elements in order."""
        nodes: list[Node] = [element.text or ""]
        for child in element:
            nodes += self._translate(child)
            nodes.append(child.tail or "")
        return nodes

    def _translate(self, element: etree._Element) -> list[Node]:
        name = local_name(element)
        if element.tag != f"{{{HL7}}}{name}" or name not in self._translations:
            # Not an element of the narrative block, or a part of a table outside one: its text is kept, set apart.
            return [] if name in _SILENT else [" ", *self._flow(element), " "]
        return self._translations[name](element)

    def _content(self, element: etree._Element) -> list[Node]:
        nodes, block = self._flow(element), "span"
        if has_block(nodes):
            block = "div"
        wrappers = [] if block == "div" else _wrappers(element)
        revised = _REVISED.get(element.get("revised", ""))
        anchor = self.anchor(element)
        if revised:
            wrappers.append(revised)
        for wrapper in wrappers:
            nodes = [tag(wrapper, *nodes)]
        return [tag(block, *nodes, attributes=anchor)] if anchor or block == "div" else nodes

    def _paragraph(self, element: etree._Element) -> list[Node]:
        nodes: list[Node] = self._flow(element)
        if has_block(nodes):
            return [tag("div", *grouped(nodes), attributes=self.anchor(element))]
        for wrapper in _wrappers(element):
            nodes = [tag(wrapper, *nodes)]
        return [tag("p", *nodes, attributes=self.anchor(element))]

    def _list(self, element: etree._Element) -> list[Node]:
        made: list[Node] = []
        items: list[Node] = []
        for child in element:
            if child.tag == q("item"):
                items.append(tag("li", *self._flow(child), attributes=self.anchor(child)))
            else:
                made += grouped(self._translate(child))
        ordered = element.get("listType") == "ordered"
        numbering = _NUMBERING.get(element.get("styleCode", "").lower(), "") if ordered else ""
        attributes = self.anchor(element) | ({"type": numbering} if numbering else {})
        return [*made, tag("ol" if ordered else "ul", *items, attributes=attributes)] if items else made

    def _table(self, element: etree._Element) -> list[Node]:
        before: list[Node] = []
        parts: list[Node] = []
        loose: list[Node] = []
        caption = [tag("caption", text_of(one)) for one in children(element, "caption") if text_of(one)][:1]
        for child in element:
            name = local_name(child)
            if name in _TABLE_PARTS:
                parts += _unless_empty(_TABLE_PARTS[name], self._rows(child, name == "thead"))
            elif name == "tr":
                loose += self._row(child, heading=False)
            elif name != "caption":
                before += grouped(self._translate(child))
        parts += _unless_empty("tbody", loose)
        if not parts:
            return [*before, *caption_text(caption)]
        table = tag("table", *caption, *parts, attributes=self.anchor(element))
        label = text_of(children(element, "caption")[0]) if caption else "Tableau"
        frame = {"class": "cda-table", "role": "group", "tabindex": "0", "aria-label": label}
        return [*before, tag("div", table, attributes=frame)]

    def _rows(self, part: etree._Element, heading: bool) -> list[Node]:
        return [row for child in part for row in self._row(child, heading=heading)]

    def _row(self, element: etree._Element, *, heading: bool) -> Iterator[Node]:
        if element.tag != q("tr"):
            if text_of(element):
                yield tag("tr", tag("td", *self._translate(element)))
            return
        names = [local_name(cell) for cell in element]
        all_headings = bool(names) and all(name == "th" for name in names)
        cells: list[Node] = []
        for cell, name in zip(element, names, strict=True):
            if name not in ("td", "th"):
                cells.append(tag("td", *self._translate(cell)))
                continue
            attributes = self.anchor(cell) | _spans(cell)
            if name == "th":
                attributes["scope"] = "col" if heading or all_headings else "row"
            nodes = trimmed(self._flow(cell))
            for wrapper in [] if has_block(nodes) or name == "th" else _wrappers(cell):
                nodes = [tag(wrapper, *nodes)]
            cells.append(tag(name, *nodes, attributes=attributes))
        if cells:
            yield tag("tr", *cells, attributes=self.anchor(element))

    def _caption(self, element: etree._Element) -> list[Node]:
        return [tag("strong", text_of(element), attributes={"class": "cda-caption"}), " "]

    def _inline(self, name: str, element: etree._Element) -> list[Node]:
        return [tag(name, text_of(element))]

    def _link(self, element: etree._Element) -> list[Node]:
        address, label = element.get("href", "").strip(), self._flow(element)
        if address[:1] == "#" and address[1:] in self._anchors and not has_block(label):
            return [tag("a", *label, attributes={"href": f"#cda-{address[1:]}"})]
        if _HTTPS.fullmatch(address) and address not in text_of(element):
            return [*label, " ", tag("span", f"({address})", attributes={"class": "cda-address"})]
        return label

    def _footnote(self, element: etree._Element) -> list[Node]:
        attributes = self.anchor(element) | {"class": "cda-footnote"}
        return [" ", tag("span", "[Note : ", text_of(element), "]", attributes=attributes)]

    def _footnote_reference(self, element: etree._Element) -> list[Node]:
        target = element.get("IDREF", "")
        said = "[voir la note]"
        return [tag("a", said, attributes={"href": f"#cda-{target}"}) if target in self._anchors else said]

    def _media(self, element: etree._Element) -> list[Node]:
        caption = " ".join(text_of(one) for one in children(element, "caption"))
        return [self._gallery.show(one, caption) for one in element.get("referencedObject", "").split()[:MAX_OBJECTS]]


def caption_text(captions: list[etree._Element]) -> list[Node]:
    """The caption of a table that turned out to be empty."""
    return [tag("p", one.text or "") for one in captions]


def _wrappers(element: etree._Element) -> list[str]:
    """The HTML elements that stand for the styles of an element; styles that are not known mean nothing."""
    styles = element.get("styleCode", "").lower().split()
    return list(dict.fromkeys(wrapper for style in styles for wrapper in _STYLES.get(style, ())))


def _spans(cell: etree._Element) -> dict[str, str]:
    written = {name: cell.get(name, "").strip() for name in ("colspan", "rowspan")}
    return {
        name: str(min(int(value), MAX_SPAN))
        for name, value in written.items()
        if _NUMBER.fullmatch(value) and value != "1"
    }


def _unless_empty(name: str, rows: list[Node]) -> list[Node]:
    return [tag(name, *rows)] if rows else []
