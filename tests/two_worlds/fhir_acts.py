"""How the acts of the FHIR door are asked: deposits, changes, openings and consents that name what is hidden."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote

from carnet.core.access.actors import Professional
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.doors.fhir.mapping.consent import consent_id
from carnet.doors.fhir.media_types import FHIR_JSON, JSON_PATCH
from carnet.doors.fhir.names import IS_ARCHIVED, RFC_3986
from tests.doors.fhir.client import Json
from tests.doors.fhir.deposits import add, base64_of, changed, letter
from tests.doors.fhir.openings import opening_of
from tests.installation import HADDAD, NAMES
from tests.two_worlds.asking import Ask, Asking, Route, Scene, resource
from tests.two_worlds.fhir_readings import each_document
from tests.two_worlds.fhir_values import hidden_names
from tests.two_worlds.stage import prescription


def _deposited(scene: Scene, number: int) -> SubmittedDocument:
    """What the reader deposits, in their own name when they are a professional."""
    by = scene.actor if isinstance(scene.actor, Professional) and scene.actor in NAMES else HADDAD
    return prescription(scene.person, number, by=by, hours=6)


def _targets(scene: Scene) -> Iterable[tuple[str, Json]]:
    """What a deposit says that it replaces: what is hidden, by each of its numbers; what never was."""
    for label, number in each_document(scene):
        yield label, {"reference": f"DocumentReference/{number}"}
    for index, name in enumerate(hidden_names(scene)):
        yield f"name {index}", {"identifier": {"system": RFC_3986, "value": name.rpartition("|")[2]}}
        yield (
            f"name {index}, conditional",
            {"reference": f"DocumentReference?identifier={quote(f'{RFC_3986}|{name}', safe='')}"},
        )


def deposits(path: str, made: Callable[[SubmittedDocument], Json], place: tuple[str | int, ...], first: int) -> Route:
    def ask(scene: Scene) -> Asking:
        for index, (label, target) in enumerate(_targets(scene)):
            sent = made(_deposited(scene, first + index))
            relation = {"code": "replaces", "target": target}
            yield resource(f"replacing {label}", path, changed(sent, add(*place, value=relation)))
        for unique_id in scene.hidden.unique_ids:
            taken = made(_deposited(scene, int(unique_id.value.rpartition(".")[2])))
            yield resource("under a uniqueId that is taken", path, taken)
            unless = {"If-None-Exist": f"identifier={unique_id.value}", "Accept": "application/fhir+xml"}
            yield replace(resource("unless it is there", path, taken), headers=unless)
        for version in (*scene.hidden.unique_ids, UniqueId("urn:oid:1.2.250.1.999.404")):
            one = letter(scene.person, by=HADDAD, number=first + 50, replaces=version)
            yield resource("whose header names a version", path, made(one))

    return ask


CHANGES: dict[str, list[Json]] = {
    "masked": [{"op": "replace", "path": "/securityLabel/0", "value": {"coding": [{"code": "MASQUE_PS"}]}}],
    "shown": [{"op": "replace", "path": "/securityLabel/0", "value": {"coding": [{"code": "N"}]}}],
    "tested": [{"op": "test", "path": "/securityLabel/0", "value": {"coding": [{"code": "MASQUE_PS"}]}}],
    "put away": [{"op": "add", "path": "/extension/-", "value": {"url": IS_ARCHIVED, "valueBoolean": True}}],
    "renamed": [{"op": "replace", "path": "/content/0/attachment/title", "value": "x"}],
    "deleted": [{"op": "replace", "path": "/status", "value": "entered-in-error"}],
    "no patch": [],
}
"""What is asked of a document, by its id and by its number."""


def changed_by_id(scene: Scene) -> Asking:
    for label, number in each_document(scene):
        for what, operations in CHANGES.items():
            # What is there for everybody is not deleted: what follows would have nothing to ask about.
            if (label, what) != ("shown", "deleted"):
                yield _patch(f"{label}, {what}", f"/fhir/DocumentReference/{number}", operations)


def changed_by_number(scene: Scene) -> Asking:
    for index, name in enumerate(hidden_names(scene)):
        number = quote(name, safe="")
        for what, operations in CHANGES.items():
            path = f"/fhir/DocumentReference?identifier={number}"
            yield _patch(f"name {index}, {what}", f"{path}&patient={scene.patient}", operations)
            yield _patch(f"name {index}, {what}, of anybody", path, operations)


def _patch(label: str, path: str, operations: list[Json]) -> Ask:
    body = json.dumps(operations).encode()
    return Ask(label, "PATCH", path, body, JSON_PATCH, headers={"Person-Present": "true"})


def generated(scene: Scene) -> Asking:
    """A CDA alone, under a number that is taken, and one whose header names a version."""
    for version in (*scene.hidden.unique_ids, UniqueId("urn:oid:1.2.250.1.999.404")):
        one = letter(scene.person, by=HADDAD, number=350, replaces=version)
        binary = {"resourceType": "Binary", "contentType": "text/xml", "data": base64_of(one.content)}
        sent = {"resourceType": "Parameters", "parameter": [{"name": "document", "resource": binary}]}
        yield resource("whose header names a version", "/fhir/DocumentReference/$generate-metadata", sent)


def opening(scene: Scene) -> Asking:
    """The record that is there already: asked for again, by its number, without and with a card."""
    yield resource("opening it again", "/fhir/Patient/$open", opening_of(scene.person))
    yield resource("opening it with a card", "/fhir/Patient/$open", opening_of(scene.person, card="forged"))


def stated(method: str, path: str, **changes: object) -> Route:
    """A professional states their own access, without the person: nothing that is asked later changes by it."""

    def ask(scene: Scene) -> Asking:
        sent: Json = {
            "resourceType": "Consent",
            "status": "active",
            "scope": {"coding": [{"code": "patient-privacy"}]},
            "category": [{"text": "x"}],
            "policy": [{"uri": "https://www.legifrance.gouv.fr"}],
            "patient": {"reference": f"Patient/{scene.patient}"},
            "provision": {"type": "permit"},
            **changes,
        }
        number = consent_id(scene.record, HADDAD.identifier)
        yield Ask("one's own access", method, path.format(id=number), json.dumps(sent).encode(), FHIR_JSON)

    return ask


def closing(scene: Scene) -> Asking:
    """The record is to be closed: for a reason that is none; and by professionals, without the person."""
    path = f"/fhir/Patient/{scene.patient}/$close"
    wrong = {"name": "reason", "valueCode": "because"}
    yield resource("closing it for no reason", path, {"resourceType": "Parameters", "parameter": [wrong]})
    if isinstance(scene.actor, Professional):
        yield resource("closing it without the person", path, {"resourceType": "Parameters"})
