"""« Que verrait… ? »: what somebody else would read of a record, cut to what the one who asks may read.

The real decision on the real record: nothing here decides anything of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit, Reason
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.emergency.access import EmergencyMode


@dataclass(frozen=True, slots=True)
class SimulatedReading:
    """One document that the asker may read: whether the other would read it too, and by which rules."""

    document: DocumentFacts
    is_shown: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the other would find. ``opens``: whether the list of documents would open, and ``reasons``: by what rules.

    ``question``: what was decided for them, as the asker may know it. ``readings``: the documents that the asker may
    read now, in the order given, and no other.
    """

    question: Facts
    opens: bool
    reasons: tuple[Reason, ...]
    readings: tuple[SimulatedReading, ...]


def simulate(permit: Permit, question: Facts, documents: Iterable[DocumentFacts]) -> Simulated:
    """Decide for somebody else, and tell the asker no more than they may know (product.md, « Sharp edges »).

    ``permit``: for SIMULATE_ACCESS; its actor is the asker. ``question``: the facts of the one simulated, at the date
    of the simulation. A holder does not meet an unannounced result by simulating an oncologist, nor a parent a
    minor's secret by simulating a doctor. Raises ``ValueError`` for another permit: a bug of the caller.
    """
    if permit.facts.action is not Action.SIMULATE_ACCESS:
        raise ValueError("this permit was not given for a simulation")
    asked = _as_the_asker_knows_it(question, permit.facts)
    gate = decide(replace(asked, action=Action.LIST_DOCUMENTS, document=None))
    readings = []
    for document in visible(permit.facts, documents):
        answer = decide(replace(asked, action=Action.READ_DOCUMENT, document=document))
        readings.append(SimulatedReading(document, isinstance(answer, Permit), answer.reasons))
    return Simulated(asked, isinstance(gate, Permit), gate.reasons, tuple(readings))


def _as_the_asker_knows_it(question: Facts, asker: Facts) -> Facts:
    """Leave out of the tie what a minor's secret visit made, and what they show, unless the person themself asks."""
    if isinstance(asker.actor, Holder):
        return question
    showings = tuple(one for one in question.tie.showings if one.documents is None or one.shown_by is not None)
    question = replace(question, tie=replace(question.tie, showings=showings))
    if question.tie.secret_visit is None:
        return question
    emergency = question.tie.emergency
    keeps = emergency is not None and emergency.mode is EmergencyMode.SAMU_CALL
    return replace(question, tie=replace(question.tie, secret_visit=None, emergency=emergency if keeps else None))
