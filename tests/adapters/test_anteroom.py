"""Documents that wait while the request that brings them lasts: read anywhere, sealed, gone without a trace."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.documents.content import head_of, pieces_of, sha1_of, size_of, whole
from carnet.infra.blobs.anteroom import CHUNK, SealedAnteroom
from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.encrypted import EncryptedBlobStore
from carnet.ports.blobs import BlobDamagedError
from tests.adapters.large_contents import waiting

SCAN = hashlib.shake_128(b"scan").digest(5 * CHUNK + 17)
NAME = "Camille MOREL-D’ARTAGNAN".encode()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, len(SCAN)])
def test_a_scan_that_waits_is_the_one_that_came(size: int) -> None:
    content = waiting(SCAN[:size])
    assert (size_of(content), sha1_of(content)) == (size, sha1_of(SCAN[:size]))
    assert whole(content) == SCAN[:size]
    assert head_of(content, 10) == SCAN[:size][:10]


@given(st.lists(st.tuples(st.integers(0, len(SCAN) + 9), st.integers(0, 3 * CHUNK)), max_size=20))
def test_a_reader_that_leaps_to_and_fro_reads_what_it_would_read_in_memory(leaps: list[tuple[int, int]]) -> None:
    content, memory = waiting(SCAN), io.BytesIO(SCAN)
    with content.open() as file:
        for place, size in leaps:
            assert file.seek(place) == memory.seek(place)
            assert file.read(size) == memory.read(size)
            assert file.tell() == memory.tell()
        assert (file.seek(-5, io.SEEK_END), file.read()) == (memory.seek(-5, io.SEEK_END), memory.read())


def test_files_that_wait_beside_each_other_are_not_mixed_up() -> None:
    outer = waiting(SCAN)
    writer = outer.beside()
    writer.write(b"the file inside")
    inner = writer.finish()
    assert (whole(outer), whole(inner)) == (SCAN, b"the file inside")
    assert [len(piece) for piece in pieces_of(outer, CHUNK)] == [CHUNK] * 5 + [17]


def test_the_disk_holds_no_word_of_what_waits_and_no_file_by_any_name(tmp_path: Path) -> None:
    files: list[io.BufferedRandom] = []
    store = DiskStore(tmp_path)

    def unnamed() -> io.BufferedRandom:
        file = store.unnamed()
        assert isinstance(file, io.BufferedRandom)
        files.append(file)
        return file

    with SealedAnteroom(unnamed) as room:
        writer = room.begin()
        writer.write(NAME * 10_000)
        content = writer.finish()
        assert whole(content) == NAME * 10_000
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
        files[0].seek(0)
        held = files[0].read()
    assert len(held) >= len(NAME) * 10_000
    assert NAME not in held
    assert files[0].closed


def test_a_request_that_brings_nothing_large_opens_no_file() -> None:
    def unnamed() -> io.BytesIO:
        raise AssertionError("a file was opened")

    with SealedAnteroom(unnamed) as room:
        assert room.begin() is not None


def test_what_waits_is_refused_once_it_is_altered() -> None:
    file = io.BytesIO()
    writer = SealedAnteroom(lambda: file).begin()
    writer.write(SCAN)
    content = writer.finish()
    file.getbuffer()[2 * CHUNK] ^= 1
    with pytest.raises(BlobDamagedError):
        whole(content)


def test_a_store_gives_each_request_a_room_of_its_own_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    blobs = EncryptedBlobStore(DiskStore(tmp_path))
    before = set(os.listdir("/proc/self/fd"))
    with blobs.anteroom() as room:
        writer = room.begin()
        writer.write(SCAN)
        assert whole(writer.finish()) == SCAN
    assert set(os.listdir("/proc/self/fd")) == before
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
