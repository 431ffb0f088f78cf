"""What a file really is, judged by its bytes, and whether it is whole and harmless enough to be kept."""

import struct

from lxml import etree
from PIL import Image, ImageSequence

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, head_of, opened, size_of
from carnet.formats.cda.body import BROKEN_BASE64, Attachment, EmbeddedFile, body_of
from carnet.formats.cda.diverted import diverting
from carnet.formats.cda.tree import clinical_document, where
from carnet.formats.cda.wrapper import examine_style_sheet
from carnet.formats.media_types import (
    ACCEPTED,
    CDA,
    IMAGES,
    IN_LEVEL_1,
    JPEG,
    PNG,
    TEXT,
    TIFF,
    canonical,
)
from carnet.formats.pdf import examine_pdf
from carnet.formats.rtf import examine_rtf
from carnet.formats.sniffing import sniff
from carnet.formats.xml import MAX_BYTES, parse_xml

MAX_PIXELS = 64_000_000
"""One image; an A4 page at 600 dots an inch has 35 million."""
MAX_IMAGE_PIXELS_TOGETHER = 500_000_000
MAX_FRAMES = 200
_DICOM_START = 1024 * 1024
"""Where the file meta information of a DICOM must have ended: it has some hundred bytes."""

CONTENT = "content"
"""Where a defect of the whole file is."""

