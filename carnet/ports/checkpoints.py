"""Signing what the trace amounts to, so that nobody can rewrite it unseen."""

from typing import Protocol

from carnet.core.audit.transparency import Checkpoint


class CheckpointSigner(Protocol):
    """Signs the checkpoints of the transparency log (C2SP signed notes)."""

    def sign(self, checkpoint: Checkpoint) -> str:
        """Give the signed note of a checkpoint: its text, a blank line, the signature line."""
        ...
