"""What makes files survive a power cut."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Force to disk what was created, renamed or removed in a folder; the files themselves are forced apart."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
