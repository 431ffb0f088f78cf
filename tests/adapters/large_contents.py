"""Contents as large documents have them, of any size: what they wait in is in memory, and as sealed as on a disk."""

import io

from carnet.core.documents.content import LargeContent
from carnet.infra.blobs.anteroom import SealedAnteroom


def waiting(content: bytes) -> LargeContent:
    """Give bytes as a content that waits."""
    writer = SealedAnteroom(io.BytesIO).begin()
    writer.write(content)
    return writer.finish()
