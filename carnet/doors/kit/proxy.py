"""From where a request comes when a reverse proxy of ours opened the connection: it is believed, nobody else."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

FORWARDED_FOR = "X-Forwarded-For"


def comes_from_our_proxy(request: HttpRequest) -> bool:
    """Whether a proxy that the operator named opened this connection (``CARNET_PROXIES``): its headers are believed."""
    return _is_ours(request.META.get("REMOTE_ADDR", ""))


def address_of(request: HttpRequest) -> str:
    """Give the network address that a request comes from: behind proxies of ours, the one that they have seen.

    Each proxy writes at the end whom it saw: what stands before the last address that is not ours was written by
    whoever sent the request, and counts for nothing (OWASP ASVS 15.3.4).
    """
    near = request.META.get("REMOTE_ADDR", "")
    if not _is_ours(near):
        return str(near)
    seen = [one.strip() for one in request.headers.get(FORWARDED_FOR, "").split(",")]
    return next((one for one in reversed(seen) if one and not _is_ours(one)), str(near))


def _is_ours(address: str) -> bool:
    try:
        one = ip_address(address)
    except ValueError:
        return False
    return any(one in network for network in _networks(settings.CARNET_PROXIES))


@cache
def _networks(proxies: frozenset[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in sorted(proxies))
