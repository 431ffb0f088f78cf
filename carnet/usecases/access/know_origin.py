"""Whether a page of the web is one of a registered application."""

from carnet.store import tokens

LONGEST = 300


def know_origin(origin: str) -> bool:
    """Tell whether pages from there (scheme, host and port, as browsers write them) belong to active software."""
    return len(origin) <= LONGEST and tokens.is_origin(origin)
