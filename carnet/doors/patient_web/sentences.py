"""How the history says each act to the person: of others, of themselves, and of what was refused."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import SecurityAct
from carnet.doors.patient_web import account_sentences, desk_sentences, showing_sentences, trust_sentences
from carnet.doors.patient_web import sentences_of_another as another

OTHERS: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("a vérifié l’existence de votre dossier"),
    Action.OPEN_RECORD.value: _("a ouvert votre dossier avec vous"),
    Action.LIST_DOCUMENTS.value: _("a consulté la liste de vos documents"),
    Action.READ_DOCUMENT.value: _("a consulté"),
    Action.READ_ACCESS_HISTORY.value: _("a consulté l’historique des accès"),
    Action.READ_ACCESS_RIGHTS.value: _("a consulté les accès autorisés"),
    Action.SIMULATE_ACCESS.value: _("a regardé votre dossier avec les yeux d’un autre"),
    Action.DEPOSIT_DOCUMENTS.value: _("a ajouté"),
    Action.REPLACE_DOCUMENT.value: _("a remplacé"),
    Action.MASK_DOCUMENT.value: _("a masqué, à votre demande,"),
    Action.UNMASK_DOCUMENT.value: _("a rendu visible, à votre demande,"),
    Action.KEEP_SECRET.value: _("a gardé secret"),
    Action.LIFT_SECRET.value: _("a levé le secret de"),
    Action.HIDE_FROM_PROFESSIONAL.value: _("a caché à un professionnel"),
    Action.SHOW_TO_PROFESSIONAL.value: _("a montré de nouveau à un professionnel"),
    Action.CHOOSE_HIDDEN_CATEGORIES.value: _("a choisi ce qui est caché aux professionnels"),
    Action.ANNOUNCE_DOCUMENT.value: _("vous a annoncé, et rendu visible,"),
    Action.EXTEND_ANNOUNCEMENT.value: _("a demandé plus de temps pour vous annoncer"),
    Action.ARCHIVE_DOCUMENT.value: _("a archivé"),
    Action.UNARCHIVE_DOCUMENT.value: _("a désarchivé"),
    Action.DELETE_DOCUMENT.value: _("a supprimé un document"),
    Action.SET_ASIDE_DOCUMENT.value: _("a écarté un document qui n’est pas à vous"),
    Action.RETURN_DOCUMENT.value: _("a répondu que ce document est bien à vous :"),
    Action.CHECK_DEPOSIT.value: _("a vérifié un dépôt"),
    Action.REFUSE_DEPOSITS.value: _("a changé ce que peut déposer"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("a déclaré votre accord pour lire votre dossier"),
    Action.WITHDRAW_AUTHORIZATION.value: _("a retiré l’accès de"),
    Action.GIVE_UP_ACCESS.value: _("a mis fin à son accès, à votre demande"),
    Action.BLOCK_PROFESSIONAL.value: _("a bloqué, à votre demande,"),
    Action.UNBLOCK_PROFESSIONAL.value: _("a levé un blocage"),
    Action.NAME_TREATING_PHYSICIAN.value: _("a transmis le rôle de médecin traitant à"),
    Action.ASK_FOR_AGREEMENT.value: _("vous a fait demander par un code si vous acceptez comme médecin traitant"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("a réglé avec vous les accès en urgence"),
    Action.BREAK_THE_GLASS.value: _("a ouvert votre dossier en urgence"),
    Action.ANSWER_SAMU_CALL.value: _("a ouvert votre dossier pendant un appel au Samu"),
    Action.FIND_BY_TRAITS.value: _("a cherché qui vous êtes pendant un appel au Samu"),
    Action.CLOSE_EMERGENCY_ACCESS.value: _("a refermé son accès en urgence"),
    Action.CLOSE_RECORD.value: _("a fermé votre dossier, à votre demande"),
    Action.REOPEN_RECORD.value: _("a rouvert votre dossier"),
    Action.ERASE_RECORD.value: _("a demandé que votre dossier soit effacé"),
    Action.KEEP_RECORD.value: _("a demandé que votre dossier soit gardé"),
    Action.RECORD_DEATH.value: _("a noté un décès, qui ferme votre dossier"),
    Action.UNDO_DEATH.value: _("a annulé un décès noté à tort"),
    Action.ASK_RECTIFICATION.value: _("a demandé pour vous à son auteur de corriger ou de retirer"),
    Action.FOLLOW_REQUESTS.value: _("a suivi vos demandes"),
    Action.ANSWER_REQUEST.value: _("a répondu à votre demande"),
    Action.EXPLAIN_ACCESS.value: _("a expliqué un accès que vous contestez"),
    Action.REVIEW_CASE.value: _("a examiné un cas de votre dossier"),
    Action.AGREE_JOINTLY.value: _("a donné son accord à une décision des deux parents"),
    Action.RECORD_REPRESENTATION.value: _("a inscrit un représentant légal"),
    Action.SUSPEND_REPRESENTATION.value: _("a suspendu un représentant légal"),
    Action.RECORD_EMANCIPATION.value: _("a noté votre émancipation"),
    Action.RECORD_PROTECTION.value: _("a noté qu’un juge vous protège"),
    Action.OPEN_SECRET_VISIT.value: _("vous a reçu en visite secrète"),
    Action.END_SECRET_VISIT.value: _("a terminé la visite secrète"),
    Action.SORT_HELD_DOCUMENT.value: _("a trié, après votre visite secrète,"),
    Action.HIDE_FROM_REPRESENTATIVES.value: _("a caché à vos représentants légaux, à votre demande,"),
    Action.REQUIRE_A_DOCTOR.value: _("a noté, à votre demande, que se lit avec un médecin"),
    Action.ACCEPT_INVITATION.value: _("a accepté d’être votre aidant"),
    Action.END_CARER.value: _("a renoncé à être votre aidant"),
    Action.INVITE_CARER.value: _("a invité un aidant pour vous"),
    Action.RECONFIRM_CARER.value: _("a reconfirmé un aidant pour vous"),
    Action.HIDE_FROM_CARERS.value: _("a caché à vos aidants"),
    Action.SHOW_TO_CARERS.value: _("a montré à vos aidants"),
    SecurityAct.ACCOUNT_OPENING.value: _("a ouvert votre compte avec vous"),
    SecurityAct.SIGN_IN_CODE.value: _("a demandé un code de connexion"),
    SecurityAct.PASSWORD_CHANGE.value: _("a changé votre mot de passe"),
    SecurityAct.SESSIONS_END.value: _("a fermé toutes vos sessions"),
    SecurityAct.REPRESENTATION_END.value: _("a mis fin à l’accès de vos représentants légaux, à votre majorité"),
    SecurityAct.CONTEST.value: _("a contesté pour vous un accès de"),
    SecurityAct.LETTER_PRINTED.value: _("a imprimé une lettre pour vous"),
    SecurityAct.LETTER_POSTED.value: _("vous a envoyé une lettre"),
    SecurityAct.LETTER_RETURNED.value: _("a reçu en retour une lettre qui vous était destinée"),
    SecurityAct.EXPLANATION.value: _("a vérifié une décision d’accès"),
    **account_sentences.OTHERS,
    **desk_sentences.OTHERS,
    **showing_sentences.OTHERS,
    **trust_sentences.OTHERS,
}
"""After a name; where a document or somebody else follows, they are written behind it."""

OTHERS_REFUSED: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("a voulu vérifier l’existence de votre dossier"),
    Action.OPEN_RECORD.value: _("a voulu ouvrir un dossier à votre nom"),
    Action.LIST_DOCUMENTS.value: _("a voulu consulter la liste de vos documents"),
    Action.READ_DOCUMENT.value: _("a voulu consulter un document"),
    Action.READ_ACCESS_HISTORY.value: _("a voulu consulter l’historique des accès"),
    Action.READ_ACCESS_RIGHTS.value: _("a voulu consulter les accès autorisés"),
    Action.SIMULATE_ACCESS.value: _("a voulu regarder votre dossier avec les yeux d’un autre"),
    Action.DEPOSIT_DOCUMENTS.value: _("a voulu ajouter un document"),
    Action.REPLACE_DOCUMENT.value: _("a voulu remplacer un document"),
    Action.MASK_DOCUMENT.value: _("a voulu masquer un document"),
    Action.UNMASK_DOCUMENT.value: _("a voulu rendre un document visible"),
    Action.KEEP_SECRET.value: _("a voulu garder un document secret"),
    Action.LIFT_SECRET.value: _("a voulu lever un secret"),
    Action.HIDE_FROM_PROFESSIONAL.value: _("a voulu cacher un document à un professionnel"),
    Action.SHOW_TO_PROFESSIONAL.value: _("a voulu montrer un document à un professionnel"),
    Action.CHOOSE_HIDDEN_CATEGORIES.value: _("a voulu choisir ce qui est caché"),
    Action.ANNOUNCE_DOCUMENT.value: _("a voulu vous rendre un document visible"),
    Action.EXTEND_ANNOUNCEMENT.value: _("a voulu prolonger le délai d’une annonce"),
    Action.ARCHIVE_DOCUMENT.value: _("a voulu archiver un document"),
    Action.UNARCHIVE_DOCUMENT.value: _("a voulu désarchiver un document"),
    Action.DELETE_DOCUMENT.value: _("a voulu supprimer un document"),
    Action.SET_ASIDE_DOCUMENT.value: _("a voulu écarter un document"),
    Action.RETURN_DOCUMENT.value: _("a voulu remettre un document écarté"),
    Action.CHECK_DEPOSIT.value: _("a voulu vérifier un dépôt"),
    Action.REFUSE_DEPOSITS.value: _("a voulu changer ce qu’un autre peut déposer"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("a voulu déclarer votre accord"),
    Action.WITHDRAW_AUTHORIZATION.value: _("a voulu retirer un accès"),
    Action.GIVE_UP_ACCESS.value: _("a voulu mettre fin à un accès"),
    Action.BLOCK_PROFESSIONAL.value: _("a voulu bloquer quelqu’un"),
    Action.UNBLOCK_PROFESSIONAL.value: _("a voulu lever un blocage"),
    Action.NAME_TREATING_PHYSICIAN.value: _("a voulu transmettre le rôle de médecin traitant"),
    Action.ASK_FOR_AGREEMENT.value: _("a voulu vous faire demander votre accord"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("a voulu régler les accès en urgence"),
    Action.BREAK_THE_GLASS.value: _("a voulu ouvrir votre dossier en urgence"),
    Action.ANSWER_SAMU_CALL.value: _("a voulu ouvrir votre dossier pendant un appel au Samu"),
    Action.FIND_BY_TRAITS.value: _("a cherché, sans vous trouver, qui vous êtes pendant un appel au Samu"),
    Action.CLOSE_EMERGENCY_ACCESS.value: _("a voulu refermer un accès en urgence"),
    Action.CLOSE_RECORD.value: _("a voulu fermer votre dossier"),
    Action.REOPEN_RECORD.value: _("a voulu rouvrir votre dossier"),
    Action.ERASE_RECORD.value: _("a voulu faire effacer votre dossier"),
    Action.KEEP_RECORD.value: _("a voulu faire garder votre dossier"),
    Action.RECORD_DEATH.value: _("a voulu noter un décès"),
    Action.UNDO_DEATH.value: _("a voulu annuler un décès"),
    Action.ASK_RECTIFICATION.value: _("a voulu demander une correction"),
    Action.FOLLOW_REQUESTS.value: _("a voulu suivre vos demandes"),
    Action.ANSWER_REQUEST.value: _("a voulu répondre à votre demande"),
    Action.EXPLAIN_ACCESS.value: _("a voulu expliquer un accès"),
    Action.REVIEW_CASE.value: _("a voulu examiner un cas de votre dossier"),
    Action.OPEN_SECRET_VISIT.value: _("a voulu vous recevoir en visite secrète"),
    Action.SORT_HELD_DOCUMENT.value: _("a voulu trier un document"),
    Action.HIDE_FROM_REPRESENTATIVES.value: _("a voulu cacher un document à vos représentants légaux"),
    Action.REQUIRE_A_DOCTOR.value: _("a voulu noter qu’un document se lit avec un médecin"),
    Action.AGREE_JOINTLY.value: _("a voulu donner son accord à une décision des deux parents"),
    Action.RECORD_REPRESENTATION.value: _("a voulu inscrire un représentant légal"),
    Action.SUSPEND_REPRESENTATION.value: _("a voulu suspendre un représentant légal"),
    Action.RECORD_EMANCIPATION.value: _("a voulu noter votre émancipation"),
    Action.RECORD_PROTECTION.value: _("a voulu noter qu’un juge vous protège"),
    Action.END_SECRET_VISIT.value: _("a voulu terminer une visite secrète"),
    Action.INVITE_CARER.value: _("a voulu inviter un aidant"),
    Action.ACCEPT_INVITATION.value: _("a voulu être votre aidant"),
    Action.RECONFIRM_CARER.value: _("a voulu reconfirmer un aidant"),
    Action.END_CARER.value: _("a voulu mettre fin à l’accès d’un aidant"),
    Action.HIDE_FROM_CARERS.value: _("a voulu cacher un document à vos aidants"),
    Action.SHOW_TO_CARERS.value: _("a voulu montrer un document à vos aidants"),
    SecurityAct.REPRESENTATION_END.value: _("a voulu mettre fin à l’accès de vos représentants légaux"),
    SecurityAct.ACCOUNT_OPENING.value: _("a voulu ouvrir un compte à votre nom"),
    SecurityAct.SIGN_IN.value: _("a essayé de se connecter à votre compte"),
    SecurityAct.SIGN_IN_CODE.value: _("a essayé de se connecter à votre compte"),
    SecurityAct.PASSWORD_CHANGE.value: _("a essayé de changer votre mot de passe"),
    SecurityAct.CONTEST.value: _("a voulu contester un accès"),
    SecurityAct.EXPLANATION.value: _("a voulu vérifier une décision d’accès"),
    **account_sentences.OTHERS_REFUSED,
    **desk_sentences.OTHERS_REFUSED,
    **showing_sentences.OTHERS_REFUSED,
    **trust_sentences.OTHERS_REFUSED,
}
"""The same, when nothing of it was done."""

ONESELF: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("Vous avez vérifié votre dossier"),
    Action.OPEN_RECORD.value: _("Vous avez ouvert votre dossier"),
    Action.LIST_DOCUMENTS.value: _("Vous avez consulté vos documents"),
    Action.READ_DOCUMENT.value: _("Vous avez lu"),
    Action.READ_ACCESS_HISTORY.value: _("Vous avez consulté cet historique"),
    Action.READ_ACCESS_RIGHTS.value: _("Vous avez consulté vos accès"),
    Action.SIMULATE_ACCESS.value: _("Vous avez regardé votre dossier avec les yeux d’un autre"),
    Action.DEPOSIT_DOCUMENTS.value: _("Vous avez ajouté"),
    Action.REPLACE_DOCUMENT.value: _("Vous avez remplacé"),
    Action.MASK_DOCUMENT.value: _("Vous avez masqué"),
    Action.UNMASK_DOCUMENT.value: _("Vous avez rendu visible"),
    Action.KEEP_SECRET.value: _("Vous avez gardé secret"),
    Action.LIFT_SECRET.value: _("Vous avez levé le secret de"),
    Action.HIDE_FROM_PROFESSIONAL.value: _("Vous avez caché à un professionnel"),
    Action.SHOW_TO_PROFESSIONAL.value: _("Vous avez montré de nouveau à un professionnel"),
    Action.CHOOSE_HIDDEN_CATEGORIES.value: _("Vous avez choisi ce qui est caché aux professionnels"),
    Action.ARCHIVE_DOCUMENT.value: _("Vous avez archivé"),
    Action.UNARCHIVE_DOCUMENT.value: _("Vous avez désarchivé"),
    Action.DELETE_DOCUMENT.value: _("Vous avez supprimé un document"),
    Action.SET_ASIDE_DOCUMENT.value: _("Vous avez écarté un document : il n’est pas à vous"),
    Action.RETURN_DOCUMENT.value: _("Vous avez remis dans votre dossier"),
    Action.CHECK_DEPOSIT.value: _("Vous avez vérifié un dépôt"),
    Action.REFUSE_DEPOSITS.value: _("Vous avez changé ce que peut déposer"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("Vous avez autorisé"),
    Action.WITHDRAW_AUTHORIZATION.value: _("Vous avez retiré l’accès de"),
    Action.BLOCK_PROFESSIONAL.value: _("Vous avez bloqué"),
    Action.UNBLOCK_PROFESSIONAL.value: _("Vous avez débloqué"),
    Action.NAME_TREATING_PHYSICIAN.value: _("Vous avez désigné comme médecin traitant"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("Vous avez réglé les accès en urgence"),
    Action.CLOSE_RECORD.value: _("Vous avez fermé votre dossier"),
    Action.REOPEN_RECORD.value: _("Vous avez rouvert votre dossier"),
    Action.ERASE_RECORD.value: _("Vous avez demandé que votre dossier soit effacé"),
    Action.KEEP_RECORD.value: _("Vous avez demandé que votre dossier soit gardé"),
    Action.ASK_RECTIFICATION.value: _("Vous avez demandé à son auteur de corriger ou de retirer"),
    Action.FOLLOW_REQUESTS.value: _("Vous avez suivi vos demandes"),
    Action.INVITE_CARER.value: _("Vous avez invité un aidant"),
    Action.RECONFIRM_CARER.value: _("Vous avez reconfirmé un aidant"),
    Action.END_CARER.value: _("Vous avez mis fin à l’accès d’un aidant"),
    Action.HIDE_FROM_CARERS.value: _("Vous avez caché à vos aidants"),
    Action.SHOW_TO_CARERS.value: _("Vous avez montré à vos aidants"),
    SecurityAct.SIGN_IN.value: _("Vous avez ouvert une session"),
    SecurityAct.SIGN_IN_CODE.value: _("Vous avez demandé un code de connexion"),
    SecurityAct.PASSWORD_CHANGE.value: _("Vous avez changé votre mot de passe"),
    SecurityAct.SIGN_OUT.value: _("Vous avez fermé votre session"),
    SecurityAct.SESSIONS_END.value: _("Vous avez fermé toutes vos sessions"),
    SecurityAct.CONTEST.value: _("Vous avez contesté un accès de"),
    **account_sentences.ONESELF,
    **desk_sentences.ONESELF,
    **showing_sentences.ONESELF,
    **trust_sentences.ONESELF,
}
"""What the holder did."""

ONESELF_REFUSED: dict[str, Promise] = {
    Action.READ_DOCUMENT.value: _("Vous avez voulu lire un document"),
    Action.MASK_DOCUMENT.value: _("Vous avez voulu masquer un document"),
    Action.UNMASK_DOCUMENT.value: _("Vous avez voulu rendre un document visible"),
    Action.KEEP_SECRET.value: _("Vous avez voulu garder un document secret"),
    Action.LIFT_SECRET.value: _("Vous avez voulu lever un secret"),
    Action.HIDE_FROM_PROFESSIONAL.value: _("Vous avez voulu cacher un document à un professionnel"),
    Action.SHOW_TO_PROFESSIONAL.value: _("Vous avez voulu montrer un document à un professionnel"),
    Action.ARCHIVE_DOCUMENT.value: _("Vous avez voulu archiver un document"),
    Action.UNARCHIVE_DOCUMENT.value: _("Vous avez voulu désarchiver un document"),
    Action.DELETE_DOCUMENT.value: _("Vous avez voulu supprimer un document"),
    Action.SET_ASIDE_DOCUMENT.value: _("Vous avez voulu écarter un document"),
    Action.RETURN_DOCUMENT.value: _("Vous avez voulu remettre un document écarté"),
    Action.CHECK_DEPOSIT.value: _("Vous avez voulu vérifier un dépôt"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("Vous avez voulu autoriser"),
    Action.WITHDRAW_AUTHORIZATION.value: _("Vous avez voulu retirer un accès"),
    Action.NAME_TREATING_PHYSICIAN.value: _("Vous avez voulu désigner comme médecin traitant"),
    Action.ERASE_RECORD.value: _("Vous avez voulu faire effacer votre dossier"),
    Action.ASK_FOR_COPY.value: _("Vous avez voulu demander une copie sur papier"),
    Action.EXPORT_RECORD.value: _("Vous avez voulu télécharger le dossier"),
    Action.ASK_RECTIFICATION.value: _("Vous avez voulu demander une correction"),
    Action.INVITE_CARER.value: _("Vous avez voulu inviter un aidant"),
    Action.RECONFIRM_CARER.value: _("Vous avez voulu reconfirmer un aidant"),
    Action.END_CARER.value: _("Vous avez voulu mettre fin à l’accès d’un aidant"),
    Action.HIDE_FROM_CARERS.value: _("Vous avez voulu cacher un document à vos aidants"),
    Action.SHOW_TO_CARERS.value: _("Vous avez voulu montrer un document à vos aidants"),
    SecurityAct.PASSWORD_CHANGE.value: _("Vous avez voulu changer votre mot de passe"),
    SecurityAct.CONTEST.value: _("Vous avez voulu contester un accès"),
    **account_sentences.ONESELF_REFUSED,
}
"""What the holder wanted to do and could not."""

BY_THE_SERVICE: dict[str, Promise] = {
    Action.ANNOUNCE_DOCUMENT.value: _("vous a montré, son délai d’annonce étant passé,"),
    Action.INDEX_DOCUMENT.value: _("a préparé la recherche de mots dans vos documents"),
}
"""What the record does by itself, where it is said otherwise than of somebody."""

SOMETHING = _("a agi sur votre dossier")
SOMETHING_OF_ONES_OWN = _("Vous avez agi sur votre dossier")
"""For an act that has no sentence yet: no line of the history is ever mute."""


def sentence_of(action: str, *, is_mine: bool, is_refused: bool, is_of_the_service: bool = False, of: str = "") -> str:
    """Say an act. ``action``: as its line of the trace names it; ``is_mine``: whether the reader did it.

    ``is_of_the_service``: whether nobody did it, but the record itself when its time had come. ``of``: of whom the
    record is (« de Lou »), when its reader acts for them; empty for the holder.
    """
    if is_of_the_service and action in BY_THE_SERVICE:
        return str((another.BY_THE_SERVICE if of else BY_THE_SERVICE)[action])
    done, refused, otherwise = _of_oneself(of) if is_mine else _of_others(of)
    if is_refused and action in refused:
        return str(refused[action]).format(of=of)
    return str(done.get(action, otherwise)).format(of=of)


def _of_oneself(of: str) -> tuple[Mapping[str, Promise], Mapping[str, Promise], Promise]:
    if not of:
        return ONESELF, ONESELF_REFUSED, SOMETHING_OF_ONES_OWN
    return ONESELF | another.ONESELF, ONESELF_REFUSED | another.ONESELF_REFUSED, another.SOMETHING_OF_ONES_OWN


def _of_others(of: str) -> tuple[Mapping[str, Promise], Mapping[str, Promise], Promise]:
    if not of:
        return OTHERS, OTHERS_REFUSED, SOMETHING
    return OTHERS | another.OTHERS, OTHERS_REFUSED | another.OTHERS_REFUSED, another.SOMETHING
