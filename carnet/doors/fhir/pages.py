"""Long lists in pages: their order, where a page begins, and the links from one to the next.

A page begins at a place and not at a number: what comes or goes meanwhile moves no page. The place is told by an opaque
mark that this server alone can make, which holds instants and the opaque id of a resource and no identity.
"""

import base64
import hmac
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from urllib.parse import urlencode
from uuid import UUID

from carnet.core.defects import Defect
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.http import FhirRequest, Parameters
from carnet.doors.fhir.identifiers import record_id_text
from carnet.ports.environment import Environment

PAGING = frozenset({"_count", "_after", "_sort", "_total"})
LARGEST_PAGE = 100
TOTALS = frozenset({"none", "estimate", "accurate"})
"""FHIR R4, « _total »: a count here is always accurate, and it is made after the decision."""

Place: TypeAlias = tuple[tuple[int, ...], int]
"""Where something stands in a list: its instants, in the order of the list, then its number."""

Order: TypeAlias = tuple[tuple[str, bool], ...]
"""By which instants a list is ordered, the first first, and whether the newest comes first."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNDATED = 2**62
"""What has no such instant comes last, whichever way the list goes."""
_NUMBER, _MARK = 16, 16


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is wanted. ``after``: where the page before ended. ``ignored``: the orders that are not known."""

    count: int
    order: Order
    after: Place | None
    tells_total: bool
    ignored: tuple[str, ...] = ()


def read_paging(
    parameters: Parameters, *, orders: Mapping[str, str], usual: Order, is_strict: bool, env: Environment
) -> Paging | tuple[Defect, ...]:
    """Read ``_count``, ``_sort``, ``_total`` and ``_after``.

    ``orders``: what the list can be ordered by, the parameter → the name of the instant. ``usual``: its order when
    nothing is asked. Returns every defect found.
    """
    defects: list[Defect] = []
    order, ignored = _order(parameters, orders, usual)
    if ignored and is_strict:
        problem, remedy = "This list has no such order.", f"Send _sort with one of {', '.join(sorted(orders))}."
        defects.append(Defect("unknown-order", "_sort", problem, remedy))
    count = read_count(parameters)
    total = parameters.get("_total", ("accurate",))[-1]
    if total not in TOTALS:
        problem, remedy = "This is no way of counting.", "Send _total=none or _total=accurate."
        defects.append(Defect("bad-total", "_total", problem, remedy))
    after = _read_after(parameters, len(order), env)
    defects += [one for one in (count, after) if isinstance(one, Defect)]
    if defects or isinstance(count, Defect) or isinstance(after, Defect):
        return tuple(defects)
    return Paging(count, order, after, tells_total=total != "none", ignored=ignored)


def read_count(parameters: Mapping[str, tuple[str, ...]]) -> int | Defect:
    """Read how many a page may hold: ``LARGEST_PAGE`` unless fewer are asked."""
    text = parameters.get("_count", (str(LARGEST_PAGE),))[-1]
    if not text.isascii() or not text.isdecimal():
        return Defect("bad-count", "_count", "A count is a whole number.", "Send for instance _count=20.")
    digits = text.lstrip("0") or "0"
    return LARGEST_PAGE if len(digits) > len(str(LARGEST_PAGE)) else min(int(digits), LARGEST_PAGE)


def place_of(order: Order, instants: Mapping[str, datetime | None], number: UUID) -> Place:
    """Tell where something stands in a list of that order. ``instants``: its own, by their names."""
    moments = []
    for name, newest_first in order:
        at = instants[name]
        micros = UNDATED if at is None else (at - EPOCH) // timedelta(microseconds=1)
        moments.append(-micros if newest_first and at is not None else micros)
    return tuple(moments), -number.int


def write_place(place: Place, parameters: Parameters, env: Environment) -> str:
    """Write a place as the opaque mark that the next page of this very search begins with."""
    moments, number = place
    told = struct.pack(f">{len(moments)}q", *moments) + (-number).to_bytes(_NUMBER, "big")
    return base64.urlsafe_b64encode(told + _mark(told, parameters, env)).decode("ascii").rstrip("=")


def links(request: FhirRequest, resource: str, record: RecordId, following: Place | None) -> list[dict[str, str]]:
    """Write the links of a page of somebody's: itself, and the next one when there is one."""
    return list_links(request, resource, following, about=[("patient", record_id_text(record))])


def list_links(
    request: FhirRequest, resource: str, following: Place | None, *, about: Sequence[tuple[str, str]] = ()
) -> list[dict[str, str]]:
    """Write the links of a page; ``about``: the parameters that say whose it is, nobody's in particular without any."""
    written = [{"relation": "self", "url": _link(request, resource, about, request.parameters.get("_after", ()))}]
    if following is not None:
        mark = write_place(following, request.parameters, request.env)
        written.append({"relation": "next", "url": _link(request, resource, about, (mark,))})
    return written


def _order(parameters: Parameters, orders: Mapping[str, str], usual: Order) -> tuple[Order, tuple[str, ...]]:
    asked = [one for text in parameters.get("_sort", ()) for one in text.split(",") if one]
    known = [(orders[one.removeprefix("-")], one.startswith("-")) for one in asked if one.removeprefix("-") in orders]
    ignored = tuple("_sort" for one in asked if one.removeprefix("-") not in orders)
    return tuple(known) or usual, ignored[:1]


def _read_after(parameters: Parameters, instants: int, env: Environment) -> Place | Defect | None:
    text = parameters.get("_after", ("",))[-1]
    if not text:
        return None
    wrong = Defect("bad-page", "_after", "This is not the beginning of a page.", "Follow the next link as it is.")
    try:
        told = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return wrong
    told, mark = told[:-_MARK], told[-_MARK:]
    if len(told) != 8 * instants + _NUMBER or not hmac.compare_digest(mark, _mark(told, parameters, env)):
        return wrong
    moments = struct.unpack(f">{instants}q", told[:-_NUMBER])
    return moments, -int.from_bytes(told[-_NUMBER:], "big")


def _mark(told: bytes, parameters: Parameters, env: Environment) -> bytes:
    """Bind a place to the search that it belongs to: its own parameters, whoever it is about."""
    search = sorted(_kept(parameters))
    return env.keyring.lookup_digest(f"page|{urlencode(search)}|{told.hex()}")[:_MARK]


def _kept(parameters: Parameters) -> list[tuple[str, str]]:
    apart = ("patient", "patient.identifier", "_after", "_count", "_total")
    return [(name, value) for name, values in parameters.items() if name not in apart for value in values]


def _link(request: FhirRequest, resource: str, about: Sequence[tuple[str, str]], after: tuple[str, ...]) -> str:
    """Write a link to this search. Whom it is about is told by the record's opaque id: an INS stays out of it."""
    kept = [
        (name, value)
        for name, values in request.parameters.items()
        if name not in ("patient", "patient.identifier", "_after")
        for value in values
    ]
    pairs = [*about, *kept, *(("_after", place) for place in after)]
    return f"{request.base_url}/{resource}?{urlencode(pairs)}"
