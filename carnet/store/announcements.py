"""Documents that wait for their announcement to the person: which records have one, and a delay put off."""

from datetime import datetime

from carnet.core.identifiers import DocumentId, RecordId
from carnet.store import statement
from carnet.store.facts_sql import RECORDS_WITH_WAITING

_EXTEND = """
    update document set announcement_due = %(due)s, announcement_extended = true
    where record_id = %(record)s and id = %(document)s and announcement_due is not null and not announcement_extended
    returning true
"""


def records_with_waiting(*, until: datetime) -> list[RecordId]:
    """List the records in which the delay of a document's announcement ended at an instant at the latest.

    For the worker only, outside any record's context: as ``carnet_app`` it finds none.
    """
    return [RecordId(record) for (record,) in statement.run(RECORDS_WITH_WAITING, {"until": until})]


def extend(record: RecordId, document: DocumentId, *, due: datetime) -> bool:
    """Put off, once, until when a document waits; false when it does not wait, or was put off already.

    Inside ``within(record, exclusive=True)``. No version of its metadata comes of it: nobody sees it otherwise.
    """
    return bool(statement.run(_EXTEND, {"record": record, "document": document, "due": due}))
