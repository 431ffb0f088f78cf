"""How many messages the desk takes from visitors in an hour, from one place and in all, and how a place is told."""

from datetime import UTC, datetime
from ipaddress import ip_address, ip_network

FROM_ONE_PLACE = 20
"""In an hour, from one coarse network: a family or a waiting room writes less, a program writes more."""
IN_ALL = 500
"""In an hour: what a desk can sort, far above a usual day (our choice)."""
EVERYWHERE = "everywhere"
_IPV4, _IPV6 = 24, 48
"""Bits of an address that are kept: the network of a street or of an operator, never somebody's own."""

SHORTEST_ANSWER, LONGEST_ANSWER = 10, 2000
"""Characters of an answer by mail."""


def coarse_place(address: str) -> str:
    """Give the network that an address lies in, too coarse to tell anybody; « unknown » for what is no address."""
    try:
        one = ip_address(address.strip())
    except ValueError:
        return "unknown"
    return str(ip_network(f"{one}/{_IPV4 if one.version == 4 else _IPV6}", strict=False))


def hour_of(at: datetime) -> datetime:
    """Give the beginning of the hour in which messages are counted together."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
