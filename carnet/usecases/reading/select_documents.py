"""Keep documents at hand, under « Ma sélection », or no longer."""

from collections.abc import Collection
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, selections
from carnet.store.context import within
from carnet.usecases.reading.browse_documents import account_of
from carnet.usecases.trace import write_down

SELECTED, LET_GO = "select", "let-go"
"""What it is called in the history."""


@dataclass(frozen=True, slots=True)
class Selected:
    """How many documents were kept at hand, or let go."""

    count: int


def select_documents(
    record: RecordId,
    documents: Collection[DocumentId],
    *,
    keeps: bool,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Selected | Refusal:
    """Keep these documents at hand, or let them go (FAQ dmp.fr 2018, « Ajouter à mes sélections »).

    A selection is somebody's own: it says nothing to anybody else and changes no right. What this person may not see
    is as if it never was.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail=SELECTED if keeps else LET_GO)
        if isinstance(decision, Refusal):
            return decision
        seen = {one.id for one in visible(gathered.facts, [one.facts for one in gathered.documents])}
        chosen = seen.intersection(documents)
        if keeps:
            selections.keep(record, chosen, account=account_of(actor), at=at)
        else:
            selections.let_go(record, chosen, account=account_of(actor))
    return Selected(len(chosen))
