"""Signing what the trace amounts to, so that nobody can rewrite it unseen."""

from typing import Protocol

from carnet.core.audit.transparency import Checkpoint
from carnet.core.defects import Defect


class CheckpointSigner(Protocol):
    """Signs the checkpoints of the transparency log (C2SP signed notes)."""

    @property
    def origin(self) -> str:
        """The name of the log that it signs for."""
        ...

    def open(self, note: str) -> Checkpoint | Defect:
        """Verify the signature of a note of this log and read its checkpoint."""
        ...

    def sign(self, checkpoint: Checkpoint) -> str:
        """Give the signed note of a checkpoint: its text, a blank line, the signature line."""
        ...
