"""List the documents of a record that somebody may see, newest first."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Refusal
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.store.facts import GatheredList
from carnet.store.metadata import unseal_document
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ListedDocuments:
    """The documents that this reader may see and that answer to the criteria: counting them betrays nothing."""

    record: RecordId
    documents: tuple[ShownDocument, ...]


def list_documents(
    reference: RecordReference, *, criteria: Criteria, actor: Actor, env: Environment
) -> ListedDocuments | Refusal:
    """Search a record (DMP TD3.1, ITI-67).

    Lists are decided, not queried: everything is gathered in one statement, decided once per distinct situation, and
    only then filtered, counted and shown.
    """
    record = find_record(reference, env=env)
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        tell_first_access(decision, gathered.is_first_access, env=env)
    if isinstance(decision, Refusal):
        return decision
    shown = choose(gathered, record_key=record_key)
    return ListedDocuments(
        record, tuple(one for one in shown if criteria.select(one.entry, one.status, one.submitted_at, one.entry_uuid))
    )


def choose(gathered: GatheredList, *, record_key: bytes) -> list[ShownDocument]:
    """Decide which of a record's documents are shown, open their metadata, and cut their links to what is hidden."""
    seen = {document.id for document in visible(gathered.facts, [one.facts for one in gathered.documents])}
    record = gathered.facts.record.id
    shown = []
    for one in gathered.documents:
        if one.facts.id not in seen:
            continue
        stored = unseal_document(one, record=record, record_key=record_key)
        metadata = one.metadata
        shown.append(
            ShownDocument(
                record=record,
                document=stored.id,
                entry=stored.entry,
                entry_uuid=metadata.entry_uuid,
                status=stored.status,
                version=metadata.version,
                submitted_at=metadata.submitted_at,
                updated_at=metadata.updated_at,
                replaces=metadata.replaces if metadata.replaces in seen else None,
            )
        )
    return shown
