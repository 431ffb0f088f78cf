"""Checks a deposit against the profile it follows (PDSm 3.1, IHE MHD 4.2), beside what FHIR itself requires."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from carnet.core.defects import Defect
from carnet.formats.fhir.profile_rules import (
    EXTENSIONS,
    METHODS,
    TABLES,
    AtMost,
    Needs,
    OneOf,
    Profile,
    ProfileTable,
    Rule,
    Severity,
)
from carnet.formats.fhir.rules.rule import inside, numbered

__all__ = ["Profile", "ProfileDefect", "Severity", "profile_defects"]

_Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProfileDefect:
    """A defect under a profile: an error refuses the deposit, a warning is told to the sender with the answer."""

    severity: Severity
    defect: Defect


def profile_defects(resource: _Json, profile: Profile) -> tuple[ProfileDefect, ...]:
    """Say where a resource departs from a profile; an empty tuple when it follows it entirely.

    ``resource``: one that ``validate`` finds valid (a malformed one gives fewer defects, never an exception). A bundle
    is checked with its submission set and its documents. The rules, their severities and their sources stand in
    ``profile_rules.py``.
    """
    table = TABLES[profile]
    kind = resource.get("resourceType")
    if kind != table.resource:
        problem = "This profile is made for another resource."
        wrong = Defect("wrong-type", "Resource.resourceType", problem, f"Send a {table.resource}.")
        return (ProfileDefect(Severity.ERROR, wrong),)
    found = list(_broken(resource, table.rules, table.resource))
    if table.resource == "Bundle":
        found += _defects_of_bundle(resource, table)
    return tuple(found)


def _broken(element: _Json, rules: tuple[Rule, ...], root: str) -> Iterator[ProfileDefect]:
    for rule in rules:
        for code, place, problem in _places(element, rule):
            yield ProfileDefect(rule.severity, Defect(code, root + place, problem, rule.remedy))


def _places(element: _Json, rule: Rule) -> Iterator[tuple[str, str, str]]:
    match rule:
        case Needs(path):
            for place in _absent(element, path):
                yield "missing-element", place, "The profile requires this element."
        case AtMost(path, most):
            for place in _beyond(element, path, most):
                problem = (
                    f"The profile allows this element at most {most} times." if most else "The profile forbids it."
                )
                yield "too-many", place, problem
        case OneOf(path, codes):
            values = [value for _, value in _at(element, path)]
            if values and codes.isdisjoint(value for value in values if isinstance(value, str)):
                yield "unknown-code", f".{'.'.join(path)}", "The profile allows other codes here."


def _children(element: object, step: str) -> list[tuple[str, Any]]:
    """The values under one step of a path, each with its place relative to ``element``."""
    if not isinstance(element, dict):
        return []
    name, _, alias = step.partition(":")
    value = element.get(name)
    if value is None:
        return []
    items = (
        [(f".{name}[{i}]", item) for i, item in enumerate(value)] if isinstance(value, list) else [(f".{name}", value)]
    )
    if not alias:
        return items
    url = EXTENSIONS[alias]
    return [(place, item) for place, item in items if isinstance(item, dict) and item.get("url") == url]


def _at(element: object, path: tuple[str, ...]) -> list[tuple[str, Any]]:
    if not path:
        return [("", element)]
    return [
        (place + deeper, value)
        for place, child in _children(element, path[0])
        for deeper, value in _at(child, path[1:])
    ]


def _absent(element: object, path: tuple[str, ...]) -> Iterator[str]:
    children = _children(element, path[0])
    if not children:
        yield "." + ".".join(step.partition(":")[0] for step in path)
    for place, child in children if len(path) > 1 else ():
        yield from (place + deeper for deeper in _absent(child, path[1:]))


def _beyond(element: object, path: tuple[str, ...], most: int) -> Iterator[str]:
    for parent_place, parent in _at(element, path[:-1]):
        for place, _ in _children(parent, path[-1])[most:]:
            yield parent_place + place


def _defects_of_bundle(bundle: _Json, table: ProfileTable) -> Iterator[ProfileDefect]:
    entries = [(f"Bundle.entry[{index}]", entry) for index, entry in numbered(bundle, "entry")]
    submission_sets = [(place, entry) for place, entry in entries if _is_submission_set(inside(entry, "resource"))]
    documents = [(place, entry) for place, entry in entries if _type_in(entry) == "DocumentReference"]
    for place, entry in entries:
        yield from _defects_of_entry(place, entry)
    if len(submission_sets) != 1:
        problem = f"A deposit has one submission set; this one has {len(submission_sets)}."
        yield _error("missing-element" if not submission_sets else "too-many", "Bundle.entry", problem, _ONE_SET)
    if len(documents) < table.fewest_documents:
        yield _error("missing-element", "Bundle.entry", "This deposit has no document.", "Send its DocumentReference.")
    for place, entry in submission_sets:
        yield from _broken(inside(entry, "resource"), table.submission_set, f"{place}.resource")
    contents = {str(entry.get("fullUrl")) for _, entry in entries if _type_in(entry) in ("Binary", "Bundle")}
    for place, entry in documents:
        document = inside(entry, "resource")
        yield from _broken(document, table.document, f"{place}.resource")
        for url_place, url in _at(document, ("content", "attachment", "url")):
            if str(url) not in contents:
                problem = "No Binary or Bundle of this deposit has this fullUrl: the document itself is not here."
                yield _error("dangling-reference", f"{place}.resource{url_place}", problem, _SEND_CONTENT)


_ONE_SET = "Send one List whose code is submissionset."
_SEND_CONTENT = "Send the document in an entry of its own, and its fullUrl here."


def _defects_of_entry(place: str, entry: _Json) -> Iterator[ProfileDefect]:
    methods = METHODS.get(_type_in(entry))
    if methods is None:
        problem = "A deposit has no entry for this resource."
        yield _error("broken-rule", f"{place}.resource", problem, f"Send only {', '.join(sorted(METHODS))}.")
    elif isinstance(method := inside(entry, "request").get("method"), str) and method not in methods:
        problem = "A deposit does not use this method for this resource."
        yield _error("unknown-code", f"{place}.request.method", problem, f"Send {' or '.join(sorted(methods))}.")


def _type_in(entry: _Json) -> str:
    kind = inside(entry, "resource").get("resourceType")
    return kind if isinstance(kind, str) else ""


def _is_submission_set(resource: _Json) -> bool:
    codes = [code for _, code in _at(resource, ("code", "coding", "code"))]
    return resource.get("resourceType") == "List" and "submissionset" in codes


def _error(code: str, where: str, problem: str, remedy: str) -> ProfileDefect:
    return ProfileDefect(Severity.ERROR, Defect(code, where, problem, remedy))
