"""The parameters that the searches of the FHIR door know, and what they are asked by: what is hidden, above all."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.consent import consent_id
from carnet.doors.fhir.names import RFC_3986
from carnet.doors.fhir.pages import place_of, write_place
from tests.installation import HADDAD, KELLER
from tests.two_worlds.asking import Scene
from tests.two_worlds.people import EVE

BOTH = "current,superseded"


def hidden_names(scene: Scene) -> Iterable[str]:
    """Every number of what is hidden: the uniqueIds, and the number of each version of the metadata."""
    for unique_id in scene.hidden.unique_ids:
        yield unique_id.value
        yield f"{RFC_3986}|{unique_id.value}"
    yield from (f"urn:uuid:{number}" for number in scene.hidden.entry_uuids)
    yield "urn:oid:1.2.250.1.999.404"


def document_ids(scene: Scene) -> Iterable[str]:
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
    yield from (f"DocumentReference/{number}" for number in document_ids(scene))
    yield document_id_text(scene.record, scene.stage.shown)


Values = Callable[[Scene], Iterable[str]]


def any_of(*values: str) -> Values:
    return lambda _scene: values


DAYS = ("ge2026-11-20", "lt2026-11-20T14:30:00Z", "2026-11-20", "never")

DOCUMENTS: dict[str, Values] = {
    "type": any_of("57833-6", "http://loinc.org|34112-3"),
    "category": any_of("42", "10,11"),
    "format": any_of("urn:ihe:iti:xds:2017:mimeTypeSufficient"),
    "facility": any_of("SA07"),
    "setting": any_of("AMBULATOIRE"),
    "event": any_of("anything"),
    "security-label": any_of("MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX", "N"),
    "identifier": hidden_names,
    "author.family": any_of("Haddad", "Keller"),
    "author.given": any_of("Inès"),
    "creation": any_of(*DAYS),
    "date": any_of(*DAYS),
    "period": any_of(*DAYS),
    "status": any_of("current", "superseded", "entered-in-error"),
    "isArchived": any_of("true", "false", "maybe"),
    "author": any_of("899700000025"),
    "author.identifier": any_of("899700000025", "urn:oid:1.2.250.1.71.4.2.1|899700000025"),
    "authorOrg": any_of("urn:oid:1.2.250.1.71.4.2.2|"),
    "related": any_of("anything"),
    "relatesto": _targeted,
    "relatesTo": _targeted,
    "period-start": any_of(*DAYS),
    "period-end": any_of(*DAYS),
    "_lastUpdated": any_of("ge2026-11-20T14:00:00Z", "lt2026-11-20T14:00:00Z"),
    "_sort": any_of("-_lastUpdated", "date,-creation", "title"),
    "_total": any_of("accurate", "none", "many"),
    "_include": any_of("DocumentReference:relatesto", "DocumentReference:author"),
    "_revinclude": any_of("DocumentReference:relatesto", "List:item"),
    "_id": document_ids,
    "_after": _places,
    "_count": any_of("0", "2", "many"),
    "_format": any_of("json", "xml", "ttl"),
    "_pretty": any_of("true"),
    "_summary": any_of("count", "true", "perhaps"),
    "_elements": any_of("status,relatesTo"),
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

RECORD: dict[str, Values] = {name: DOCUMENTS[name] for name in ANSWER_NAMES}
RECORD["identifier"] = DOCUMENTS["patient.identifier"]
RECORD["_id"] = DOCUMENTS["patient"]
RECORD |= {"family": any_of("Morel"), "given": any_of("Camille"), "birthdate": any_of("1984-03-12")}


LISTS: dict[str, Values] = {
    name: DOCUMENTS[name]
    for name in (*ANSWER_NAMES, "patient", "patient.identifier", "isArchived", "date", "_lastUpdated", "authorOrg")
}
LISTS |= {
    "identifier": lambda scene: (*hidden_names(scene), *(f"urn:uuid:{one}" for one in scene.hidden.submissions)),
    "designationType": any_of("07"),
    "sourceId": any_of("urn:oid:1.2.3"),
    "source.family": any_of("Haddad"),
    "source.given": any_of("Inès"),
    "source": any_of("899700000025"),
    "source.identifier": any_of("899700000025"),
    "title": any_of("Ordonnance", ""),
    "_id": lambda scene: list_ids(scene),
    "code": any_of("folder", "submissionset,folder", "other"),
    "status": any_of("superseded", "current"),
    "_sort": any_of("date", "title"),
    "_count": any_of("0", "1"),
    "_total": any_of("none"),
    "_after": any_of("x"),
}


def list_ids(scene: Scene) -> Iterable[str]:
    numbers = (*scene.hidden.documents, *(DocumentId(one) for one in scene.hidden.submissions))
    return [document_id_text(scene.record, one) for one in numbers]


CONSENTS: dict[str, Values] = {name: DOCUMENTS[name] for name in (*ANSWER_NAMES, "patient", "patient.identifier")}
CONSENTS |= {
    "_id": lambda scene: [consent_id(scene.record, one.identifier) for one in (HADDAD, KELLER)],
    "status": any_of("active", "inactive"),
    "actor": any_of(HADDAD.identifier.value),
    "actor.identifier": any_of(KELLER.identifier.value),
    "actor:identifier": any_of(KELLER.identifier.value),
    "period": any_of(*DAYS),
    "date": any_of(*DAYS),
    "_include": any_of("Consent:patient"),
    "_sort": any_of("date", "status"),
    "_count": any_of("0", "1"),
    "_total": any_of("none"),
    "_after": any_of("x"),
}
