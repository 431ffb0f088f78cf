"""Show the versions of what is known of one document, as far as this reader has seen it come to them."""

from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.seen import Told, seen_past
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


def show_versions(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> tuple[ShownDocument, ...] | Refusal:
    """Show the metadata of one document in each version that this reader sees, oldest first; never none.

    Decided as a reading of it and traced as such with the detail « versions ». Versions that this reader may not read
    now, and those that look to them like the one before, do not exist for them (ADR 0016): the last one is the
    document as ``show_document`` shows it.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_document(
            record, document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="versions")
        tell_first_access(decision, gathered.is_first_access, env=env)
        siblings = facts.about_documents(record, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy)
    if isinstance(decision, Refusal):
        return decision
    present = next(one for one in choose(siblings, record_key=record_key) if one.document == document)
    (told,) = (one for one in siblings.documents if one.facts.id == document)
    past = seen_past(siblings.facts, Told(told.facts, told.versions))
    return tuple(
        replace(
            present,
            entry=replace(present.entry, confidentiality=one.labels.confidentiality),
            entry_uuid=one.seen.entry_uuid,
            status=one.status,
            version=one.seen.number,
            updated_at=one.seen.updated_at,
            hidings=one.labels.hidings,
            hidden_from=one.labels.hidden_from,
            awaits_check=one.labels.awaits_check,
            is_masked=one.labels.is_masked,
        )
        for one in past
    ) or (present,)
