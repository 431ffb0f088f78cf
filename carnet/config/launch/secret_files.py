"""Small files that hold passwords: only their owner reads them, and they are never half written."""

import os
import tempfile
from pathlib import Path


def write_secret(path: Path, text: str) -> None:
    """Replace the file with ``text``, readable by its owner alone, whole even after a power cut."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_secret(path: Path) -> str:
    """The file's text."""
    return path.read_text(encoding="utf-8")
