"""Write the other pages that come from the code: the audit catalogue and the table of routes."""

from collections.abc import Iterable, Sequence

from carnet.core.access.actions import Action
from carnet.core.audit.audience import ACCESSES
from carnet.core.audit.events import SecurityAct
from carnet.usecases.policy.write_rulebook import NOTICE

FRENCH: dict[Action | SecurityAct, str] = {
    Action.CHECK_RECORD: "a vérifié l’existence du dossier",
    Action.OPEN_RECORD: "a ouvert le dossier",
    Action.LIST_DOCUMENTS: "a consulté la liste des documents",
    Action.READ_DOCUMENT: "a consulté un document",
    Action.READ_ACCESS_HISTORY: "a consulté l’historique des accès",
    Action.READ_ACCESS_RIGHTS: "a consulté les accès autorisés",
    Action.SIMULATE_ACCESS: "a simulé l’accès d’un autre",
    Action.DEPOSIT_DOCUMENTS: "a déposé des documents",
    Action.REPLACE_DOCUMENT: "a remplacé un document",
    Action.MASK_DOCUMENT: "a masqué un document",
    Action.UNMASK_DOCUMENT: "a rendu un document visible",
    Action.AUTHORIZE_PROFESSIONAL: "a autorisé un accès",
    Action.WITHDRAW_AUTHORIZATION: "a retiré un accès",
    Action.GIVE_UP_ACCESS: "a mis fin à son propre accès",
    Action.READ_HEALTH: "a consulté ce que la personne a écrit de sa santé",
    Action.ADD_HEALTH: "a complété ce qui est écrit de la santé de la personne",
    Action.CHANGE_HEALTH: "a corrigé ou retiré ce qui est écrit de la santé de la personne",
    Action.CHOOSE_TRUSTED_PERSON: "a regardé ou choisi la personne de confiance",
    Action.HIDE_PLACES: "a caché des lieux à un représentant, ou les lui a montrés de nouveau",
    Action.KEEP_ALLERGIES: "a gardé une allergie visible aux urgences",
    Action.READ_KEPT_ALLERGIES: "a consulté les allergies visibles aux urgences",
    Action.FORGET_ALLERGIES: "a retiré une allergie visible aux urgences",
    Action.CONFIRM_CARE_TEAM: "a inscrit que la personne de confiance confirme l’équipe de soins",
    Action.SHOW_RECORD: "a montré le dossier par un code",
    Action.FOLLOW_SHOWING: "a regardé qui a ouvert ce que le code montre",
    Action.STOP_SHOWING: "a cessé de montrer le dossier",
    Action.REDEEM_SHOWING: "a ouvert ce que la personne montre, par son code",
    Action.BLOCK_PROFESSIONAL: "a bloqué un accès",
    Action.UNBLOCK_PROFESSIONAL: "a levé un blocage",
    Action.NAME_TREATING_PHYSICIAN: "a désigné le médecin traitant",
    Action.ASK_FOR_AGREEMENT: "a fait demander l’accord de la personne par un code",
    Action.CHOOSE_EMERGENCY_ACCESS: "a réglé les accès en urgence",
    Action.BREAK_THE_GLASS: "a ouvert le dossier en urgence",
    Action.ANSWER_SAMU_CALL: "a ouvert le dossier pendant un appel au Samu",
    Action.FIND_BY_TRAITS: "a cherché une personne sans son INS, pendant un appel au Samu",
    Action.CLOSE_EMERGENCY_ACCESS: "a refermé son accès en urgence",
    Action.CLOSE_RECORD: "a fermé le dossier",
    Action.REOPEN_RECORD: "a rouvert le dossier",
    Action.AGREE_JOINTLY: "a donné son accord à un acte qui demande les deux parents",
    Action.RECORD_REPRESENTATION: "a inscrit un représentant",
    Action.SUSPEND_REPRESENTATION: "a suspendu un représentant",
    Action.RECORD_EMANCIPATION: "a noté l’émancipation de la personne",
    Action.RECORD_PROTECTION: "a noté la protection de la personne par un juge",
    Action.OPEN_SECRET_VISIT: "a ouvert une visite secrète",
    Action.END_SECRET_VISIT: "a terminé une visite secrète",
    Action.SORT_HELD_DOCUMENT: "a trié un document retenu",
    Action.HIDE_FROM_REPRESENTATIVES: "a caché un document aux représentants légaux",
    Action.REQUIRE_A_DOCTOR: "a demandé qu’un document se lise avec un médecin",
    Action.INVITE_CARER: "a invité un aidant",
    Action.ACCEPT_INVITATION: "a répondu à l’invitation d’un proche",
    Action.RECONFIRM_CARER: "a reconfirmé un aidant",
    Action.END_CARER: "a mis fin à l’accès d’un aidant",
    Action.HIDE_FROM_CARERS: "a caché un document aux aidants",
    Action.ERASE_RECORD: "a demandé l’effacement d’un dossier fermé",
    Action.KEEP_RECORD: "a renoncé à l’effacement d’un dossier fermé",
    Action.RECORD_DEATH: "a noté un décès, qui ferme le dossier",
    Action.UNDO_DEATH: "a annulé un décès noté à tort",
    Action.ASK_FOR_COPY: "a demandé une copie du dossier sur papier",
    Action.EXPORT_RECORD: "a téléchargé le dossier",
    Action.COPY_DOCUMENT: "a fait imprimer une copie de documents",
    Action.INDEX_DOCUMENT: "a préparé la recherche dans des documents",
    Action.ASK_RECTIFICATION: "a demandé à l’auteur de corriger ou de retirer un document",
    Action.FOLLOW_REQUESTS: "a suivi ce que deviennent ses demandes",
    Action.ANSWER_REQUEST: "a répondu à une demande de la personne",
    Action.EXPLAIN_ACCESS: "a expliqué un accès que la personne conteste",
    Action.REVIEW_CASE: "a examiné un cas, tenu au secret médical",
    Action.SHOW_TO_CARERS: "a montré un document aux aidants",
    Action.SHOW_RECORD: "a montré par un code le dossier, ou des documents",
    Action.FOLLOW_SHOWING: "a regardé qui ouvre ce qui est montré",
    Action.STOP_SHOWING: "a cessé de montrer",
    Action.REDEEM_SHOWING: "a ouvert, par un code, ce qui est montré",
    Action.CHOOSE_HIDDEN_CATEGORIES: "a choisi les catégories cachées aux professionnels",
    Action.RETURN_DOCUMENT: "a remis dans le dossier un document écarté",
    Action.ANNOUNCE_DOCUMENT: "a rendu visible à la personne ce qu’il lui a annoncé",
    Action.EXTEND_ANNOUNCEMENT: "a prolongé le délai d’une annonce, avec un motif",
    Action.DELETE_DOCUMENT: "a supprimé un document",
    Action.HIDE_FROM_PROFESSIONAL: "a caché un document à un professionnel",
    Action.SET_ASIDE_DOCUMENT: "a écarté un document qui n’est pas à lui",
    Action.CHECK_DEPOSIT: "a accepté ou refusé un dépôt à vérifier",
    Action.REFUSE_DEPOSITS: "a refusé les dépôts d’un professionnel",
    Action.ARCHIVE_DOCUMENT: "a rangé un document",
    Action.KEEP_SECRET: "a mis un document au secret",
    Action.UNARCHIVE_DOCUMENT: "a ressorti un document",
    Action.LIFT_SECRET: "a sorti un document du secret",
    Action.SHOW_TO_PROFESSIONAL: "a montré de nouveau un document à un professionnel",
    SecurityAct.SOFTWARE_ACCESS: "a demandé, présenté ou rendu un jeton d’accès",
    SecurityAct.SOFTWARE_ACCEPTANCE: "a accepté ou refusé une application",
    SecurityAct.SOFTWARE_STOP: "a arrêté une application",
    SecurityAct.SUBSCRIPTION: "a pris un abonnement aux nouveautés du dossier",
    SecurityAct.SUBSCRIPTION_READ: "a vérifié son abonnement",
    SecurityAct.SUBSCRIPTION_TOLD: "a reçu un avis de nouveauté, ou l’a demandé",
    SecurityAct.SUBSCRIPTION_END: "a arrêté un abonnement",
    SecurityAct.ACCOUNT_OPENING: "a ouvert l’accès en ligne",
    SecurityAct.CREATION_CODE: "a demandé un code de création",
    SecurityAct.OPENING: "a saisi de quoi ouvrir un dossier en ligne",
    SecurityAct.TERMS: "a accepté ou refusé les conditions d’utilisation",
    SecurityAct.SIGN_IN: "a ouvert une session",
    SecurityAct.SIGN_IN_CODE: "a demandé un code à usage unique",
    SecurityAct.PASSWORD_CHANGE: "a changé le mot de passe",
    SecurityAct.SIGN_OUT: "a fermé la session",
    SecurityAct.SESSIONS_END: "a fermé toutes les sessions",
    SecurityAct.SESSION_END: "a fermé une de ses sessions",
    SecurityAct.DEVICE_FORGOTTEN: "a oublié un appareil",
    SecurityAct.PROOF_AGAIN: "a prouvé de nouveau son identité",
    SecurityAct.PASSKEY_ADDITION: "a ajouté une clé d’accès",
    SecurityAct.PASSKEY_RENAMING: "a renommé une clé d’accès",
    SecurityAct.PASSKEY_REMOVAL: "a retiré une clé d’accès",
    SecurityAct.APP_ADDITION: "a ajouté une application de codes",
    SecurityAct.APP_REMOVAL: "a retiré une application de codes",
    SecurityAct.CHANNEL_CHANGE: "a changé la voie de ses codes",
    SecurityAct.CONTACT_CHANGE: "a changé son mail ou son mobile",
    SecurityAct.ALERT_CHOICE: "a choisi ses alertes",
    SecurityAct.ACCESS_CLOSING: "a fermé l’accès en ligne",
    SecurityAct.ACCESS_REISSUE: "a délivré de nouveaux accès",
    SecurityAct.LETTER_PRINTED: "a imprimé une lettre",
    SecurityAct.LETTER_POSTED: "a envoyé une lettre",
    SecurityAct.LETTER_RETURNED: "a reçu une lettre en retour",
    SecurityAct.REPRESENTATION_END: "a mis fin à l’accès des représentants, le jour de la majorité",
    SecurityAct.CONTEST: "a contesté une ligne de l’historique",
    SecurityAct.CONTENT_PUBLICATION: "a publié un bandeau ou un texte public",
    SecurityAct.DESTRUCTION: "a détruit un dossier, sa clé d’abord",
    SecurityAct.DESK_REQUEST: "a adressé une demande à l’assistance",
    SecurityAct.DESK_REQUEST_READ: "a lu une demande",
    SecurityAct.DESK_REFUSAL: "a voulu faire ce qui n’est pas de son rôle à l’assistance",
    SecurityAct.DESK_REQUEST_LATE: "n’a pas répondu à temps à une demande",
    SecurityAct.DESK_REQUEST_CLOSED: "a répondu à une demande",
    SecurityAct.COUNTER_PAPER: "a remis un papier à la personne, à un guichet",
    SecurityAct.DESK_ANSWER: "a répondu à un message",
    SecurityAct.COPY_ORDERED: "a accepté une copie sur papier, sur preuves",
    SecurityAct.COPY_SENT: "a posté une copie sur papier",
    SecurityAct.COPY_STOPPED: "a arrêté une copie sur papier",
    SecurityAct.DESK_LOOK_UP: "a cherché le compte",
    SecurityAct.DESK_IDENTITY_CHECK: "a vérifié l’identité de la personne",
    SecurityAct.DESK_UNLOCK: "a débloqué le compte",
    SecurityAct.DESK_SUSPENSION: "a suspendu le compte",
    SecurityAct.DESK_PROPOSAL: "a proposé un acte qu’un autre agent doit confirmer",
    SecurityAct.DESK_PROPOSAL_DROPPED: "a renoncé à un acte proposé",
    SecurityAct.EXPLANATION: "a vérifié une décision d’accès",
}
"""How the history says each act; a new action without its sentence stops the tests."""


