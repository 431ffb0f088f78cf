"""What was paid back to somebody, for one reader: every line of the insurer's documents that they may read."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.formats.cda.reimbursements import Reimbursed, read_reimbursed
from carnet.formats.cda.timestamps import latest_first
from carnet.ports.environment import Environment
from carnet.usecases.reading.open_several import open_several
from carnet.usecases.reading.shown_document import ShownDocument

REIMBURSEMENTS = frozenset({"REMB"})
"""The type (JDV_J07) of what the national insurer deposits each month."""

MONTHS = 24
"""How many monthly documents are opened (product.md, « Insurer »: « the page shows 24 months first »)."""


@dataclass(frozen=True, slots=True, repr=False)
class ToldReimbursement:
    """A line, and the document that says it."""

    reimbursed: Reimbursed
    source: ShownDocument

    def __repr__(self) -> str:
        """Hide the content."""
        return "ToldReimbursement(…)"


@dataclass(frozen=True, slots=True)
class Reimbursements:
    """``told``: newest first, those without a date last. ``unread``: documents that no page can tell."""

    told: tuple[ToldReimbursement, ...]
    unread: tuple[ShownDocument, ...]


def read_reimbursements(record: RecordId, *, actor: Actor, env: Environment) -> Reimbursements | Refusal:
    """Gather what was paid back (features.md L01, L02; product.md, « Everything derived »: the monthly document).

    Each document that is opened has its line in the history. Two documents that tell the same line tell it once, from
    the newest of them; the same line twice in one document is two lines. Nothing is added up: no amount is written.
    """
    several = open_several(record, types=REIMBURSEMENTS, detail="reimbursements", most=MONTHS, actor=actor, env=env)
    if isinstance(several, Refusal):
        return several
    told: list[ToldReimbursement] = []
    silent: list[ShownDocument] = []
    known: set[Reimbursed] = set()
    for one in several.opened:
        lines = read_reimbursed(one.content)
        if not lines:
            silent.append(one.shown)
        told += [ToldReimbursement(line, one.shown) for line in lines if line not in known]
        known.update(lines)
    return Reimbursements(
        tuple(sorted(told, key=lambda one: latest_first(one.reimbursed.when))), (*silent, *several.left)
    )
