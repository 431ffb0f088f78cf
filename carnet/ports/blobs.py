"""The bytes of documents: put sealed, opened with a permit. No permit, no bytes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Protocol

from carnet.core.access.decision import Permit
from carnet.core.access.facts import BlobRef
from carnet.core.identifiers import DocumentId, RecordId


class BlobStore(Protocol):
    """Keeps content encrypted: one key per document, wrapped by the record's key."""

    def put(
        self, content: bytes, *, record: RecordId, document: DocumentId, record_key: bytes, mime_type: str
    ) -> BlobRef:
        """Seal and store a document's bytes; durable when it returns. ``record_key``: the record's opened key."""
        ...

    def open(self, permit: Permit, *, record_key: bytes) -> Iterator[bytes]:
        """Stream the bytes that this permit was given for, in chunks; the permit is spent by it.

        Raises ``BlobDamagedError`` when they are missing, cut or altered: nothing unauthenticated is ever yielded.
        """
        ...

    def destroy(self, address: str) -> None:
        """Remove stored bytes for good, durably; nothing happens when there are none there. For destroyed records."""
        ...

    def sweep(self, known: Callable[[str], bool], *, older_than: timedelta) -> int:
        """Delete the stored bytes that nothing names and that are older than that; give how many."""
        ...


class BlobDamagedError(RuntimeError):
    """The stored bytes are not those that were put there."""
