"""How the readings of the FHIR door are asked: the searches with each parameter, and what is hidden by its id."""

from collections.abc import Iterable
from urllib.parse import urlencode

from carnet.core.identifiers import NOBODYS_RECORD, DocumentId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.consent import consent_id
from tests.installation import HADDAD, KELLER
from tests.two_worlds.asking import Ask, Asking, Route, Scene, get, send
from tests.two_worlds.fhir_values import (
    BOTH,
    CONSENTS,
    DOCUMENTS,
    LISTS,
    MODIFIED,
    NOT_KNOWN_YET,
    RECORD,
    REFUSED,
    TELLING,
    Values,
    list_ids,
)

MOST_PAGES = 20


def one_list(scene: Scene) -> Asking:
    for index, number in enumerate((*list_ids(scene), "1")):
        yield get(f"list {index}", f"/fhir/List/{number}")


def _questions(scene: Scene, known: dict[str, Values], subject: tuple[str, str], always: dict[str, str]) -> Asking:
    """Every value of every parameter, each beside whom it is about unless it says so itself."""
    subjects = ("_id", "identifier") if known is RECORD else ("patient", "patient.identifier")
    for name, values in known.items():
        for value in values(scene):
            about = {} if name in subjects else dict([subject])
            yield get(f"{name}={value[:24]}", "?" + urlencode({**about, **always, name: value}))
    yield get("nobody", "?" + urlencode(always))


def get_documents(scene: Scene) -> Asking:
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


def search_documents(scene: Scene) -> Asking:
    """The same search by POST: each parameter in turn, and every value of those that name what is hidden."""
    base, subject = "/fhir/DocumentReference/_search", ("patient.identifier", scene.ins)
    known = {name: values if name in TELLING else _first(values) for name, values in DOCUMENTS.items()}
    for ask in _questions(scene, known, subject, {"status": BOTH}):
        yield _asked(base, ask)


def _first(values: Values) -> Values:
    return lambda scene: list(values(scene))[:1]


def _below(base: str, ask: Ask) -> Ask:
    return get(ask.label, base + ask.path)


def each_document(scene: Scene) -> Iterable[tuple[str, str]]:
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


def one_document(kind: str) -> Route:
    def ask(scene: Scene) -> Asking:
        for label, number in each_document(scene):
            path = f"/fhir/{kind}/{number}"
            for index, headers in enumerate(CONDITIONS if label.startswith(("hidden", "shown")) else CONDITIONS[:1]):
                yield get(f"{label}, condition {index}", path, **headers)
            yield Ask(f"{label}, deleted", "DELETE", path)

    return ask


VERSIONS = ("0", "1", "2", "3", "4")


def versions(scene: Scene) -> Asking:
    """All the versions of each document together, in both formats and as a count."""
    for label, number in each_document(scene):
        path = f"/fhir/DocumentReference/{number}/_history"
        yield get(f"{label}, its versions", path)
        yield get(f"{label}, its versions in XML", f"{path}?_format=xml&_summary=true")
        yield get(f"{label}, how many versions", f"{path}?_summary=count")


def each_version(scene: Scene) -> Asking:
    for label, number in each_document(scene):
        for version in VERSIONS:
            path = f"/fhir/DocumentReference/{number}/_history/{version}"
            yield get(f"{label}, version {version}", path)
            yield get(f"{label}, version {version} known", path, If_None_Match=f'W/"{version}"')


def about_record(base: str, known: dict[str, Values], by: str) -> Route:
    def ask(scene: Scene) -> Asking:
        for one in _questions(scene, known, (by, scene.patient), {}):
            yield _asked(base, one)

    return ask


def about_lists(base: str) -> Route:
    def ask(scene: Scene) -> Asking:
        always = {"code": "submissionset", "status": "current"}
        for one in _questions(scene, LISTS, ("patient", scene.patient), always):
            yield _asked(base, one)

    return ask


def _asked(base: str, ask: Ask) -> Ask:
    return send(ask.label, base, ask.path.removeprefix("?")) if base.endswith("/_search") else _below(base, ask)


def one_patient(scene: Scene) -> Asking:
    """The person by the id of their record, and by one that never was; by their traits, as in a call."""
    for number in (scene.patient, record_id_text(NOBODYS_RECORD), "1"):
        yield get(f"the person {number}", f"/fhir/Patient/{number}")
    traits = scene.person.traits
    query = urlencode({"family": traits.birth_name, "birthdate": traits.birth_date.isoformat()})
    yield get("by name", f"/fhir/Patient?{query}", Emergency_Call="2026-1121-0042")


def own_records(scene: Scene) -> Asking:
    """TD0.4: the records that the asker may open, by one's own number and by that of another."""
    asker = getattr(scene.actor, "identifier", KELLER.identifier)
    for who in (asker, HADDAD.identifier):
        for more in ({}, {"_include": "Consent:patient"}, {"status": "active", "_count": "1"}):
            yield get(f"of {who.value} {more}", f"/fhir/Consent?{urlencode({'actor': who.value, **more})}")


def find_consents(scene: Scene) -> Asking:
    """The consents of the record by each parameter; and, of the asker, in every record."""
    yield from about_record("/fhir/Consent", CONSENTS, "patient")(scene)
    yield from own_records(scene)


def one_consent(scene: Scene) -> Asking:
    for who in (HADDAD, KELLER):
        yield get(f"of {who.identifier.value}", f"/fhir/Consent/{consent_id(scene.record, who.identifier)}")
    yield get("of nobody", "/fhir/Consent/1")


def list_again(scene: Scene) -> Asking:
    query = urlencode({"patient": scene.patient, "status": BOTH})
    yield get("the list, afterwards", f"/fhir/DocumentReference?{query}")
    yield get("the history, afterwards", f"/fhir/AuditEvent?{urlencode({'patient': scene.patient, 'date': '2026'})}")
    yield get("their own words, afterwards", f"/fhir/Patient/{scene.patient}/$everything?_type=QuestionnaireResponse")
