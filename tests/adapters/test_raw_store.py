"""Where sealed bytes lie: what any store must do, and what the disk does besides."""

import os
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from carnet.infra.blobs.disk import DiskStore
from carnet.infra.blobs.raw import RawStore
from carnet.ports.blobs import BlobDamagedError
from tests.adapters.memory_store import MemoryStore

SEALED = b"what nobody can read " * 1000
ADDRESS = sha256(SEALED).hexdigest()


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> RawStore:
    return DiskStore(tmp_path / "blobs") if request.param == "disk" else MemoryStore()


@pytest.fixture
def disk(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "blobs")


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_bytes_are_kept_under_the_digest_of_themselves(store: RawStore) -> None:
    assert store.put([SEALED[:7], b"", SEALED[7:]]) == ADDRESS
    assert b"".join(store.open(ADDRESS)) == SEALED
    assert [stored.address for stored in store.addresses()] == [ADDRESS]


def test_the_same_bytes_put_twice_are_stored_once(store: RawStore) -> None:
    assert store.put([SEALED]) == store.put([SEALED])
    assert [stored.address for stored in store.addresses()] == [ADDRESS]


def test_where_nothing_lies_nothing_is_given(store: RawStore) -> None:
    with pytest.raises(BlobDamagedError):
        store.open(ADDRESS)


def test_what_was_removed_is_gone_and_can_be_removed_again(store: RawStore) -> None:
    store.put([SEALED])
    store.put([b"something else"])
    store.delete(ADDRESS)
    store.delete(ADDRESS)
    with pytest.raises(BlobDamagedError):
        store.open(ADDRESS)
    assert len(list(store.addresses())) == 1


def test_what_was_just_put_is_young_and_nothing_is_unfinished(store: RawStore) -> None:
    store.put([SEALED])
    assert next(store.addresses()).age < timedelta(hours=1)
    assert store.drop_unfinished(older_than=timedelta(hours=1)) == 0


# The disk


def test_on_disk_each_file_is_two_folders_deep_and_its_owner_s_only(disk: DiskStore, tmp_path: Path) -> None:
    disk.put([SEALED])
    folder = tmp_path / "blobs"
    assert files_of(folder) == [f"{ADDRESS[:2]}/{ADDRESS[2:4]}/{ADDRESS}"]
    assert (folder / ADDRESS[:2] / ADDRESS[2:4] / ADDRESS).stat().st_mode & 0o777 == 0o600
    assert (folder / ADDRESS[:2]).stat().st_mode & 0o777 == 0o700


def test_a_deposit_that_breaks_in_the_middle_leaves_nothing(disk: DiskStore, tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield SEALED
        raise ConnectionError("the sender is gone")

    with pytest.raises(ConnectionError):
        disk.put(breaking())
    assert files_of(tmp_path / "blobs") == []


def test_a_file_that_the_disk_damaged_is_mended_by_putting_its_bytes_again(disk: DiskStore, tmp_path: Path) -> None:
    disk.put([SEALED])
    (tmp_path / "blobs" / ADDRESS[:2] / ADDRESS[2:4] / ADDRESS).write_bytes(SEALED[:100])
    disk.put([SEALED])
    assert b"".join(disk.open(ADDRESS)) == SEALED


@pytest.mark.parametrize(
    "address", ["", "../../master.key", "/etc/passwd", ADDRESS[:-1], ADDRESS.upper(), ADDRESS + "0", "incoming"]
)
def test_an_address_that_is_none_leads_to_no_file(disk: DiskStore, address: str) -> None:
    disk.put([SEALED])
    with pytest.raises(BlobDamagedError, match="not an address"):
        disk.open(address)
    with pytest.raises(BlobDamagedError, match="not an address"):
        disk.delete(address)


def test_what_a_power_cut_left_unfinished_is_dropped_once_it_is_old(disk: DiskStore, tmp_path: Path) -> None:
    unfinished = tmp_path / "blobs" / "incoming" / "half"
    unfinished.write_bytes(SEALED[:100])
    assert disk.drop_unfinished(older_than=timedelta(hours=1)) == 0
    two_hours_ago = unfinished.stat().st_mtime - 7200
    os.utime(unfinished, (two_hours_ago, two_hours_ago))
    assert disk.drop_unfinished(older_than=timedelta(hours=1)) == 1
    assert files_of(tmp_path / "blobs") == []


def test_on_disk_bytes_grow_old(disk: DiskStore, tmp_path: Path) -> None:
    disk.put([SEALED])
    file = tmp_path / "blobs" / ADDRESS[:2] / ADDRESS[2:4] / ADDRESS
    a_day_ago = file.stat().st_mtime - 86400
    os.utime(file, (a_day_ago, a_day_ago))
    assert next(disk.addresses()).age >= timedelta(days=1)


def test_a_file_that_is_no_document_is_not_listed(disk: DiskStore, tmp_path: Path) -> None:
    disk.put([SEALED])
    (tmp_path / "blobs" / ADDRESS[:2] / ADDRESS[2:4] / "lost+found").write_bytes(b"the disk's own")
    assert [stored.address for stored in disk.addresses()] == [ADDRESS]


def test_a_file_that_goes_while_the_store_is_listed_is_not_an_error(disk: DiskStore, tmp_path: Path) -> None:
    # A link to nowhere is what a listing meets when a file has just been removed: a name, and nothing behind it.
    folder = tmp_path / "blobs" / ADDRESS[:2] / ADDRESS[2:4]
    folder.mkdir(parents=True)
    (folder / ADDRESS).symlink_to("gone")
    (tmp_path / "blobs" / "incoming" / "gone").symlink_to("gone too")
    assert list(disk.addresses()) == []
    assert disk.drop_unfinished(older_than=timedelta(0)) == 0


def test_a_store_that_restarts_finds_what_it_kept(disk: DiskStore, tmp_path: Path) -> None:
    disk.put([SEALED])
    assert b"".join(DiskStore(tmp_path / "blobs").open(ADDRESS)) == SEALED
