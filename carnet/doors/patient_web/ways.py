"""The way back after an act: what « Annuler » carries, so that taking an act back leads where it was done."""

from urllib.parse import urlencode

from carnet.doors.kit.web import SignedInRequest, next_path

LONGEST = 1000
"""Letters: « Annuler » travels in a cookie. A longer way back is left out, and the usual page comes next."""


def way_back(request: SignedInRequest, *, after: str = "?") -> str:
    """Write the way back of this form as the end of an address; nothing when it names none.

    ``after``: what separates it from the address: « & » when that has parameters already.
    """
    path = next_path(request, otherwise="")
    return f"{after}{urlencode({'suite': path})}" if 0 < len(path) <= LONGEST else ""
