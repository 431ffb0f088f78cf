"""What a person asked to have put right: of whom, by when, what was answered, and who must answer now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

LONGEST_WORDS = 2000
"""Characters of what the person writes, and of an answer."""
SHORTEST_ANSWER = 10
"""Characters: a refusal without a reason is none."""


class ClaimKind(Enum):
    """What is asked (product.md, « Rectification », « History », sharp edges)."""

    CORRECTION = "correction"
    DELETION = "deletion"
    """For a legitimate reason: the person may not delete what another wrote."""
    NOT_MINE = "not-mine"
    CONTEST = "contest"


class Reason(Enum):
    """Why, as a code; what is added in one's own words is sealed beside it."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    SOMEBODY_ELSE = "somebody-else"
    TWICE = "twice"
    HARMS = "harms"
    DOES_NOT_TREAT_ME = "does-not-treat-me"
    UNKNOWN_TO_ME = "unknown-to-me"
    TOO_MUCH = "too-much"
    OTHERWISE = "otherwise"


REASONS: Mapping[ClaimKind, tuple[Reason, ...]] = {
    ClaimKind.CORRECTION: (Reason.WRONG, Reason.INCOMPLETE, Reason.OTHERWISE),
    ClaimKind.DELETION: (Reason.HARMS, Reason.TWICE, Reason.WRONG, Reason.OTHERWISE),
    ClaimKind.NOT_MINE: (Reason.SOMEBODY_ELSE,),
    ClaimKind.CONTEST: (Reason.UNKNOWN_TO_ME, Reason.DOES_NOT_TREAT_ME, Reason.TOO_MUCH, Reason.OTHERWISE),
}
"""What may be chosen for each kind, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """``author``: how long the author, and their structure after them, have; ``whole``: when an answer is due."""

    author: timedelta
    whole: timedelta


DEADLINES: Mapping[ClaimKind, Deadlines] = {
    ClaimKind.CORRECTION: Deadlines(timedelta(days=20), timedelta(days=30)),
    ClaimKind.DELETION: Deadlines(timedelta(days=20), timedelta(days=30)),
    ClaimKind.NOT_MINE: Deadlines(timedelta(days=7), timedelta(days=14)),
    ClaimKind.CONTEST: Deadlines(timedelta(0), timedelta(days=30)),
}
"""An answer within a month (GDPR 12(3)); seven days for « pas à moi » (product.md, « Sharp edges »)."""


class Stage(Enum):
    """Who must do something now."""

    AUTHOR = "author"
    STRUCTURE = "structure"
    REVIEWER = "reviewer"
    ANSWERED = "answered"


class Did(Enum):
    """What somebody did about it."""

    ASKED = "asked"
    TO_THE_STRUCTURE = "to-the-structure"
    TO_THE_REVIEWER = "to-the-reviewer"
    QUESTIONED = "questioned"
    """The reviewer asked the professional of a contested line, because the person agreed."""
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    """The document was deleted."""
    THEIRS = "theirs"
    """The document is the person's: it is back in its place."""
    REFUSED = "refused"
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    TAKEN_BACK = "taken-back"
    """By the person."""


ANSWERS = frozenset(
    {
        Did.CORRECTED,
        Did.WITHDRAWN,
        Did.THEIRS,
        Did.REFUSED,
        Did.JUSTIFIED,
        Did.UNJUSTIFIED,
        Did.TAKEN_BACK,
    }
)
"""Steps after which nothing is left to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """One thing that was done. ``by``: the kind of a party of the trace; ``who``: their identifier, or nothing."""

    at: datetime
    did: Did
    by: str
    who: str = ""
    words: str = ""

    def __repr__(self) -> str:
        """Hide the words."""
        return f"Step({self.did.value}, {self.at.isoformat()})"


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """One request. ``subject``: the document, or the line of the history. ``steps``: the first is the asking.

    ``has_author``: whether an author could be asked; without one it goes straight to the reviewer.
    ``asks_the_other``: whether the person agreed that the professional of a contested line is asked.
    """

    id: UUID
    kind: ClaimKind
    subject: UUID
    reason: Reason
    steps: tuple[Step, ...]
    has_author: bool = True
    asks_the_other: bool = False

    def __repr__(self) -> str:
        """Hide what is asked of what."""
        return f"Claim({self.id}, {self.kind.value})"

    @property
    def asked_at(self) -> datetime:
        """When it was asked."""
        return self.steps[0].at

    @property
    def words(self) -> str:
        """What the person wrote."""
        return self.steps[0].words

    @property
    def due_at(self) -> datetime:
        """By when the person is owed an answer."""
        return self.asked_at + DEADLINES[self.kind].whole

    @property
    def reviewer_from(self) -> datetime:
        """From when it is the reviewer's, unless it is answered before."""
        if not self.has_author:
            return self.asked_at
        handed = [step.at for step in self.steps if step.did is Did.TO_THE_REVIEWER]
        return min([self.asked_at + DEADLINES[self.kind].author, *handed])

    @property
    def answer(self) -> Step | None:
        """What ended it; None while it waits."""
        return next((step for step in self.steps if step.did in ANSWERS), None)

    @property
    def is_questioned(self) -> bool:
        """Whether the professional of a contested line was asked and has not explained yet."""
        done = {step.did for step in self.steps}
        return Did.QUESTIONED in done and Did.EXPLAINED not in done

    def stage(self, *, at: datetime) -> Stage:
        """Tell who must do something now: dates decide it, no job has to run for it."""
        if self.answer is not None:
            return Stage.ANSWERED
        if at >= self.reviewer_from:
            return Stage.REVIEWER
        handed = any(step.did is Did.TO_THE_STRUCTURE for step in self.steps)
        return Stage.STRUCTURE if handed else Stage.AUTHOR

    def is_late(self, *, at: datetime) -> bool:
        """Whether the person should have had an answer."""
        return self.answer is None and at >= self.due_at

    def then(self, step: Step) -> "Claim":
        """Add what was done."""
        return replace(self, steps=(*self.steps, step))


def receipt_of(claim: UUID) -> str:
    """Write the number of a request as somebody says it on the telephone: « 5F0C-2D1E »."""
    number = claim.hex[:8].upper()
    return f"{number[:4]}-{number[4:]}"
