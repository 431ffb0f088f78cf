"""What the address of the history asks for: whose acts, where, of what kind, when. It names nobody, only numbers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.audit.kinds import ActKind
from carnet.core.audit.selection import LineCriteria
from carnet.core.documents.selection import Span
from carnet.core.record.majority import PARIS
from carnet.doors.kit.dates import read_day
from carnet.doors.patient_web.shown import AccessView

WHOSE, AUTHOR, PLACE, KIND, FIRST, LAST = "filtre", "qui", "ou", "acte", "du", "au"
"""The words of the address."""

LONGEST = 80
"""Characters of a word of the address: what is longer is no choice that anybody was given."""

SORTS: dict[str, Promise] = {
    "": gettext_lazy("Tout"),
    "professionnels": gettext_lazy("Professionnels"),
    "representants": gettext_lazy("Représentants"),
    "services": gettext_lazy("Services"),
    "urgence": gettext_lazy("Urgence"),
    "refus": gettext_lazy("Refus"),
    "moi": gettext_lazy("Mes actions"),
}
"""The quick filters: « mes actions », « les actions des professionnels » (FAQ dmp.fr 2018) and what matters most."""

KINDS: dict[ActKind, Promise] = {
    ActKind.READING: gettext_lazy("Consultations"),
    ActKind.DOCUMENTS: gettext_lazy("Ajouts et changements"),
    ActKind.VISIBILITY: gettext_lazy("Masquer, montrer"),
    ActKind.ACCESS: gettext_lazy("Accès donnés ou retirés"),
    ActKind.EMERGENCY: gettext_lazy("Urgences"),
    ActKind.COPIES: gettext_lazy("Copies et téléchargements"),
    ActKind.REQUESTS: gettext_lazy("Demandes et contestations"),
    ActKind.ACCOUNT: gettext_lazy("Compte et connexions"),
    ActKind.RECORD: gettext_lazy("Vie du dossier"),
}
"""What the page calls each kind of act."""


@dataclass(frozen=True, slots=True)
class HistoryWish:
    """What is wanted. ``whose``: a key of ``SORTS``; ``first``, ``last``: the days as they were sent.

    ``faults``: what is wrong with a day, by its word of the address; the lines are then not cut by it.
    """

    whose: str
    criteria: LineCriteria
    first: str
    last: str
    faults: dict[str, str]

    @property
    def is_fine(self) -> bool:
        """Whether something more than a quick filter is asked."""
        return self.criteria != LineCriteria() or bool(self.faults)

    def keeps(self, view: AccessView) -> bool:
        """Whether a line, in words, answers to the quick filter."""
        match self.whose:
            case "urgence":
                return view.is_urgent
            case "refus":
                return view.is_refused
            case "":
                return True
            case whose:
                return view.kind == whose

    def address(self, *, whose: str | None = None, **more: str) -> str:
        """Write it as the query of an address, without its « ? ». ``whose``: in place of this one; ``more``: beside."""
        kind = self.criteria.kind
        words = {
            WHOSE: self.whose if whose is None else whose,
            AUTHOR: self.criteria.author,
            PLACE: self.criteria.structure,
            KIND: kind.value if kind is not None else "",
            FIRST: self.first,
            LAST: self.last,
        }
        return urlencode({key: value for key, value in (words | more).items() if value})


def read_wish(query: QueryDict) -> HistoryWish:
    """Read the address. A quick filter or a kind that there is not asks for nothing; a day that is none is a fault."""
    sent = {key: query.get(key, "")[:LONGEST] for key in (WHOSE, AUTHOR, PLACE, KIND, FIRST, LAST)}
    first, last = (read_day(sent[key]) for key in (FIRST, LAST))
    faults = {
        key: _("Choisissez un jour du calendrier.")
        for key, day in ((FIRST, first), (LAST, last))
        if sent[key] and day is None
    }
    if first is not None and last is not None and last < first:
        faults[LAST] = _("Ce jour vient avant le premier.")
        last = None
    kinds = {kind.value: kind for kind in ActKind}
    criteria = LineCriteria(sent[AUTHOR], sent[PLACE], kinds.get(sent[KIND]), _span(first, last))
    whose = sent[WHOSE] if sent[WHOSE] in SORTS else ""
    return HistoryWish(whose, criteria, sent[FIRST], sent[LAST], faults)


def _span(first: date | None, last: date | None) -> Span | None:
    """Make whole days of it, in France; the last one included."""
    if first is None and last is None:
        return None
    return Span(
        _morning(first) if first is not None else None,
        _morning(last + timedelta(days=1)) if last is not None else None,
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
