"""One version of a document's metadata after another: what may change of a document, and never an erasure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import statement

_CHANGE = """
    with changed as (
        update document
        set status = coalesce(%(status)s::text, status),
            confidentiality = coalesce(%(confidentiality)s::text[], confidentiality),
            hidings = coalesce(%(hidings)s::text[], hidings),
            hidden_from = coalesce(%(hidden_from)s::text[], hidden_from),
            awaits_check = coalesce(%(awaits_check)s::boolean, awaits_check),
            -- What was announced waits no more.
            announcement_due = case when 'INVISIBLE_PATIENT' = any(
                coalesce(%(confidentiality)s::text[], confidentiality)
            ) then announcement_due end,
            entry_uuid = %(entry_uuid)s,
            updated_at = %(at)s,
            metadata_version = metadata_version + 1
        where record_id = %(record)s and id = %(document)s and status = any(%(from_statuses)s::text[])
        returning id, metadata_version, entry_uuid, status, confidentiality, hidings, hidden_from, awaits_check
    )
    insert into document_version (
        record_id, document_id, version, entry_uuid, at, status, confidentiality, hidings, hidden_from, awaits_check,
        event
    )
    select
        %(record)s, id, metadata_version, entry_uuid, %(at)s, status, confidentiality, hidings, hidden_from,
        awaits_check, %(event)s
    from changed
    returning version
"""
NOT_DELETED = (DocumentStatus.CURRENT, DocumentStatus.SUPERSEDED, DocumentStatus.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version says otherwise than the one before; None: the same."""

    status: DocumentStatus | None = None
    confidentiality: frozenset[Confidentiality] | None = None
    hidings: frozenset[Hiding] | None = None
    hidden_from: frozenset[PractitionerId] | None = None
    awaits_check: bool | None = None


def write_version(
    record: RecordId,
    document: DocumentId,
    change: Change,
    *,
    at: datetime,
    event: UUID,
    entry_uuid: UUID,
    from_statuses: Sequence[DocumentStatus] = NOT_DELETED,
) -> int | None:
    """Write the next version of a document's metadata, in one statement, and give its number.

    ``entry_uuid``: a new random number; ``event``: the line of the history that tells of it. None when the record has
    no such document in one of ``from_statuses``.
    """
    rows = statement.run(
        _CHANGE,
        {
            "record": record,
            "document": document,
            "status": change.status.value if change.status is not None else None,
            "confidentiality": codes_of(change.confidentiality) if change.confidentiality is not None else None,
            "hidings": hidings_of(change.hidings) if change.hidings is not None else None,
            "hidden_from": people_of(change.hidden_from) if change.hidden_from is not None else None,
            "awaits_check": change.awaits_check,
            "from_statuses": [former.value for former in from_statuses],
            "entry_uuid": entry_uuid,
            "at": at,
            "event": event,
        },
    )
    return int(rows[0][0]) if rows else None


def codes_of(confidentiality: Iterable[Confidentiality]) -> list[str]:
    """Write confidentiality codes as a row keeps them."""
    return sorted(code.value for code in confidentiality)


def hidings_of(hidings: Iterable[Hiding]) -> list[str]:
    """Write hidings as a row keeps them."""
    return sorted(hiding.value for hiding in hidings)


def people_of(practitioners: Iterable[PractitionerId]) -> list[str]:
    """Write national identifiers as a row keeps them."""
    return sorted(practitioner.value for practitioner in practitioners)
