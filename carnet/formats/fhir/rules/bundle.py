"""The rules of bundles (hl7.org/fhir/R4/bundle.html): what each kind of bundle must and must not hold."""

import re
from collections.abc import Mapping
from typing import Final

from carnet.formats.fhir.rules.rule import Json, Rule, at, has, inside, numbered

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WITH_REQUESTS: Final = ("batch", "transaction", "history")
_WITH_RESPONSES: Final = ("batch-response", "transaction-response", "history")


def _present_unless(name: str, kinds: tuple[str, ...], bundle: Json) -> tuple[str, ...]:
    expected = bundle.get("type") in kinds
    return tuple(f".entry[{i}].{name}" for i, entry in numbered(bundle, "entry") if has(entry, name) != expected)


def _repeated_full_urls(bundle: Json) -> tuple[str, ...]:
    if bundle.get("type") == "history":
        return ()
    seen: set[tuple[str, str]] = set()
    places: list[str] = []
    for index, entry in numbered(bundle, "entry"):
        full_url = entry.get("fullUrl")
        if not isinstance(full_url, str):
            continue
        version = (full_url, str(inside(inside(entry, "resource"), "meta").get("versionId", "")))
        if version in seen:
            places.append(f".entry[{index}].fullUrl")
        seen.add(version)
    return tuple(places)


def _is(bundle: Json, kind: str) -> bool:
    return bool(bundle.get("type") == kind)


def _first_is_not(resource: str, bundle: Json) -> bool:
    first = numbered(bundle, "entry")[:1]
    return not first or inside(first[0][1], "resource").get("resourceType") != resource


def _is_a_version(entry: Json) -> tuple[str, ...]:
    full_url = entry.get("fullUrl")
    return at(".fullUrl", isinstance(full_url, str) and "/_history/" in full_url)


def _is_relative(entry: Json) -> tuple[str, ...]:
    full_url = entry.get("fullUrl")
    return at(".fullUrl", isinstance(full_url, str) and full_url != "" and not _ABSOLUTE.match(full_url))


def _has_no_identifier(bundle: Json) -> bool:
    identifier = inside(bundle, "identifier")
    return not (has(identifier, "system") and has(identifier, "value"))


BUNDLE_RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "Bundle": (
        Rule(
            "bdl-1",
            "Leave total out.",
            lambda bundle: at(".total", has(bundle, "total") and bundle.get("type") not in ("searchset", "history")),
        ),
        Rule(
            "bdl-2",
            "Leave search out.",
            lambda bundle: (
                ()
                if _is(bundle, "searchset")
                else tuple(f".entry[{i}].search" for i, entry in numbered(bundle, "entry") if has(entry, "search"))
            ),
        ),
        Rule(
            "bdl-3",
            "Send request in each entry of a batch, a transaction or a history, and in no other bundle.",
            lambda bundle: _present_unless("request", _WITH_REQUESTS, bundle),
        ),
        Rule(
            "bdl-4",
            "Send response in each entry of a batch-response, a transaction-response or a history, and in no other.",
            lambda bundle: _present_unless("response", _WITH_RESPONSES, bundle),
        ),
        Rule("bdl-7", "Give each entry a fullUrl of its own.", _repeated_full_urls),
        Rule(
            "bdl-9",
            "Send identifier with system and value.",
            lambda bundle: at(".identifier", _is(bundle, "document") and _has_no_identifier(bundle)),
        ),
        Rule(
            "bdl-10",
            "Send timestamp.",
            lambda bundle: at(".timestamp", _is(bundle, "document") and not has(bundle, "timestamp")),
        ),
        Rule(
            "bdl-11",
            "Send the Composition in the first entry.",
            lambda bundle: at(".entry", _is(bundle, "document") and _first_is_not("Composition", bundle)),
        ),
        Rule(
            "bdl-12",
            "Send the MessageHeader in the first entry.",
            lambda bundle: at(".entry", _is(bundle, "message") and _first_is_not("MessageHeader", bundle)),
        ),
    ),
    "Bundle.entry": (
        Rule(
            "bdl-5",
            "Send the resource, the request or the response of this entry.",
            lambda entry: at("", not (has(entry, "resource") or has(entry, "request") or has(entry, "response"))),
        ),
        Rule("bdl-8", "Send the URL without its version.", _is_a_version),
        Rule(
            "Bundle.entry.fullUrl",
            "Send http(s)://… or urn:uuid:….",
            _is_relative,
            words="the fullUrl is the absolute URL of the resource (definition of the element)",
        ),
    ),
}
