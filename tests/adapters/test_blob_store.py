"""Who gets the bytes of a document: whoever shows a permit for it, once, and nobody gets altered ones."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.decision import PermitSpentError
from carnet.core.access.facts import BlobRef
from carnet.formats.sealing import CHUNK_SIZE
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.infra.blobs.raw import RawStore
from carnet.ports.blobs import BlobDamagedError, BlobStore
from tests.adapters.memory_store import MemoryStore
from tests.adapters.permits import A_LETTER, ANOTHER_LETTER, CAMILLES_RECORD, GEORGES_RECORD, permit_for

CAMILLES_KEY = bytes(range(32))
GEORGES_KEY = bytes(range(32, 64))
LETTER = "Chère consœur, je vous remercie de m’avoir adressé Camille.".encode() * 40
SCAN = bytes(range(256)) * 4096 * 2 + b"end"


@pytest.fixture(params=["disk", "memory"])
def raw(request: pytest.FixtureRequest, tmp_path: Path) -> RawStore:
    return DiskStore(tmp_path / "blobs") if request.param == "disk" else MemoryStore()


@pytest.fixture
def blobs(raw: RawStore) -> BlobStore:
    return EncryptedBlobStore(raw)


def put(blobs: BlobStore, content: bytes = LETTER, mime_type: str = "text/plain") -> BlobRef:
    return blobs.put(content, record=CAMILLES_RECORD, document=A_LETTER, record_key=CAMILLES_KEY, mime_type=mime_type)


@pytest.mark.parametrize("content", [b"", b"x", LETTER, SCAN, SCAN[: 2 * CHUNK_SIZE]])
@pytest.mark.parametrize("mime_type", ["text/plain", "application/pdf"])
def test_camille_reads_what_was_put_for_her(blobs: BlobStore, content: bytes, mime_type: str) -> None:
    blob = put(blobs, content, mime_type)
    assert blob.size == len(content)
    assert b"".join(blobs.open(permit_for(blob), record_key=CAMILLES_KEY)) == content


def test_a_large_scan_comes_by_pieces(blobs: BlobStore) -> None:
    blob = put(blobs, SCAN, "image/tiff")
    sizes = [len(piece) for piece in blobs.open(permit_for(blob), record_key=CAMILLES_KEY)]
    assert sizes == [CHUNK_SIZE, CHUNK_SIZE, 3]


@pytest.mark.parametrize("mime_type", ["text/plain", "application/pdf"])
def test_a_scan_that_waited_while_it_came_in_is_stored_like_any_other(blobs: BlobStore, mime_type: str) -> None:
    with blobs.anteroom() as room:
        writer = room.begin()
        writer.write(SCAN)
        blob = blobs.put(
            writer.finish(),
            record=CAMILLES_RECORD,
            document=A_LETTER,
            record_key=CAMILLES_KEY,
            mime_type=mime_type,
        )
    assert blob.size == len(SCAN)
    assert b"".join(blobs.open(permit_for(blob), record_key=CAMILLES_KEY)) == SCAN


def test_a_permit_opens_once(blobs: BlobStore) -> None:
    permit = permit_for(put(blobs))
    blobs.open(permit, record_key=CAMILLES_KEY)
    with pytest.raises(PermitSpentError):
        blobs.open(permit, record_key=CAMILLES_KEY)


@pytest.mark.parametrize("action", [action for action in Action if not action.opens_bytes])
def test_a_permit_for_anything_else_than_reading_opens_nothing(blobs: BlobStore, action: Action) -> None:
    permit = permit_for(put(blobs), action=action)
    with pytest.raises(ValueError, match="not given for reading"):
        blobs.open(permit, record_key=CAMILLES_KEY)


def test_a_permit_for_a_document_without_bytes_opens_nothing(blobs: BlobStore) -> None:
    with pytest.raises(ValueError, match="not given for reading"):
        blobs.open(permit_for(None), record_key=CAMILLES_KEY)


def test_one_letter_put_twice_cannot_be_recognised_in_the_store(blobs: BlobStore, raw: RawStore) -> None:
    one, other = put(blobs), put(blobs)
    assert one.address != other.address
    assert one.wrapped_key != other.wrapped_key
    assert b"Camille" not in b"".join(b"".join(raw.open(stored.address)) for stored in raw.addresses())


def test_the_letter_of_camille_put_on_a_row_of_georges_does_not_open(blobs: BlobStore) -> None:
    blob = put(blobs)
    for key in (CAMILLES_KEY, GEORGES_KEY):
        with pytest.raises(BlobDamagedError):
            blobs.open(permit_for(blob, record=GEORGES_RECORD), record_key=key)


def test_two_letters_of_camille_exchanged_do_not_open(blobs: BlobStore) -> None:
    blob = put(blobs)
    with pytest.raises(BlobDamagedError):
        blobs.open(permit_for(blob, document=ANOTHER_LETTER), record_key=CAMILLES_KEY)


def test_the_key_of_one_letter_does_not_open_the_bytes_of_another(blobs: BlobStore) -> None:
    one, other = put(blobs), put(blobs, b"another letter")
    mixed = BlobRef(other.address, one.wrapped_key, other.size)
    with pytest.raises(BlobDamagedError):
        blobs.open(permit_for(mixed), record_key=CAMILLES_KEY)


def test_nothing_opens_without_the_key_of_the_record(blobs: BlobStore) -> None:
    permit = permit_for(put(blobs))
    with pytest.raises(BlobDamagedError, match="key of the document"):
        blobs.open(permit, record_key=GEORGES_KEY)


@pytest.mark.parametrize("key", [b"", CAMILLES_KEY[:16]])
def test_a_short_key_is_a_bug_and_is_told_as_such(blobs: BlobStore, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        blobs.put(LETTER, record=CAMILLES_RECORD, document=A_LETTER, record_key=key, mime_type="text/plain")


def test_bytes_that_are_no_longer_there_are_told_before_anything_is_answered(blobs: BlobStore, raw: RawStore) -> None:
    blob = put(blobs)
    raw.delete(blob.address)
    with pytest.raises(BlobDamagedError, match="no bytes are stored"):
        blobs.open(permit_for(blob), record_key=CAMILLES_KEY)


def test_a_row_that_lies_about_the_size_is_found_out(blobs: BlobStore) -> None:
    blob = put(blobs)
    lying = BlobRef(blob.address, blob.wrapped_key, blob.size + 1)
    with pytest.raises(BlobDamagedError, match="size"):
        list(blobs.open(permit_for(lying), record_key=CAMILLES_KEY))


# A disk that lies. In memory, so that a test can write what it likes.


@pytest.fixture
def memory() -> MemoryStore:
    return MemoryStore()


@pytest.mark.parametrize("place", [0, 30, -1])
def test_a_letter_altered_on_the_disk_is_refused_before_its_first_byte(memory: MemoryStore, place: int) -> None:
    blobs = EncryptedBlobStore(memory)
    blob = put(blobs)
    altered = bytearray(memory.kept[blob.address])
    altered[place] ^= 1
    memory.kept[blob.address] = bytes(altered)
    with pytest.raises(BlobDamagedError):
        blobs.open(permit_for(blob), record_key=CAMILLES_KEY)


def test_a_scan_cut_on_the_disk_gives_its_sound_beginning_then_an_error_and_never_an_end(memory: MemoryStore) -> None:
    blobs = EncryptedBlobStore(memory)
    blob = put(blobs, SCAN, "image/tiff")
    memory.kept[blob.address] = memory.kept[blob.address][:-1]
    pieces = blobs.open(permit_for(blob), record_key=CAMILLES_KEY)
    assert next(pieces) + next(pieces) == SCAN[: 2 * CHUNK_SIZE]
    with pytest.raises(BlobDamagedError):
        next(pieces)


# The night's sweep


def test_at_night_bytes_that_no_document_names_are_swept_and_the_others_stay(memory: MemoryStore) -> None:
    blobs = EncryptedBlobStore(memory)
    kept, orphan = put(blobs), put(blobs)
    memory.grow_older(timedelta(days=1))
    just_put = put(blobs)
    assert blobs.sweep({kept.address}.__contains__, older_than=timedelta(hours=6)) == 1
    assert set(memory.kept) == {kept.address, just_put.address}
    assert orphan.address not in memory.kept


def test_what_an_interrupted_deposit_left_on_the_disk_is_swept_too(tmp_path: Path) -> None:
    blobs = EncryptedBlobStore(DiskStore(tmp_path))
    kept = put(blobs)
    unfinished = tmp_path / "incoming" / "half"
    unfinished.write_bytes(b"half")
    os.utime(unfinished, (0, 0))
    assert blobs.sweep({kept.address}.__contains__, older_than=timedelta(hours=1)) == 1
    assert not unfinished.exists()
    assert b"".join(blobs.open(permit_for(kept), record_key=CAMILLES_KEY)) == LETTER


def test_nobody_sweeps_what_a_deposit_under_way_has_just_put(memory: MemoryStore) -> None:
    with pytest.raises(ValueError, match="deposit under way"):
        EncryptedBlobStore(memory).sweep(lambda _address: False, older_than=timedelta(minutes=59))
