"""Hide a document from professionals, and show it again."""

from collections.abc import Iterable
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import documents, facts, kept_allergies
from carnet.store.context import within
from carnet.usecases.confidentiality.keep_allergies import keep_allergies
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import write_down

MASK = Confidentiality.MASKED_TO_PROFESSIONALS


@dataclass(frozen=True, slots=True)
class VisibilityChanged:
    """``is_masked``: whether the document is hidden from professionals now. ``also``: the others that changed too."""

    document: DocumentId
    is_masked: bool
    also: tuple[DocumentId, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAnnouncedYet:
    """The document waits for its announcement: it cannot be masked before (EX_2.1-1050). Only who sees it learns so."""


def mask_document(
    record: RecordId,
    document: DocumentId,
    *,
    also: Iterable[DocumentId] = (),
    keeps_allergies: bool = False,
    person_asks: bool = False,
    actor: Actor,
    env: Environment,
) -> VisibilityChanged | NotAnnouncedYet | Refusal:
    """Mask a document at once, for every professional but its author, its depositor and the treating physician.

    ``also``: what tells the same story, masked with it; each is decided and traced for itself, and one that may not be
    masked stays as it is. ``keeps_allergies``: what it says of allergies stays visible in emergencies, by the person's
    own choice. ``person_asks``: the statement of a professional that the person, present, asks for it.
    """
    if keeps_allergies:
        kept = keep_allergies(record, document, actor=actor, env=env)
        if isinstance(kept, Refusal):
            return kept
    with within(record, exclusive=True):
        return change_mask(
            Action.MASK_DOCUMENT, record, document, also=also, person_asks=person_asks, actor=actor, env=env
        )


def unmask_document(
    record: RecordId,
    document: DocumentId,
    *,
    also: Iterable[DocumentId] = (),
    person_asks: bool = False,
    actor: Actor,
    env: Environment,
) -> VisibilityChanged | NotAnnouncedYet | Refusal:
    """Show a masked document again: by the person, or by the treating physician at their request, told to them.

    ``also``: what had been masked with it.
    """
    with within(record, exclusive=True):
        return change_mask(
            Action.UNMASK_DOCUMENT, record, document, also=also, person_asks=person_asks, actor=actor, env=env
        )


def change_mask(
    action: Action,
    record: RecordId,
    document: DocumentId,
    *,
    also: Iterable[DocumentId] = (),
    person_asks: bool,
    actor: Actor,
    env: Environment,
) -> VisibilityChanged | NotAnnouncedYet | Refusal:
    """Mask a document, or show it again, with ``also``: ``action``. Inside ``within(record, exclusive=True)``."""
    first = _change_one(action, record, document, person_asks=person_asks, actor=actor, env=env)
    if not isinstance(first, bool):
        return first
    others = [(one, _change_one(action, record, one, person_asks=person_asks, actor=actor, env=env)) for one in also]
    changed = tuple(one for one, answer in others if answer is True)
    if action is Action.UNMASK_DOCUMENT:
        kept_allergies.end_of_document(record, document, at=env.clock.now())
    if action is Action.UNMASK_DOCUMENT and person_asks and (first or changed):
        owe_notice(record, kind="unmasked", at=env.clock.now(), env=env)
    return VisibilityChanged(document, is_masked=action is Action.MASK_DOCUMENT, also=changed)


def _change_one(
    action: Action, record: RecordId, document: DocumentId, *, person_asks: bool, actor: Actor, env: Environment
) -> bool | NotAnnouncedYet | Refusal:
    """Decide on one document, trace it and change it. Tells whether anything of it changed."""
    masks = action is Action.MASK_DOCUMENT
    at, event = env.clock.now(), env.chance.identifier()
    gathered = facts.about_document(
        record, document, action=action, actor=actor, at=at, policy=env.policy, declares_presence=person_asks
    )
    decision = decide(gathered.facts)
    current = gathered.facts.document
    codes = current.confidentiality if current is not None else frozenset()
    waits = masks and isinstance(decision, Permit) and Confidentiality.HIDDEN_FROM_PATIENT in codes
    detail = "not-announced-yet" if waits else ""
    write_down(decision, gathered.wrapped_key, env=env, event=event, detail=detail, is_defective=waits)
    if isinstance(decision, Refusal):
        return decision
    if waits:
        return NotAnnouncedYet()
    wanted = codes | {MASK} if masks else codes - {MASK}
    if wanted == codes:
        return False
    documents.change_visibility(
        record, document, confidentiality=wanted, at=at, event=event, entry_uuid=env.chance.identifier()
    )
    return True
