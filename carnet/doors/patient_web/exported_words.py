"""What this site lends to the preparation of a folder: its sentences, in French, whoever prepares it."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.consent.ending import last_day
from carnet.doors.kit.dates import in_france
from carnet.doors.patient_web.shown import AccessView, show_line
from carnet.formats.folder.index import AccessRow, ToldLine
from carnet.usecases.reading.read_everything import Everything

NUMBERS = "%d/%m/%Y"


def exported_lines(everything: Everything) -> tuple[ToldLine, ...]:
    """Say each line as the page of the history does. An index is in French: it is a paper of the record."""
    titles = {shown.document: shown.entry.title for shown in everything.documents}
    with override("fr"):
        return tuple(_told(show_line(line, titles, since=None, is_first=False)) for line in everything.lines)


def exported_accesses(everything: Everything) -> tuple[AccessRow, ...]:
    """Say who may read the record, who could, and who may not."""
    rights = everything.rights
    if rights is None:
        return ()
    with override("fr"):
        granted = [
            AccessRow(
                one.name,
                _("Autorisé") if one.status is AuthorizationStatus.VALID else _("Terminé"),
                f"{in_france(one.given_at):{NUMBERS}}",
                f"{last_day(one.ends_at):{NUMBERS}}" if one.ends_at is not None else "",
            )
            for one in rights.granted
        ]
        blocked = [AccessRow(one.name, _("Bloqué"), f"{in_france(one.since):{NUMBERS}}", "") for one in rights.blocked]
    return (*granted, *blocked)


def _told(view: AccessView) -> ToldLine:
    named = [title for _href, title in view.documents]
    what = [view.sentence, named[0] if len(named) == 1 else "", view.concerned]
    if len(named) > 1:
        what[1] = _("{count} documents").format(count=len(named))
    if view.reason:
        what.append(_("Motif : {reason}").format(reason=view.reason))
    who = ", ".join(one for one in (view.who, view.role) if one)
    return ToldLine(f"{in_france(view.at):{NUMBERS} %H:%M}", who, " ".join(one for one in what if one))
