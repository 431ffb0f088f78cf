"""What a FHIR resource knows of its surroundings while it is read: its contained resources and its bundle."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scope:
    """Where references made in a resource may lead.

    ``kind`` is the type of the resource; ``contained`` gives the type of each contained resource by its id;
    ``container`` is the type of the resource that contains the one being read (empty at the top); ``entries`` gives
    the type of each entry of the bundle around by its fullUrl, and ``closed`` says that a ``urn:`` reference must lead
    to one of them (transactions and documents). ``fragments`` gathers the ``#…`` references met on the way, which dom-3
    asks for.
    """

    kind: str
    contained: Mapping[str, str]
    container: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    fragments: set[str] = field(default_factory=set)


NOWHERE = Scope(kind="", contained={})
"""The surroundings of a resource that was sent alone."""


def scope_of(resource: Mapping[str, object], around: Scope) -> Scope:
    """The scope of a resource that is not contained: ``around`` is the scope of the bundle or parameters it is in."""
    kind = str(resource.get("resourceType"))
    contained = {
        identifier: str(item.get("resourceType"))
        for item in _objects(resource.get("contained"))
        if isinstance(identifier := item.get("id"), str)
    }
    if kind != "Bundle":
        return Scope(kind=kind, contained=contained, entries=around.entries, closed=around.closed)
    entries = {
        full_url: str(inner.get("resourceType"))
        for entry in _objects(resource.get("entry"))
        if isinstance(full_url := entry.get("fullUrl"), str) and isinstance(inner := entry.get("resource"), dict)
    }
    closed = resource.get("type") in ("transaction", "document")
    return Scope(kind=kind, contained=contained, entries=entries, closed=closed)


def contained_scope(around: Scope) -> Scope:
    """The scope of a resource contained in the one whose scope is ``around``: it shares its targets."""
    return Scope(
        kind="", contained=around.contained, container=around.kind, entries=around.entries, closed=around.closed
    )


def _objects(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
