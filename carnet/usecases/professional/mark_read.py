"""A professional has read one of their notices."""

from uuid import UUID

from carnet.core.access.actors import Professional
from carnet.ports.environment import Environment
from carnet.store import professional_notices


def mark_read(notice: UUID, *, actor: Professional, env: Environment) -> bool:
    """Mark a notice as read; false alike when it is another's, never was, or was read already."""
    return professional_notices.mark_read(actor.identifier, notice, at=env.clock.now())
