"""What the page of reimbursements receives: each line in words, grouped by month, with what it can be sifted by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.doors.kit.dates import in_france, long_month, plain_date
from carnet.doors.patient_web.told_words import choices, written_day
from carnet.formats.cda.reimbursements import Care
from carnet.usecases.reading.read_reimbursements import ToldReimbursement

ADDRESSES = {
    Care.MEDICINE: "medicaments",
    Care.VACCINE: "vaccins",
    Care.DEVICE: "materiel",
    Care.TEST: "analyses",
    Care.ACT: "soins",
    Care.STAY: "hopital",
}
"""Each kind of care as the address of the page says it."""
ICONS = {
    Care.MEDICINE: "pill",
    Care.VACCINE: "syringe",
    Care.DEVICE: "heart-pulse",
    Care.TEST: "flask-conical",
    Care.ACT: "stethoscope",
    Care.STAY: "hospital",
}


@dataclass(frozen=True, slots=True)
class ReimbursedView:
    """A line on the page. ``day``: with as much of it as was written; ``month``: what it stands under, or nothing."""

    kind: str
    label: str
    icon: str
    name: str
    by: str
    quantity: str
    day: str
    month: str
    year: str
    source: str


def care_names() -> dict[Care, str]:
    """Name each kind of care for people."""
    return {
        Care.MEDICINE: _("Médicaments"),
        Care.VACCINE: _("Vaccins"),
        Care.DEVICE: _("Matériel médical"),
        Care.TEST: _("Analyses"),
        Care.ACT: _("Soins et examens"),
        Care.STAY: _("Hôpital et clinique"),
    }


def lay_out(told: Sequence[ToldReimbursement], sent: QueryDict) -> dict[str, Any]:
    """Give what the template receives: the lines by month, and the filters, each keeping the other one.

    ``sent``: the address, whose words that name nothing here are no filter.
    """
    lines = [_show(one) for one in told]
    names = {ADDRESSES[care]: name for care, name in care_names().items()}
    kinds = {kind: name for kind, name in names.items() if any(one.kind == kind for one in lines)}
    years = {one.year: one.year for one in lines if one.year}
    kind, year = sent.get("soin", ""), sent.get("annee", "")
    kind, year = kind if kind in kinds else "", year if year in years else ""
    kept = [one for one in lines if kind in ("", one.kind) and year in ("", one.year)]
    return {
        "months": [(month, list(of_month)) for month, of_month in groupby(kept, key=lambda one: one.month)],
        "years": choices(years, year, "annee", {"soin": kind}, _("Toutes")),
        "kinds": choices(kinds, kind, "soin", {"annee": year}, _("Tout")),
        "is_filtered": bool(kind or year),
        "has_lines": bool(lines),
    }


def _show(told: ToldReimbursement) -> ReimbursedView:
    line = told.reimbursed
    when = line.when
    return ReimbursedView(
        kind=ADDRESSES[line.care],
        label=care_names()[line.care],
        icon=ICONS[line.care],
        name=line.name,
        by=line.by,
        quantity=line.quantity if line.quantity not in ("", "1") else "",
        day="" if when is None else _days(written_day(when), None if line.until is None else line.until.at),
        month="" if when is None else long_month(when.at),
        year="" if when is None else str(in_france(when.at).year),
        source=reverse("patient-document", args=[told.source.document]),
    )


def _days(first: str, last: datetime | None) -> str:
    return first if last is None else _("du {first} au {last}").format(first=first, last=plain_date(last))