def write_audit_catalogue() -> str:
    """Give the page of what is traced and who sees it, besides the holder, who sees all that names nothing hidden."""
    acts: tuple[Action | SecurityAct, ...] = (*Action, *SecurityAct)
    rows = [f"| `{act.value}` | {FRENCH[act]} | {'oui' if act in ACCESSES else 'non'} |" for act in acts]
    return (
        NOTICE + "# Ce qui est tracé\n\n"
        "Chaque acte, permis ou refusé, est une ligne de l’historique : date, heure, identité, profession, structure,\n"
        "acte, mode, motif en urgence, règles qui ont décidé. Une ligne est aussi visible que la chose la plus cachée\n"
        "qu’elle nomme (`carnet/core/audit/audience.py`).\n\n"
        "| acte | phrase | vu aussi du médecin traitant |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def write_route_table(routes: Iterable[Sequence[str]]) -> str:
    """Give the page of a door's routes. ``routes``: method, path, transaction, use case, action, audit event."""
    rows = [f"| {' | '.join(f'`{cell}`' if cell else '' for cell in route)} |" for route in routes]
    return (
        NOTICE + "# Les routes de la porte FHIR\n\n"
        "| méthode | chemin sous `/fhir/` | transaction | cas d’usage | action décidée | événement tracé |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def write_page_table(routes: Iterable[Sequence[str]]) -> str:
    """Give the page of the sites' routes. ``routes``: path, view, who, use cases, actions traced."""
    rows = [f"| {' | '.join(f'`{cell}`' if cell else '' for cell in route)} |" for route in routes]
    return (
        NOTICE + "# Les routes des pages\n\n"
        "Une adresse qui n’est pas ouverte à tous renvoie le visiteur à la connexion de son site. Chaque action est\n"
        "décidée, et tracée sous son nom.\n\n"
        "| adresse | vue | ouverte à | cas d’usage | actions décidées et tracées |\n"
        "|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )
