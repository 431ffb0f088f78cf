"""Between which values a picture goes from black to white: what its maker proposes, and what suits each part."""

from dataclasses import dataclass
from enum import Enum

from carnet.formats.dicom.file import DicomPicture


class WindowName(Enum):
    """The settings that a page offers."""

    AS_MADE = "as-made"
    WHOLE = "whole"
    MIDDLE = "middle"
    BONE = "bone"
    LUNG = "lung"
    SOFT = "soft"
    BRAIN = "brain"


@dataclass(frozen=True, slots=True)
class Window:
    """A setting: the measured value that is half grey, and how far it is from black to white."""

    name: WindowName
    centre: float
    width: float


_OF_SCANNERS = (
    Window(WindowName.SOFT, 40, 400),
    Window(WindowName.BONE, 400, 1800),
    Window(WindowName.LUNG, -600, 1500),
    Window(WindowName.BRAIN, 40, 80),
)
"""In Hounsfield units, the same on every scanner: the usual windows of radiologists."""


def windows_of(picture: DicomPicture, low: float, high: float) -> tuple[Window, ...]:
    """Give the settings that are offered for a picture, the one that it is shown with first.

    ``low`` and ``high``: the least and the most that was measured. A picture in colours has one setting only.
    """
    span = max(abs(high - low), 1.0)
    whole = Window(WindowName.WHOLE, (low + high) / 2, span)
    made = tuple(Window(WindowName.AS_MADE, *pair) for pair in picture.windows[:1])
    if picture.samples == 3:
        return (whole,)
    if picture.modality == "CT":
        return (*made, *_OF_SCANNERS, whole)
    return (*made, whole, Window(WindowName.MIDDLE, (low + high) / 2, span / 2))


def table_of(window: Window, low: float, high: float, *, steps: int, is_negative: bool) -> list[int]:
    """Give the table that turns ``steps`` equal steps from ``low`` to ``high`` into 256 shades.

    The linear function of PS3.3 C.11.2.1.2.1; what a table or a curve of the maker would give is shown by this one.
    ``is_negative``: the least is white (``MONOCHROME1``). As long as an image of mode ``I`` needs it: 65,536.
    """
    width = max(window.width - 1, 1.0)
    shades = []
    for step in range(steps):
        value = low + (high - low) * step / max(steps - 1, 1)
        shade = round(((value - (window.centre - 0.5)) / width + 0.5) * 255)
        shades.append(255 - min(max(shade, 0), 255) if is_negative else min(max(shade, 0), 255))
    return shades + [shades[-1]] * (65_536 - steps)
