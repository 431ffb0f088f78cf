"""A print house reached by a folder: it alone opens what it is handed, and says what it has posted."""

from pathlib import Path
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from carnet.formats.sealed_volume import KEY_FILE, file_name, open_volume
from carnet.infra.print_house import FolderPrintHouse, UnreadablePrintHouseKeyError
from carnet.ports.print_house import NO_PRINT_HOUSE, PrintHouseUnavailableError

JOB = UUID(int=7)
PDF = b"%PDF-1.7 the copy"


def pem(key: X25519PrivateKey | Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def key() -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def house(tmp_path: Path, key: X25519PrivateKey) -> FolderPrintHouse:
    (tmp_path / KEY_FILE).write_bytes(pem(key))
    return FolderPrintHouse(tmp_path)


def test_the_print_house_alone_opens_a_volume_and_only_under_its_name(
    house: FolderPrintHouse, key: X25519PrivateKey
) -> None:
    house.hand_over(JOB, PDF, volume=1, of=2)
    path = house.folder / "to-print" / file_name(JOB, volume=1, of=2)
    sealed = path.read_bytes()
    assert PDF not in sealed
    assert open_volume(sealed, key=key, job=JOB, volume=1, of=2) == PDF
    with pytest.raises(InvalidTag):
        open_volume(sealed, key=key, job=JOB, volume=2, of=2)
    with pytest.raises(InvalidTag):
        open_volume(sealed, key=X25519PrivateKey.generate(), job=JOB, volume=1, of=2)
    assert path.stat().st_mode & 0o077 == 0


def test_a_volume_handed_over_twice_takes_its_own_place(house: FolderPrintHouse) -> None:
    for _ in range(2):
        house.hand_over(JOB, PDF, volume=1, of=1)
    assert [path.name for path in (house.folder / "to-print").iterdir()] == [file_name(JOB, volume=1, of=1)]


def test_it_says_what_it_has_posted(house: FolderPrintHouse) -> None:
    assert not house.has_posted(JOB)
    (house.folder / "posted").mkdir()
    (house.folder / "posted" / str(JOB)).touch()
    assert house.has_posted(JOB)


def test_a_folder_that_is_away_is_tried_again(tmp_path: Path, key: X25519PrivateKey) -> None:
    away = FolderPrintHouse(tmp_path / "away")
    assert not away.is_there
    with pytest.raises(PrintHouseUnavailableError):
        away.has_posted(JOB)
    (tmp_path / KEY_FILE).write_bytes(pem(key))
    (tmp_path / "to-print").write_text("a file where a folder should be")
    with pytest.raises(PrintHouseUnavailableError):
        FolderPrintHouse(tmp_path).hand_over(JOB, PDF, volume=1, of=1)


@pytest.mark.parametrize("content", [b"", b"not a key", pem(Ed25519PrivateKey.from_private_bytes(bytes(32)))])
def test_a_key_that_is_none_lets_nothing_leave(tmp_path: Path, content: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(UnreadablePrintHouseKeyError):
        FolderPrintHouse(tmp_path).hand_over(JOB, PDF, volume=1, of=1)
    assert not (tmp_path / "to-print").exists()


def test_where_none_is_set_nothing_leaves() -> None:
    assert not NO_PRINT_HOUSE.is_there
    assert not NO_PRINT_HOUSE.has_posted(JOB)
    with pytest.raises(PrintHouseUnavailableError):
        NO_PRINT_HOUSE.hand_over(JOB, PDF, volume=1, of=1)
