"""The files embedded in a large CDA: decoded as they are met, into contents of their own, and never into the tree."""

from collections.abc import Callable

from carnet.core.documents.content import Content, ContentWriter, LargeContent
from carnet.formats.base64_pieces import Base64Decoder
from carnet.formats.xml import NUMBER, TextsAside

HL7_ELEMENT = "{urn:hl7-org:v3}"


class DivertedFiles(TextsAside):
    """Takes the text of the elements of HL7 that are in base64.

    ``begin``: begins a content for one of them; without it the files are not kept, for a reader of headers.
    """

    def __init__(self, begin: Callable[[], ContentWriter] | None) -> None:
        self._begin = begin
        self._decoder = Base64Decoder()
        self._writer: ContentWriter | None = None
        self._contents: list[LargeContent | None] = []
        self.has_broken = False

    def takes(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether this element holds a file: it is of HL7, and says that it is in base64."""
        return tag.startswith(HL7_ELEMENT) and attributes.get("representation") == "B64"

    def begin(self) -> int:
        """Begin a file; give its number."""
        self._decoder = Base64Decoder()
        self._writer = self._begin() if self._begin is not None else None
        return len(self._contents)

    def take(self, text: str) -> None:
        """Take a piece of its text."""
        written = "".join(text.split())
        if not written.isascii():
            self._decoder.spoil()
            return
        decoded = self._decoder.decode(written.encode("ascii"))
        if self._writer is not None:
            self._writer.write(decoded)

    def end(self) -> None:
        """End the file."""
        content = self._writer.finish() if self._writer is not None else None
        self.has_broken = self.has_broken or not self._decoder.is_whole
        self._contents.append(content if self._decoder.is_whole else None)

    def file(self, number: str) -> LargeContent | None:
        """Give the file of that number; nothing when its text is no base64."""
        return self._contents[int(number)]


def diverting(content: Content) -> DivertedFiles | None:
    """Give what takes the files of a document that is large itself; those of a small one stay in its tree."""
    return None if isinstance(content, bytes) else DivertedFiles(content.beside)


def without_files(content: Content) -> DivertedFiles | None:
    """Give what drops the files of a document that is large itself."""
    return None if isinstance(content, bytes) else DivertedFiles(None)


__all__ = ["NUMBER", "DivertedFiles", "diverting", "without_files"]
