"""Choose what is hidden from professionals without saying so document by document: categories, and all that comes."""

from collections.abc import Iterable
from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.core.vocabulary.document_types import document_class
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class HidingChoices:
    """What holds from now on.

    ``classes``: the hidden categories, by class code (TRE_A03). ``masks_by_default``: whether every document that
    enters is masked, to be shown one by one.
    """

    classes: frozenset[str]
    masks_by_default: bool


@dataclass(frozen=True, slots=True)
class UnknownCategory:
    """Nothing was done: one of the codes is no published class."""


def choose_hidden_categories(
    record: RecordId, classes: Iterable[str], *, masks_by_default: bool, actor: Actor, env: Environment
) -> HidingChoices | UnknownCategory | Refusal:
    """Set both choices at once, in place of the former ones (product.md, « Masking »).

    A category is hidden with all that it holds, past and future; the default bears on what enters from now on.
    """
    wanted = frozenset(classes)
    if any(document_class(code) is None for code in wanted):
        return UnknownCategory()
    with within(record, exclusive=True):
        gathered = facts.about_record(
            record, action=Action.CHOOSE_HIDDEN_CATEGORIES, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        detail = " ".join([*sorted(wanted), *(["by-default"] if masks_by_default else [])]) or "none"
        write_down(decision, gathered.wrapped_key, env=env, detail=detail)
        if isinstance(decision, Refusal):
            return decision
        records.choose_hidden_classes(record, wanted)
        records.choose_masks_by_default(record, masks=masks_by_default)
    return HidingChoices(wanted, masks_by_default)


def read_hidden_categories(record: RecordId, *, actor: Actor, env: Environment) -> HidingChoices | Refusal:
    """Read what was chosen: a part of « Qui peut voir mon dossier »."""
    with within(record):
        gathered = facts.about_record(
            record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail="hidden-categories")
    if isinstance(decision, Refusal):
        return decision
    return HidingChoices(gathered.facts.record.hidden_classes, gathered.standing.masks_by_default)
