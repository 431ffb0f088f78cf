"""How bytes are sealed before they are stored: documents as streams of authenticated chunks, small values at once.

Everything is AES-256-GCM (OWASP ASVS 11.3.2), with a version byte in each sealed thing so that the algorithm can
change one day (ASVS 11.2.2). Keys and nonces are given by the caller; nothing here is random.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from carnet.core.documents.content import Content, pieces_of, size_of
from carnet.core.identifiers import DocumentId, RecordId

KEY_SIZE = 32
"""AES-256."""

VALUE_NONCE_SIZE = 12
"""96 random bits a value: under one key, some four thousand million values before the risk counts (SP 800-38D 8.3)."""

STREAM_NONCE_SIZE = 7
"""Random part of the nonces of a document; four bytes of counter and one of end complete it."""

CHUNK_SIZE = 1024 * 1024
"""How much is sealed, and therefore held in memory, at a time."""

_VERSION = 1
_TAG_SIZE = 16
_MAGIC = b"CARNET"
_HEADER = struct.Struct(">6sBBQ7s")
"""Magic, version, compression, size of the document in clear, random part of the nonces: 23 bytes."""
_COMPRESSION_LEVEL = 3
_LARGEST_WINDOW = 1 << 23
"""What decompression may keep in memory: above the 2 MiB that level 3 uses, far below what a hostile frame may ask."""


class SealBrokenError(RuntimeError):
    """What was to be unsealed is cut, altered, in another place than its own, or sealed under another key."""


class _Compression(IntEnum):
    NONE = 0
    ZSTANDARD = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs. Sealed for one place, it opens nowhere else."""

    record: RecordId
    document: DocumentId

    def to_bytes(self) -> bytes:
        """Give the 16 bytes of the record then the 16 of the document, as every seal of this document binds them."""
        return self.record.bytes + self.document.bytes


def is_compressible(mime_type: str) -> bool:
    """Whether documents of this type are compressed before they are sealed: XML and text only.

    Images and PDF are compressed already. ``mime_type`` may carry parameters (``text/plain; charset=utf-8``).
    """
    essence = mime_type.partition(";")[0].strip().lower()
    return essence.startswith("text/") or essence == "application/xml" or essence.endswith("+xml")


def seal_value(value: bytes, *, key: bytes, nonce: bytes, purpose: str, bound_to: bytes) -> bytes:
    """Seal a small value whole: version (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16).

    ``key``: 32 bytes. ``nonce``: 12 random bytes, drawn for this value alone. ``purpose``: what the value is, in a word
    without NUL; ``bound_to``: to whom it belongs. Both must be said again to open it.
    """
    if len(nonce) != VALUE_NONCE_SIZE:
        raise ValueError(f"the nonce of a value has {VALUE_NONCE_SIZE} bytes")
    head = bytes([_VERSION])
    return head + nonce + _cipher(key).encrypt(nonce, value, _value_context(head, purpose, bound_to))


def open_value(sealed: bytes, *, key: bytes, purpose: str, bound_to: bytes) -> bytes:
    """Open what ``seal_value`` sealed. Raises ``SealBrokenError`` unless key, purpose and owner are the same."""
    head, nonce, ciphertext = sealed[:1], sealed[1 : 1 + VALUE_NONCE_SIZE], sealed[1 + VALUE_NONCE_SIZE :]
    if head != bytes([_VERSION]) or len(ciphertext) < _TAG_SIZE:
        raise SealBrokenError("this is not a value sealed in a known version")
    try:
        return _cipher(key).decrypt(nonce, ciphertext, _value_context(head, purpose, bound_to))
    except InvalidTag:
        raise SealBrokenError("a sealed value does not open") from None


def seal_document(content: Content, *, key: bytes, nonce: bytes, place: Place, mime_type: str) -> Iterator[bytes]:
    """Seal a document, piece by piece: a header, then chunks of at most 1 MiB + 16 bytes.

    ``key``: 32 random bytes that seal this document and nothing else. ``nonce``: 7 random bytes. The chunks are those
    of the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce of each is ``nonce`` ‖ its number
    (4 bytes) ‖ 1 for the last, 0 for the others, so that none can be dropped, repeated or moved. Each authenticates the
    header and the place too. XML and text are compressed before (zstd level 3).
    """
    if len(nonce) != STREAM_NONCE_SIZE:
        raise ValueError(f"the nonce of a document has {STREAM_NONCE_SIZE} bytes")
    compression = _Compression.ZSTANDARD if is_compressible(mime_type) else _Compression.NONE
    header = _HEADER.pack(_MAGIC, _VERSION, compression, size_of(content), nonce)
    cipher, context = _cipher(key), header + place.to_bytes()
    yield header
    pieces = pieces_of(content) if compression is _Compression.NONE else _compressed(content)
    for number, (chunk, is_last) in enumerate(_chunks(pieces, CHUNK_SIZE)):
        yield cipher.encrypt(_chunk_nonce(nonce, number, is_last=is_last), chunk, context)


