"""The way back after an act: what « Annuler » carries, so that taking an act back leads where it was done."""

from urllib.parse import urlencode

from carnet.doors.kit.web import SignedInRequest, next_path

LONGEST = 1000
"""Letters, as an address writes them: « Annuler » travels in a cookie. A longer way back is left out."""


def way_back(request: SignedInRequest, *, after: str = "?") -> str:
    """Write the way back of this form as the end of an address; nothing when it names none.

    ``after``: what separates it from the address: « & » when that has parameters already.
    """
    path = next_path(request, otherwise="")
    written = urlencode({"suite": path})
    return f"{after}{written}" if path and len(written) <= LONGEST else ""
