"""What the pages that gather documents receive: each vaccine in words, the links of their filters, and to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.doors.kit.dates import in_france, long_month, plain_date
from carnet.formats.cda.timestamps import Precision, Timestamp
from carnet.usecases.reading.read_prescriptions import PRESCRIPTIONS
from carnet.usecases.reading.read_reimbursements import REIMBURSEMENTS
from carnet.usecases.reading.read_vaccinations import VACCINATIONS, ToldVaccine
from carnet.usecases.reading.shown_document import ShownDocument


@dataclass(frozen=True, slots=True)
class VaccineView:
    """A vaccine on the page. ``day``: « 20 octobre 2026 », « octobre 2026 », « 1975 », or nothing.

    ``by``: who signed the document that says it, or nothing.
    """

    name: str
    what: str
    day: str
    rank: str
    lot: str
    source: str
    title: str
    by: str


def show_vaccine(told: ToldVaccine) -> VaccineView:
    """Put a vaccine in words."""
    vaccine = told.vaccine
    return VaccineView(
        name=vaccine.name,
        what=vaccine.what,
        day="" if vaccine.when is None else written_day(vaccine.when),
        rank=vaccine.rank,
        lot=vaccine.lot,
        source=reverse("patient-document", args=[told.source.document]),
        title=told.source.entry.title,
        by=next((one.name.shown() for one in told.source.entry.authors if one.name is not None), ""),
    )


def gathered_with(shown: ShownDocument) -> dict[str, str] | None:
    """Give the page that tells a document together with those of its kind, ``href`` and ``label``; or nothing."""
    match shown.entry.type_code.value:
        case code if code in VACCINATIONS:
            return {"href": reverse("patient-vaccines"), "label": _("Voir tous les vaccins")}
        case code if code in PRESCRIPTIONS:
            return {"href": reverse("patient-prescriptions"), "label": _("Voir toutes les ordonnances")}
        case code if code in REIMBURSEMENTS:
            return {"href": reverse("patient-reimbursements"), "label": _("Voir tous les remboursements")}
        case _:
            return None


def written_day(when: Timestamp) -> str:
    """Write as much of a date as was written: « 20 octobre 2026 », « octobre 2026 », « 1975 »."""
    match when.precision:
        case Precision.YEAR:
            return str(in_france(when.at).year)
        case Precision.MONTH:
            return long_month(when.at)
        case _:
            return plain_date(when.at)


def choices(
    labels: Mapping[str, str], chosen: str, name: str, kept: Mapping[str, str], everything: str
) -> list[dict[str, object]]:
    """Give the links of a filter, each keeping the other filters; the first one, ``everything``, lifts it.

    ``labels``: by value; ``name``: of the filter in the address; ``kept``: the other filters, a text each.
    """
    others = {key: value for key, value in kept.items() if value}
    return [
        {
            "href": f"?{urlencode(({name: value} if value else {}) | others)}",
            "label": label,
            "current": value == chosen,
        }
        for value, label in {"": everything, **labels}.items()
    ]
