"""Who can open the keys of records, and who no longer can."""

from pathlib import Path

import pytest

from carnet.infra.keyring import FileKeyring
from carnet.infra.secret_file import create_secret
from carnet.ports.keyring import Keyring, KeyUnavailableError, WrappedKey

CAMILLE = bytes([1]) * 16
GEORGES = bytes([2]) * 16
AN_INS = "1.2.250.1.213.1.4.11|255069999999934"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "master.key"


@pytest.fixture
def keyring(path: Path) -> FileKeyring:
    return FileKeyring(path)


# The promise of the port


def test_the_key_of_a_record_opens_for_that_record(keyring: Keyring) -> None:
    wrapped = keyring.new_record_key(record=CAMILLE)
    key = keyring.open_record_key(wrapped, record=CAMILLE)
    assert len(key) == 32
    assert keyring.open_record_key(wrapped, record=CAMILLE) == key
    assert key.hex() not in wrapped.hex()


def test_two_records_never_share_a_key(keyring: Keyring) -> None:
    keys = {keyring.open_record_key(keyring.new_record_key(record=CAMILLE), record=CAMILLE) for _ in range(100)}
    assert len(keys) == 100


def test_the_key_of_camille_put_on_the_row_of_georges_does_not_open(keyring: Keyring) -> None:
    wrapped = keyring.new_record_key(record=CAMILLE)
    with pytest.raises(KeyUnavailableError, match="of another record"):
        keyring.open_record_key(wrapped, record=GEORGES)


def test_a_damaged_key_never_opens_whatever_the_bit(keyring: Keyring) -> None:
    wrapped = keyring.new_record_key(record=CAMILLE)
    for place in range(len(wrapped)):
        damaged = bytearray(wrapped)
        damaged[place] ^= 1
        with pytest.raises(KeyUnavailableError):
            keyring.open_record_key(WrappedKey(bytes(damaged)), record=CAMILLE)


@pytest.mark.parametrize("size", [0, 3, 4, 20, 64])
def test_a_key_that_was_cut_does_not_open(keyring: Keyring, size: int) -> None:
    wrapped = keyring.new_record_key(record=CAMILLE)
    with pytest.raises(KeyUnavailableError):
        keyring.open_record_key(WrappedKey(wrapped[:size]), record=CAMILLE)


def test_a_record_is_found_by_its_ins_without_the_ins_being_there(keyring: Keyring) -> None:
    digest = keyring.lookup_digest(AN_INS)
    assert len(digest) == 32
    assert keyring.lookup_digest(AN_INS) == digest
    assert keyring.lookup_digest(AN_INS + " ") != digest


def test_a_key_is_asked_for_sixteen_bytes_of_record(keyring: Keyring) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        keyring.new_record_key(record=b"camille")


# The file


def test_what_one_process_sealed_the_next_one_opens(path: Path) -> None:
    first = FileKeyring(path)
    wrapped, digest = first.new_record_key(record=CAMILLE), first.lookup_digest(AN_INS)
    second = FileKeyring(path)
    assert second.open_record_key(wrapped, record=CAMILLE) == first.open_record_key(wrapped, record=CAMILLE)
    assert second.lookup_digest(AN_INS) == digest


def test_another_installation_opens_nothing_and_finds_nobody(keyring: FileKeyring, tmp_path: Path) -> None:
    other = FileKeyring(tmp_path / "another.key")
    with pytest.raises(KeyUnavailableError, match="master key that this installation does not have"):
        other.open_record_key(keyring.new_record_key(record=CAMILLE), record=CAMILLE)
    assert other.lookup_digest(AN_INS) != keyring.lookup_digest(AN_INS)


def test_only_the_owner_reads_the_master_key(keyring: FileKeyring, path: Path) -> None:
    wrapped = keyring.new_record_key(record=CAMILLE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["master.key"]
    assert FileKeyring(path, may_create=False).open_record_key(wrapped, record=CAMILLE)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o611])
def test_a_master_key_that_others_may_have_read_is_refused(keyring: FileKeyring, path: Path, mode: int) -> None:
    wrapped = keyring.new_record_key(record=CAMILLE)
    path.chmod(mode)
    with pytest.raises(KeyUnavailableError, match=f"has mode {mode:04o}"):
        FileKeyring(path)
    path.chmod(0o400)
    assert FileKeyring(path).open_record_key(wrapped, record=CAMILLE)


def test_an_installation_with_records_does_not_start_on_a_new_master_key(path: Path) -> None:
    with pytest.raises(KeyUnavailableError, match="cannot be read"):
        FileKeyring(path, may_create=False)
    assert not path.exists()


def test_two_processes_that_start_together_end_up_with_one_master_key(path: Path) -> None:
    server = FileKeyring(path)
    # The other process had seen no file, and finds one when it comes to write its own.
    assert create_secret(path, b"the other process's key") is False
    wrapped = server.new_record_key(record=CAMILLE)
    assert FileKeyring(path).open_record_key(wrapped, record=CAMILLE)
    assert [one.name for one in path.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _text: "",
        lambda text: text.splitlines()[0],
        lambda text: text.replace("carnet", "autre"),
        lambda text: text[:-2],
        lambda text: text.replace(text.splitlines()[1][20], "x"),
        lambda text: text + "00000000 " + "0" * 64 + "\n",
        lambda text: text + "é",
    ],
)
def test_a_damaged_file_of_master_keys_is_never_used(keyring: FileKeyring, path: Path, damage: object) -> None:
    assert keyring.new_record_key(record=CAMILLE)
    secret = path.read_text(encoding="ascii")
    assert callable(damage)
    path.write_text(damage(secret), encoding="utf-8")
    with pytest.raises(KeyUnavailableError) as refused:
        FileKeyring(path)
    assert secret.splitlines()[1][9:] not in str(refused.value)


# Rotation


def test_after_a_rotation_old_keys_open_and_new_ones_are_under_the_new_master(keyring: FileKeyring, path: Path) -> None:
    before = keyring.new_record_key(record=CAMILLE)
    digest = keyring.lookup_digest(AN_INS)
    keyring.rotate()
    after = keyring.new_record_key(record=CAMILLE)
    assert before[:4] != after[:4]
    assert keyring.open_record_key(before, record=CAMILLE) != keyring.open_record_key(after, record=CAMILLE)
    assert keyring.lookup_digest(AN_INS) == digest
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_rewrapped_key_is_the_same_key_under_the_newest_master(keyring: FileKeyring) -> None:
    before = keyring.new_record_key(record=CAMILLE)
    assert keyring.rewrap(before, record=CAMILLE) == before
    keyring.rotate()
    after = keyring.rewrap(before, record=CAMILLE)
    assert after[:4] == keyring.new_record_key(record=GEORGES)[:4] != before[:4]
    assert keyring.open_record_key(after, record=CAMILLE) == keyring.open_record_key(before, record=CAMILLE)
    with pytest.raises(KeyUnavailableError):
        keyring.rewrap(before, record=GEORGES)


def test_a_running_server_opens_what_was_sealed_after_a_rotation_elsewhere(path: Path) -> None:
    server, command_line = FileKeyring(path), FileKeyring(path)
    command_line.rotate()
    wrapped = command_line.new_record_key(record=CAMILLE)
    key = command_line.open_record_key(wrapped, record=CAMILLE)
    assert server.open_record_key(wrapped, record=CAMILLE) == key
    assert server.new_record_key(record=CAMILLE)[:4] == wrapped[:4]
