"""Reading XML that somebody sent to us without letting it do anything: no DTD, no entity, no network, no bomb."""

import re
from collections.abc import Collection
from typing import Protocol

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, head_of, pieces_of, size_of, whole

MAX_BYTES = 100 * 1024 * 1024
"""100 MB a document from software (product.md « Documents »)."""
MAX_DEPTH = 100
"""Levels of nesting; the deepest of the official CDA samples has 22."""
MAX_ELEMENTS = 100_000
"""The largest of the official CDA samples has some 6,300."""

ENCODINGS = frozenset(
    {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16", "utf-16le", "utf-16be"}
)

_DOCTYPE = Defect(
    "doctype-refused",
    "/",
    "The document has a DOCTYPE: it could define entities or call files from elsewhere.",
    "Send the document without its DOCTYPE.",
)
_DECLARED = re.compile(r"""<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_DECLARATION_LENGTH = 400


NUMBER = "{urn:carnet:text-aside}number"
"""The attribute of an element whose text was taken aside. Nobody else may write it: it is dropped from what is read."""


class TextsAside(Protocol):
    """Takes the texts of some elements out of the tree while it is built, because they are too long for it."""

    def takes(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether the text of this element is taken, that of what is inside of it included."""
        ...

    def begin(self) -> int:
        """Begin to take a text; give its number, which stands in the tree instead (``NUMBER``)."""
        ...

    def take(self, text: str) -> None:
        """Take a piece of it."""
        ...

    def end(self) -> None:
        """End it."""
        ...


class _RefusedError(Exception):
    """Stops the parser at the first event that breaks a bound."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.code)
        self.defect = defect


class _BoundedBuilder:
    """Builds the tree while it counts: a document beyond its bounds is dropped before the tree exists.

    Comments and processing instructions (style sheets included) never reach the tree and cannot split a text in two.
    Text comes in pieces: the parser's own limit of 10 MB a text, which an embedded PDF exceeds, does not apply, while
    ``huge_tree`` stays off with all its other limits.
    """

    def __init__(self, max_depth: int, max_elements: int, aside: TextsAside | None) -> None:
        self._aside = aside
        self._aside_from = 0
        self._builder = etree.TreeBuilder()
        self._max_depth = max_depth
        self._elements_left = max_elements
        self._depth = 0
        self._root: etree._Element | None = None

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise _RefusedError(_DOCTYPE)

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        self._depth += 1
        self._elements_left -= 1
        if self._depth > self._max_depth:
            raise _RefusedError(
                Defect(
                    "xml-too-deep",
                    "/",
                    f"The elements are nested more than {self._max_depth} levels deep.",
                    "Send a document with fewer levels.",
                )
            )
        if self._elements_left < 0:
            raise _RefusedError(
                Defect(
                    "xml-too-many-elements",
                    "/",
                    "The document has more elements than a clinical document needs.",
                    "Split it into several documents.",
                )
            )
        # Without entity replacement, libxml2 hands over every & of an attribute as « &#38; », to be decoded once.
        attributes = {str(name): str(value).replace("&#38;", "&") for name, value in attrib.items()}
        attributes.pop(NUMBER, None)
        if self._aside is not None and not self._aside_from and self._aside.takes(str(tag), attributes):
            self._aside_from = self._depth
            attributes[NUMBER] = str(self._aside.begin())
        self._builder.start(tag, attributes)  # type: ignore[arg-type]  # stubs: a dict of str is one of str | bytes

    def end(self, tag: str | bytes) -> None:
        if self._aside is not None and self._depth == self._aside_from:
            self._aside.end()
            self._aside_from = 0
        self._depth -= 1
        self._builder.end(tag)
        if self._depth == 0:
            self._root = self._builder.close()

    def data(self, data: str | bytes) -> None:
        if self._aside is not None and self._aside_from:
            self._aside.take(str(data))
        else:
            self._builder.data(data)

    def comment(self, text: str | bytes) -> None:
        """Drop it."""

    def close(self) -> etree._Element | None:
        """The root; nothing when the parser stops on an error, which must not be hidden by a second one here."""
        return self._root


def parse_xml(
    content: Content,
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_elements: int = MAX_ELEMENTS,
    encodings: Collection[str] = ENCODINGS,
    has_long_values: bool = False,
    aside: TextsAside | None = None,
) -> etree._Element | Defect:
    """Read XML that comes from outside.

    ``content``: the bytes as they came. ``encodings``: those that are read. ``has_long_values``: an attribute may have
    more than 10 MB, as the base64 of FHIR's XML does; ``encodings`` are then UTF-8 or a part of it. ``aside``: takes
    long texts out of the tree.

    Returns the root element, without comments and processing instructions, or the one defect that stopped the reading:
    too large, an encoding other than UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 or Windows-1252, a DOCTYPE (so no entity
    and no external file), too deep, too many elements, or not XML. The defect gives a position, never a word of the
    document. Source: OWASP ASVS 5.0 1.5.1 and 5.2.1.
    """
    if size_of(content) > max_bytes:
        return Defect(
            "document-too-large",
            "/",
            f"The document has more than {max_bytes} bytes.",
            "Send a smaller document, or the images in their own documents.",
        )
    encoding = _encoding(head_of(content, _DECLARATION_LENGTH))
    if encoding not in encodings:
        return Defect(
            "unsupported-encoding",
            "/",
            "The document declares a character encoding that is not read here.",
            "Send it in UTF-8.",
        )
    if has_long_values and b"<!DOCTYPE" in whole(content):
        # The limits of libxml2 that long values lift are also those of entities: no DOCTYPE may even be begun. The
        # parser is told UTF-8 below: an encoding that it found by itself would hide one from this look at the bytes.
        return _DOCTYPE
    parser = etree.XMLParser(
        target=_BoundedBuilder(max_depth, max_elements, aside),
        encoding="utf-8" if has_long_values else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=has_long_values,
        recover=False,
    )
    try:
        for piece in pieces_of(content):
            parser.feed(piece)
        root: etree._Element = parser.close()
    except _RefusedError as refused:
        return refused.defect
    except etree.XMLSyntaxError as error:
        # Its message may quote the document; its position does not.
        line, column = error.position
        return Defect(
            "broken-xml",
            f"line {line}, column {column}",
            "The document is not well-formed XML.",
            "Check it with an XML parser before you send it; text must match the encoding that is declared.",
        )
    except ValueError:
        # The tree takes neither every name nor every namespace that the parser lets through (« urn hl7-org:v3 »).
        return Defect(
            "broken-xml",
            "/",
            "A name or a namespace in the document is not valid.",
            "Check the namespaces; that of a CDA is urn:hl7-org:v3.",
        )
    return root


def _encoding(beginning: bytes) -> str:
    """The encoding of the bytes as their mark or their declaration says it, lower-case; UTF-8 where neither does."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        mark, text = "utf-16", beginning.decode("utf-16", "replace")
    elif beginning.startswith(b"<\x00"):
        mark, text = "utf-16le", beginning.decode("utf-16-le", "replace")
    elif beginning.startswith(b"\x00<"):
        mark, text = "utf-16be", beginning.decode("utf-16-be", "replace")
    else:
        mark, text = "", beginning.decode("latin-1")
    declared = _DECLARED.search(text)
    name = declared[1].lower().replace("utf8", "utf-8").replace("utf16", "utf-16") if declared else mark or "utf-8"
    return {"utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "latin1": "iso-8859-1", "cp1252": "windows-1252"}.get(
        name, name
    )
