"""« Garder cette allergie visible aux urgences ? »: find the allergies of a document, keep them, list them, let go."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.access.kept_allergies import sources_shown
from carnet.core.identifiers import DocumentId, RecordId
from carnet.formats.cda.allergies import read_allergies
from carnet.formats.media_types import CDA, canonical
from carnet.ports.environment import Environment
from carnet.store import facts, kept_allergies
from carnet.store.context import within
from carnet.store.kept_allergies import KeptAllergies
from carnet.usecases.confidentiality.decided import decide_on_document
from carnet.usecases.trace import NONCE_SIZE, write_down


@dataclass(frozen=True, slots=True, repr=False)
class AllergiesKept:
    """What stays visible in emergencies now, the first kept first."""

    kept: tuple[KeptAllergies, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return "AllergiesKept(…)"


def find_allergies(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> tuple[str, ...]:
    """Read what a document says of allergies, to whoever may read it; its bytes are opened, and that is traced.

    Only a structured CDA says it so that it is found; whoever may not read the document finds nothing in it.
    """
    with within(record):
        gathered = facts.about_document(
            record, document, action=Action.READ_DOCUMENT, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        is_cda = gathered.document is not None and canonical(gathered.document.metadata.mime_type) == CDA
        if isinstance(decision, Refusal) or not is_cda:
            return ()
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="allergies")
    return read_allergies(b"".join(env.blobs.open(decision, record_key=record_key)))


def keep_allergies(
    record: RecordId, document: DocumentId, *, actor: Actor, env: Environment
) -> AllergiesKept | Refusal:
    """Keep the allergies of a document visible in emergencies, whatever masks it, until the person lets them go.

    What is kept is what is written there, and nothing of where it comes from.
    """
    lines = find_allergies(record, document, actor=actor, env=env)
    with within(record, exclusive=True):
        decided = decide_on_document(Action.KEEP_ALLERGIES, record, document, actor=actor, env=env)
        if isinstance(decided, Refusal):
            return decided
        if not lines:
            return AllergiesKept(())
        one = KeptAllergies(env.chance.identifier(), document, decided.at, lines)
        kept_allergies.keep(record, one, record_key=decided.record_key, nonce=env.chance.secret(NONCE_SIZE))
    return AllergiesKept((one,))


def list_kept_allergies(record: RecordId, *, actor: Actor, env: Environment) -> AllergiesKept | Refusal:
    """List what is kept of the documents that this reader may read."""
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.READ_KEPT_ALLERGIES, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        return AllergiesKept(
            shown_allergies(decision, [one.facts for one in gathered.documents], record_key=record_key)
        )


def shown_allergies(permit: Permit, documents: list[DocumentFacts], *, record_key: bytes) -> tuple[KeptAllergies, ...]:
    """Choose what is kept that this reader may read. Inside ``within(record)``; ``permit``: for READ_KEPT_ALLERGIES."""
    shown = sources_shown(permit.facts, documents)
    record = permit.facts.record.id
    return tuple(one for one in kept_allergies.kept(record, record_key=record_key) if one.document in shown)


def allergies_in_emergency(asked: Facts, documents: list[DocumentFacts], *, record_key: bytes) -> tuple[str, ...]:
    """Give the lines that an emergency reader sees beside the list; nothing to anybody who reads otherwise.

    Inside ``within(record)``, by a reading that is traced already. ``asked``: any question of theirs.
    """
    decision = decide(Facts(Action.READ_KEPT_ALLERGIES, asked.actor, asked.at, asked.policy, asked.record, asked.tie))
    if isinstance(decision, Refusal):
        return ()
    shown = shown_allergies(decision, documents, record_key=record_key)
    return tuple(dict.fromkeys(line for one in shown for line in one.lines))


def forget_allergies(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> bool | Refusal:
    """Let what was kept of a document go: in emergencies it is masked like the rest. False when nothing was kept."""
    with within(record, exclusive=True):
        gathered = facts.about_record(
            record, action=Action.FORGET_ALLERGIES, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env)
        if isinstance(decision, Refusal):
            return decision
        return kept_allergies.end_of_document(record, document, at=decision.facts.at)
