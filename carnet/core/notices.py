"""What people are told, and in which words: no name, no health word, no link (interface.md 6.6, 8)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from carnet.core.record.majority import PARIS


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of one kind of notice. ``mail_subject`` and ``body`` for a mail; ``body`` alone for an SMS.

    ``waits_for_the_day``: whether it may not wake anybody (product.md, sharp edges: alerts for new documents leave
    between 8 h and 20 h, emergency alerts at once). ``goes_everywhere``: by every channel that the person gave, not by
    the first alone (product.md, « Closing »).
    """

    mail_subject: str
    body: str
    waits_for_the_day: bool = False
    goes_everywhere: bool = False


SIGN_IN_AS_USUAL = "Connectez-vous comme d’habitude pour en savoir plus."

NOTICES: dict[str, NoticeText] = {
    "first-access": NoticeText(
        "Une première visite dans votre dossier",
        f"Quelqu’un que vous avez autorisé a ouvert votre dossier pour la première fois. {SIGN_IN_AS_USUAL}",
    ),
    "emergency-access": NoticeText(
        "Votre dossier a été ouvert en urgence",
        f"Votre dossier vient d’être ouvert en urgence. {SIGN_IN_AS_USUAL}",
    ),
    "new-document": NoticeText(
        "Du nouveau dans votre dossier",
        f"Il y a du nouveau dans votre dossier. {SIGN_IN_AS_USUAL}",
        waits_for_the_day=True,
    ),
    "unmasked": NoticeText(
        "Un changement dans votre dossier",
        f"Ce qui était masqué dans votre dossier a changé, à votre demande. {SIGN_IN_AS_USUAL}",
    ),
    "record-closed": NoticeText(
        "Votre dossier est fermé",
        "Votre dossier vient d’être fermé. Si ce n’était pas votre souhait, vous pouvez le rouvrir à tout moment.",
        goes_everywhere=True,
    ),
    "record-reopened": NoticeText(
        "Votre dossier est rouvert",
        f"Votre dossier vient d’être rouvert. {SIGN_IN_AS_USUAL}",
        goes_everywhere=True,
    ),
    "treating-physician": NoticeText(
        "Un changement dans votre dossier",
        f"Ce que vous avez accepté pour votre dossier est fait. {SIGN_IN_AS_USUAL}",
    ),
    "majority-near": NoticeText(
        "Un changement dans un mois",
        "Dans un mois, la personne que vous représentez sera majeure. Votre accès à son dossier s’arrêtera ce jour-là. "
        "Elle demandera alors ses propres identifiants.",
        waits_for_the_day=True,
    ),
    "majority": NoticeText(
        "Vous êtes majeur",
        "Plus personne ne vous représente dans votre dossier. Demandez vos propres identifiants pour le consulter.",
        waits_for_the_day=True,
    ),
}
"""The catalogue: every kind of notice that a use case may owe."""

DAY_BEGINS, DAY_ENDS = time(8), time(20)


def due_at(kind: str, *, at: datetime) -> datetime:
    """Tell when a notice that becomes due at an instant may leave: at once, or the next morning at 8 h in Paris."""
    local = at.astimezone(PARIS)
    if not NOTICES[kind].waits_for_the_day or DAY_BEGINS <= local.time() < DAY_ENDS:
        return at
    morning = local.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < DAY_BEGINS else morning + timedelta(days=1)
