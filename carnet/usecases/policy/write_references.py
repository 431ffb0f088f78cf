"""Write the other pages that come from the code: the audit catalogue and the table of routes."""

from collections.abc import Iterable, Sequence

from carnet.core.access.actions import Action
from carnet.core.audit.audience import ACCESSES
from carnet.usecases.policy.write_rulebook import NOTICE

FRENCH: dict[Action, str] = {
    Action.CHECK_RECORD: "a vérifié l’existence du dossier",
    Action.OPEN_RECORD: "a ouvert le dossier",
    Action.LIST_DOCUMENTS: "a consulté la liste des documents",
    Action.READ_DOCUMENT: "a consulté un document",
    Action.READ_ACCESS_HISTORY: "a consulté l’historique des accès",
    Action.DEPOSIT_DOCUMENTS: "a déposé des documents",
    Action.REPLACE_DOCUMENT: "a remplacé un document",
    Action.MASK_DOCUMENT: "a masqué un document",
    Action.UNMASK_DOCUMENT: "a rendu un document visible",
    Action.AUTHORIZE_PROFESSIONAL: "a autorisé un accès",
    Action.BLOCK_PROFESSIONAL: "a bloqué un accès",
    Action.UNBLOCK_PROFESSIONAL: "a levé un blocage",
    Action.NAME_TREATING_PHYSICIAN: "a désigné le médecin traitant",
    Action.CHOOSE_EMERGENCY_ACCESS: "a réglé les accès en urgence",
    Action.BREAK_THE_GLASS: "a ouvert le dossier en urgence",
    Action.CLOSE_RECORD: "a fermé le dossier",
}
"""How the history says each act; a new action without its sentence stops the tests."""


def write_audit_catalogue() -> str:
    """Give the page of what is traced and who sees it, besides the holder, who sees all that names nothing hidden."""
    rows = [f"| `{action.value}` | {FRENCH[action]} | {'oui' if action in ACCESSES else 'non'} |" for action in Action]
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
