"""A file whose length nobody knows before its end, sealed piece by piece as it is made (AES-256-GCM, STREAM)."""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from carnet.formats.sealing import KEY_SIZE, STREAM_NONCE_SIZE, SealBrokenError

CHUNK = 1024 * 1024
"""How much is sealed, and therefore held in memory, at a time."""
_TAG = 16
_HEAD = b"CARNETS\x01"
"""Magic and version."""


def seal_stream(pieces: Iterable[bytes], *, key: bytes, nonce: bytes, bound_to: bytes) -> Iterator[bytes]:
    """Seal pieces, cut anywhere: a header, then chunks of at most 1 MiB + 16 bytes.

    ``key``: 32 random bytes that seal this file and nothing else. ``nonce``: 7 random bytes. ``bound_to``: what the
    file belongs to, said again to open it. As in ``sealing.seal_document``, the nonce of a chunk holds its number and
    whether it is the last: none can be dropped, repeated, moved, nor the end cut off.
    """
    cipher, head = _cipher(key, nonce), _HEAD + nonce
    yield head
    for number, (chunk, is_last) in enumerate(_cut(pieces, CHUNK)):
        yield cipher.encrypt(_nonce(nonce, number, is_last=is_last), chunk, head + bound_to)


def open_stream(sealed: Iterable[bytes], *, key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """Open what ``seal_stream`` sealed, as it comes. Raises ``SealBrokenError`` at the first chunk that is not its own.

    A cut shows only at the end: a reader keeps nothing before the iteration has ended.
    """
    source, head = iter(sealed), b""
    size = len(_HEAD) + STREAM_NONCE_SIZE
    while len(head) < size and (piece := next(source, None)) is not None:
        head += piece
    rest, head = head[size:], head[:size]
    if len(head) < size or not head.startswith(_HEAD):
        raise SealBrokenError("this is not a stream sealed in a known version")
    nonce = head[len(_HEAD) :]
    cipher = _cipher(key, nonce)
    for number, (chunk, is_last) in enumerate(_cut(_after(rest, source), CHUNK + _TAG)):
        try:
            opened = cipher.decrypt(_nonce(nonce, number, is_last=is_last), chunk, head + bound_to)
        except InvalidTag:
            raise SealBrokenError(f"chunk {number} of a sealed stream is not the one expected") from None
        if opened:
            yield opened


def _cipher(key: bytes, nonce: bytes) -> AESGCM:
    if len(key) != KEY_SIZE or len(nonce) != STREAM_NONCE_SIZE:
        raise ValueError(f"a stream has a key of {KEY_SIZE} bytes and a nonce of {STREAM_NONCE_SIZE}")
    return AESGCM(key)


def _nonce(nonce: bytes, number: int, *, is_last: bool) -> bytes:
    return nonce + number.to_bytes(4, "big") + bytes([is_last])


def _after(first: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from source


def _cut(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut anew into chunks of ``size`` bytes, each with whether it is the last."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > size:
            yield bytes(waiting[:size]), False
            del waiting[:size]
    yield bytes(waiting), True
