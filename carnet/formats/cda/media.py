"""The files attached to the sections of a CDA, as the page shows them: small images in place, others by a sentence."""

import base64
import io

from lxml import etree
from PIL import Image

from carnet.formats.cda.body import EmbeddedFile, embedded_file
from carnet.formats.cda.markup import Node, tag
from carnet.formats.cda.tree import Faults
from carnet.formats.media_types import CDA, JPEG, PDF, PNG, RTF, TEXT, TIFF

MAX_IMAGE_BYTES = 5 * 1024 * 1024
MAX_IMAGES_BYTES = 20 * 1024 * 1024
"""All the images of one page together, each time that it is shown."""
MAX_IMAGE_PIXELS = 40_000_000

_NAMES = {
    PDF: "PDF",
    JPEG: "image JPEG",
    PNG: "image PNG",
    TIFF: "image TIFF",
    TEXT: "texte",
    RTF: "RTF",
    CDA: "données codées",
}


class Gallery:
    """Shows the files of one document, within what one page may weigh."""

    def __init__(self, values: dict[str, etree._Element]) -> None:
        self._values = values
        self._left = MAX_IMAGES_BYTES
        self._read: dict[str, EmbeddedFile | None] = {}
        self._shown: set[etree._Element] = set()

    def show(self, identifier: str, caption: str) -> Node:
        """The file to which a text refers.

        ``identifier``: the ID that the text gives; ``caption``: what the text says of it, or nothing. A PNG or a JPEG
        of bounded size becomes an image inside the page, told by its bytes; anything else a sentence in French.
        """
        if identifier not in self._values:
            return tag("span", "[Fichier joint absent du document]", attributes={"class": "cda-attachment"})
        self._shown.add(self._values[identifier])
        if identifier not in self._read:
            self._read[identifier] = embedded_file(self._values[identifier], Faults())
        file = self._read[identifier]
        if file is None:
            return tag("span", "[Fichier joint illisible]", attributes={"class": "cda-attachment"})
        return self.present(file, caption)

    def present(self, file: EmbeddedFile, caption: str) -> etree._Element:
        """An image in place, or what the file is and how large."""
        kind = _picture(file.whole)
        if kind is not None and len(file.whole) <= min(MAX_IMAGE_BYTES, self._left):
            self._left -= len(file.whole)
            source = f"data:{kind};base64,{base64.b64encode(file.whole).decode()}"
            image = tag("img", attributes={"src": source, "alt": caption or "Image jointe au document"})
            return tag("span", image, attributes={"class": "cda-figure"})
        name = _NAMES.get(kind or file.media_type, "autre format")
        said = f"{caption} – " if caption else ""
        return tag(
            "span", f"[{said}fichier joint : {name}, {size(file.whole)}]", attributes={"class": "cda-attachment"}
        )

    def rest(self) -> list[Node]:
        """The files to which no text refers."""
        return [self.show(identifier, "") for identifier, value in self._values.items() if value not in self._shown]


def size(content: bytes) -> str:
    """How much a file weighs, in French."""
    if len(content) < 1_000_000:
        return f"{max(1, round(len(content) / 1000))}\N{NO-BREAK SPACE}Ko"
    return f"{len(content) / 1_000_000:.1f}\N{NO-BREAK SPACE}Mo".replace(".", ",")


def _picture(content: bytes) -> str | None:
    """PNG or JPEG by its bytes, of a size that a page can show; nothing otherwise."""
    kind = PNG if content.startswith(b"\x89PNG\r\n\x1a\n") else JPEG if content.startswith(b"\xff\xd8\xff") else None
    if kind is None:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            return kind if image.width * image.height <= MAX_IMAGE_PIXELS else None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
