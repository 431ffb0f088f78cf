"""What a professional is to learn: their own list, newest first."""

from carnet.core.access.actors import Professional
from carnet.core.accounts.professional_notices import ProfessionalNotice
from carnet.ports.environment import Environment
from carnet.store import professional_notices

AT_ONCE = 100
"""As many as one page shows."""


def list_professional_notices(*, actor: Professional, env: Environment) -> tuple[ProfessionalNotice, ...]:
    """List the notices of the professional who asks, and of nobody else.

    A notice names a record and says nothing of it: whoever wants to know more opens that record, and is decided on.
    """
    return tuple(professional_notices.of(actor.identifier, at=env.clock.now(), most=AT_ONCE))