_ARCHIVES = frozenset(
    {
        "application/zip",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/x-7z-compressed",
        "application/vnd.rar",
        "application/zstd",
    }
)
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, struct.error)
"""What Pillow raises on damaged images is no closed list: the first four were met in 450,000 altered files, the others
are what readers of bytes raise."""
UNREADABLE_IMAGE = (*_DAMAGED, Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What whoever reads an image again, to show or print it, must expect."""
_PIL_NAMES = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}


def examine_content(content: Content, declared_mime: str, *, max_bytes: int = MAX_BYTES) -> tuple[Defect, ...]:
    """Examine a file before it is kept.

    ``content``: its bytes; ``declared_mime``: what its sender says it is; ``max_bytes``: 10 MB from a person, 100 MB
    from software (product.md « Documents »). The type is checked by content, PDF, images, RTF and DICOM are really
    read, the files embedded in a CDA are examined in their turn, and nothing that is compressed as a whole is ever
    opened. Returns every defect found, none for a file that may be kept. Source: OWASP ASVS 5.0 5.2.1, 5.2.2, 5.2.6.
    """
    if size_of(content) > max_bytes:
        return (
            Defect("file-too-large", CONTENT, f"The file has more than {max_bytes} bytes.", "Send a smaller file."),
        )
    return _examine(EmbeddedFile(canonical(declared_mime), content), CONTENT)


def _examine(file: EmbeddedFile, place: str) -> tuple[Defect, ...]:
    if not size_of(file.content):
        return (Defect("empty-file", place, "The file is empty.", "Send the file itself."),)
    if file.media_type not in ACCEPTED:
        return (_not_accepted(place, IN_LEVEL_1 if place != CONTENT else ACCEPTED),)
    found = sniff(file.content)
    if found in _ARCHIVES:
        return (
            Defect(
                "archive-refused",
                place,
                "The file is an archive or is compressed; it is never opened here.",
                "Send the files in it, each as a document.",
            ),
        )
    if file.media_type == CDA and found in (CDA, TEXT, "text/html", None):
        return _examine_cda(file.content, place)  # the parser says better what is wrong with it
    if found != file.media_type:
        return (
            Defect(
                "content-type-mismatch",
                place,
                f"The file is declared as {file.media_type}; its bytes say {found or 'something unknown'}.",
                "Declare what the file is, or send the file that was meant.",
            ),
        )
    match file.media_type:
        case "application/pdf":
            return examine_pdf(file.content, place)
        case "text/rtf":
            return examine_rtf(file.content, place)
        case "application/dicom":
            return _examine_dicom(file.content, place)
        case "image/jpeg" | "image/png" | "image/tiff":
            return examine_image(file.content, file.media_type, place)
    return ()


def _examine_cda(content: Content, place: str) -> tuple[Defect, ...]:
    files = diverting(content)
    root = parse_xml(content, aside=files)
    if isinstance(root, Defect):
        return (root,)
    if place != CONTENT:
        return ()  # coded values attached to a section: well-formed, never shown
    document = clinical_document(root)
    if isinstance(document, Defect):
        return (document,)
    style_sheet = () if document is root else examine_style_sheet(root, document)
    body = body_of(document, files)
    if files is not None and files.has_broken and not isinstance(body, tuple):
        return (*style_sheet, BROKEN_BASE64)
    if isinstance(body, tuple):
        return (*style_sheet, *body)
    if isinstance(body, EmbeddedFile):
        text = document.find(".//{*}nonXMLBody/{*}text")
        return (*style_sheet, *_examine_level_1(body, text))
    return (*style_sheet, *(defect for one in body.attachments for defect in _examine_attachment(one)))


def _examine_level_1(file: EmbeddedFile, element: etree._Element | None) -> tuple[Defect, ...]:
    place = "/ClinicalDocument/component/nonXMLBody/text" if element is None else where(element)
    if file.media_type not in IN_LEVEL_1:
        return (_not_accepted(place, IN_LEVEL_1),)
    return _examine(file, place)


def _examine_attachment(attachment: Attachment) -> tuple[Defect, ...]:
    """A file in a section. An image may be declared as another sort of image: it is shown by its bytes alone."""
    file, found = attachment.file, sniff(attachment.file.content)
    if file.media_type in IMAGES and found in IMAGES:
        return _examine(EmbeddedFile(found, file.content), attachment.where)
    return _examine(file, attachment.where)


def examine_image(content: Content, media_type: str, place: str) -> tuple[Defect, ...]:
    """Examine an image: read whole, frame by frame, within the limits of pixels.

    ``media_type``: JPEG, PNG or TIFF, as its bytes say; ``place``: where it stands, for the defects.
    """
    too_large = Defect(
        "image-too-large",
        place,
        f"An image has more than {MAX_PIXELS} pixels, or its pages have too many together.",
        "Send it at 300 dots an inch, or page by page.",
    )
    broken = Defect("image-broken", place, "The image is damaged or cut short.", "Export it again and send it whole.")
    try:
        with opened(content) as file, Image.open(file, formats=[_PIL_NAMES[media_type]]) as image:
            pixels = 0
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                pixels += frame.width * frame.height
                if frame.width * frame.height > MAX_PIXELS or pixels > MAX_IMAGE_PIXELS_TOGETHER or number > MAX_FRAMES:
                    return (too_large,)
                # A JPEG is decoded to its end at an eighth of its size: its faults are met, few pixels are held.
                frame.draft("L", (1, 1))
                frame.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return (too_large,)
    except (*_DAMAGED, UserWarning):  # Pillow also warns, which some processes turn into errors
        return (broken,)
    return ()


def _examine_dicom(content: Content, place: str) -> tuple[Defect, ...]:
    """Check the frame of a DICOM file: a preamble that is nothing else, and a well-formed file meta information.

    The preamble may hide a program (CVE-2019-11687): it must be empty or that of a TIFF. PS3.10 7.1.
    """
    head = head_of(content, _DICOM_START)
    preamble = head[:128]
    if preamble.strip(b"\x00") and not preamble.startswith((b"II*\x00", b"MM\x00*")):
        return (
            Defect(
                "dicom-preamble",
                place,
                "The first 128 bytes of the DICOM file hold something else than zeros.",
                "Write the file again with an empty preamble.",
            ),
        )
    group_length = head[132:144]
    broken = Defect(
        "dicom-broken", place, "The file meta information of the DICOM file is missing or damaged.", "Export it again."
    )
    if len(group_length) < 12 or group_length[:8] != b"\x02\x00\x00\x00UL\x04\x00":
        return (broken,)
    end = 144 + int(struct.unpack("<I", group_length[8:])[0])
    position, tags = 144, set()
    while position + 8 <= end <= len(head):
        group, element, representation, length = struct.unpack_from("<HH2sH", head, position)
        position += 8 + length
        if representation in (b"OB", b"UN"):
            position += 4 + int(struct.unpack_from("<I", head, position - length)[0])
        if group != 2:
            break
        tags.add(element)
    return () if position == end and {0x0002, 0x0010} <= tags else (broken,)


def _not_accepted(place: str, accepted: frozenset[str]) -> Defect:
    return Defect(
        "type-not-accepted",
        place,
        "Files of this declared type are not kept here.",
        f"Send one of: {', '.join(sorted(accepted))}.",
    )
