"""The keys of records, under master keys that lie in a file beside the database, not in it."""

import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from carnet.formats.sealing import KEY_SIZE, VALUE_NONCE_SIZE, SealBrokenError, open_value, seal_value
from carnet.infra.secret_file import create_secret, read_secret, replace_secret
from carnet.ports.keyring import KeyUnavailableError, WrappedKey

_ID_SIZE = 4
_RECORD_SIZE = 16
_PURPOSE = "record-key"
_FIRST_LINE = "carnet master keys 1: oldest first, the last one seals new keys"
_LINE = re.compile(r"(?P<id>[0-9a-f]{8}) (?P<key>[0-9a-f]{64})")


def _derived(master: bytes, use: str, *, size: int = KEY_SIZE) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=None, info=b"carnet:" + use.encode()).derive(master)


@dataclass(frozen=True, slots=True, repr=False)
class _Master:
    """A master key, never used as such: each of its uses has a key of its own, derived by HKDF (RFC 5869)."""

    secret: bytes
    id: bytes
    wrapping_key: bytes
    lookup_key: bytes

    @classmethod
    def of(cls, secret: bytes) -> "_Master":
        return cls(
            secret,
            id=_derived(secret, "master-key-id", size=_ID_SIZE),
            wrapping_key=_derived(secret, "record-key-wrapping"),
            lookup_key=_derived(secret, "identifier-lookup"),
        )


class FileKeyring:
    """Keeps the promise of ``carnet.ports.keyring.Keyring`` with master keys in one file of mode 600.

    The file is made on the first start, unless ``may_create`` is false: an installation that already has records must
    stop rather than start with a new key under which nothing opens. It holds one line per master key, 256 random
    bits each. The last seals; all of them open, so that a rotation needs no pause; the first gives the key of
    look-ups, which would otherwise have to be computed anew for every identifier. Hence no line may be taken out of the
    file while anything is left under it.

    Keys and nonces are drawn from the operating system here, and not through ``Chance``: a chance that a test or a
    demonstration repeats would repeat them too. Raises ``KeyUnavailableError`` when the file cannot be used.
    """

    def __init__(self, path: Path, *, may_create: bool = True) -> None:
        self._path = path
        if may_create and not path.exists():
            create_secret(path, _file_of([_Master.of(os.urandom(KEY_SIZE))]))
        self._masters = self._read()

    def new_record_key(self, *, record: bytes) -> WrappedKey:
        """Make the random 256-bit key of a record and seal it: 65 bytes. ``record``: its 16 bytes, bound in."""
        return self._wrap(os.urandom(KEY_SIZE), record=record)

    def open_record_key(self, wrapped: WrappedKey, *, record: bytes) -> bytes:
        """Unseal a record's key (32 bytes).

        Raises ``KeyUnavailableError`` when it is damaged, belongs to another record, or was sealed under a master key
        that the file does not hold.
        """
        master = self._master(wrapped[:_ID_SIZE])
        try:
            return open_value(
                wrapped[_ID_SIZE:],
                key=master.wrapping_key,
                purpose=_PURPOSE,
                bound_to=_bound_to(master, record),
            )
        except SealBrokenError:
            raise KeyUnavailableError("the key of a record does not open: damaged, or of another record") from None

    def lookup_digest(self, text: str) -> bytes:
        """Give the keyed digest (HMAC-SHA256, 32 bytes) under which an identifier can be found without being stored.

        Without the master key nobody can try all the NIR there are, which would take an evening on a plain digest.
        """
        first = next(iter(self._masters.values()))
        return hmac.digest(first.lookup_key, text.encode(), hashlib.sha256)

    def rotate(self) -> None:
        """Draw a new master key, under which every later key is sealed. For the operator, one rotation at a time.

        What is sealed under older ones still opens; ``rewrap`` moves it. Other processes learn of the new key from
        the file, the first time they meet it.
        """
        masters = [*self._read().values(), _Master.of(os.urandom(KEY_SIZE))]
        replace_secret(self._path, _file_of(masters))
        self._masters = self._read()

    def rewrap(self, wrapped: WrappedKey, *, record: bytes) -> WrappedKey:
        """Seal a record's key under the newest master key; no document has to be touched.

        Returns it unchanged when it already is. Raises ``KeyUnavailableError`` as ``open_record_key`` does.
        """
        key = self.open_record_key(wrapped, record=record)
        if wrapped[:_ID_SIZE] == self._newest().id:
            return wrapped
        return self._wrap(key, record=record)

    def _wrap(self, key: bytes, *, record: bytes) -> WrappedKey:
        master = self._newest()
        sealed = seal_value(
            key,
            key=master.wrapping_key,
            nonce=os.urandom(VALUE_NONCE_SIZE),
            purpose=_PURPOSE,
            bound_to=_bound_to(master, record),
        )
        return WrappedKey(master.id + sealed)

    def _newest(self) -> _Master:
        return next(reversed(self._masters.values()))

    def _master(self, key_id: bytes) -> _Master:
        if key_id not in self._masters:
            self._masters = self._read()
        if key_id not in self._masters:
            raise KeyUnavailableError("a key was sealed under a master key that this installation does not have")
        return self._masters[key_id]

    def _read(self) -> dict[bytes, _Master]:
        first, *lines = read_secret(self._path).decode("ascii", errors="replace").splitlines() or [""]
        masters = {}
        for line in lines:
            read = _LINE.fullmatch(line)
            master = _Master.of(bytes.fromhex(read["key"])) if read else None
            if read is None or master is None or master.id.hex() != read["id"]:
                raise KeyUnavailableError(
                    f"{self._path} is damaged: restore it from its backup, change nothing by hand"
                )
            masters[master.id] = master
        if first != _FIRST_LINE or not masters:
            raise KeyUnavailableError(f"{self._path} is not a file of master keys of Carnet")
        return masters


def _bound_to(master: _Master, record: bytes) -> bytes:
    if len(record) != _RECORD_SIZE:
        raise ValueError(f"a record is told by its {_RECORD_SIZE} bytes")
    return master.id + record


def _file_of(masters: list[_Master]) -> bytes:
    lines = (f"{master.id.hex()} {master.secret.hex()}" for master in masters)
    return "\n".join([_FIRST_LINE, *lines, ""]).encode("ascii")
