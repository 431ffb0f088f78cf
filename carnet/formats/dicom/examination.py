"""A DICOM file that somebody adds by hand: whether its pictures can be looked at first, and whose it says they are."""

from carnet.core.defects import Defect
from carnet.core.documents.image_label import ImageLabel
from carnet.formats.content import CONTENT, UNREADABLE_IMAGE
from carnet.formats.dicom.file import UNREADABLE, NotDrawn, read_dicom
from carnet.formats.dicom.label import read_label
from carnet.formats.dicom.pixels import decode
from carnet.formats.dicom.scan import draw_scan

_BROKEN = Defect("dicom-broken", CONTENT, "The DICOM file is damaged or cut short.", "Export it again.")
_DEFECTS = {
    NotDrawn.DAMAGED: _BROKEN,
    NotDrawn.NO_PICTURE: Defect(
        "dicom-without-picture", CONTENT, "The DICOM file holds no picture.", "Send the pictures themselves."
    ),
    NotDrawn.NOT_READ_HERE: Defect(
        "dicom-not-drawn",
        CONTENT,
        "The pictures of the DICOM file are written in a way that is not drawn here.",
        "Export it without compression, or send a JPEG or a PDF.",
    ),
    NotDrawn.TOO_LARGE: Defect(
        "dicom-too-large", CONTENT, "The DICOM file has too many points or pictures to be drawn.", "Send a JPEG."
    ),
}


def examine_pictures(content: bytes) -> ImageLabel | Defect:
    """Examine a DICOM file that a person adds: they look at what they add before it is a document (ADR 0033, 0038).

    ``content``: bytes whose frame ``examine_content`` found sound. The pictures that its first page shows are drawn,
    and the last one is decoded: one that is cut short is met here. Returns what the file says of itself, or why it is
    not kept.
    """
    picture = read_dicom(content)
    if isinstance(picture, NotDrawn):
        return _DEFECTS[picture]
    try:
        decode(picture, picture.frames - 1)
    except (*UNREADABLE_IMAGE, *UNREADABLE):
        return _BROKEN
    label = read_label(content)
    return _BROKEN if label is None or draw_scan(content) is None else label