def open_document(sealed: Iterable[bytes], *, key: bytes, place: Place) -> Iterator[bytes]:
    """Open what ``seal_document`` sealed, as it comes: pieces of at most 1 MiB, each authenticated before it is given.

    ``sealed``: the sealed bytes, cut anywhere. Memory stays at a few MiB whatever the size, even for a document that
    was compressed ten-thousandfold. Raises ``SealBrokenError`` at the first chunk that is not the one expected here;
    since a cut shows only at the end, a reader keeps nothing of a document before the iteration has ended.
    """
    source = iter(sealed)
    head = b""
    while len(head) < _HEADER.size and (piece := next(source, None)) is not None:
        head += piece
    if len(head) < _HEADER.size:
        raise SealBrokenError("a sealed document is cut within its header")
    header, rest = head[: _HEADER.size], head[_HEADER.size :]
    magic, version, compression, size, nonce = _HEADER.unpack(header)
    if magic != _MAGIC or version != _VERSION or compression not in set(_Compression):
        raise SealBrokenError("this is not a document sealed in a known version")
    # The header is still unproved here: it is part of what the first chunk authenticates, before anything is yielded.
    opened = _opened_chunks(_after(rest, source), cipher=_cipher(key), nonce=nonce, context=header + place.to_bytes())
    given = 0
    for piece in opened if compression == _Compression.NONE else _decompressed(opened):
        given += len(piece)
        if given > size:
            raise SealBrokenError("a sealed document holds more than it says")
        if piece:
            yield piece
    if given != size:
        raise SealBrokenError("a sealed document holds less than it says")


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_SIZE:
        raise ValueError(f"a key has {KEY_SIZE} bytes")
    return AESGCM(key)


def _value_context(head: bytes, purpose: str, bound_to: bytes) -> bytes:
    return b"carnet:" + purpose.encode() + b"\0" + head + bound_to


def _chunk_nonce(nonce: bytes, number: int, *, is_last: bool) -> bytes:
    return nonce + number.to_bytes(4, "big") + bytes([is_last])


def _compressed(content: Content) -> Iterator[bytes]:
    compressor = zstandard.ZstdCompressor(level=_COMPRESSION_LEVEL).compressobj(size=size_of(content))
    for piece in pieces_of(content):
        yield compressor.compress(piece)
    yield compressor.flush()


def _after(first: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from source


def _chunks(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut anew into chunks of ``size`` bytes, each with whether it is the last: which only what follows can say."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > size:
            with memoryview(waiting) as view:
                chunk = bytes(view[:size])  # copied once: by its own slice, a bytearray would be copied twice
            del waiting[:size]
            yield chunk, False
    yield bytes(waiting), True


def _opened_chunks(sealed: Iterator[bytes], *, cipher: AESGCM, nonce: bytes, context: bytes) -> Iterator[bytes]:
    for number, (chunk, is_last) in enumerate(_chunks(sealed, CHUNK_SIZE + _TAG_SIZE)):
        try:
            yield cipher.decrypt(_chunk_nonce(nonce, number, is_last=is_last), chunk, context)
        except InvalidTag:
            raise SealBrokenError(f"chunk {number} of a sealed document is not the one expected") from None


class _Source:
    """What the decompressor reads from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int) -> bytes:
        """Give the next chunk whole, whatever was asked: the decompressor takes it as it comes."""
        return next(self._pieces, b"")


def _decompressed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    # Read by bounded steps: a few bytes may stand for a hundred megabytes.
    source = _Source(chunks)
    with decompressor.stream_reader(source) as reader:  # type: ignore[arg-type]  # of a file it only calls read(size)
        try:
            while piece := reader.read(CHUNK_SIZE):
                yield piece
        except zstandard.ZstdError:
            raise SealBrokenError("a sealed document does not decompress") from None
    for _chunk in chunks:  # pragma: no cover  zstandard 0.25 reads to the end by itself, but does not promise to
        raise SealBrokenError("a sealed document goes on after its end")
