"""What was held back after a minor's secret visit is shown to the representatives, or hidden from them for good."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.standing import is_of_a_minor
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import documents, facts
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Sorted:
    """The document is held no longer. ``is_shown``: whether the representatives see it from now on."""

    document: DocumentId
    is_shown: bool


@dataclass(frozen=True, slots=True)
class NotHeld:
    """The document waits for nobody: it was never held, or has been sorted."""


def sort_held_document(
    record: RecordId, document: DocumentId, *, show: bool, actor: Professional, env: Environment
) -> Sorted | NotHeld | Refusal:
    """Sort a held document, once and for all: what was shown cannot be hidden again (EX_3.3-1045).

    ``show``: to the representatives, quietly, with its true date; else it gets the official code that hides it from
    them, or, once the person is of age, stays hidden from carers. Nothing of the sorting is told to anybody.
    """
    with within(record, exclusive=True):
        at, event = env.clock.now(), env.chance.identifier()
        gathered = facts.about_document(
            record, document, action=Action.SORT_HELD_DOCUMENT, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        current = gathered.facts.document
        waits = current is not None and Hiding.HELD in current.hidings
        useless = isinstance(decision, Permit) and not waits
        detail = "not-held" if useless else "shown" if show else "hidden"
        write_down(decision, gathered.wrapped_key, env=env, event=event, detail=detail, is_defective=useless)
        if isinstance(decision, Refusal):
            return decision
        if current is None or not waits:
            return NotHeld()
        codes, hidings = current.confidentiality, current.hidings - {Hiding.HELD}
        if not show and is_of_a_minor(gathered.facts):
            codes |= {Confidentiality.HIDDEN_FROM_REPRESENTATIVES}
        elif not show:
            hidings |= {Hiding.FROM_CARERS}
        documents.change_visibility(
            record,
            document,
            confidentiality=codes,
            hidings=hidings,
            at=at,
            event=event,
            entry_uuid=env.chance.identifier(),
        )
    return Sorted(document, is_shown=show)
