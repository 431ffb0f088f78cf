"""Where this installation keeps what is its own: keys, documents, the embedded database, the demonstration's outbox."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the project."""


def home() -> Path:
    """``CARNET_HOME`` when it is set; else ``var`` in the project's folder, whatever the working folder is."""
    return Path(os.environ.get("CARNET_HOME") or ROOT / "var").resolve()
