"""What this site lends to the preparation of a folder: its sentences, in French, whoever prepares it."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.consent.ending import last_day
from carnet.doors.kit.dates import in_france
from carnet.doors.patient_web.health_shown import said_of, written_by
from carnet.doors.patient_web.health_words import BLOCKS
from carnet.doors.patient_web.shown import AccessView, show_line
from carnet.formats.folder.index import AccessRow, OwnLine, ToldLine
from carnet.usecases.reading.read_everything import Everything

NUMBERS = "%d/%m/%Y"


def exported_lines(everything: Everything) -> tuple[ToldLine, ...]:
    """Say each line as the page of the history does. An index is in French: it is a paper of the record."""
    titles = {shown.document: shown.entry.title for shown in everything.documents}
    with override("fr"):
        return tuple(told_line(show_line(line, titles, since=None, is_first=False)) for line in everything.lines)


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


def exported_own_words(everything: Everything) -> tuple[OwnLine, ...]:
    """Say what stands in « Ma santé », block by block as on its page, and whose words each line is."""
    with override("fr"):
        return tuple(
            OwnLine(
                str(BLOCKS[one.said.kind.key].title),
                said_of(one.said),
                written_by(one.by, everything.names),
                f"{in_france(one.written_at):{NUMBERS}}",
            )
            for one in everything.health
        )


def told_line(view: AccessView) -> ToldLine:
    """Say a line in three columns, in the language that is set: when, who, what they did."""
    named = [title for _href, title in view.documents]
    what = [view.sentence, named[0] if len(named) == 1 else "", view.concerned]
    if len(named) > 1:
        what[1] = _("{count} documents").format(count=len(named))
    if view.reason:
        what.append(_("Motif : {reason}").format(reason=view.reason))
    who = ", ".join(one for one in (view.who, view.role) if one)
    return ToldLine(f"{in_france(view.at):{NUMBERS} %H:%M}", who, " ".join(one for one in what if one))
