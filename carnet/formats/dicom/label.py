"""What a DICOM file says of itself before its pictures: whose it is, when it was taken, by what."""

from datetime import date

import pydicom
from pydicom.dataset import Dataset
from pydicom.valuerep import PersonName

from carnet.core.documents.image_label import ImageLabel
from carnet.formats.dicom.file import UNREADABLE, BoundedReader

LONGEST = 64
"""Characters of a name that are kept (PS3.5 6.2, PN)."""

_DAYS = ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate")
"""The first one that is written says when the examination was made."""

_WANTED = ["PatientName", "PatientBirthDate", "Modality", *_DAYS]


def read_label(content: bytes) -> ImageLabel | None:
    """Read whose picture a DICOM file says that it is (PS3.3 C.7.1.1), for whoever adds it to a record.

    ``content``: its bytes, which may be damaged or hostile. A file that says nothing gives an empty label; one that
    cannot be read gives nothing. No page that shows a document reads this.
    """
    try:
        found = pydicom.dcmread(BoundedReader(content), stop_before_pixels=True, specific_tags=list(_WANTED))
        name = found.get("PatientName")
        written = name if isinstance(name, PersonName) else PersonName("")
        return ImageLabel(
            family=_shown(written.family_name),
            given=_shown(f"{written.given_name} {written.middle_name}"),
            birth_date=_day(found, "PatientBirthDate"),
            day=next((day for day in (_day(found, one) for one in _DAYS) if day is not None), None),
            modality=_shown(str(found.get("Modality") or "")),
        )
    except UNREADABLE:
        return None


def _shown(written: str) -> str:
    """Keep what a page can show."""
    return " ".join("".join(one if one.isprintable() else " " for one in written).split())[:LONGEST]


def _day(found: Dataset, name: str) -> date | None:
    """Read ``YYYYMMDD``; machines also write nothing, zeros, or dots between (PS3.5 6.2, DA)."""
    digits = str(found.get(name) or "").replace(".", "")
    if len(digits) != len("YYYYMMDD") or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None
