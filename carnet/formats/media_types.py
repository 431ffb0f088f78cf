"""The types of file that the record takes, under one spelling each."""

CDA = "text/xml"
PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
TEXT = "text/plain"
RTF = "text/rtf"
DICOM = "application/dicom"

IMAGES = frozenset({JPEG, PNG, TIFF})
ACCEPTED = frozenset({CDA, PDF, TEXT, RTF, DICOM}) | IMAGES
"""product.md « Documents »."""

IN_LEVEL_1 = frozenset({PDF, TEXT, RTF}) | IMAGES
"""What a CDA level 1 may embed. The DMP's own list (domain.md 3.3) has no PNG; the picture of a letter often is one,
and is wrapped as it is rather than converted, under the format code of unlisted documents."""

_SPELLINGS = {
    "application/xml": CDA,
    "application/rtf": RTF,
    "image/jpg": JPEG,
    "image/pjpeg": JPEG,
    "image/tif": TIFF,
    "image/x-png": PNG,
    "application/x-pdf": PDF,
}


def canonical(media_type: str) -> str:
    """The one spelling of a media type: lower-case, without parameters, common variants made one."""
    bare = media_type.partition(";")[0].strip().lower()
    return _SPELLINGS.get(bare, bare)
