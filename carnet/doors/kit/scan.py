"""X-rays, ultrasounds and slices in a page: what the address asks, what the template and its script are given."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.formats.dicom.scan import STEPS, Looking, ScanPreview
from carnet.formats.dicom.windows import WindowName
from carnet.formats.preview import Preview

FIRST, PAGE, SETTING = "image", "page", "reglage"
"""In the address: from which picture or from which page on, and by which setting."""

WORDS: Mapping[str, WindowName] = {
    "origine": WindowName.AS_MADE,
    "entier": WindowName.WHOLE,
    "milieu": WindowName.MIDDLE,
    "tissus": WindowName.SOFT,
    "os": WindowName.BONE,
    "poumons": WindowName.LUNG,
    "cerveau": WindowName.BRAIN,
}
_LABELS = {
    WindowName.AS_MADE: gettext_lazy("Réglage d’origine"),
    WindowName.WHOLE: gettext_lazy("Tous les gris"),
    WindowName.MIDDLE: gettext_lazy("Plus contrasté"),
    WindowName.SOFT: gettext_lazy("Tissus mous"),
    WindowName.BONE: gettext_lazy("Os"),
    WindowName.LUNG: gettext_lazy("Poumons"),
    WindowName.BRAIN: gettext_lazy("Cerveau"),
}
_MADE_BY = {
    "CR": gettext_lazy("Radiographie"),
    "DX": gettext_lazy("Radiographie"),
    "RG": gettext_lazy("Radiographie"),
    "US": gettext_lazy("Échographie"),
    "CT": gettext_lazy("Scanner"),
    "MR": gettext_lazy("IRM"),
    "MG": gettext_lazy("Mammographie"),
}
"""What people call what a machine makes (modalities of PS3.3 C.7.3.1.1.1); the others are images."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """One picture: ``place`` is its anchor, ``before`` and ``after`` those of its neighbours, or nothing."""

    number: int
    seen: str
    depth: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting that is offered: ``href`` shows it without script, ``centre`` and ``width`` by it."""

    href: str
    label: str
    centre: str
    width: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ScanView:
    """What the template says, and what it hands to the script (``low``, ``high``, ``steps``, ``frame_ms``)."""

    name: str
    pictures: tuple[PictureView, ...]
    total: int
    settings: tuple[SettingView, ...]
    before: str
    after: str
    low: str
    high: str
    steps: int
    is_negative: bool
    is_colour: bool
    frame_ms: int

    @property
    def is_series(self) -> bool:
        """Whether the page has several pictures to go through."""
        return len(self.pictures) > 1


def name_of_modality(modality: str) -> str:
    """Say what a machine makes as people do; ``modality``: its code in DICOM, known or not."""
    return str(_MADE_BY.get(modality, _("Image")))


def read_looking(asked: QueryDict) -> Looking:
    """Read from the address how somebody asks to see a document; what is no number, or no setting, asks for nothing."""
    first = asked.get(FIRST) or asked.get(PAGE, "")
    number = int(first) if first.isascii() and first.isdigit() and len(first) < 6 else 1
    return Looking(max(number, 1), WORDS.get(asked.get(SETTING, "")))


def show_scan(preview: Preview, asked: QueryDict) -> ScanView | None:
    """Give what a page says of a series of pictures, or nothing for a document that is none.

    ``asked``: the address of the page; what else it says stays in the links.
    """
    if not isinstance(preview, ScanPreview):
        return None
    numbers = [one.number for one in preview.pictures]
    first, last, size = numbers[0], numbers[-1], len(numbers)
    return ScanView(
        name=name_of_modality(preview.modality),
        pictures=tuple(
            PictureView(
                *(one.number, one.seen, one.depth, f"image-{one.number}"),
                before=f"#image-{one.number - 1}" if one.number > first else "",
                after=f"#image-{one.number + 1}" if one.number < last else "",
            )
            for one in preview.pictures
        ),
        total=preview.total,
        settings=tuple(
            SettingView(
                link_with(asked, {FIRST: str(first), SETTING: word}),
                str(_LABELS[window.name]),
                str(window.centre),
                str(window.width),
                window.name is preview.window.name,
            )
            for window in preview.windows
            for word, name in WORDS.items()
            if name is window.name
        ),
        before=link_with(asked, {FIRST: str(max(1, first - size))}) if first > 1 else "",
        after=link_with(asked, {FIRST: str(last + 1)}) if last < preview.total else "",
        low=str(preview.low),
        high=str(preview.high),
        steps=256 if preview.is_colour else STEPS,
        is_negative=preview.is_negative,
        is_colour=preview.is_colour,
        frame_ms=round(preview.frame_ms),
    )


def link_with(asked: QueryDict, changed: Mapping[str, str]) -> str:
    """Give the address of this page with something changed in what it asks."""
    kept = asked.copy()
    for name, value in changed.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
