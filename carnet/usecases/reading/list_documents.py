"""List the documents of a record that somebody may see, newest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import Facts
from carnet.core.access.seen import Seen, Told, labels_for, seen_versions
from carnet.core.access.with_a_doctor import count_to_read_with_a_doctor
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.store.facts import GatheredList
from carnet.store.metadata import GatheredDocument, Repeated, unseal_document
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.shown_document import ShownDocument, who_brought
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class ListedDocuments:
    """The documents that this reader may see and that answer to the criteria: counting them betrays nothing.

    ``with_a_doctor``: for a representative, how many others are read with a doctor only, whatever the criteria.
    ``seen``: all that this reader may see, whatever the criteria: what may come along with those found.
    """

    record: RecordId
    documents: tuple[ShownDocument, ...]
    with_a_doctor: int = 0
    seen: tuple[ShownDocument, ...] = ()


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
        record,
        tuple(one for one in shown if criteria.select(one)),
        count_to_read_with_a_doctor(gathered.facts, [one.facts for one in gathered.documents]),
        tuple(shown),
    )


def choose(gathered: GatheredList, *, record_key: bytes) -> list[ShownDocument]:
    """Decide which of a record's documents are shown, and show them all (``show``)."""
    return show(gathered, readable(gathered), record_key=record_key)


def readable(gathered: GatheredList) -> list[GatheredDocument]:
    """Decide which of a record's documents this reader may read now, in the order given; none is opened."""
    # What comes back are the very facts that were given.
    seen = {id(facts) for facts in visible(gathered.facts, [one.facts for one in gathered.documents])}
    return [one for one in gathered.documents if id(one.facts) in seen]


def show(
    gathered: GatheredList,
    decided: Sequence[GatheredDocument],
    *,
    record_key: bytes,
    only: Collection[DocumentId] | None = None,
) -> list[ShownDocument]:
    """Open the metadata of documents and cut it to what their reader may know.

    ``decided``: all that ``readable`` gave; ``only``: those of them that are wanted, if not all. Links to what is
    hidden are cut, labels of others' hiding are left out, and each document is shown in the version that this reader
    has seen it come to.
    """
    facts = gathered.facts
    documents = [one for one in decided if only is None or one.facts.id in only]
    are_linked = any(one.metadata.replaces is not None for one in documents)
    seen = {one.facts.id for one in decided} if are_linked else set[DocumentId]()
    versions = seen_versions(facts, [Told(one.facts, one.versions) for one in documents])
    known = Repeated()
    return [
        _show(one, version, facts, seen, record_key, known) for one, version in zip(documents, versions, strict=True)
    ]


def _show(
    document: GatheredDocument,
    version: Seen | None,
    facts: Facts,
    seen: set[DocumentId],
    record_key: bytes,
    known: Repeated,
) -> ShownDocument:
    record, metadata = facts.record.id, document.metadata
    stored = unseal_document(document, record=record, record_key=record_key, known=known)
    labels, entry = labels_for(facts, document.facts), stored.entry
    if labels.confidentiality != entry.confidentiality:
        entry = replace(entry, confidentiality=labels.confidentiality)
    return ShownDocument(
        record=record,
        document=stored.id,
        entry=entry,
        entry_uuid=version.entry_uuid if version is not None else metadata.entry_uuid,
        status=stored.status,
        version=version.number if version is not None else metadata.version,
        submitted_at=metadata.submitted_at,
        updated_at=version.updated_at if version is not None else metadata.updated_at,
        replaces=metadata.replaces if metadata.replaces in seen else None,
        hidings=labels.hidings,
        hidden_from=labels.hidden_from,
        awaits_check=labels.awaits_check,
        is_masked=labels.is_masked,
        announcement_due=document.facts.announcement_due,
        brought_by=who_brought(document.facts, facts.actor),
    )
