"""The desk writes down that a judge protects an adult; what they had hidden stays hidden from who represents them."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import DocumentFacts
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import is_minor
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import documents, facts, records
from carnet.store.context import within
from carnet.usecases.trace import write_down

CHOSEN = frozenset({Hiding.SECRET, Hiding.FROM_CARERS})
"""What the person alone decides; the other reasons to withhold a document are not their choice."""


@dataclass(frozen=True, slots=True)
class Protected:
    """Somebody may now be recorded to represent the adult, who keeps their own access."""


@dataclass(frozen=True, slots=True)
class NotAnAdult:
    """Nothing was written: a minor is represented, not protected by such a decision."""


def record_protection(
    record: RecordId, *, proof: str, actor: SupportAgent, env: Environment
) -> Protected | NotAnAdult | Refusal:
    """Write a protection down (product.md, « Minors and representatives »). ``proof``: the code of the judgment.

    Whatever the adult has hidden until now, from anybody, by document or by category, is marked in the same
    transaction: whoever is named next never finds it, even once the adult or somebody for them shows it to others.
    """
    with within(record, exclusive=True):
        at, event = env.clock.now(), env.chance.identifier()
        gathered = facts.about_documents(record, action=Action.RECORD_PROTECTION, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        known = gathered.facts.record
        fits = isinstance(decision, Permit) and not is_minor(known.birth_date, at=at)
        write_down(decision, gathered.wrapped_key, env=env, event=event, detail=proof, is_defective=not fits)
        if isinstance(decision, Refusal):
            return decision
        if not fits:
            return NotAnAdult()
        if known.protected_at is None:
            for one in gathered.documents:
                if _is_hidden_by_the_person(one.facts, known.hidden_classes):
                    documents.change_visibility(
                        record,
                        one.facts.id,
                        hidings=one.facts.hidings | {Hiding.BEFORE_PROTECTION},
                        at=at,
                        event=event,
                        entry_uuid=env.chance.identifier(),
                    )
            records.protect(record, at=at)
    return Protected()


def _is_hidden_by_the_person(document: DocumentFacts, hidden_classes: frozenset[str]) -> bool:
    return (
        Confidentiality.MASKED_TO_PROFESSIONALS in document.confidentiality
        or bool(document.hidden_from)
        or not document.hidings.isdisjoint(CHOSEN)
        or document.class_code in hidden_classes
    )
