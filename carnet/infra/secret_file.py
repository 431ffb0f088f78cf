"""Files that hold a secret: readable by their owner only, never half written, never overwritten by accident."""

import os
import stat
from pathlib import Path

from carnet.infra.durability import sync_folder
from carnet.ports.keyring import KeyUnavailableError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_secret(path: Path) -> bytes:
    """Read a secret file.

    Raises ``KeyUnavailableError`` when it is absent or unreadable, and when its mode lets a group or others in: a
    secret that others may have read must be seen by the operator, not used.
    """
    try:
        with path.open("rb") as secret:
            mode = stat.S_IMODE(os.fstat(secret.fileno()).st_mode)
            if mode & _OTHERS:
                raise KeyUnavailableError(
                    f"{path} has mode {mode:04o}: others than its owner may have read it. "
                    f"If nobody has, run `chmod 600 {path}`; if somebody may have, replace what it holds."
                )
            return secret.read()
    except OSError as error:
        raise KeyUnavailableError(f"{path} cannot be read: {error.strerror}") from error


def create_secret(path: Path, content: bytes) -> bool:
    """Write a new secret file, with mode 600, durable when this returns.

    Returns whether it was created; when the file is already there it is left as it is, so that two processes that
    start together end up with one secret.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = _write_aside(path, content)
    try:
        # Linking fails where renaming would replace: of two processes, the second finds the file of the first.
        os.link(aside, path)
    except FileExistsError:
        return False
    else:
        return True
    finally:
        aside.unlink()
        sync_folder(path.parent)


def replace_secret(path: Path, content: bytes) -> None:
    """Put a new content in place of a secret file, all at once, durable when this returns."""
    _write_aside(path, content).replace(path)
    sync_folder(path.parent)


def _write_aside(path: Path, content: bytes) -> Path:
    aside = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as secret:
        secret.write(content)
        secret.flush()
        os.fsync(secret.fileno())
    return aside
