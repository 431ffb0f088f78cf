"""Documents sealed around any store of bytes: a key per document, wrapped by the key of its record."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from hmac import digest

from carnet.core.access.decision import Permit
from carnet.core.access.facts import BlobRef
from carnet.core.documents.content import Content, size_of
from carnet.core.identifiers import DocumentId, RecordId
from carnet.formats.sealing import (
    KEY_SIZE,
    STREAM_NONCE_SIZE,
    VALUE_NONCE_SIZE,
    Place,
    SealBrokenError,
    open_document,
    open_value,
    seal_document,
    seal_value,
)
from carnet.infra.blobs.anteroom import SealedAnteroom
from carnet.infra.blobs.raw import RawStore
from carnet.ports.blobs import BlobDamagedError

_PURPOSE = "document-key"

SHORTEST_ORPHAN_AGE = timedelta(hours=1)
"""Bytes are put before the transaction that names them: below this age, unknown bytes may be about to be known."""


class EncryptedBlobStore:
    """Keeps the promise of ``carnet.ports.blobs.BlobStore`` on top of a ``RawStore``, which sees ciphertext only.

    Keys and nonces are drawn from the operating system here, and not through ``Chance``: a chance that a test or a
    demonstration repeats would repeat them too.
    """

    def __init__(self, raw: RawStore) -> None:
        self._raw = raw

    def put(
        self, content: Content, *, record: RecordId, document: DocumentId, record_key: bytes, mime_type: str
    ) -> BlobRef:
        """Seal a document under a new key of its own and store it; durable when it returns.

        ``record_key``: the record's opened key, 32 bytes. ``mime_type``: XML and text are compressed first. Returns the
        address of the ciphertext, the wrapped key (61 bytes) and the size of ``content``.
        """
        place = Place(record, document)
        key = os.urandom(KEY_SIZE)
        wrapped_key = seal_value(
            key,
            key=_wrapping_key(record_key),
            nonce=os.urandom(VALUE_NONCE_SIZE),
            purpose=_PURPOSE,
            bound_to=place.to_bytes(),
        )
        nonce = os.urandom(STREAM_NONCE_SIZE)
        address = self._raw.put(seal_document(content, key=key, nonce=nonce, place=place, mime_type=mime_type))
        return BlobRef(address, wrapped_key, size_of(content))

    def anteroom(self) -> SealedAnteroom:
        """Give the documents of one request a place to wait, as ``BlobStore.anteroom`` says."""
        return SealedAnteroom(self._raw.unnamed)

    def open(self, permit: Permit, *, record_key: bytes) -> Iterator[bytes]:
        """Stream the bytes that this permit was given for, in pieces of at most 1 MiB; the permit is spent by it.

        The key and the first piece are checked before this returns, so that a small document is known to be whole
        before anything is answered. Raises ``BlobDamagedError``, here or while streaming, when the bytes are missing,
        cut, altered, of another document or record, or under another key: nothing unauthenticated is ever yielded.
        """
        blob = permit.spend()
        facts = permit.facts
        if facts.document is None:  # pragma: no cover  spend() has refused it already; this tells the type checker
            raise ValueError("this permit names no document")
        place = Place(facts.record.id, facts.document.id)
        try:
            key = open_value(
                blob.wrapped_key, key=_wrapping_key(record_key), purpose=_PURPOSE, bound_to=place.to_bytes()
            )
        except SealBrokenError as error:
            raise BlobDamagedError(f"the key of the document at {blob.address} does not open") from error
        pieces = self._opened(blob, key=key, place=place)
        return _with_first(next(pieces, b""), pieces)

    def destroy(self, address: str) -> None:
        """Remove stored bytes for good, as ``BlobStore.destroy`` says."""
        self._raw.delete(address)

    def sweep(self, known: Callable[[str], bool], *, older_than: timedelta) -> int:
        """Remove the bytes that no row names, and what interrupted deposits left; return how many were removed.

        ``known``: whether an address is named by a row. ``older_than``: how old unknown bytes must be, by the store's
        own clock (the demonstration's may be years ahead); an hour at least, else ``ValueError``: bytes are stored
        before the transaction that names them. To be run at night.
        """
        if older_than < SHORTEST_ORPHAN_AGE:
            raise ValueError(f"bytes younger than {SHORTEST_ORPHAN_AGE} may belong to a deposit under way")
        removed = self._raw.drop_unfinished(older_than=older_than)
        for stored in self._raw.addresses():
            if stored.age > older_than and not known(stored.address):
                self._raw.delete(stored.address)
                removed += 1
        return removed

    def _opened(self, blob: BlobRef, *, key: bytes, place: Place) -> Iterator[bytes]:
        size = 0
        try:
            for piece in open_document(self._raw.open(blob.address), key=key, place=place):
                size += len(piece)
                yield piece
        except SealBrokenError as error:
            raise BlobDamagedError(f"the document stored at {blob.address} does not open") from error
        if size != blob.size:
            raise BlobDamagedError(f"the document stored at {blob.address} has not the size that its row says")


def _wrapping_key(record_key: bytes) -> bytes:
    # Derived, because the key of a record has other uses too: each use has a key of its own.
    if len(record_key) != KEY_SIZE:
        raise ValueError(f"the key of a record has {KEY_SIZE} bytes")
    return digest(record_key, b"carnet:document-key-wrapping", "sha256")


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest
