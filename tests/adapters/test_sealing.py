"""What can be done to a sealed document without being noticed: nothing."""

from uuid import UUID

import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.core.identifiers import DocumentId, RecordId
from carnet.formats.sealing import (
    CHUNK_SIZE,
    Place,
    SealBrokenError,
    is_compressible,
    open_document,
    open_value,
    seal_document,
    seal_value,
)

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
NONCE = b"7 bytes"
VALUE_NONCE = b"twelve bytes"
CAMILLES_LETTER = Place(RecordId(UUID(int=1)), DocumentId(UUID(int=2)))
HEADER_SIZE = 23
SEALED_CHUNK = CHUNK_SIZE + 16


def a_content(size: int) -> bytes:
    """Bytes that do not repeat from a chunk to the next."""
    return b"".join(number.to_bytes(8, "big") for number in range(size // 8 + 1))[:size]


def sealed(content: bytes, mime_type: str = "application/pdf") -> list[bytes]:
    return list(seal_document(content, key=KEY, nonce=NONCE, place=CAMILLES_LETTER, mime_type=mime_type))


def opened(pieces: list[bytes], *, key: bytes = KEY, place: Place = CAMILLES_LETTER) -> bytes:
    return b"".join(open_document(pieces, key=key, place=place))


def recut(pieces: list[bytes], size: int) -> list[bytes]:
    whole = b"".join(pieces)
    return [whole[start : start + size] for start in range(0, len(whole), size)]


EDGES = [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, 3 * CHUNK_SIZE + 5]


@pytest.mark.parametrize("mime_type", ["application/pdf", "text/xml"])
@pytest.mark.parametrize("size", EDGES)
def test_a_document_of_any_size_comes_back_as_it_was(size: int, mime_type: str) -> None:
    content = a_content(size)
    assert opened(sealed(content, mime_type)) == content


@given(
    content=st.binary(max_size=3000),
    size=st.integers(min_value=1, max_value=500),
    mime=st.sampled_from(["a/b", "text/x"]),
)
def test_a_document_comes_back_however_its_sealed_bytes_were_cut(content: bytes, size: int, mime: str) -> None:
    assert opened(recut(sealed(content, mime), size)) == content


def test_pieces_are_small_whatever_the_document() -> None:
    pieces = sealed(a_content(3 * CHUNK_SIZE))
    assert [len(piece) for piece in pieces] == [HEADER_SIZE, SEALED_CHUNK, SEALED_CHUNK, SEALED_CHUNK]
    assert {len(piece) for piece in open_document(pieces, key=KEY, place=CAMILLES_LETTER)} == {CHUNK_SIZE}


def test_a_text_is_stored_smaller_and_a_pdf_as_it_is() -> None:
    text = b"<section>...</section>" * 10_000
    assert sum(map(len, sealed(text, "text/xml"))) < len(text) / 100
    assert sum(map(len, sealed(text, "application/pdf"))) == HEADER_SIZE + len(text) + 16


def test_a_text_of_a_hundred_megabytes_that_fits_in_a_few_kilobytes_is_opened_by_small_pieces() -> None:
    size = 100_000_000
    pieces = sealed(bytes(size), "text/plain")
    assert sum(map(len, pieces)) < 10_000
    given_sizes = [len(piece) for piece in open_document(pieces, key=KEY, place=CAMILLES_LETTER)]
    assert (sum(given_sizes), max(given_sizes)) == (size, CHUNK_SIZE)


@pytest.mark.parametrize(
    ("mime_type", "expected"),
    [
        ("text/xml", True),
        ("text/plain; charset=utf-8", True),
        ("application/xml", True),
        ("Application/HL7-SDA+XML ; a=b", True),
        ("image/svg+xml", True),
        ("application/pdf", False),
        ("image/jpeg", False),
        ("application/dicom", False),
        ("application/textual", False),
        ("", False),
    ],
)
def test_xml_and_text_are_compressed_and_nothing_else(mime_type: str, expected: bool) -> None:
    assert is_compressible(mime_type) is expected


def test_nothing_of_the_letter_can_be_read_in_what_is_stored() -> None:
    content = b"Compte rendu de consultation de Camille" * 3
    stored = b"".join(sealed(content))
    assert b"Camille" not in stored
    assert b"consultation" not in stored


# Tampering. A document of two chunks and a half, so that there is a first, a middle and a last.

WHOLE = sealed(a_content(2 * CHUNK_SIZE + CHUNK_SIZE // 2))
HEADER, FIRST, MIDDLE, LAST = WHOLE
OTHER = list(
    seal_document(a_content(3 * CHUNK_SIZE), key=KEY, nonce=b"another", place=CAMILLES_LETTER, mime_type="a/b")
)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([], id="nothing is left"),
        pytest.param([HEADER[:-1]], id="cut within the header"),
        pytest.param([HEADER], id="no chunk"),
        pytest.param([HEADER, FIRST], id="cut after the first chunk"),
        pytest.param([HEADER, FIRST, MIDDLE], id="cut before the last chunk"),
        pytest.param([HEADER, FIRST, MIDDLE, LAST[:-1]], id="one byte short"),
        pytest.param([HEADER, FIRST, MIDDLE, LAST[:15]], id="less than a tag"),
        pytest.param([HEADER, FIRST, MIDDLE, LAST, b"\0"], id="one byte more"),
        pytest.param([HEADER, FIRST, MIDDLE, LAST, LAST], id="the last chunk twice"),
        pytest.param([HEADER, FIRST, LAST], id="a chunk left out"),
        pytest.param([HEADER, MIDDLE, LAST], id="the first chunk left out"),
        pytest.param([HEADER, MIDDLE, FIRST, LAST], id="two chunks exchanged"),
        pytest.param([HEADER, FIRST, FIRST, LAST], id="a chunk repeated"),
        pytest.param([HEADER, LAST], id="only the end"),
        pytest.param([OTHER[0], *WHOLE[1:]], id="the header of another document"),
        pytest.param([HEADER, OTHER[1], MIDDLE, LAST], id="a chunk of another document"),
    ],
)
def test_a_document_cut_or_put_together_again_does_not_open(pieces: list[bytes]) -> None:
    with pytest.raises(SealBrokenError):
        opened(pieces)


@settings(max_examples=50)
@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_no_bit_can_be_changed(place: int, bit: int) -> None:
    pieces = sealed(b"<a>letter</a>" * 20, "text/xml")
    whole = bytearray(b"".join(pieces))
    whole[place % len(whole)] ^= 1 << bit
    with pytest.raises(SealBrokenError):
        opened([bytes(whole)])


@pytest.mark.parametrize("place", range(HEADER_SIZE))
def test_no_byte_of_the_header_can_be_changed(place: int) -> None:
    header = bytearray(HEADER)
    header[place] ^= 1
    with pytest.raises(SealBrokenError):
        opened([bytes(header), *WHOLE[1:]])


def test_what_was_given_before_a_damage_was_all_authentic() -> None:
    damaged = [HEADER, FIRST, MIDDLE[:-1] + bytes([MIDDLE[-1] ^ 1]), LAST]
    pieces = iter(open_document(damaged, key=KEY, place=CAMILLES_LETTER))
    assert next(pieces) == a_content(CHUNK_SIZE)
    with pytest.raises(SealBrokenError, match="chunk 1 "):
        next(pieces)


def test_the_letter_of_camille_opens_neither_elsewhere_nor_under_another_key() -> None:
    pieces = sealed(b"a letter")
    elsewhere = Place(RecordId(UUID(int=3)), CAMILLES_LETTER.document)
    another = Place(CAMILLES_LETTER.record, DocumentId(UUID(int=3)))
    exchanged = Place(RecordId(CAMILLES_LETTER.document), DocumentId(CAMILLES_LETTER.record))
    for place in (elsewhere, another, exchanged):
        with pytest.raises(SealBrokenError):
            opened(pieces, place=place)
    with pytest.raises(SealBrokenError):
        opened(pieces, key=OTHER_KEY)


def resealed(header: bytes, plain: bytes) -> list[bytes]:
    """What only somebody who has the key could make: one chunk that agrees with any header."""
    chunk = AESGCM(KEY).encrypt(NONCE + bytes(4) + b"\1", plain, header + CAMILLES_LETTER.to_bytes())
    return [header, chunk]


def test_a_document_that_is_not_as_long_as_it_says_is_refused_even_when_authentic() -> None:
    def header(size: int, compression: int) -> bytes:
        return b"CARNET\x01" + bytes([compression]) + size.to_bytes(8, "big") + NONCE

    frame = zstandard.ZstdCompressor().compress(b"four")
    assert opened(resealed(header(4, 0), b"four")) == b"four"
    assert opened(resealed(header(4, 1), frame)) == b"four"
    for size in (3, 5):
        with pytest.raises(SealBrokenError, match="than it says"):
            opened(resealed(header(size, 0), b"four"))
        with pytest.raises(SealBrokenError, match="than it says"):
            opened(resealed(header(size, 1), frame))
    with pytest.raises(SealBrokenError, match="does not decompress"):
        opened(resealed(header(4, 1), b"four"))
    with pytest.raises(SealBrokenError, match="known version"):
        opened(resealed(header(4, 2), b"four"))
    huge_window = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, write_content_size=False)
    ).compressobj()
    with pytest.raises(SealBrokenError, match="does not decompress"):
        opened(resealed(header(4, 1), huge_window.compress(b"four") + huge_window.flush()))


def test_a_document_that_swells_beyond_its_size_is_stopped_there() -> None:
    header = b"CARNET\x01\x01" + CHUNK_SIZE.to_bytes(8, "big") + NONCE
    swelling = open_document(
        resealed(header, zstandard.ZstdCompressor().compress(bytes(10 * CHUNK_SIZE))), key=KEY, place=CAMILLES_LETTER
    )
    assert next(swelling) == bytes(CHUNK_SIZE)
    with pytest.raises(SealBrokenError, match="more than it says"):
        next(swelling)


def test_a_compressed_document_that_goes_on_after_its_end_is_refused() -> None:
    header = b"CARNET\x01\x01" + (4).to_bytes(8, "big") + NONCE
    frame = zstandard.ZstdCompressor().compress(b"four")
    chunks = [frame + bytes(CHUNK_SIZE - len(frame)), b"more"]
    cipher, context = AESGCM(KEY), header + CAMILLES_LETTER.to_bytes()
    pieces = [
        cipher.encrypt(NONCE + number.to_bytes(4, "big") + bytes([number]), chunk, context)
        for number, chunk in enumerate(chunks)
    ]
    with pytest.raises(SealBrokenError):
        opened([header, *pieces])


@pytest.mark.parametrize(("key", "nonce"), [(KEY[:16], NONCE), (KEY, NONCE[:6]), (KEY, NONCE + b"8")])
def test_no_document_is_sealed_with_a_short_key_or_nonce(key: bytes, nonce: bytes) -> None:
    with pytest.raises(ValueError, match="bytes"):
        list(seal_document(b"a letter", key=key, nonce=nonce, place=CAMILLES_LETTER, mime_type="a/b"))


# Small values


@given(value=st.binary(max_size=200))
def test_a_small_value_comes_back_to_its_owner_only(value: bytes) -> None:
    stored = seal_value(value, key=KEY, nonce=VALUE_NONCE, purpose="record-key", bound_to=b"camille")
    assert len(stored) == len(value) + 29
    assert open_value(stored, key=KEY, purpose="record-key", bound_to=b"camille") == value
    for key, purpose, owner in (
        (OTHER_KEY, "record-key", b"camille"),
        (KEY, "document-key", b"camille"),
        (KEY, "record-key", b"georges"),
    ):
        with pytest.raises(SealBrokenError):
            open_value(stored, key=key, purpose=purpose, bound_to=owner)


def test_a_damaged_small_value_does_not_open() -> None:
    stored = seal_value(b"a key", key=KEY, nonce=VALUE_NONCE, purpose="record-key", bound_to=b"camille")
    for place in range(len(stored)):
        damaged = bytearray(stored)
        damaged[place] ^= 1
        with pytest.raises(SealBrokenError):
            open_value(bytes(damaged), key=KEY, purpose="record-key", bound_to=b"camille")
        with pytest.raises(SealBrokenError):
            open_value(stored[:place], key=KEY, purpose="record-key", bound_to=b"camille")


def test_no_small_value_is_sealed_with_a_short_nonce() -> None:
    with pytest.raises(ValueError, match="12 bytes"):
        seal_value(b"a key", key=KEY, nonce=b"short", purpose="record-key", bound_to=b"camille")
