"""A WSGI application whose answer breaks after its first half, as that of a document that does not unseal."""

from collections.abc import Callable, Iterator

HALF = b"x" * 1_000_000


def application(_environ: dict[str, object], start: Callable[[str, list[tuple[str, str]]], object]) -> Iterator[bytes]:
    """Announce two halves, send one."""
    start("200 OK", [("Content-Length", str(2 * len(HALF)))])
    return _broken()


def _broken() -> Iterator[bytes]:
    yield HALF
    raise RuntimeError("the second half does not unseal")
