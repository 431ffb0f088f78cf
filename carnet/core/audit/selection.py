"""What somebody looks for in a history that they may read: whose acts, where, of what kind, when."""

from dataclasses import dataclass

from carnet.core.audit.events import AuditEvent, Party
from carnet.core.audit.kinds import ActKind, kind_of
from carnet.core.documents.selection import Span

KNOWN_ONE_BY_ONE = frozenset({"professional", "structure", "insurer", "representative", "carer"})
"""The kinds of parties whom a reader tells apart; an agent of the desk is « l’assistance », whoever it was."""


@dataclass(frozen=True, slots=True)
class LineCriteria:
    """What a line must answer to, all of it; empty, every line does.

    ``author``: of ``author_key``. ``structure``: the national identifier of a structure, where somebody acted or
    which acted itself.
    """

    author: str = ""
    structure: str = ""
    kind: ActKind | None = None
    span: Span | None = None

    def keeps(self, event: AuditEvent) -> bool:
        """Whether a line is one of those looked for. Asked only of lines that the reader may see."""
        return (
            (not self.author or author_key(event.actor) == self.author)
            and (not self.structure or event.actor.organization == self.structure)
            and (self.kind is None or kind_of(event.action) is self.kind)
            and (self.span is None or self.span.holds(event.at))
        )


def author_key(party: Party) -> str:
    """Name who acted without a name: « professional-899… », « holder ». It may stand in the address of a page."""
    return f"{party.kind}-{party.identifier}" if party.kind in KNOWN_ONE_BY_ONE and party.identifier else party.kind
