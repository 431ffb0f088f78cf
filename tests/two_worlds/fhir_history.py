"""How the history of a record is asked for by software: each parameter, page by page, each line by its id."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.pages import place_of, write_place
from tests.installation import HADDAD, KELLER
from tests.two_worlds.asking import Ask, Asking, Scene, get, send
from tests.two_worlds.fhir_values import ANSWER_NAMES, DAYS, DOCUMENTS, Values, any_of
from tests.two_worlds.people import EVE

A_YEAR = {"date": "2026"}
"""Both ends of the time that a search of the history is about: it must say them."""

MOST_PAGES = 3
"""A history grows by each page that is read of it."""


def _line_ids(scene: Scene) -> Iterable[str]:
    """The lines that tell of what is hidden, one that does not, one that never was."""
    numbers = (*scene.hidden.lines, scene.hidden.shown_line, scene.record)
    return [document_id_text(scene.record, DocumentId(one)) for one in numbers]


def _places(scene: Scene) -> Iterable[str]:
    """Marks of pages that begin at a line that tells of what is hidden."""
    order, at = (("recorded", True),), EVE + timedelta(hours=2)
    for one in scene.hidden.lines:
        place = place_of(order, {"recorded": at}, DocumentId(one))
        yield write_place(place, {name: (value,) for name, value in A_YEAR.items()}, scene.stage.env)


SHARED = (*ANSWER_NAMES, "patient", "patient.identifier", "_total", "_count", "_sort")

HISTORY: dict[str, Values] = {
    **{name: DOCUMENTS[name] for name in SHARED},
    "date": any_of(*DAYS),
    "_id": _line_ids,
    "_after": _places,
    "entity": DOCUMENTS["relatesto"],
    "entity.identifier": any_of(HADDAD.identifier.value),
    "entity-id": any_of("urn:oid:1.2.250.1.71.4.2.1|"),
    "entity-type": any_of("2"),
    "entity.type": any_of("http://terminology.hl7.org/CodeSystem/audit-entity-type|4"),
    "entity-role": any_of("4"),
    "entity.role": any_of("24,15"),
    "agent": any_of(HADDAD.identifier.value),
    "agent.identifier": any_of(KELLER.identifier.value),
    "agent-name": any_of("Haddad"),
    "agent-role": any_of("10"),
    "user": any_of("holder"),
    "source": any_of("Carnet"),
    "source.identifier": any_of("urn:ietf:rfc:3986|"),
    "type": any_of("rest"),
    "subtype": any_of("read-document", "search"),
    "outcome": any_of("0", "4"),
    "action": any_of("R", "C"),
}
"""Parameter → values to search by, as ``fhir_values`` has them of documents."""

TELLING = frozenset({"_id", "entity", "subtype"})
"""Parameters by which one who knows something of a line would look for it: those that are asked by POST too."""

MODIFIED = {"entity:missing": "true", "subtype:not": "read-document", "agent-name:contains": "add", "type:below": "x"}
REFUSED = {"_has:DocumentReference:subject:type": "x", "entity.what:DocumentReference.type": "57833-6"}


def find_lines(scene: Scene) -> Asking:
    """Ask for the history by each parameter, then page by page."""
    yield from _by_each("/fhir/AuditEvent", HISTORY, scene)
    for name, value in (MODIFIED | REFUSED).items():
        query = urlencode({"patient": scene.patient, **A_YEAR, name: value})
        yield get(f"{name}={value}", f"/fhir/AuditEvent?{query}")
    yield get("whenever", f"/fhir/AuditEvent?{urlencode({'patient': scene.patient})}")
    following: str | None = f"/fhir/AuditEvent?{urlencode({'patient': scene.patient, **A_YEAR, '_count': '3'})}"
    for _ in range(MOST_PAGES):
        if following is None:
            break
        answer = yield get("three lines at a time", following)
        following = answer.link("next")


def search_lines(scene: Scene) -> Asking:
    """The same search by POST, by what is hidden."""
    known = {name: values for name, values in HISTORY.items() if name in TELLING}
    yield from _by_each("/fhir/AuditEvent/_search", known, scene)


def _by_each(base: str, known: dict[str, Values], scene: Scene) -> Asking:
    for name, values in known.items():
        for value in values(scene):
            about = {} if name in ("patient", "patient.identifier") else {"patient": scene.patient}
            yield _ask(base, f"{name}={value[:24]}", urlencode({**about, **A_YEAR, name: value}))
    yield _ask(base, "nobody's", urlencode(A_YEAR))


def _ask(base: str, label: str, query: str) -> Ask:
    return send(label, base, query) if base.endswith("/_search") else get(label, f"{base}?{query}")


def one_line(scene: Scene) -> Asking:
    """Ask for each line by its id, and try to remove it."""
    for index, number in enumerate((*_line_ids(scene), "1")):
        yield get(f"line {index}", f"/fhir/AuditEvent/{number}")
        yield Ask(f"line {index}, deleted", "DELETE", f"/fhir/AuditEvent/{number}")
