"""A line of the history → AuditEvent (IHE BALP 1.1)."""

from collections.abc import Mapping
from typing import Final

from carnet.core.access.actions import Action
from carnet.core.audit.events import AccessMode, AuditEvent, Outcome, Party, SecurityAct
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.values import Json, write_instant
from carnet.doors.fhir.names import CARNET, ORGANIZATION_SYSTEM, PRACTITIONER_SYSTEM, RFC_3986
from carnet.usecases.reading.read_access_history import HistoryLine

CREATE, READ, SEARCH, UPDATE = ("create", "C"), ("read", "R"), ("search", "E"), ("update", "U")

ACTION_CODES: Final[Mapping[Action | SecurityAct, tuple[str, str]]] = {
    Action.DEPOSIT_DOCUMENTS: CREATE,
    Action.ADD_HEALTH: CREATE,
    Action.OPEN_RECORD: CREATE,
    Action.READ_DOCUMENT: READ,
    Action.COPY_DOCUMENT: READ,
    Action.INDEX_DOCUMENT: READ,
    Action.READ_KEPT_ALLERGIES: READ,
    Action.READ_HEALTH: READ,
    Action.LIST_DOCUMENTS: SEARCH,
    Action.CHECK_RECORD: SEARCH,
    Action.READ_ACCESS_HISTORY: SEARCH,
    Action.READ_ACCESS_RIGHTS: SEARCH,
    Action.FIND_BY_TRAITS: SEARCH,
    Action.SIMULATE_ACCESS: SEARCH,
}
"""FHIR restful-interaction and AuditEvent.action; any other act is an update of who may do what."""

OUTCOME_CODES = {Outcome.DONE: "0", Outcome.REFUSED: "4", Outcome.DEFECTIVE: "4"}
CARNET_CODES = CARNET.removesuffix("StructureDefinition/")

BALP: Final = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
PROFILES: Final = {CREATE: "PatientCreate", READ: "PatientRead", SEARCH: "PatientQuery", UPDATE: "PatientUpdate"}
DCM: Final = "http://dicom.nema.org/resources/ontology/DCM"
SENDER, RECEIVER = "110153", "110152"
"""Roles of DICOM: where what moves comes from, where it goes. A query moves to the server, what is read from it."""
AUDIT_ENTITY_TYPE: Final = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
OBJECT_ROLE: Final = "http://terminology.hl7.org/CodeSystem/object-role"
BALP_ENTITY_TYPE: Final = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType"
PARTICIPATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
ABSENT_REASON: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
SOFTWARE_KINDS: Final = frozenset({"structure", "insurer"})
"""Those who ask with no person named: the software is all there is."""


def write_audit_event(line: HistoryLine, record: RecordId, *, base_url: str) -> Json:
    """Write one line: who asked, through what, of which server; its patient, the documents and whom it names.

    ``base_url``: of this server, which is the source. The profile of BALP is named where the line has all that it asks:
    done, and about one document at most.
    """
    event = line.event
    kind = ACTION_CODES.get(event.action, UPDATE)
    written: Json = {
        "resourceType": "AuditEvent",
        "id": audit_event_id(record, event),
        "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
        "subtype": [
            {"system": "http://hl7.org/fhir/restful-interaction", "code": kind[0]},
            {"system": f"{CARNET_CODES}CodeSystem/actions", "code": event.action.value},
        ],
        "action": kind[1],
        "recorded": write_instant(event.at),
        "outcome": OUTCOME_CODES[event.outcome],
        "outcomeDesc": " ".join(line.sentences) if event.outcome is Outcome.REFUSED else event.outcome.value,
        "agent": _agents(line, kind, base_url),
        "source": {"observer": _server_identity(base_url)},
        "entity": _entities(line, kind, record),
    }
    if profile := _profile(event, kind):
        written["meta"] = {"profile": [profile]}
    if purposes := _purposes(event):
        written["purposeOfEvent"] = purposes
    return written


def audit_event_id(record: RecordId, event: AuditEvent) -> str:
    """Write the id of a line: the record's, a dash, the line's (53 characters)."""
    return document_id_text(record, DocumentId(event.id))


def _profile(event: AuditEvent, kind: tuple[str, str]) -> str:
    """Name the profile that the line follows; none where it says less, or more, than one exchange."""
    has_its_object = kind == SEARCH or len(event.documents) == 1
    holds = event.outcome is Outcome.DONE and has_its_object
    return f"{BALP}{PROFILES[kind]}" if holds else ""


