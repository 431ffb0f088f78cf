"""How what gives a record as a whole is asked: its summary, everything in it page by page, its export."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from carnet.doors.fhir.mapping.everything import KINDS
from tests.doors.fhir.client import Json
from tests.two_worlds.asking import Ask, Asking, Route, Scene, get, resource
from tests.two_worlds.fhir_readings import MOST_PAGES
from tests.two_worlds.people import EVE

TIMES = ("2026-11-20", "2026-11-20T14:00:00Z", "never")
EVERYTHING: dict[str, tuple[str, ...]] = {
    "_type": (*KINDS, "Patient,DocumentReference", "Claim"),
    "_since": (*TIMES, f"{EVE + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"),
    "start": TIMES,
    "end": TIMES,
    "_count": ("0", "1", "many"),
    "_after": ("x",),
}
"""Parameter of ``$everything`` → values; one that the door knows and that is not here makes the test fail."""


def _parameters(given: dict[str, str]) -> Json:
    listed = [{"name": name, "valueString": value} for name, value in given.items()]
    return {"resourceType": "Parameters", "parameter": listed}


def by_both(path: str, ask: Callable[[Scene, str], Asking]) -> dict[tuple[str, str], Route]:
    """Give the routes of an operation, by GET and by POST. ``ask``: how it is asked by either method."""

    def of(method: str) -> Route:
        return lambda scene: ask(scene, method)

    return {(method, path): of(method) for method in ("GET", "POST")}


def summary_of_one(scene: Scene, method: str) -> Asking:
    """The summary by the id of the record, and by none."""
    for number in (scene.patient, "1"):
        path = f"/fhir/Patient/{number}/$summary"
        if method == "POST":
            yield resource("a summary", path, _parameters({}))
        else:
            yield get("a summary", path)
            yield get("a summary in XML", f"{path}?_format=xml")


def summary_by_identifier(scene: Scene, method: str) -> Asking:
    """The summary by the number of the person, and by one that nobody has."""
    path = "/fhir/Patient/$summary"
    for given in ({"identifier": scene.ins}, {"identifier": "urn:oid:1.2|3"}, {}):
        if method == "POST":
            yield resource("a summary by number", path, _parameters(given))
        else:
            yield get("a summary by number", f"{path}?{urlencode(given)}")


def everything(scene: Scene, method: str) -> Asking:
    """Every parameter, and all the pages of two."""
    path = f"/fhir/Patient/{scene.patient}/$everything"
    if method == "POST":
        yield resource("everything", path, _parameters({}))
        yield resource("every document", path, _parameters({"_type": "DocumentReference"}))
        return
    for name, values in EVERYTHING.items():
        for value in values:
            yield get(f"{name}={value}", f"{path}?{urlencode({name: value})}")
    following: str | None = f"{path}?_count=2&_type=Patient,List,DocumentReference,Consent"
    for _ in range(MOST_PAGES):
        if following is None:
            break
        answer = yield get("pages of everything", following)
        following = answer.link("next")
    yield get("everything of nobody", "/fhir/Patient/1/$everything")


JOB = "5f0c2d1e-7a3b-4c8d-9e6f-0123456789ab"
EXPORT = {"_type": "DocumentReference,Binary", "_since": "2026-11-20", "_outputFormat": "ndjson"}
"""Parameter of ``$export`` → a value; one that the door knows and that is not here makes the test fail."""


def export(scene: Scene, method: str) -> Asking:
    """An export asked for, looked at and given up; one that is not understood; one of nobody."""
    path = f"/fhir/Patient/{scene.patient}/$export"
    if method == "POST":
        asked = replace(resource("an export", path, _parameters({})), headers={"Prefer": "respond-async"})
    else:
        asked = get("an export", f"{path}?{urlencode(EXPORT)}", Prefer="respond-async")
    answer = yield asked
    place = next((value for name, value in answer.headers if name.lower() == "content-location"), "")
    if place:
        below = f"/fhir/{place.partition('/fhir/')[2]}"
        yield get("how far it has come", below)
        yield get("a file that is not ready", f"{below}/Binary")
        yield Ask("given up", "DELETE", below)
    yield get("an export, at once", path)
    yield get("an export of nobody", "/fhir/Patient/1/$export", Prefer="respond-async")


def of_export(method: str, below: str = "") -> Route:
    """One that never was."""

    def ask(scene: Scene) -> Asking:
        yield Ask("an export that never was", method, f"/fhir/Patient/{scene.patient}/$export/{JOB}{below}")

    return ask


WHOLE: dict[tuple[str, str], Route] = {
    **by_both("Patient/$summary", summary_by_identifier),
    **by_both("Patient/{id}/$summary", summary_of_one),
    **by_both("Patient/{id}/$everything", everything),
}
EXPORTS: dict[tuple[str, str], Route] = {
    **by_both("Patient/{id}/$export", export),
    ("GET", "Patient/{id}/$export/{job}"): of_export("GET"),
    ("DELETE", "Patient/{id}/$export/{job}"): of_export("DELETE"),
    ("GET", "Patient/{id}/$export/{job}/{type}"): of_export("GET", "/Binary"),
}
"""Asking is an act: it stands in the history, and its number is drawn."""
