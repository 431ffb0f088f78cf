"""How the history says each act to the person: of others, of themselves, and of what was refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.access.actions import Action
from carnet.core.audit.events import SecurityAct

OTHERS: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("a vérifié l’existence de votre dossier"),
    Action.OPEN_RECORD.value: _("a ouvert votre dossier avec vous"),
    Action.LIST_DOCUMENTS.value: _("a consulté la liste de vos documents"),
    Action.READ_DOCUMENT.value: _("a consulté"),
    Action.READ_ACCESS_HISTORY.value: _("a consulté l’historique des accès"),
    Action.READ_ACCESS_RIGHTS.value: _("a consulté les accès autorisés"),
    Action.DEPOSIT_DOCUMENTS.value: _("a ajouté"),
    Action.REPLACE_DOCUMENT.value: _("a remplacé"),
    Action.MASK_DOCUMENT.value: _("a masqué, à votre demande,"),
    Action.UNMASK_DOCUMENT.value: _("a rendu visible, à votre demande,"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("a déclaré votre accord pour lire votre dossier"),
    Action.BLOCK_PROFESSIONAL.value: _("a bloqué, à votre demande,"),
    Action.UNBLOCK_PROFESSIONAL.value: _("a levé un blocage"),
    Action.NAME_TREATING_PHYSICIAN.value: _("a transmis le rôle de médecin traitant à"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("a réglé avec vous les accès en urgence"),
    Action.BREAK_THE_GLASS.value: _("a ouvert votre dossier en urgence"),
    Action.CLOSE_EMERGENCY_ACCESS.value: _("a refermé son accès en urgence"),
    Action.CLOSE_RECORD.value: _("a fermé votre dossier, à votre demande"),
    SecurityAct.ACCOUNT_OPENING.value: _("a ouvert votre compte avec vous"),
    SecurityAct.SIGN_IN_CODE.value: _("a demandé un code de connexion"),
    SecurityAct.PASSWORD_CHANGE.value: _("a changé votre mot de passe"),
    SecurityAct.SESSIONS_END.value: _("a fermé toutes vos sessions"),
}
"""After a name; where a document or somebody else follows, they are written behind it."""

OTHERS_REFUSED: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("a voulu vérifier l’existence de votre dossier"),
    Action.OPEN_RECORD.value: _("a voulu ouvrir un dossier à votre nom"),
    Action.LIST_DOCUMENTS.value: _("a voulu consulter la liste de vos documents"),
    Action.READ_DOCUMENT.value: _("a voulu consulter un document"),
    Action.READ_ACCESS_HISTORY.value: _("a voulu consulter l’historique des accès"),
    Action.READ_ACCESS_RIGHTS.value: _("a voulu consulter les accès autorisés"),
    Action.DEPOSIT_DOCUMENTS.value: _("a voulu ajouter un document"),
    Action.REPLACE_DOCUMENT.value: _("a voulu remplacer un document"),
    Action.MASK_DOCUMENT.value: _("a voulu masquer un document"),
    Action.UNMASK_DOCUMENT.value: _("a voulu rendre un document visible"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("a voulu déclarer votre accord"),
    Action.BLOCK_PROFESSIONAL.value: _("a voulu bloquer quelqu’un"),
    Action.UNBLOCK_PROFESSIONAL.value: _("a voulu lever un blocage"),
    Action.NAME_TREATING_PHYSICIAN.value: _("a voulu transmettre le rôle de médecin traitant"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("a voulu régler les accès en urgence"),
    Action.BREAK_THE_GLASS.value: _("a voulu ouvrir votre dossier en urgence"),
    Action.CLOSE_EMERGENCY_ACCESS.value: _("a voulu refermer un accès en urgence"),
    Action.CLOSE_RECORD.value: _("a voulu fermer votre dossier"),
    SecurityAct.ACCOUNT_OPENING.value: _("a voulu ouvrir un compte à votre nom"),
    SecurityAct.SIGN_IN.value: _("a essayé de se connecter à votre compte"),
    SecurityAct.SIGN_IN_CODE.value: _("a essayé de se connecter à votre compte"),
    SecurityAct.PASSWORD_CHANGE.value: _("a essayé de changer votre mot de passe"),
}
"""The same, when nothing of it was done."""

ONESELF: dict[str, Promise] = {
    Action.CHECK_RECORD.value: _("Vous avez vérifié votre dossier"),
    Action.LIST_DOCUMENTS.value: _("Vous avez consulté vos documents"),
    Action.READ_DOCUMENT.value: _("Vous avez lu"),
    Action.READ_ACCESS_HISTORY.value: _("Vous avez consulté cet historique"),
    Action.READ_ACCESS_RIGHTS.value: _("Vous avez consulté vos accès"),
    Action.DEPOSIT_DOCUMENTS.value: _("Vous avez ajouté"),
    Action.REPLACE_DOCUMENT.value: _("Vous avez remplacé"),
    Action.MASK_DOCUMENT.value: _("Vous avez masqué"),
    Action.UNMASK_DOCUMENT.value: _("Vous avez rendu visible"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("Vous avez autorisé"),
    Action.BLOCK_PROFESSIONAL.value: _("Vous avez bloqué"),
    Action.UNBLOCK_PROFESSIONAL.value: _("Vous avez débloqué"),
    Action.NAME_TREATING_PHYSICIAN.value: _("Vous avez désigné comme médecin traitant"),
    Action.CHOOSE_EMERGENCY_ACCESS.value: _("Vous avez réglé les accès en urgence"),
    Action.CLOSE_RECORD.value: _("Vous avez fermé votre dossier"),
    SecurityAct.SIGN_IN.value: _("Vous avez ouvert une session"),
    SecurityAct.SIGN_IN_CODE.value: _("Vous avez demandé un code de connexion"),
    SecurityAct.PASSWORD_CHANGE.value: _("Vous avez changé votre mot de passe"),
    SecurityAct.SIGN_OUT.value: _("Vous avez fermé votre session"),
    SecurityAct.SESSIONS_END.value: _("Vous avez fermé toutes vos sessions"),
}
"""What the holder did."""

ONESELF_REFUSED: dict[str, Promise] = {
    Action.READ_DOCUMENT.value: _("Vous avez voulu lire un document"),
    Action.MASK_DOCUMENT.value: _("Vous avez voulu masquer un document"),
    Action.UNMASK_DOCUMENT.value: _("Vous avez voulu rendre un document visible"),
    Action.AUTHORIZE_PROFESSIONAL.value: _("Vous avez voulu autoriser"),
    Action.NAME_TREATING_PHYSICIAN.value: _("Vous avez voulu désigner comme médecin traitant"),
    SecurityAct.PASSWORD_CHANGE.value: _("Vous avez voulu changer votre mot de passe"),
}
"""What the holder wanted to do and could not."""

SOMETHING = _("a agi sur votre dossier")
SOMETHING_OF_ONES_OWN = _("Vous avez agi sur votre dossier")
"""For an act that has no sentence yet: no line of the history is ever mute."""


def sentence_of(action: str, *, is_mine: bool, is_refused: bool) -> str:
    """Say an act. ``action``: as its line of the trace names it; ``is_mine``: whether the reader did it."""
    done, refused, otherwise = (
        (ONESELF, ONESELF_REFUSED, SOMETHING_OF_ONES_OWN) if is_mine else (OTHERS, OTHERS_REFUSED, SOMETHING)
    )
    if is_refused and action in refused:
        return str(refused[action])
    return str(done.get(action, otherwise))
