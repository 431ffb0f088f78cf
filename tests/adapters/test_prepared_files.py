"""Prepared files: sealed as they are made, opened with their own key for their own export, swept when unnamed."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from carnet.infra.blobs.disk import DiskStore
from carnet.infra.prepared_files import SealedFiles
from carnet.ports.blobs import BlobDamagedError

ONE, OTHER = UUID(int=1), UUID(int=2)
MEBIBYTE = 1024 * 1024


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    return SealedFiles(DiskStore(tmp_path))


@pytest.mark.parametrize("size", [0, 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE])
def test_what_was_put_comes_back_whole_whatever_its_size(files: SealedFiles, size: int) -> None:
    content = os.urandom(size)
    stored = files.put((content[start : start + 70_000] for start in range(0, size, 70_000)), of=ONE)
    assert stored.size == size
    assert b"".join(files.open(stored.address, key=stored.key, of=ONE)) == content


def test_nothing_can_be_read_of_it_on_the_disk(files: SealedFiles, tmp_path: Path) -> None:
    stored = files.put([b"Camille Morel"], of=ONE)
    lying = next(path for path in tmp_path.rglob(stored.address))
    assert b"Camille" not in lying.read_bytes()


def test_another_key_another_export_or_another_byte_opens_nothing(files: SealedFiles, tmp_path: Path) -> None:
    stored = files.put([b"Camille Morel"], of=ONE)
    with pytest.raises(BlobDamagedError):
        b"".join(files.open(stored.address, key=bytes(32), of=ONE))
    with pytest.raises(BlobDamagedError):
        b"".join(files.open(stored.address, key=stored.key, of=OTHER))
    lying = next(path for path in tmp_path.rglob(stored.address))
    sealed = lying.read_bytes()
    for damaged in (sealed[:-1], sealed[:10], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"x" + sealed[1:]):
        lying.write_bytes(damaged)
        with pytest.raises(BlobDamagedError):
            b"".join(files.open(stored.address, key=stored.key, of=ONE))


def test_an_end_that_was_cut_off_between_two_pieces_is_missed(files: SealedFiles, tmp_path: Path) -> None:
    stored = files.put([bytes(2 * MEBIBYTE)], of=ONE)
    lying = next(path for path in tmp_path.rglob(stored.address))
    lying.write_bytes(lying.read_bytes()[: 15 + MEBIBYTE + 16])
    with pytest.raises(BlobDamagedError):
        b"".join(files.open(stored.address, key=stored.key, of=ONE))


def test_what_is_removed_is_gone_and_removing_it_again_does_nothing(files: SealedFiles) -> None:
    stored = files.put([b"x"], of=ONE)
    files.destroy(stored.address)
    files.destroy(stored.address)
    with pytest.raises(BlobDamagedError):
        b"".join(files.open(stored.address, key=stored.key, of=ONE))


def test_what_nothing_names_is_swept_once_it_is_old(files: SealedFiles, tmp_path: Path) -> None:
    kept, left = files.put([b"kept"], of=ONE), files.put([b"left"], of=ONE)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    young = files.put([b"young"], of=ONE)
    assert files.sweep(lambda address: address == kept.address, older_than=timedelta(hours=2)) == 1
    with pytest.raises(BlobDamagedError):
        b"".join(files.open(left.address, key=left.key, of=ONE))
    assert b"".join(files.open(young.address, key=young.key, of=ONE)) == b"young"
