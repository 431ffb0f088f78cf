"""A sound deposit in which one thing is damaged: whatever it is, there is an answer, and the record stays readable."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.doors.fhir.identifiers import record_id_text
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import add, changed, in_reference, put
from tests.installation import CAMILLE, HADDAD, Installation, note

Place = tuple[str | int, ...]


def rich() -> tuple[Json, Json]:
    """A bundle and a simplified publication that say as much as they can."""
    sound = note(CAMILLE, by=HADDAD)

    def concept(code: str) -> Json:
        return {"coding": [{"system": "urn:oid:1.2.250.1.999.4", "code": code}]}

    name = {"family": "Haddad", "given": ["Inès"], "prefix": ["Dr"]}
    person = {"system": "urn:oid:1.2.250.1.71.4.2.1", "value": HADDAD.identifier.value}
    structure = {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1440000289"}
    contained = [
        {
            "resourceType": "PractitionerRole",
            "id": "a0",
            "practitioner": {"reference": "#person"},
            "organization": {"reference": "#structure"},
            "code": [concept("10")],
        },
        {"resourceType": "Practitioner", "id": "person", "identifier": [person], "name": [name]},
        {"resourceType": "Organization", "id": "structure", "identifier": [structure], "name": "CHU"},
    ]
    context = {
        "event": [concept("ABCD001")],
        "period": {"start": "2026-11-20T09:00:00+01:00", "end": "2026-11-20T10:00:00+01:00"},
        "facilityType": concept("SA01"),
        "practiceSetting": concept("ETABLISSEMENT"),
    }
    related = {"code": "transforms", "target": {"reference": "DocumentReference/elsewhere"}}
    formatted = {"system": "urn:oid:1.3.6.1.4.1.19376.1.2.3", "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient"}
    richer = (
        put("contained", value=contained),
        put("context", value=context),
        put("description", value="À revoir."),
        put("authenticator", value={"reference": "#a0"}),
        put("content", 0, "format", value=formatted),
        add("relatesTo", value=related),
    )
    single = changed(document_reference(sound.entry, sound.content), *richer)
    several = bundle(sound.entry, sound.content)
    several["entry"][1]["resource"] = changed(several["entry"][1]["resource"], *richer)
    return several, single


def places(resource: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in a resource."""
    if place:
        yield place
    inside = (
        resource.items() if isinstance(resource, dict) else enumerate(resource) if isinstance(resource, list) else ()
    )
    for name, value in inside:
        yield from places(value, (*place, name))


def removed(parent: Any, name: Any) -> None:
    del parent[name]


def twice(parent: Any, name: Any) -> None:
    if isinstance(parent, list):
        parent.append(copy.deepcopy(parent[name]))


def said_by_an_extension(parent: Any, name: Any) -> None:
    extension = {"extension": [{"url": "https://elsewhere.example/why", "valueString": "unknown"}]}
    if isinstance(parent, dict) and isinstance(parent[name], str):
        del parent[name]
        parent[f"_{name}"] = extension
    elif isinstance(parent, list) and isinstance(parent[name], str):
        parent[name] = None


def far_away(parent: Any, name: Any) -> None:
    if isinstance(parent[name], str) and parent[name][:4] == "2026":
        parent[name] = "9999-12-31T23:59:60-12:00"


def without_end(parent: Any, name: Any) -> None:
    if isinstance(parent[name], str):
        parent[name] += "0123456789" * 2000


def of_another_type(parent: Any, name: Any) -> None:
    parent[name] = 12


DAMAGES = (removed, twice, said_by_an_extension, far_away, without_end, of_another_type)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("way", ["ITI-65", "ITI-105"])
def test_nothing_that_a_sender_can_damage_breaks_the_door_or_the_record(
    way: str, damage: Callable[[Any, Any], None], installation: Installation, software: Callable[[Actor], Software]
) -> None:
    record = installation.opens(CAMILLE)
    haddad, holder = software(HADDAD), software(Holder(record))
    path, whole = ("", rich()[0]) if way == "ITI-65" else ("DocumentReference", rich()[1])
    search = f"DocumentReference?patient={record_id_text(record)}&status=current,superseded"
    statuses = set()
    for number, place in enumerate(places(whole)):
        sent = copy.deepcopy(whole)
        if way == "ITI-65":
            put(*in_reference("masterIdentifier", "value"), value=f"urn:oid:1.2.{number}")(sent)
            put("entry", 0, "resource", "identifier", 0, "value", value=f"urn:oid:1.3.{number}")(sent)
        else:
            put("masterIdentifier", "value", value=f"urn:oid:1.2.{number}")(sent)
        parent: Any = sent
        for step in place[:-1]:
            parent = parent[step]
        before = copy.deepcopy(sent)
        damage(parent, place[-1])
        if sent == before:
            continue
        answer = haddad.post(path, sent)
        statuses.add(answer.status)
        assert answer.status < 500, place
    assert 422 in statuses
    assert statuses <= {200, 201, 409, 422}
    listed = holder.get(search)
    assert listed.status == 200
    for shown in listed.documents:
        assert holder.get(f"DocumentReference/{shown['id']}").status == 200
