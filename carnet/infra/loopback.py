"""Whether an address leads no further than this machine, and may therefore do without encryption."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether this host is ``localhost`` or a loopback address. A name that must be looked up first is not."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
