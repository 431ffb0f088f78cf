"""Who may come in at the support desk: an agent or a reviewer, who has just proved it by two means of two kinds."""

from collections.abc import Collection
from enum import Enum
from typing import TypeAlias

from carnet.core.access.actors import Reviewer, SupportAgent

SEVERAL_MEANS = "mfa"
"""The provider’s own word that it asked for several (RFC 8176)."""

KINDS: dict[str, frozenset[str]] = {
    "what one knows": frozenset({"pwd", "pin", "kba"}),
    "what one has": frozenset({"hwk", "swk", "sc", "otp", "sms", "tel"}),
    "what one is": frozenset({"face", "fpt", "iris", "retina", "vbm"}),
}
"""The means of RFC 8176 by what they prove. Two of one kind are one factor."""

Desk: TypeAlias = SupportAgent | Reviewer


class DeskRole(Enum):
    """What the provider may say that somebody does at the desk (the claim ``roles``)."""

    AGENT = "carnet-agent"
    REVIEWER = "carnet-reviewer"


class NotAtTheDesk(Enum):
    """Why somebody who was recognised does not come in. The value goes into the trace."""

    NO_SECOND_FACTOR = "no-second-factor"
    NO_ROLE = "no-desk-role"
    TWO_ROLES = "two-desk-roles"
    """Who checks proofs does not read secrets: nobody is both at once (product.md, « Support desk »)."""


def has_two_factors(amr: Collection[str]) -> bool:
    """Whether these means of authentication are of two kinds at least (product.md, « Sign-in », Support; RFC 8176).

    A provider that does not say by which means proves nothing.
    """
    return SEVERAL_MEANS in amr or sum(not kind.isdisjoint(amr) for kind in KINDS.values()) > 1


def who_is_at_the_desk(agent: str, *, roles: Collection[str], amr: Collection[str]) -> Desk | NotAtTheDesk:
    """Turn somebody whom the provider recognised into the one actor that they are at the desk, or say why not.

    ``agent``: their stable name. ``roles``: as the provider claims them, those of other applications among them.
    """
    if not has_two_factors(amr):
        return NotAtTheDesk.NO_SECOND_FACTOR
    held = [role for role in DeskRole if role.value in roles]
    if len(held) != 1:
        return NotAtTheDesk.TWO_ROLES if held else NotAtTheDesk.NO_ROLE
    return SupportAgent(agent) if held[0] is DeskRole.AGENT else Reviewer(agent)
