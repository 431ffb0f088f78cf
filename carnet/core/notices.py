"""What people are told, and in which words: no name, no health word, no link (interface.md 6.6, 8)."""

from dataclasses import dataclass, replace
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

IF_NOT_YOU = "Si ce n’était pas vous, fermez votre accès : la page de connexion le permet."

ACCESS_CHANGED = "Un changement dans votre accès"

NOTICES: dict[str, NoticeText] = {
    "first-access": NoticeText(
        "Une première visite dans votre dossier",
        f"Quelqu’un que vous avez autorisé a ouvert votre dossier pour la première fois. {SIGN_IN_AS_USUAL}",
    ),
    "emergency-access": NoticeText(
        "Votre dossier a été ouvert en urgence",
        f"Votre dossier vient d’être ouvert en urgence. {SIGN_IN_AS_USUAL}",
    ),
    "stay-confirmed": NoticeText(
        "Votre dossier est ouvert pour votre séjour",
        "Votre personne de confiance a confirmé l’équipe qui vous soigne : elle peut lire votre dossier pendant ce "
        f"séjour. Vous pouvez y mettre fin tout de suite. {SIGN_IN_AS_USUAL}",
        goes_everywhere=True,
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
    "record-opened": NoticeText(
        "Votre dossier est ouvert",
        f"Votre dossier vient d’être ouvert, à votre demande. {SIGN_IN_AS_USUAL}",
        goes_everywhere=True,
    ),
    "record-closed": NoticeText(
        "Votre dossier est fermé",
        "Votre dossier vient d’être fermé. Si ce n’était pas votre souhait, vous pouvez le rouvrir à tout moment.",
        goes_everywhere=True,
    ),
    "copy-asked": NoticeText(
        "Une copie a été demandée",
        "Une copie sur papier a été demandée. Elle arrivera par courrier. Si ce n’était pas vous, appelez "
        "l’assistance. L’appel est gratuit.",
        goes_everywhere=True,
    ),
    "export-ready": NoticeText(
        "Ce que vous avez demandé est prêt",
        "Ce que vous avez demandé est prêt, pour 24 heures. Connectez-vous comme d’habitude pour le récupérer.",
        waits_for_the_day=True,
    ),
    "desk-answer": NoticeText(
        "Une réponse à votre demande",
        f"L’assistance a répondu à votre demande. {SIGN_IN_AS_USUAL}",
        waits_for_the_day=True,
    ),
    "record-reopened": NoticeText(
        "Votre dossier est rouvert",
        f"Votre dossier vient d’être rouvert. {SIGN_IN_AS_USUAL}",
        goes_everywhere=True,
    ),
    "destruction-near": NoticeText(
        "Votre dossier sera bientôt détruit",
        "Votre dossier est fermé depuis bientôt dix ans. Il sera détruit dans un mois, sauf si vous le rouvrez avant.",
        waits_for_the_day=True,
        goes_everywhere=True,
    ),
    "erasure-asked": NoticeText(
        "Votre dossier sera effacé",
        "L’effacement de votre dossier a été demandé. Il sera fait dans trente jours. D’ici là, vous pouvez y renoncer "
        "en vous connectant comme d’habitude.",
        goes_everywhere=True,
    ),
    "erasure-taken-back": NoticeText(
        "Votre dossier est gardé",
        f"L’effacement de votre dossier est annulé. {SIGN_IN_AS_USUAL}",
        goes_everywhere=True,
    ),
    "request-answered": NoticeText(
        "Une réponse à votre demande",
        f"Votre demande a reçu une réponse. {SIGN_IN_AS_USUAL}",
        waits_for_the_day=True,
    ),
    "request-moved": NoticeText(
        "Votre demande avance",
        f"Votre demande est passée à une autre personne, qui vous répondra. {SIGN_IN_AS_USUAL}",
        waits_for_the_day=True,
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
    "app-accepted": NoticeText(
        "Une application a été acceptée",
        f"Une application vient d’être acceptée pour votre dossier. {IF_NOT_YOU}",
    ),
    "new-device": NoticeText(
        "Une connexion sur un nouvel appareil",
        f"Votre compte vient d’être ouvert sur un appareil que nous ne connaissions pas. {IF_NOT_YOU}",
    ),
    "password-changed": NoticeText(
        ACCESS_CHANGED, f"Le mot de passe de votre compte vient de changer. {IF_NOT_YOU}", goes_everywhere=True
    ),
    "channel-changed": NoticeText(
        ACCESS_CHANGED,
        f"La façon de recevoir vos codes de connexion vient de changer. {IF_NOT_YOU}",
        goes_everywhere=True,
    ),
    "passkey-added": NoticeText(
        ACCESS_CHANGED, f"Une clé d’accès vient d’être ajoutée à votre compte. {IF_NOT_YOU}", goes_everywhere=True
    ),
    "passkey-removed": NoticeText(
        ACCESS_CHANGED, f"Une clé d’accès vient d’être retirée de votre compte. {IF_NOT_YOU}", goes_everywhere=True
    ),
    "app-added": NoticeText(
        ACCESS_CHANGED,
        f"Une application donne maintenant vos codes de connexion. {IF_NOT_YOU}",
        goes_everywhere=True,
    ),
    "app-removed": NoticeText(
        ACCESS_CHANGED,
        f"L’application qui donnait vos codes de connexion vient d’être retirée. {IF_NOT_YOU}",
        goes_everywhere=True,
    ),
    "access-reissued": NoticeText(
        ACCESS_CHANGED,
        f"Un nouvel identifiant et un nouveau premier mot de passe vous ont été remis. {IF_NOT_YOU}",
        goes_everywhere=True,
    ),
    "access-closed": NoticeText(
        "Votre accès est fermé",
        "Votre accès vient d’être fermé, à la demande de quelqu’un qui a prouvé que c’était le vôtre. Votre dossier "
        "est intact. Pour vous connecter de nouveau, contactez l’assistance avec votre carte Vitale et une pièce "
        "d’identité.",
        goes_everywhere=True,
    ),
    "representation-ended": NoticeText(
        "Votre accès a pris fin",
        "Vous ne représentez plus une personne pour son dossier : votre accès a pris fin. Elle s’en occupe elle-même.",
        waits_for_the_day=True,
    ),
    "test-alert": NoticeText(
        "Votre message d’essai",
        "Voici le message d’essai que vous avez demandé. Vos alertes arriveront de la même façon.",
        goes_everywhere=True,
    ),
    "carer-year-near": NoticeText(
        "Une personne qui vous aide",
        f"L’accès d’une personne qui vous aide s’arrête dans un mois, sauf si vous la reconfirmez. {SIGN_IN_AS_USUAL}",
        waits_for_the_day=True,
    ),
}
"""The catalogue: every kind of notice that a use case may owe."""

TO_REPRESENTATIVES = frozenset({"majority-near", "representation-ended"})
"""Told to each who represents the person, by the channel of their own account (product.md, « The day of 18 »)."""

TO_THEM_ALONE = frozenset({"representation-ended"})
"""And not by the channel of the record."""

OF_A_CHILD = (
    ("dans votre dossier", "dans le dossier d’un enfant"),
    ("Votre dossier", "Le dossier d’un enfant"),
    ("votre dossier", "le dossier d’un enfant"),
)
"""How « votre dossier » is said where the channel is that of whoever represents a minor; no name stands in a mail."""


def as_told_of_a_child(text: NoticeText) -> NoticeText:
    """Give the words of a notice about a minor, whose channel somebody else reads: it is not « votre dossier »."""
    subject, body = text.mail_subject, text.body
    for own, childs in OF_A_CHILD:
        subject, body = subject.replace(own, childs), body.replace(own, childs)
    return replace(text, mail_subject=subject, body=body)


DAY_BEGINS, DAY_ENDS = time(8), time(20)


def due_at(kind: str, *, at: datetime) -> datetime:
    """Tell when a notice that becomes due at an instant may leave: at once, or the next morning at 8 h in Paris."""
    local = at.astimezone(PARIS)
    if not NOTICES[kind].waits_for_the_day or DAY_BEGINS <= local.time() < DAY_ENDS:
        return at
    morning = local.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < DAY_BEGINS else morning + timedelta(days=1)
