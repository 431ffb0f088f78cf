"""How every route of the FHIR door is asked, with every parameter that its searches know."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import quote, urlencode

from carnet.core.access.actors import Professional
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId, UniqueId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.names import RFC_3986
from tests.doors.fhir.client import Json, bundle, document_reference
from tests.doors.fhir.deposits import add, changed, in_reference, letter
from tests.doors.fhir.openings import opening_of
from tests.installation import HADDAD, NAMES
from tests.two_worlds.asking import Ask, Asking, Route, Scene, get, resource, send
from tests.two_worlds.people import EVE
from tests.two_worlds.stage import prescription

BOTH = "current,superseded"
MOST_PAGES = 20


def _names(scene: Scene) -> Iterable[str]:
    """Every number of what is hidden: the uniqueIds, and the number of each version of the metadata."""
    for unique_id in scene.hidden.unique_ids:
        yield unique_id.value
        yield f"{RFC_3986}|{unique_id.value}"
    yield from (f"urn:uuid:{number}" for number in scene.hidden.entry_uuids)
    yield "urn:oid:1.2.250.1.999.404"


def _ids(scene: Scene) -> Iterable[str]:
    ids = [document_id_text(scene.record, one) for one in scene.hidden.documents]
    yield from ids
    yield ",".join([*ids, document_id_text(scene.record, scene.stage.shown)])


def _places(scene: Scene) -> Iterable[str]:
    moment = int((EVE + timedelta(hours=2)).timestamp()) * 1_000_000
    yield from (f"{moment}.{document_id_text(scene.record, one)}" for one in scene.hidden.documents)


Values = Callable[[Scene], Iterable[str]]


def _of(*values: str) -> Values:
    return lambda _scene: values


DAYS = ("ge2026-11-20", "lt2026-11-20T14:30:00Z", "2026-11-20", "never")

DOCUMENTS: dict[str, Values] = {
    "type": _of("57833-6", "http://loinc.org|34112-3"),
    "category": _of("42", "10,11"),
    "format": _of("urn:ihe:iti:xds:2017:mimeTypeSufficient"),
    "facility": _of("SA07"),
    "setting": _of("AMBULATOIRE"),
    "event": _of("anything"),
    "security-label": _of("MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX", "N"),
    "identifier": _names,
    "author.family": _of("Haddad", "Keller"),
    "author.given": _of("Inès"),
    "creation": _of(*DAYS),
    "date": _of(*DAYS),
    "period": _of(*DAYS),
    "status": _of("current", "superseded", "entered-in-error"),
    "_id": _ids,
    "_after": _places,
    "_count": _of("0", "2", "many"),
    "_format": _of("json"),
    "_pretty": _of("true"),
    "patient": lambda scene: (record_id_text(scene.record),),
    "patient.identifier": lambda scene: (scene.ins,),
}
"""Parameter → values to search by. A parameter that the door knows and that is not here makes the test fail."""

TELLING = frozenset({"identifier", "_id", "security-label", "status"})
"""Parameters by which one who knows something of a document would look for it."""

NOT_KNOWN_YET: dict[str, tuple[str, ...]] = {
    "_total": ("accurate", "none"),
    "_summary": ("count",),
    "_lastUpdated": ("ge2026-11-20T14:00:00Z",),
    "_sort": ("-_lastUpdated",),
    "_include": ("DocumentReference:relatesto",),
    "_revinclude": ("DocumentReference:relatesto",),
    "related": ("Patient/1",),
}
"""Parameters of FHIR that this door ignores with a warning; one that it learns moves to the table above."""

HISTORY: dict[str, Values] = {name: DOCUMENTS[name] for name in ("patient", "patient.identifier", "_format", "_pretty")}
HISTORY["date"] = _of(*DAYS)

RECORD: dict[str, Values] = {name: DOCUMENTS[name] for name in ("_format", "_pretty")}
RECORD["identifier"] = DOCUMENTS["patient.identifier"]
RECORD["_id"] = DOCUMENTS["patient"]


def _questions(scene: Scene, known: dict[str, Values], subject: tuple[str, str], always: dict[str, str]) -> Asking:
    """Every value of every parameter, each beside whom it is about unless it says so itself."""
    subjects = ("_id", "identifier") if known is RECORD else ("patient", "patient.identifier")
    for name, values in known.items():
        for value in values(scene):
            about = {} if name in subjects else dict([subject])
            yield get(f"{name}={value[:24]}", "?" + urlencode({**about, **always, name: value}))
    yield get("nobody", "?" + urlencode(always))


def _get_documents(scene: Scene) -> Asking:
    base, subject = "/fhir/DocumentReference", ("patient", scene.patient)
    for ask in _questions(scene, DOCUMENTS, subject, {"status": BOTH}):
        yield _below(base, ask)
    for name, values in NOT_KNOWN_YET.items():
        for value in values:
            query = urlencode({"patient": scene.patient, "status": BOTH, name: value})
            yield get(f"{name}={value}", f"{base}?{query}")
            yield get(f"{name}={value}, strictly", f"{base}?{query}", Prefer="handling=strict")
    query = urlencode({"patient": scene.patient, "status": BOTH})
    yield get(
        "if modified", f"{base}?{query}", If_Modified_Since="Fri, 20 Nov 2026 14:00:00 GMT", If_None_Match='W/"1"'
    )
    for count in ("1", "2"):
        following: str | None = f"{base}?{query}&_count={count}"
        for _ in range(MOST_PAGES):
            if following is None:
                break
            answer = yield get(f"pages of {count}", following)
            following = answer.link("next")


def _search_documents(scene: Scene) -> Asking:
    """The same search by POST: each parameter in turn, and every value of those that name what is hidden."""
    base, subject = "/fhir/DocumentReference/_search", ("patient.identifier", scene.ins)
    known = {name: values if name in TELLING else _first(values) for name, values in DOCUMENTS.items()}
    for ask in _questions(scene, known, subject, {"status": BOTH}):
        yield _asked(base, ask)


def _first(values: Values) -> Values:
    return lambda scene: list(values(scene))[:1]


def _below(base: str, ask: Ask) -> Ask:
    return get(ask.label, base + ask.path)


def _each_document(scene: Scene) -> Iterable[tuple[str, str]]:
    """The hidden ones, one that is not, and ids that never were."""
    for index, one in enumerate(scene.hidden.documents):
        yield f"hidden {index}", document_id_text(scene.record, one)
    yield "shown", document_id_text(scene.record, scene.stage.shown)
    yield "in nobody's record", document_id_text(scene.record, DocumentId(scene.record))
    yield "no id", "1"


CONDITIONS: tuple[dict[str, str], ...] = (
    {},
    {"If_None_Match": 'W/"1"'},
    {"If_None_Match": 'W/"2"', "If_Modified_Since": "Fri, 20 Nov 2026 14:00:00 GMT"},
    {"Range": "bytes=0-3", "Accept": "application/fhir+json"},
)


def _one_document(kind: str) -> Route:
    def ask(scene: Scene) -> Asking:
        for label, number in _each_document(scene):
            path = f"/fhir/{kind}/{number}"
            for index, headers in enumerate(CONDITIONS if label.startswith(("hidden", "shown")) else CONDITIONS[:1]):
                yield get(f"{label}, condition {index}", path, **headers)
            yield get(f"{label}, its versions", f"{path}/_history")
            yield Ask(f"{label}, deleted", "DELETE", path)

    return ask


def _about_record(base: str, known: dict[str, Values], by: str) -> Route:
    def ask(scene: Scene) -> Asking:
        for one in _questions(scene, known, (by, scene.patient), {}):
            yield _asked(base, one)

    return ask


def _asked(base: str, ask: Ask) -> Ask:
    return send(ask.label, base, ask.path.removeprefix("?")) if base.endswith("/_search") else _below(base, ask)


def _deposited(scene: Scene, number: int) -> SubmittedDocument:
    """What the reader deposits, in their own name when they are a professional."""
    by = scene.actor if isinstance(scene.actor, Professional) and scene.actor in NAMES else HADDAD
    return prescription(scene.person, number, by=by, hours=6)


def _targets(scene: Scene) -> Iterable[tuple[str, Json]]:
    """What a deposit says that it replaces: what is hidden, by each of its numbers; what never was."""
    for label, number in _each_document(scene):
        yield label, {"reference": f"DocumentReference/{number}"}
    for index, name in enumerate(_names(scene)):
        yield f"name {index}", {"identifier": {"system": RFC_3986, "value": name.rpartition("|")[2]}}
        yield (
            f"name {index}, conditional",
            {"reference": f"DocumentReference?identifier={quote(f'{RFC_3986}|{name}', safe='')}"},
        )


def _deposits(path: str, made: Callable[[SubmittedDocument], Json], place: tuple[str | int, ...], first: int) -> Route:
    def ask(scene: Scene) -> Asking:
        for index, (label, target) in enumerate(_targets(scene)):
            sent = made(_deposited(scene, first + index))
            relation = {"code": "replaces", "target": target}
            yield resource(f"replacing {label}", path, changed(sent, add(*place, value=relation)))
        for unique_id in scene.hidden.unique_ids:
            number = int(unique_id.value.rpartition(".")[2])
            yield resource("under a uniqueId that is taken", path, made(_deposited(scene, number)))
        for version in (*scene.hidden.unique_ids, UniqueId("urn:oid:1.2.250.1.999.404")):
            one = letter(scene.person, by=HADDAD, number=first + 50, replaces=version)
            yield resource("whose header names a version", path, made(one))

    return ask


def _opening(scene: Scene) -> Asking:
    """The record that is there already: asked for again, by its number, without and with a card."""
    yield resource("opening it again", "/fhir/Patient/$open", opening_of(scene.person))
    yield resource("opening it with a card", "/fhir/Patient/$open", opening_of(scene.person, card="forged"))


def _list_again(scene: Scene) -> Asking:
    query = urlencode({"patient": scene.patient, "status": BOTH})
    yield get("the list, afterwards", f"/fhir/DocumentReference?{query}")
    yield get("the history, afterwards", f"/fhir/AuditEvent?{urlencode({'patient': scene.patient})}")


READINGS: dict[tuple[str, str], Route] = {
    ("GET", "DocumentReference"): _get_documents,
    ("POST", "DocumentReference/_search"): _search_documents,
    ("GET", "DocumentReference/{id}"): _one_document("DocumentReference"),
    ("GET", "Binary/{id}"): _one_document("Binary"),
    ("GET", "Patient"): _about_record("/fhir/Patient", RECORD, "_id"),
    ("POST", "Patient/_search"): _about_record("/fhir/Patient/_search", RECORD, "_id"),
    ("GET", "AuditEvent"): _about_record("/fhir/AuditEvent", HISTORY, "patient"),
    ("POST", "AuditEvent/_search"): _about_record("/fhir/AuditEvent/_search", HISTORY, "patient"),
}
ACTS: dict[tuple[str, str], Route] = {
    ("POST", "Patient/$open"): _opening,
    ("POST", ""): _deposits("/fhir/", lambda one: bundle(one.entry, one.content), in_reference("relatesTo"), 100),
    ("POST", "DocumentReference"): _deposits(
        "/fhir/DocumentReference", lambda one: document_reference(one.entry, one.content), ("relatesTo",), 200
    ),
}
"""Each route of ``carnet.doors.fhir.router.ROUTES``, in one of the two tables. Acts come after readings."""


def _outside(_scene: Scene) -> Asking:
    yield get("what is offered", "/fhir/metadata")
    yield get("nothing there", "/fhir/Nothing")
    yield send("a token, without proof", "/oauth/token", "grant_type=client_credentials")
    yield get("whether it is well", "/health")
    yield Ask("the list, without a token", "GET", "/fhir/DocumentReference", signed_in=False)


AFTERWARDS: dict[tuple[str, str], Route] = {("GET", "again"): _list_again}
AROUND: dict[tuple[str, str], Route] = {("", "around the door"): _outside}
"""What the door of software answers beside its table."""
