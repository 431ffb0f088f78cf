"""Says where a resource departs from a published profile, beside what FHIR itself requires (``validate``)."""

from collections.abc import Iterator, Mapping
from typing import Any

from carnet.core.defects import Defect
from carnet.formats.fhir.published.elements import Element, children, codes_of, find, steps_of
from carnet.formats.fhir.published.tables import Constraint, published

_Json = Mapping[str, Any]


def declared(resource: _Json) -> tuple[str, ...]:
    """Name the profiles that a resource says it follows (``meta.profile``), of those that the tables have."""
    known = {profile.url: profile.name for profile in published().values()}
    said = resource.get("meta", {}).get("profile", [])
    return tuple(known[url] for url in said if url in known)


def departures(resource: _Json, profile: str) -> tuple[Defect, ...]:
    """Say where a resource departs from a profile of the tables; nothing when it follows it.

    ``resource``: one that ``validate`` passes. ``profile``: its short name (``mhd-minimal-document``), the rows of its
    bases included. Terminologies are checked where the tables list their codes, references by the type that they tell.
    """
    return tuple(_departures(resource, profile, str(resource.get("resourceType"))))


def _departures(resource: _Json, name: str, place: str) -> Iterator[Defect]:
    profile = published()[name]
    if resource.get("resourceType") != profile.resource:
        yield Defect("wrong-type", place, f"{name} is made for another resource.", f"Send a {profile.resource}.")
        return
    if profile.base:
        yield from _departures(resource, profile.base, place)
    for constraint in profile.constraints:
        for defect in _broken(resource, constraint):
            problem = f"{defect.problem} ({name})"
            yield Defect(defect.code, place + defect.where, problem, f"See {profile.source}.")


def _broken(resource: _Json, constraint: Constraint) -> Iterator[Defect]:
    *before, last = steps_of(constraint.element)
    parents = [Element("", resource)]
    for step in before:
        parents = [Element(p.place + c.place, c.value) for p in parents for c in children(p.value, step)]
    for parent in parents:
        found = children(parent.value, last)
        where = f"{parent.place}.{'|'.join(last.names)}"
        if len(found) < constraint.least:
            yield Defect("missing-element", where, f"{constraint.element}: at least {constraint.least}", "")
        if constraint.most is not None and len(found) > constraint.most:
            yield Defect("too-many", where, f"{constraint.element}: at most {constraint.most}", "")
        for one in found:
            yield from _wrong(resource, Element(parent.place + one.place, one.value), constraint)


def _wrong(resource: _Json, element: Element, constraint: Constraint) -> Iterator[Defect]:
    values = constraint.values
    match constraint.rule:
        case "is" if element.value is not None and values.isdisjoint(codes_of(element.value)):
            yield Defect("unknown-code", element.place, f"{constraint.element}: other codes are allowed", "")
        case "begins" if not str(element.value).startswith(tuple(values)):
            yield Defect("wrong-value", element.place, f"{constraint.element}: must begin otherwise", "")
        case "contained" if not _led_to(element.value).startswith("#"):
            yield Defect("wrong-target", element.place, f"{constraint.element}: must be contained", "")
        case "refers" if (kind := _kind_led_to(resource, element.value)) and kind not in values:
            yield Defect("wrong-target", element.place, f"{constraint.element}: leads to another type", "")
        case "follows":
            for name in values:
                yield from _departures(element.value, name, element.place)


def _led_to(reference: object) -> str:
    return str(reference.get("reference", "")) if isinstance(reference, dict) else ""


def _kind_led_to(resource: _Json, reference: object) -> str:
    """Tell the type of what a reference leads to; nothing where it does not say (a logical one, an URN)."""
    text = _led_to(reference)
    if text.startswith("#"):
        kinds = [one.value["resourceType"] for one in find(resource, "contained") if f"#{one.value.get('id')}" == text]
        return kinds[0] if kinds else ""
    if text.startswith("urn:") or not text:
        return str(reference.get("type", "")) if isinstance(reference, dict) else ""
    steps = text.split("?")[0].partition("/_history/")[0].split("/")
    return steps[0] if "?" in text else steps[-2] if len(steps) > 1 else ""