def _entities(line: HistoryLine, kind: tuple[str, str], record: RecordId) -> list[Json]:
    event = line.event
    patient = f"Patient/{record_id_text(record)}"
    entities: list[Json] = [
        {"what": {"reference": patient}, "type": _entity_type("1"), "role": _role("1")},
        *(
            {
                "what": {"reference": f"DocumentReference/{document_id_text(record, document)}"},
                "type": _entity_type("2"),
                "role": _role("4"),
            }
            for document in event.documents
            if kind != SEARCH
        ),
    ]
    if kind == SEARCH:
        entities.append({"type": _entity_type("2"), "role": _role("24"), "_query": _absent("masked")})
        entities += (
            {
                "what": {"reference": f"DocumentReference/{document_id_text(record, document)}"},
                "type": _entity_type("4"),
                "role": _role("4"),
            }
            for document in event.documents
        )
    if event.concerned is not None:
        entities.append(_concerned(event.concerned, line.concerned))
    if event.request:
        number = {"identifier": {"value": event.request}}
        entities.append({"what": number, "type": {"system": BALP_ENTITY_TYPE, "code": "XrequestId"}})
    return entities


def _concerned(party: Party, name: str) -> Json:
    """Write whom the act bears on: authorised, blocked, named."""
    what = _identity(party, name)
    if party.kind in SOFTWARE_KINDS:
        return {"what": what, "type": _entity_type("3")}
    # Never of type 1 (a person): in the profiles of BALP that is the patient, and the patient alone.
    return {"what": what, "type": _entity_type("4"), "role": _role("15" if party.kind == "professional" else "11")}


def _entity_type(code: str) -> Json:
    return {"system": AUDIT_ENTITY_TYPE, "code": code}


def _role(code: str) -> Json:
    return {"system": OBJECT_ROLE, "code": code}


def _absent(reason: str) -> Json:
    """Say that an element is left out: what was searched for may hold an INS, and from where nobody keeps."""
    return {"extension": [{"url": ABSENT_REASON, "valueCode": reason}]}


def _purposes(event: AuditEvent) -> list[Json]:
    system = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    if event.mode is AccessMode.BREAK_THE_GLASS:
        concept: Json = {"coding": [{"system": system, "code": "BTG"}]}
        return [{**concept, "text": event.reason} if event.reason else concept]
    if event.mode is AccessMode.SAMU_CALL:
        return [{"coding": [{"system": system, "code": "ETREAT"}]}]
    return [{"coding": [{"system": system, "code": event.purpose}]}] if event.purpose else []


def _agents(line: HistoryLine, kind: tuple[str, str], base_url: str) -> list[Json]:
    """Write who asked first; then, where a person did, the software through which they did; then this server."""
    event = line.event
    client, server = (RECEIVER, SENDER) if kind == READ else (SENDER, RECEIVER)
    here: Json = {
        "type": {"coding": [{"system": DCM, "code": server}]},
        "requestor": False,
        "who": _server_identity(base_url),
        "network": {"address": base_url, "type": "5"},
    }
    asked: Json = {"requestor": True, "who": _identity(event.actor, line.name)}
    if line.name:
        asked["name"] = line.name
    through: Json = {"type": {"coding": [{"system": DCM, "code": client}]}, "network": _absent("unsupported")}
    if event.actor.kind in SOFTWARE_KINDS:
        return [{**through, **asked}, here]
    role = "IRCP" if kind in (READ, SEARCH) else "AUT"
    user: Json = {"type": {"coding": [{"system": PARTICIPATION, "code": role}]}, **asked}
    if event.actor.profession:
        user["role"] = [{"coding": [{"system": "urn:oid:1.2.250.1.71.1.2.7", "code": event.actor.profession}]}]
    if purposes := _purposes(event):
        user["purposeOfUse"] = purposes
    return [user, {**through, "requestor": False, "who": _software(event, line.application)}, here]


def _software(event: AuditEvent, application: str) -> Json:
    """Name through what a person asked: a registered application, else the site or the door itself."""
    if event.software:
        who: Json = {"display": application} if application else {}
        return {**who, "identifier": {"system": f"{CARNET_CODES}clients", "value": event.software}}
    return {"identifier": {"system": f"{CARNET_CODES}doors", "value": event.door.value}}


def _identity(actor: Party, name: str) -> Json:
    who: Json = {"display": name} if name else {}
    if actor.kind == "professional":
        return {**who, "identifier": {"system": PRACTITIONER_SYSTEM, "value": actor.identifier}}
    if actor.kind in SOFTWARE_KINDS:
        return {**who, "identifier": {"system": ORGANIZATION_SYSTEM, "value": actor.identifier}}
    return {**who, "identifier": {"system": f"{CARNET_CODES}actors", "value": actor.kind}}


def _server_identity(base_url: str) -> Json:
    return {"display": "Carnet", "identifier": {"system": RFC_3986, "value": base_url}}
