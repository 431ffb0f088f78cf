"""What an agent types of a banner: read, and written again into the form, with the faults of it in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.content.banners import LONGEST_TEXT, LONGEST_TITLE, Banner, Function, Level
from carnet.core.content.words import Words
from carnet.core.defects import Defect
from carnet.doors.kit.dates import FRANCE

FIELDS = ("level", "stops", "shown_from", "begins", "ends", "title_fr", "title_en", "text_fr", "text_en")
TIMES = ("shown_from", "begins", "ends")
WRITTEN_AS = "%Y-%m-%dT%H:%M"
"""A control of date and time (HTML, ``datetime-local``), in France's time."""

LEVELS: dict[Level, Promise] = {
    Level.INFORMATION: _("Information"),
    Level.CAUTION: _("Attention"),
    Level.URGENT: _("Urgent"),
}
STOPS: dict[str, Promise] = {
    "": _("Rien : le bandeau informe seulement"),
    Function.OPENING.value: _("L’ouverture d’un dossier"),
    Function.DEPOSITS.value: _("L’ajout de documents"),
    Function.SIGN_IN.value: _("La connexion"),
    Function.EVERYTHING.value: _("Tout, sauf les pages publiques et l’assistance"),
}
FAULTS: dict[str, Promise] = {
    "ends-before-it-begins": _("La fin vient avant le début."),
    "is-over": _("La fin est déjà passée."),
    "stops-for-too-long": _("Une fonction s’arrête trois jours au plus."),
    "shown-too-late": _("Affichez le bandeau au plus tard au début."),
    "text-missing": _("Écrivez ce texte : il est lu dans les deux langues."),
    "text-too-long": _("Ce texte est trop long pour un bandeau."),
}
NOT_A_TIME = _("Donnez un jour et une heure, comme 2026-11-22T07:00.")
NOT_A_CHOICE = _("Choisissez dans la liste.")


@dataclass(frozen=True, slots=True)
class BannerForm:
    """The fields as they were typed. ``id``, ``version``: of the banner that would be published."""

    id: UUID
    version: int
    values: Mapping[str, str]
    faults: Mapping[str, str | Promise] = field(default_factory=dict)

    def fields(self) -> dict[str, dict[str, object]]:
        """Give each field to the template: its value and its fault."""
        return {name: {"value": self.values.get(name, ""), "fault": self.faults.get(name, "")} for name in FIELDS}

    def listed_faults(self) -> list[tuple[str, str | Promise]]:
        """Give the faults in the order of the form."""
        return [(name, self.faults[name]) for name in FIELDS if name in self.faults]


def empty_form(identifier: UUID) -> BannerForm:
    """Give the form of a new banner."""
    return BannerForm(identifier, 1, {"level": Level.CAUTION.value, "stops": Function.OPENING.value})


def form_of(banner: Banner) -> BannerForm:
    """Give the form that changes a banner: its next version."""
    values = {
        "level": banner.level.value,
        "stops": banner.stops.value if banner.stops is not None else "",
        "shown_from": _local(banner.shown_from),
        "begins": _local(banner.begins),
        "ends": _local(banner.ends),
        "title_fr": banner.title.fr,
        "title_en": banner.title.en,
        "text_fr": banner.text.fr,
        "text_en": banner.text.en,
    }
    return BannerForm(banner.id, banner.version + 1, values)


def read_form(sent: Mapping[str, str], identifier: UUID, version: int) -> Banner | BannerForm:
    """Read a banner from what was sent; the form with its faults when a time or a choice cannot be read.

    A banner that is shown from no given time is shown from its beginning.
    """
    values = {name: sent.get(name, "").strip() for name in FIELDS}
    values["shown_from"] = values["shown_from"] or values["begins"]
    times = {name: _moment(values[name]) for name in TIMES}
    faults: dict[str, str | Promise] = {name: NOT_A_TIME for name, moment in times.items() if moment is None}
    if values["level"] not in {one.value for one in Level}:
        faults["level"] = NOT_A_CHOICE
    if values["stops"] not in STOPS:
        faults["stops"] = NOT_A_CHOICE
    shown_from, begins, ends = (times[name] for name in TIMES)
    if faults or shown_from is None or begins is None or ends is None:
        return BannerForm(identifier, version, values, faults)
    return Banner(
        id=identifier,
        version=version,
        level=Level(values["level"]),
        stops=Function(values["stops"]) if values["stops"] else None,
        shown_from=shown_from,
        begins=begins,
        ends=ends,
        title=Words(values["title_fr"], values["title_en"]),
        text=Words(values["text_fr"], values["text_en"]),
    )


def with_defects(form: BannerForm, defects: tuple[Defect, ...]) -> BannerForm:
    """Give the form with what the law of banners found."""
    return BannerForm(form.id, form.version, form.values, {one.where: FAULTS[one.code] for one in defects})


def limits() -> dict[str, int]:
    """Give the longest title and text, in characters."""
    return {"title": LONGEST_TITLE, "text": LONGEST_TEXT}


def _local(moment: datetime) -> str:
    return moment.astimezone(FRANCE).strftime(WRITTEN_AS)


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed[:16], WRITTEN_AS).replace(tzinfo=FRANCE)
    except ValueError:
        return None
