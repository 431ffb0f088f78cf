"""How every route of the FHIR door is asked, with every parameter that its searches know."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote, urlencode

from carnet.core.access.actors import Professional
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId, UniqueId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.consent import consent_id
from carnet.doors.fhir.media_types import FHIR_JSON, JSON_PATCH
from carnet.doors.fhir.names import IS_ARCHIVED, RFC_3986
from carnet.doors.fhir.pages import place_of, write_place
from tests.doors.fhir.client import Json, bundle, document_reference
from tests.doors.fhir.deposits import add, base64_of, changed, in_reference, letter
from tests.doors.fhir.openings import opening_of
from tests.installation import HADDAD, KELLER, NAMES
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
    """Marks of pages that begin at what is hidden: of the search that they are sent with, and of another."""
    at = EVE + timedelta(hours=2)
    for searched in ({"status": (BOTH,)}, {}):
        for one in scene.hidden.documents:
            yield write_place(place_of((("created", True),), {"created": at}, one), searched, scene.stage.env)


def _targeted(scene: Scene) -> Iterable[str]:
    yield from (f"DocumentReference/{number}" for number in _ids(scene))
    yield document_id_text(scene.record, scene.stage.shown)


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
    "isArchived": _of("true", "false", "maybe"),
    "author": _of("899700000025"),
    "author.identifier": _of("899700000025", "urn:oid:1.2.250.1.71.4.2.1|899700000025"),
    "authorOrg": _of("urn:oid:1.2.250.1.71.4.2.2|"),
    "related": _of("anything"),
    "relatesto": _targeted,
    "relatesTo": _targeted,
    "period-start": _of(*DAYS),
    "period-end": _of(*DAYS),
    "_lastUpdated": _of("ge2026-11-20T14:00:00Z", "lt2026-11-20T14:00:00Z"),
    "_sort": _of("-_lastUpdated", "date,-creation", "title"),
    "_total": _of("accurate", "none", "many"),
    "_include": _of("DocumentReference:relatesto", "DocumentReference:author"),
    "_revinclude": _of("DocumentReference:relatesto", "List:item"),
    "_id": _ids,
    "_after": _places,
    "_count": _of("0", "2", "many"),
    "_format": _of("json", "xml", "ttl"),
    "_pretty": _of("true"),
    "_summary": _of("count", "true", "perhaps"),
    "_elements": _of("status,relatesTo"),
    "patient": lambda scene: (record_id_text(scene.record),),
    "patient.identifier": lambda scene: (scene.ins,),
}
"""Parameter → values to search by. A parameter that the door knows and that is not here makes the test fail."""

TELLING = frozenset({"identifier", "_id", "security-label", "status", "relatesto", "isArchived"})
"""Parameters by which one who knows something of a document would look for it."""

MODIFIED: dict[str, tuple[str, ...]] = {
    "relatesto:missing": ("true", "false"),
    "security-label:not": ("MASQUE_PS", "N"),
    "period:missing": ("true", "false"),
    "author.family:exact": ("Haddad",),
    "author:identifier": ("urn:oid:1.2.250.1.71.4.2.1|899700000025",),
    "type:below": ("57833-6",),
}
"""Parameters with a modifier, which each kind of parameter knows or refuses."""

REFUSED: dict[str, tuple[str, ...]] = {
    "_has:AuditEvent:entity:type": ("rest",),
    "_has:List:item:title": ("x",),
    "subject:Patient.name": ("Camille",),
    "relatesto.type": ("57833-6",),
    "relatesto:DocumentReference.identifier": ("urn:oid:1.2.250.1.999.404",),
    "encounter.identifier": ("1",),
}
"""What would ask about another resource through this one: refused alike, whatever there is."""

NOT_KNOWN_YET: dict[str, tuple[str, ...]] = {"custodian": ("1",)}
"""Parameters of FHIR that this door ignores with a warning; one that it learns moves to the table above."""

ANSWER_NAMES = ("_format", "_pretty", "_summary", "_elements")

HISTORY: dict[str, Values] = {name: DOCUMENTS[name] for name in (*ANSWER_NAMES, "patient", "patient.identifier")}
HISTORY["date"] = _of(*DAYS)

RECORD: dict[str, Values] = {name: DOCUMENTS[name] for name in ANSWER_NAMES}
RECORD["identifier"] = DOCUMENTS["patient.identifier"]
RECORD["_id"] = DOCUMENTS["patient"]


LISTS: dict[str, Values] = {
    name: DOCUMENTS[name]
    for name in (*ANSWER_NAMES, "patient", "patient.identifier", "isArchived", "date", "_lastUpdated", "authorOrg")
}
LISTS |= {
    "identifier": lambda scene: (*_names(scene), *(f"urn:uuid:{one}" for one in scene.hidden.submissions)),
    "designationType": _of("07"),
    "sourceId": _of("urn:oid:1.2.3"),
    "source.family": _of("Haddad"),
    "source.given": _of("Inès"),
    "source": _of("899700000025"),
    "source.identifier": _of("899700000025"),
    "title": _of("Ordonnance", ""),
    "_id": lambda scene: _list_ids(scene),
    "code": _of("folder", "submissionset,folder", "other"),
    "status": _of("superseded", "current"),
    "_sort": _of("date", "title"),
    "_count": _of("0", "1"),
    "_total": _of("none"),
    "_after": _of("x"),
}


def _list_ids(scene: Scene) -> Iterable[str]:
    numbers = (*scene.hidden.documents, *(DocumentId(one) for one in scene.hidden.submissions))
    return [document_id_text(scene.record, one) for one in numbers]


def _one_list(scene: Scene) -> Asking:
    for index, number in enumerate((*_list_ids(scene), "1")):
        yield get(f"list {index}", f"/fhir/List/{number}")


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
    for name, values in (NOT_KNOWN_YET | MODIFIED | REFUSED).items():
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
    {"Accept": "application/fhir+xml", "Accept_Encoding": "gzip"},
)


def _one_document(kind: str) -> Route:
    def ask(scene: Scene) -> Asking:
        for label, number in _each_document(scene):
            path = f"/fhir/{kind}/{number}"
            for index, headers in enumerate(CONDITIONS if label.startswith(("hidden", "shown")) else CONDITIONS[:1]):
                yield get(f"{label}, condition {index}", path, **headers)
            yield Ask(f"{label}, deleted", "DELETE", path)

    return ask


VERSIONS = ("0", "1", "2", "3", "4")


def _versions(scene: Scene) -> Asking:
    """All the versions of each document together, in both formats and as a count."""
    for label, number in _each_document(scene):
        path = f"/fhir/DocumentReference/{number}/_history"
        yield get(f"{label}, its versions", path)
        yield get(f"{label}, its versions in XML", f"{path}?_format=xml&_summary=true")
        yield get(f"{label}, how many versions", f"{path}?_summary=count")


def _each_version(scene: Scene) -> Asking:
    for label, number in _each_document(scene):
        for version in VERSIONS:
            path = f"/fhir/DocumentReference/{number}/_history/{version}"
            yield get(f"{label}, version {version}", path)
            yield get(f"{label}, version {version} known", path, If_None_Match=f'W/"{version}"')


def _about_record(base: str, known: dict[str, Values], by: str) -> Route:
    def ask(scene: Scene) -> Asking:
        for one in _questions(scene, known, (by, scene.patient), {}):
            yield _asked(base, one)

    return ask


def _about_lists(base: str) -> Route:
    def ask(scene: Scene) -> Asking:
        always = {"code": "submissionset", "status": "current"}
        for one in _questions(scene, LISTS, ("patient", scene.patient), always):
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


def _changed(scene: Scene) -> Asking:
    for label, number in _each_document(scene):
        for what, operations in CHANGES.items():
            # What is there for everybody is not deleted: what follows would have nothing to ask about.
            if (label, what) != ("shown", "deleted"):
                yield _patch(f"{label}, {what}", f"/fhir/DocumentReference/{number}", operations)


def _changed_by_number(scene: Scene) -> Asking:
    for index, name in enumerate(_names(scene)):
        number = quote(name, safe="")
        for what, operations in CHANGES.items():
            path = f"/fhir/DocumentReference?identifier={number}"
            yield _patch(f"name {index}, {what}", f"{path}&patient={scene.patient}", operations)
            yield _patch(f"name {index}, {what}, of anybody", path, operations)


def _patch(label: str, path: str, operations: list[Json]) -> Ask:
    body = json.dumps(operations).encode()
    return Ask(label, "PATCH", path, body, JSON_PATCH, headers={"Person-Present": "true"})


def _generated(scene: Scene) -> Asking:
    """A CDA alone, under a number that is taken, and one whose header names a version."""
    for version in (*scene.hidden.unique_ids, UniqueId("urn:oid:1.2.250.1.999.404")):
        one = letter(scene.person, by=HADDAD, number=350, replaces=version)
        binary = {"resourceType": "Binary", "contentType": "text/xml", "data": base64_of(one.content)}
        sent = {"resourceType": "Parameters", "parameter": [{"name": "document", "resource": binary}]}
        yield resource("whose header names a version", "/fhir/DocumentReference/$generate-metadata", sent)


def _opening(scene: Scene) -> Asking:
    """The record that is there already: asked for again, by its number, without and with a card."""
    yield resource("opening it again", "/fhir/Patient/$open", opening_of(scene.person))
    yield resource("opening it with a card", "/fhir/Patient/$open", opening_of(scene.person, card="forged"))


def _list_again(scene: Scene) -> Asking:
    query = urlencode({"patient": scene.patient, "status": BOTH})
    yield get("the list, afterwards", f"/fhir/DocumentReference?{query}")
    yield get("the history, afterwards", f"/fhir/AuditEvent?{urlencode({'patient': scene.patient})}")


CONSENTS: dict[str, Values] = {name: DOCUMENTS[name] for name in (*ANSWER_NAMES, "patient", "patient.identifier")}
CONSENTS |= {
    "_id": lambda scene: [consent_id(scene.record, one.identifier) for one in (HADDAD, KELLER)],
    "status": _of("active", "inactive"),
    "actor": _of(HADDAD.identifier.value),
    "actor.identifier": _of(KELLER.identifier.value),
    "actor:identifier": _of(KELLER.identifier.value),
}


def _one_consent(scene: Scene) -> Asking:
    for who in (HADDAD, KELLER):
        yield get(f"of {who.identifier.value}", f"/fhir/Consent/{consent_id(scene.record, who.identifier)}")
    yield get("of nobody", "/fhir/Consent/1")


def _stated(method: str, path: str, **changes: object) -> Route:
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


READINGS: dict[tuple[str, str], Route] = {
    ("GET", "DocumentReference"): _get_documents,
    ("POST", "DocumentReference/_search"): _search_documents,
    ("GET", "DocumentReference/{id}"): _one_document("DocumentReference"),
    ("GET", "DocumentReference/{id}/_history"): _versions,
    ("GET", "DocumentReference/{id}/_history/{vid}"): _each_version,
    ("GET", "Binary/{id}"): _one_document("Binary"),
    ("GET", "List"): _about_lists("/fhir/List"),
    ("POST", "List/_search"): _about_lists("/fhir/List/_search"),
    ("GET", "List/{id}"): _one_list,
    ("GET", "Patient"): _about_record("/fhir/Patient", RECORD, "_id"),
    ("POST", "Patient/_search"): _about_record("/fhir/Patient/_search", RECORD, "_id"),
    ("GET", "Consent"): _about_record("/fhir/Consent", CONSENTS, "patient"),
    ("POST", "Consent/_search"): _about_record("/fhir/Consent/_search", CONSENTS, "patient"),
    ("GET", "Consent/{id}"): _one_consent,
    ("GET", "AuditEvent"): _about_record("/fhir/AuditEvent", HISTORY, "patient"),
    ("POST", "AuditEvent/_search"): _about_record("/fhir/AuditEvent/_search", HISTORY, "patient"),
}
ACTS: dict[tuple[str, str], Route] = {
    ("POST", "DocumentReference/$validate"): _deposits(
        "/fhir/DocumentReference/$validate",
        lambda one: document_reference(one.entry, one.content),
        ("relatesTo",),
        300,
    ),
    ("POST", "Bundle/$validate"): _deposits(
        "/fhir/Bundle/$validate", lambda one: bundle(one.entry, one.content), in_reference("relatesTo"), 400
    ),
    ("POST", "Patient/$open"): _opening,
    ("POST", "DocumentReference/$generate-metadata"): _generated,
    ("POST", "Consent"): _stated("POST", "/fhir/Consent"),
    ("PUT", "Consent/{id}"): _stated("PUT", "/fhir/Consent/{id}"),
    ("DELETE", "Consent/{id}"): _stated("DELETE", "/fhir/Consent/nothing"),
    ("PATCH", "DocumentReference/{id}"): _changed,
    ("PATCH", "DocumentReference"): _changed_by_number,
    ("POST", ""): _deposits("/fhir/", lambda one: bundle(one.entry, one.content), in_reference("relatesTo"), 100),
    ("POST", "DocumentReference"): _deposits(
        "/fhir/DocumentReference", lambda one: document_reference(one.entry, one.content), ("relatesTo",), 200
    ),
}
"""Each route of ``carnet.doors.fhir.router.ROUTES``, in one of the two tables. Acts come after readings."""


def _outside(_scene: Scene) -> Asking:
    yield get("what is offered", "/fhir/metadata")
    yield get("what is offered, described", "/fhir/openapi.json")
    yield get("nothing there", "/fhir/Nothing")
    yield send("a token, without proof", "/oauth/token", "grant_type=client_credentials")
    yield get("asking a person, without saying for whom", "/oauth/authorize")
    yield send("giving back what is no token", "/oauth/revoke", "token=guess&client_id=nobody")
    yield send("looking at what is no token", "/oauth/introspect", "token=guess&client_id=nobody")
    yield get("how tokens are got", "/fhir/.well-known/smart-configuration")
    yield get("how tokens are got, for any software", "/.well-known/oauth-authorization-server")
    yield get("whether it is well", "/health")
    yield Ask("the list, without a token", "GET", "/fhir/DocumentReference", signed_in=False)


AFTERWARDS: dict[tuple[str, str], Route] = {("GET", "again"): _list_again}
AROUND: dict[tuple[str, str], Route] = {("", "around the door"): _outside}
"""What the door of software answers beside its table."""
