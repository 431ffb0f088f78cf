"""A rule is a value: an identifier, a French sentence, a source and one condition."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from carnet.core.access.decision import Effect, Reason
from carnet.core.access.facts import Facts

Condition = Callable[[Facts], bool]


class Gate(Enum):
    """What a rule looks at. The record's gate is passed first, without looking at any document."""

    RECORD = "record"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the law."""

    id: str
    sentence: str
    source: str
    effect: Effect
    gate: Gate
    condition: Condition

    def applies(self, facts: Facts) -> bool:
        """Whether the rule matches these facts."""
        return self.condition(facts)

    @property
    def reason(self) -> Reason:
        """What a decision keeps of it. What a document's gate forbids is secret: the document looks absent."""
        is_secret = self.gate is Gate.DOCUMENT and self.effect is Effect.FORBID
        return Reason(self.id, self.effect, self.sentence, is_secret)


def permit(rule_id: str, sentence: str, *, source: str, gate: Gate = Gate.RECORD) -> Callable[[Condition], Rule]:
    """Make a rule that says yes when its condition holds."""
    return lambda condition: Rule(rule_id, sentence, source, Effect.PERMIT, gate, condition)


def forbid(rule_id: str, sentence: str, *, source: str, gate: Gate = Gate.RECORD) -> Callable[[Condition], Rule]:
    """Make a rule that says no, whatever else says yes, when its condition holds."""
    return lambda condition: Rule(rule_id, sentence, source, Effect.FORBID, gate, condition)
