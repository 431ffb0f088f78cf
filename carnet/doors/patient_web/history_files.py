"""The history as a file of one's own: a table for spreadsheets, and a tagged PDF to print or to hand over."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from carnet.doors.kit.dates import in_france
from carnet.doors.patient_web.exported_words import told_line
from carnet.doors.patient_web.shown import AccessView
from carnet.doors.patient_web.whose import record_of_whom
from carnet.formats.folder.table import write_table
from carnet.formats.paper.blocks import Block, Paper, Table, Text
from carnet.formats.paper.compose import compose

FORMS: dict[str, Promise] = {"pdf": gettext_lazy("Télécharger en PDF"), "csv": gettext_lazy("Télécharger en tableau")}
"""In which forms the history is taken away, by the word of the address."""

MEDIA_TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}
MOMENT = "%d/%m/%Y %H:%M"
LETTERS_PT = 12


def write_file(form: str, views: Sequence[AccessView], *, whose: str, at: datetime) -> HttpResponse:
    """Answer with the lines, newest first, as a file that is kept and not opened here (OWASP ASVS 3.2.1).

    ``form``: a key of ``FORMS``. ``whose``: the name of whose record it is. The name of the file says neither.
    """
    content = _table(views) if form == "csv" else _paper(views, whose=whose, at=at)
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="historique.{form}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _table(views: Sequence[AccessView]) -> bytes:
    columns = (
        _("Date"),
        _("Qui"),
        _("En tant que"),
        _("Ce qui a été fait"),
        _("Documents"),
        _("Qui est concerné"),
        _("En urgence"),
        _("Refusé"),
        _("Motif"),
    )
    return write_table(columns, [_cells(view) for view in views])


def _cells(view: AccessView) -> tuple[str, ...]:
    yes = _("oui")
    return (
        f"{in_france(view.at):{MOMENT}}",
        view.who,
        view.role,
        view.sentence,
        ", ".join(title for _href, title in view.documents),
        view.concerned,
        yes if view.is_urgent else "",
        yes if view.is_refused else "",
        " ".join((view.reason, *view.why_refused)).strip(),
    )


def _paper(views: Sequence[AccessView], *, whose: str, at: datetime) -> bytes:
    """Set it in type: one row a line, so that a screen reader goes from cell to cell (PDF/UA-1)."""
    made = _("Fait le {day}.").format(day=f"{in_france(at):%d/%m/%Y}")
    held = ngettext("{count} ligne.", "{count} lignes.", len(views)).format(count=len(views))
    blocks: list[Block] = [Text(record_of_whom(whose), is_strong=True), Text(f"{made} {held}")]
    if views:
        blocks.append(Table((_("Date"), _("Qui"), _("Ce qui a été fait")), tuple(_row(view) for view in views)))
    paper = Paper(
        _("Historique des accès"),
        tuple(blocks),
        language="en" if get_language() == "en" else "fr",
        foot=_(
            "Personne ne peut exiger ce document pour un emploi, une assurance ou un contrat, même avec votre accord."
        ),
        letters_pt=LETTERS_PT,
    )
    return compose([paper], at=at)


def _row(view: AccessView) -> tuple[str, str, str]:
    told = told_line(view)
    marks = (_("Accès en urgence") if view.is_urgent else "", _("Refusé") if view.is_refused else "")
    return told.at, told.who, " – ".join(one for one in (told.what, *marks) if one)
