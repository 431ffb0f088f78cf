"""How the history says each act to the person: of others, and of themselves."""

from carnet.core.access.actions import Action

OTHERS: dict[str, str] = {
    Action.CHECK_RECORD.value: "a vérifié l’existence de votre dossier",
    Action.OPEN_RECORD.value: "a ouvert votre dossier avec vous",
    Action.LIST_DOCUMENTS.value: "a consulté la liste de vos documents",
    Action.READ_DOCUMENT.value: "a consulté",
    Action.READ_ACCESS_HISTORY.value: "a consulté l’historique des accès",
    Action.READ_ACCESS_RIGHTS.value: "a consulté les accès autorisés",
    Action.DEPOSIT_DOCUMENTS.value: "a ajouté",
    Action.REPLACE_DOCUMENT.value: "a remplacé",
    Action.MASK_DOCUMENT.value: "a masqué, à votre demande,",
    Action.UNMASK_DOCUMENT.value: "a rendu visible, à votre demande,",
    Action.AUTHORIZE_PROFESSIONAL.value: "a déclaré votre accord pour lire votre dossier",
    Action.BLOCK_PROFESSIONAL.value: "a bloqué, à votre demande,",
    Action.UNBLOCK_PROFESSIONAL.value: "a levé un blocage",
    Action.NAME_TREATING_PHYSICIAN.value: "a transmis le rôle de médecin traitant à",
    Action.CHOOSE_EMERGENCY_ACCESS.value: "a réglé avec vous les accès en urgence",
    Action.BREAK_THE_GLASS.value: "a ouvert votre dossier en urgence",
    Action.CLOSE_EMERGENCY_ACCESS.value: "a refermé son accès en urgence",
    Action.CLOSE_RECORD.value: "a fermé votre dossier, à votre demande",
}
"""After a name; where a document or somebody else follows, they are written behind it."""

ONESELF: dict[str, str] = {
    Action.CHECK_RECORD.value: "Vous avez vérifié votre dossier",
    Action.LIST_DOCUMENTS.value: "Vous avez consulté vos documents",
    Action.READ_DOCUMENT.value: "Vous avez lu",
    Action.READ_ACCESS_HISTORY.value: "Vous avez consulté cet historique",
    Action.READ_ACCESS_RIGHTS.value: "Vous avez consulté vos accès",
    Action.DEPOSIT_DOCUMENTS.value: "Vous avez ajouté",
    Action.REPLACE_DOCUMENT.value: "Vous avez remplacé",
    Action.MASK_DOCUMENT.value: "Vous avez masqué",
    Action.UNMASK_DOCUMENT.value: "Vous avez rendu visible",
    Action.AUTHORIZE_PROFESSIONAL.value: "Vous avez autorisé",
    Action.BLOCK_PROFESSIONAL.value: "Vous avez bloqué",
    Action.UNBLOCK_PROFESSIONAL.value: "Vous avez débloqué",
    Action.NAME_TREATING_PHYSICIAN.value: "Vous avez désigné comme médecin traitant",
    Action.CHOOSE_EMERGENCY_ACCESS.value: "Vous avez réglé les accès en urgence",
    Action.CLOSE_RECORD.value: "Vous avez fermé votre dossier",
}
"""What the holder did."""
