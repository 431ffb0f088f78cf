"""Who reads what somebody wrote of their own health: as they would read a document of the person that says the same."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Representative
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.documents.entry import DocumentStatus
from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import KINDS, Kind
from carnet.core.identifiers import DocumentId
from carnet.core.record.majority import has_turned
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import class_of_type

HOLDS_CONTACTS = "contact"
"""The kind that says how to reach people."""


def entries_shown(facts: Facts, entries: Iterable[HealthEntry]) -> tuple[HealthEntry, ...]:
    """Choose the entries that this reader may read, in the order given.

    ``facts``: any question of theirs about the record, to which READ_HEALTH was permitted. The habilitation matrix, the
    categories that the person hides, emergencies and what a decision hides from a representative decide as for a
    document of the same type (product.md, « What must be true », 1: « One decision »). Whom to call, as one
    representative wrote it, is not told to another (« Separated parents »: « never sees the other's contact data »).
    """
    asked = tuple(one for one in entries if not _is_of_another_representative(facts, one))
    seen = {one.id for one in visible(facts, [_as_document(one.said.kind, one.id, one.written_at) for one in asked])}
    return tuple(one for one in asked if DocumentId(one.id) in seen)


def kinds_shown(facts: Facts) -> tuple[Kind, ...]:
    """Choose the blocks that this reader may see at all, whatever stands in them: those of the person's age."""
    of_their_age = [one for one in KINDS if has_turned(facts.record.birth_date, one.from_age, at=facts.at)]
    described = [_as_document(one, UUID(int=place), None) for place, one in enumerate(of_their_age)]
    seen = {one.id for one in visible(facts, described)}
    return tuple(one for one, document in zip(of_their_age, described, strict=True) if document.id in seen)


def entries_simulated(facts: Facts, entries: Iterable[HealthEntry]) -> tuple[HealthEntry, ...]:
    """Choose, among entries that the asker may read, those that somebody else would find (« Que verrait… ? »).

    ``facts``: what was decided for that other, as the asker may know it (``carnet.core.access.simulation``).
    """
    question = replace(facts, action=Action.READ_HEALTH, document=None)
    return entries_shown(question, entries) if isinstance(decide(question), Permit) else ()


def _is_of_another_representative(facts: Facts, entry: HealthEntry) -> bool:
    return (
        isinstance(facts.actor, Representative)
        and entry.said.kind.key == HOLDS_CONTACTS
        and entry.by.kind == "representative"
        and entry.by.identifier != facts.actor.account
    )


def _as_document(kind: Kind, number: UUID, written_at: datetime | None) -> DocumentFacts:
    """Describe an entry as the person's own document: nobody else wrote or deposited it."""
    its_class = class_of_type(kind.type_code)
    if its_class is None:
        raise ValueError(f"no document type {kind.type_code} is published")
    return DocumentFacts(
        id=DocumentId(number),
        type_code=kind.type_code,
        class_code=its_class.value,
        status=DocumentStatus.CURRENT,
        confidentiality=frozenset({Confidentiality.NORMAL}),
        written_by=frozenset(),
        written_in=frozenset(),
        deposited_by=None,
        by_patient=True,
        came_at=written_at,
    )
