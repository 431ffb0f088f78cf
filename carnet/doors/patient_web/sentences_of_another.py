"""How the history says each act to who acts for somebody: whose record it is, in place of « votre »."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.doors.patient_web import health_sentences

OTHERS: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("a vérifié l’existence du dossier {of}"),
    Action.OPEN_RECORD.value: _("a ouvert le dossier {of}"),
    Action.LIST_DOCUMENTS.value: _("a consulté la liste des documents {of}"),
    Action.SIMULATE_ACCESS.value: _("a regardé le dossier {of} avec les yeux d’un autre"),
    Action.MASK_DOCUMENT.value: _("a masqué, sur demande,"),
    Action.UNMASK_DOCUMENT.value: _("a rendu visible, sur demande,"),
    Action.ANNOUNCE_DOCUMENT.value: _("a annoncé, et rendu visible,"),
    Action.EXTEND_ANNOUNCEMENT.value: _("a demandé plus de temps pour annoncer"),
    Action.SET_ASIDE_DOCUMENT.value: _("a écarté un document qui n’est pas de ce dossier"),
    Action.RETURN_DOCUMENT.value: _("a répondu que ce document est bien de ce dossier :"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("a déclaré un accord pour lire le dossier {of}"),
    Action.GIVE_UP_ACCESS.value: _("a mis fin à son accès, sur demande"),
    Action.BLOCK_PROFESSIONAL.value: _("a bloqué, sur demande,"),
    Action.ASK_FOR_AGREEMENT.value: _("a fait demander par un code un accord, comme médecin traitant, pour"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("a réglé les accès en urgence"),
    Action.BREAK_THE_GLASS.value: _("a ouvert le dossier {of} en urgence"),
    Action.ANSWER_SAMU_CALL.value: _("a ouvert le dossier {of} pendant un appel au Samu"),
    Action.FIND_BY_TRAITS.value: _("a cherché l’identité {of} pendant un appel au Samu"),
    Action.CLOSE_RECORD.value: _("a fermé le dossier {of}, sur demande"),
    Action.REOPEN_RECORD.value: _("a rouvert le dossier {of}"),
    Action.ERASE_RECORD.value: _("a demandé que le dossier {of} soit effacé"),
    Action.KEEP_RECORD.value: _("a demandé que le dossier {of} soit gardé"),
    Action.RECORD_DEATH.value: _("a noté un décès, qui ferme le dossier {of}"),
    Action.ASK_FOR_COPY.value: _("a demandé une copie sur papier du dossier {of}"),
    Action.EXPORT_RECORD.value: _("a téléchargé le dossier {of}"),
    Action.ASK_RECTIFICATION.value: _("a demandé à son auteur de corriger ou de retirer"),
    Action.FOLLOW_REQUESTS.value: _("a suivi les demandes faites pour ce dossier"),
    Action.ANSWER_REQUEST.value: _("a répondu à une demande"),
    Action.EXPLAIN_ACCESS.value: _("a expliqué un accès contesté"),
    Action.REVIEW_CASE.value: _("a examiné un cas du dossier {of}"),
    Action.RECORD_EMANCIPATION.value: _("a noté l’émancipation {of}"),
    Action.RECORD_PROTECTION.value: _("a noté la décision d’un juge de protéger cette personne"),
    Action.ACCEPT_INVITATION.value: _("a accepté d’être l’aidant {of}"),
    Action.END_CARER.value: _("a renoncé à être l’aidant {of}"),
    Action.INVITE_CARER.value: _("a invité un aidant pour ce dossier"),
    Action.RECONFIRM_CARER.value: _("a reconfirmé un aidant pour ce dossier"),
    Action.HIDE_FROM_CARERS.value: _("a caché aux aidants"),
    Action.SHOW_TO_CARERS.value: _("a montré aux aidants"),
    Action.REDEEM_SHOWING.value: _("a ouvert, par un code,"),
    Action.READ_KEPT_ALLERGIES.value: _("a consulté les allergies visibles aux urgences"),
    Action.CHOOSE_TRUSTED_PERSON.value: _("a choisi la personne de confiance {of}"),
    Action.CONFIRM_CARE_TEAM.value: _("a inscrit que la personne de confiance confirme l’équipe de soins de"),
    **health_sentences.OF_ANOTHER,
}
"""After a name. « {of} »: of whom, « de Lou » or « d’Alix »; an act that is not here is said to everybody alike."""

OTHERS_REFUSED: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("a voulu vérifier l’existence du dossier {of}"),
    Action.OPEN_RECORD.value: _("a voulu ouvrir un dossier au nom {of}"),
    Action.LIST_DOCUMENTS.value: _("a voulu consulter la liste des documents {of}"),
    Action.SIMULATE_ACCESS.value: _("a voulu regarder le dossier {of} avec les yeux d’un autre"),
    Action.ANNOUNCE_DOCUMENT.value: _("a voulu rendre un document visible"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("a voulu déclarer un accord"),
    Action.ASK_FOR_AGREEMENT.value: _("a voulu faire demander un accord"),
    Action.BREAK_THE_GLASS.value: _("a voulu ouvrir le dossier {of} en urgence"),
    Action.ANSWER_SAMU_CALL.value: _("a voulu ouvrir le dossier {of} pendant un appel au Samu"),
    Action.FIND_BY_TRAITS.value: _("a cherché, sans la trouver, l’identité {of} pendant un appel au Samu"),
    Action.CLOSE_RECORD.value: _("a voulu fermer le dossier {of}"),
    Action.REOPEN_RECORD.value: _("a voulu rouvrir le dossier {of}"),
    Action.ERASE_RECORD.value: _("a voulu faire effacer le dossier {of}"),
    Action.KEEP_RECORD.value: _("a voulu faire garder le dossier {of}"),
    Action.FOLLOW_REQUESTS.value: _("a voulu suivre les demandes faites pour ce dossier"),
    Action.ANSWER_REQUEST.value: _("a voulu répondre à une demande"),
    Action.REVIEW_CASE.value: _("a voulu examiner un cas du dossier {of}"),
    Action.RECORD_EMANCIPATION.value: _("a voulu noter l’émancipation {of}"),
    Action.RECORD_PROTECTION.value: _("a voulu noter la décision d’un juge de protéger cette personne"),
    Action.ACCEPT_INVITATION.value: _("a voulu être l’aidant {of}"),
    Action.HIDE_FROM_CARERS.value: _("a voulu cacher un document aux aidants"),
    Action.SHOW_TO_CARERS.value: _("a voulu montrer un document aux aidants"),
    Action.SHOW_RECORD.value: _("a voulu montrer le dossier {of}"),
    Action.READ_KEPT_ALLERGIES.value: _("a voulu consulter les allergies visibles aux urgences"),
    Action.CHOOSE_TRUSTED_PERSON.value: _("a voulu choisir la personne de confiance {of}"),
    **health_sentences.OF_ANOTHER_REFUSED,
}
"""The same, when nothing of it was done."""

ONESELF: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("Vous avez vérifié le dossier {of}"),
    Action.OPEN_RECORD.value: _("Vous avez ouvert le dossier {of}"),
    Action.LIST_DOCUMENTS.value: _("Vous avez consulté les documents {of}"),
    Action.READ_ACCESS_RIGHTS.value: _("Vous avez consulté les accès au dossier {of}"),
    Action.SIMULATE_ACCESS.value: _("Vous avez regardé le dossier {of} avec les yeux d’un autre"),
    Action.SET_ASIDE_DOCUMENT.value: _("Vous avez écarté un document : il n’est pas de ce dossier"),
    Action.RETURN_DOCUMENT.value: _("Vous avez remis dans le dossier {of}"),
    Action.CLOSE_RECORD.value: _("Vous avez fermé le dossier {of}"),
    Action.REOPEN_RECORD.value: _("Vous avez rouvert le dossier {of}"),
    Action.ERASE_RECORD.value: _("Vous avez demandé que le dossier {of} soit effacé"),
    Action.KEEP_RECORD.value: _("Vous avez demandé que le dossier {of} soit gardé"),
    Action.ASK_FOR_COPY.value: _("Vous avez demandé une copie sur papier du dossier {of}"),
    Action.EXPORT_RECORD.value: _("Vous avez téléchargé le dossier {of}"),
    Action.FOLLOW_REQUESTS.value: _("Vous avez suivi les demandes faites pour ce dossier"),
    Action.HIDE_FROM_CARERS.value: _("Vous avez caché aux aidants"),
    Action.SHOW_TO_CARERS.value: _("Vous avez montré aux aidants"),
    Action.READ_KEPT_ALLERGIES.value: _("Vous avez consulté les allergies visibles aux urgences"),
    Action.CHOOSE_TRUSTED_PERSON.value: _("Vous avez regardé ou choisi la personne de confiance {of}"),
    **health_sentences.DONE_FOR_ANOTHER,
}
"""What the reader did for the person."""

ONESELF_REFUSED: dict[str, Promise] = {
    Action.ERASE_RECORD.value: _("Vous avez voulu faire effacer le dossier {of}"),
    Action.HIDE_FROM_CARERS.value: _("Vous avez voulu cacher un document aux aidants"),
    Action.SHOW_TO_CARERS.value: _("Vous avez voulu montrer un document aux aidants"),
}
"""What they wanted to do and could not."""

BY_THE_SERVICE: dict[str, Promise] = {
    Action.ANNOUNCE_DOCUMENT.value: _("a montré, son délai d’annonce étant passé,"),
    Action.INDEX_DOCUMENT.value: _("a préparé la recherche de mots dans les documents"),
}
"""What the record does by itself."""

SOMETHING = _("a agi sur le dossier {of}")
SOMETHING_OF_ONES_OWN = _("Vous avez agi sur le dossier {of}")
"""For an act that has no sentence yet."""
