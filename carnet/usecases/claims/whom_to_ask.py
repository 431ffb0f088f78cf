"""Who can answer for a document: its authors, else the doctors of their structure, else nobody but the reviewer."""

from carnet.core.access.facts import DocumentFacts
from carnet.core.claims.who_answers import may_be_told_to_colleagues
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.store import consents, directory


def authors_to_ask(record: RecordId, document: DocumentFacts) -> tuple[PractitionerId, ...]:
    """Find the authors who still work somewhere and whom the person has not blocked. Inside ``within(record)``.

    Somebody blocked reads nothing, not even what is asked of them (product.md, « Reading passes three gates »).
    """
    here = directory.working(document.written_by)
    return _not_blocked(record, document.written_by & here)


def colleagues_to_ask(record: RecordId, document: DocumentFacts) -> tuple[PractitionerId, ...]:
    """Find the doctors of the structure that wrote a document, its authors apart; nobody for one that is hidden."""
    if not may_be_told_to_colleagues(document) or _blocked(record) & document.written_in:
        return ()
    return _not_blocked(record, frozenset(directory.physicians_of(document.written_in)) - document.written_by)


def _not_blocked(record: RecordId, people: frozenset[PractitionerId]) -> tuple[PractitionerId, ...]:
    return tuple(sorted(people - _blocked(record), key=lambda one: one.value))


def _blocked(record: RecordId) -> frozenset[PractitionerId | OrganizationId]:
    return frozenset(one.grantee for one in consents.blocks(record))
