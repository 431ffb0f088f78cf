"""What people are told, and in which words: no name, no health word, no link (interface.md 6.6, 8)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of one kind of notice. ``mail_subject`` and ``body`` for a mail; ``body`` alone for an SMS."""

    mail_subject: str
    body: str


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
    ),
    "unmasked": NoticeText(
        "Un changement dans votre dossier",
        f"Ce qui était masqué dans votre dossier a changé, à votre demande. {SIGN_IN_AS_USUAL}",
    ),
    "record-closed": NoticeText(
        "Votre dossier est fermé",
        "Votre dossier vient d’être fermé. Si ce n’était pas votre souhait, vous pouvez le rouvrir à tout moment.",
    ),
}
"""The catalogue: every kind of notice that a use case may owe."""
