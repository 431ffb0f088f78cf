"""The words of documents, sealed beside them: written at the deposit, opened for a search, told to no database.

Those of documents that came in before are written later, by turns of records.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from carnet.core.identifiers import DocumentId, RecordId
from carnet.store import statement
from carnet.store.models import WordsTurnRow
from carnet.store.sealing import Purpose, seal, unseal

_WORDS = """
    select id, words from document
    where record_id = %(record)s and id = any(%(documents)s::uuid[]) and words <> ''
"""
# Of two processes, one takes a turn, and the other the next one.
_CLAIM = """
    update words_turn set due_at = %(until)s
    where record_id = (
        select record_id from words_turn where due_at <= %(at)s order by due_at, record_id limit 1
        for update skip locked
    )
    returning record_id
"""
_WITHOUT = """
    select id from document
    where record_id = %(record)s and words = '' and status in ('current', 'archived')
    order by id limit %(most)s
"""
_KEEP = """
    update document set words = %(words)s
    where record_id = %(record)s and id = %(document)s and words = '' and status <> 'deleted'
    returning true
"""


def seal_words(packed: bytes, *, record: RecordId, document: DocumentId, record_key: bytes, nonce: bytes) -> bytes:
    """Seal what ``carnet.formats.words.pack`` wrote, for the row of its document. ``nonce``: 12 random bytes."""
    return seal(packed, record_key=record_key, purpose=Purpose.WORDS, record=record, row=document.bytes, nonce=nonce)


def words_of(record: RecordId, documents: Collection[DocumentId], *, record_key: bytes) -> Mapping[DocumentId, bytes]:
    """Open the words of these documents, as ``carnet.formats.words.pack`` wrote them; inside ``within(record)``.

    ``documents``: those that were decided to be readable: of the others nothing is even fetched. A document that came
    in before words were kept has none. One statement, however many they are.
    """
    rows = statement.run(_WORDS, {"record": record, "documents": sorted(documents)})
    return {
        DocumentId(number): unseal(
            bytes(sealed), record_key=record_key, purpose=Purpose.WORDS, record=record, row=number.bytes
        )
        for number, sealed in rows
    }


def without_words(record: RecordId, *, most: int) -> tuple[DocumentId, ...]:
    """List documents, current and archived, that came in before their words were kept; inside ``within(record)``."""
    return tuple(DocumentId(number) for (number,) in statement.run(_WITHOUT, {"record": record, "most": most}))


def keep(packed: bytes, *, record: RecordId, document: DocumentId, record_key: bytes, nonce: bytes) -> None:
    """Keep the words of a document that had none, sealed; inside ``within(record)``. ``nonce``: 12 random bytes.

    Nothing is done for one that was deleted meanwhile. No version of its metadata comes of it: it says nothing else.
    """
    sealed = seal_words(packed, record=record, document=document, record_key=record_key, nonce=nonce)
    statement.run(_KEEP, {"record": record, "document": document, "words": sealed})


def claim_turn(*, at: datetime, until: datetime) -> RecordId | None:
    """Take the next record whose turn has come, so that nobody else does before an instant; None when there is none.

    In no record's context.
    """
    rows = statement.run(_CLAIM, {"at": at, "until": until})
    return RecordId(rows[0][0]) if rows else None


def put_off_turn(record: RecordId, *, until: datetime) -> None:
    """Let nobody look at a record before an instant."""
    WordsTurnRow.objects.filter(record_id=record).update(due_at=until)


def end_turn(record: RecordId) -> None:
    """Write down that all its documents have their words."""
    WordsTurnRow.objects.filter(record_id=record).delete()
