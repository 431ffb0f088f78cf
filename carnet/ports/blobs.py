"""The bytes of documents: put sealed, opened with a permit. No permit, no bytes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol

from carnet.core.access.decision import Permit
from carnet.core.access.facts import BlobRef
from carnet.core.documents.content import Content, ContentWriter
from carnet.core.identifiers import DocumentId, RecordId


class Anteroom(Protocol):
    """Where documents that are too large for memory wait, sealed, until they are stored or refused."""

    def begin(self) -> ContentWriter:
        """Begin a content. The one begun before must be finished."""
        ...


class BlobStore(Protocol):
    """Keeps content encrypted: one key per document, wrapped by the record's key."""

    def put(
        self, content: Content, *, record: RecordId, document: DocumentId, record_key: bytes, mime_type: str
    ) -> BlobRef:
        """Seal and store a document's bytes; durable when it returns. ``record_key``: the record's opened key."""
        ...

    def anteroom(self) -> AbstractContextManager[Anteroom]:
        """Give the documents of one request a place to wait. Nothing of them is left when it is closed or lost."""
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
