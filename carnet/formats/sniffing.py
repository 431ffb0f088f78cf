"""What a file is by its bytes, whatever its sender says."""

import codecs
import re

from carnet.core.documents.content import Content, head_of, pieces_of
from carnet.formats.media_types import CDA, DICOM, JPEG, PDF, PNG, RTF, TEXT, TIFF

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"{\\rtf", RTF),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
_MARKUP = re.compile(
    r"\s*<(?:\?xml\b|!--|!doctype\b|html\b|svg\b|script\b|[a-z_][\w.-]*:|ClinicalDocument\b)", re.IGNORECASE
)
_XML_START = re.compile(
    rb"\s*<(?:\?xml\b|[A-Za-z_][\w.-]*:(?:ClinicalDocument|stylesheet|transform)\b|ClinicalDocument\b)"
)
_FORBIDDEN_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f]")
_ENCODINGS = ("utf-8-sig", "windows-1252")
_HEAD = 4096
"""What the first bytes of a file tell."""
_BEGINNING = 64 * 1024
"""How many characters of a text are looked at, blanks before them left out, to tell markup."""


def sniff(content: Content) -> str | None:
    """Tell the type of a file by its bytes.

    Returns a media type (also of what is refused: archives, programs, web pages), or nothing for bytes of no known
    kind.
    """
    head = head_of(content, _HEAD)
    if head[128:132] == b"DICM":
        return DICOM  # before the others: its first 128 bytes may look like anything
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if _starts_like_xml(head):
        return CDA
    beginning = _beginning_of_text(content)
    if not beginning:
        return None
    return "text/html" if _MARKUP.match(beginning) else TEXT


def decode_text(content: bytes) -> str | None:
    """The text of a plain text file: UTF-8, or Windows-1252 where it is not that; nothing if it has control characters.

    Tabulations, ends of lines and of pages are no faults.
    """
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _FORBIDDEN_CONTROLS.search(text) else text
    return None


def read_text(content: bytes) -> str:
    """Give what a plain text says, which was kept once: in the encoding that ``decode_text`` finds, faults replaced."""
    try:
        return content.decode(_ENCODINGS[0])
    except UnicodeDecodeError:
        return content.decode(_ENCODINGS[1], "replace")


def _beginning_of_text(content: Content) -> str:
    """Read a whole file as ``decode_text`` does, by pieces; give where its text begins, nothing when it is no text."""
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        beginning = ""
        try:
            for piece in pieces_of(content):
                text = decoder.decode(piece)
                if _FORBIDDEN_CONTROLS.search(text):
                    break
                if len(beginning) < _BEGINNING:
                    beginning = (beginning + text).lstrip()[:_BEGINNING]
            else:
                decoder.decode(b"", final=True)
                return beginning
        except UnicodeDecodeError:
            continue
        # Only a text that is of this encoding to its end is refused for what it says.
        if _is_of(encoding, content):
            return ""
    return ""


def _is_of(encoding: str, content: Content) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces_of(content):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _starts_like_xml(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        start = head[:200]
        encoding = "utf-16" if start[:1] in b"\xff\xfe" else "utf-16-le" if start[:1] == b"<" else "utf-16-be"
        return _XML_START.match(start.decode(encoding, "ignore").encode()) is not None
    return _XML_START.match(head.removeprefix(b"\xef\xbb\xbf")[:400]) is not None
