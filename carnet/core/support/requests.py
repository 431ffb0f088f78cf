"""What people ask of the support desk: the kinds, by when each is answered, and the number that they are given."""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from importlib.resources import files
from uuid import UUID

from carnet.core.identifiers import RecordId

PROOFS_KEPT = timedelta(days=30)
"""After the case closes, identity proofs are destroyed (product.md, « Support desk »)."""

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Thirty-one, so that nothing read aloud is mistaken for something else: no 0, 1, I, L, O."""
MADE_FROM = 16
"""How many random bytes ``receipt_number`` takes: far more than it keeps."""

LONGEST_TEXT = 4000
"""Characters of what somebody writes to the desk."""


class RequestKind(Enum):
    """What somebody asks for. With its number and its date, this is all that an agent sees of a request."""

    ACCOUNT = "account"
    SOMEBODY_ELSE = "somebody-else"
    CONTACT = "contact"
    COPY_ON_PAPER = "copy-on-paper"
    RECTIFICATION = "rectification"
    CONTESTED_ACCESS = "contested-access"
    NOT_MINE = "not-mine"
    DELETION = "deletion"
    OPPOSITION = "opposition"
    ERASURE = "erasure"
    REPRESENTATION = "representation"
    PROTECTION_DECISION = "protection-decision"
    DEATH = "death"
    HEIRS = "heirs"
    ACCESSIBILITY = "accessibility"
    CREATION_CODE = "creation-code"
    DEMANDED = "demanded"
    """Somebody demanded the record, or a page of it, for a job, an insurance or a contract."""


class RequestState(Enum):
    """Where a request stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class Outcome(Enum):
    """How a request ended; the person reads it in the words of their page or of a letter."""

    DONE = "done"
    REFUSED = "refused"
    GIVEN_UP = "given-up"
    """The person took it back, or did not come with their proofs."""


class Proof(Enum):
    """What was seen of somebody's identity or of their right: a code, never a copy and never a number."""

    CARD = "card"
    IDENTITY_DOCUMENT = "identity-document"
    IN_PERSON = "in-person"
    FAMILY_BOOK = "family-book"
    COURT_DECISION = "court-decision"
    DEATH_CERTIFICATE = "death-certificate"
    HEIR_DEED = "heir-deed"
    MANDATE = "mandate"
    SIGN_IN = "sign-in"
    """They asked from their own pages, having just proved again who they are. No agent notes it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the desk keeps it. ``record``: whose it is about, None for somebody who is not known.

    ``has_text``: whether something was written, which the reviewer alone reads. ``escalated_at``: since when the
    person in charge of the desk knows that it is late.
    """

    id: UUID
    number: str
    kind: RequestKind
    record: RecordId | None
    opened_at: datetime
    due_at: datetime
    state: RequestState
    taken_by: str
    escalated_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    proofs: tuple[Proof, ...]
    has_text: bool
    answered_at: datetime | None = None
    """When an answer left to the address that somebody without a record gave."""

    def is_late(self, *, at: datetime) -> bool:
        """Whether it should have been answered by now."""
        return self.state is not RequestState.CLOSED and at >= self.due_at


def due_at(kind: RequestKind, *, opened_at: datetime) -> datetime:
    """Tell by when a request is to be answered (``requests.csv``, each with its source)."""
    return opened_at + timedelta(days=_days()[kind])


def receipt_number(chance: bytes) -> str:
    """Make the number that the person is given: « 7K2M-9QXF ». Raises ``ValueError`` for another number of bytes."""
    if len(chance) != MADE_FROM:
        raise ValueError(f"a receipt number is made from {MADE_FROM} random bytes")
    number, drawn = int.from_bytes(chance), ""
    for _ in range(8):
        number, rest = divmod(number, len(LETTERS))
        drawn += LETTERS[rest]
    return f"{drawn[:4]}-{drawn[4:]}"


def read_receipt_number(typed: str) -> str | None:
    """Read a number as it was typed or dictated, spaces and hyphens left out; None when it is none."""
    bare = "".join(one for one in typed.upper() if one.isalnum())
    return f"{bare[:4]}-{bare[4:]}" if len(bare) == 8 and all(one in LETTERS for one in bare) else None


@cache
def _days() -> dict[RequestKind, int]:
    text = (files("carnet.core.support") / "requests.csv").read_text(encoding="utf-8")
    return {RequestKind(row["kind"]): int(row["days"]) for row in csv.DictReader(text.splitlines())}
