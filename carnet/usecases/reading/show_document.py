"""Show what is known of one document, without opening it."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


def show_document(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> ShownDocument | Refusal:
    """Show the metadata of one document: decided as a reading of it, traced as such with the detail « metadata »."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_document(
            record, document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="metadata")
        tell_first_access(decision, gathered.is_first_access, env=env)
        siblings = facts.about_documents(record, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy)
    if isinstance(decision, Refusal):
        return decision
    shown = choose(siblings, record_key=record_key)
    return next(one for one in shown if one.document == document)
