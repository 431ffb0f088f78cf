"""The vaccines as a paper that people keep or hand over: a tagged PDF, which a screen reader reads cell by cell."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.doors.kit.dates import in_france
from carnet.doors.patient_web.told_words import VaccineView
from carnet.doors.patient_web.whose import record_of_whom
from carnet.formats.paper.blocks import Block, Paper, Table, Text
from carnet.formats.paper.compose import compose

LETTERS_PT = 14


def write_vaccines(given: Sequence[VaccineView], *, whose: str, unread: int, at: datetime) -> HttpResponse:
    """Answer with the vaccines, newest first, as a file that is kept and not opened here (OWASP ASVS 3.2.1).

    ``whose``: the name of whose record it is, which stands in the paper and not in the name of the file. ``unread``:
    how many documents on vaccines say more than this paper.
    """
    blocks: list[Block] = [
        Text(record_of_whom(whose), is_strong=True),
        Text(_("Fait le {day}.").format(day=f"{in_france(at):%d/%m/%Y}")),
        Text(_("Cette liste vient des documents du dossier. Il peut en manquer.")),
    ]
    if given:
        columns = (_("Date"), _("Vaccin"), _("Lot"), _("Noté par"))
        blocks.append(Table(columns, tuple((one.day, _named(one), one.lot, one.by) for one in given)))
    else:
        blocks.append(Text(_("Aucun vaccin noté.")))
    if unread:
        blocks.append(Text(_("D’autres vaccins se lisent dans leurs documents.")))
    paper = Paper(
        _("Vaccins"),
        tuple(blocks),
        language="en" if get_language() == "en" else "fr",
        foot=_(
            "Personne ne peut exiger ce document pour un emploi, une assurance ou un contrat, même avec votre accord."
        ),
        letters_pt=LETTERS_PT,
    )
    response = HttpResponse(compose([paper], at=at), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="vaccins.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _named(vaccine: VaccineView) -> str:
    return f"{vaccine.name} – {vaccine.what}" if vaccine.what else vaccine.name
