"""A line of the history → AuditEvent (IHE BALP 1.1)."""

from typing import Any

from carnet.core.access.actions import Action
from carnet.core.audit.events import AccessMode, AuditEvent, Outcome, Party, SecurityAct
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.values import write_instant
from carnet.doors.fhir.names import CARNET, ORGANIZATION_SYSTEM, PRACTITIONER_SYSTEM
from carnet.usecases.reading.read_access_history import HistoryLine

ACTION_CODES: dict[Action | SecurityAct, tuple[str, str]] = {
    Action.DEPOSIT_DOCUMENTS: ("create", "C"),
    Action.REPLACE_DOCUMENT: ("update", "U"),
    Action.READ_DOCUMENT: ("read", "R"),
    Action.LIST_DOCUMENTS: ("search", "E"),
    Action.CHECK_RECORD: ("search", "E"),
    Action.READ_ACCESS_HISTORY: ("search", "E"),
}
"""FHIR restful-interaction and AuditEvent.action; any other act is an update of who may do what."""

OUTCOME_CODES = {Outcome.DONE: "0", Outcome.REFUSED: "4", Outcome.DEFECTIVE: "4"}
CARNET_CODES = CARNET.removesuffix("StructureDefinition/")


def write_audit_event(line: HistoryLine, record: RecordId) -> dict[str, Any]:
    """Write one line with its agents (who asked, through which door), its patient, the documents and whom it names."""
    event = line.event
    interaction, action = ACTION_CODES.get(event.action, ("update", "U"))
    entities: list[dict[str, Any]] = [
        {
            "what": {"reference": f"Patient/{record_id_text(record)}"},
            "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "1"},
            "role": {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1"},
        },
        *(
            {
                "what": {"reference": f"DocumentReference/{document_id_text(record, document)}"},
                "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2"},
                "role": {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "4"},
            }
            for document in event.documents
        ),
        *([_concerned(event.concerned, line.concerned)] if event.concerned is not None else []),
    ]
    written: dict[str, Any] = {
        "resourceType": "AuditEvent",
        "id": str(event.id),
        "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
        "subtype": [
            {"system": "http://hl7.org/fhir/restful-interaction", "code": interaction},
            {"system": f"{CARNET_CODES}CodeSystem/actions", "code": event.action.value},
        ],
        "action": action,
        "recorded": write_instant(event.at),
        "outcome": OUTCOME_CODES[event.outcome],
        "outcomeDesc": " ".join(line.sentences) if event.outcome is Outcome.REFUSED else event.outcome.value,
        "agent": [_who(event, line), _server()],
        "source": {"observer": {"display": "Carnet"}},
        "entity": entities,
    }
    if purposes := _purposes(event):
        written["purposeOfEvent"] = purposes
    return written


def _concerned(party: Party, name: str) -> dict[str, Any]:
    """Write whom the act bears on: authorised, blocked, named."""
    kind = "1" if party.kind == "professional" else "3"
    return {
        "what": _identity(party, name),
        "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": kind},
    }


def _purposes(event: AuditEvent) -> list[dict[str, Any]]:
    system = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    if event.mode is AccessMode.BREAK_THE_GLASS:
        concept: dict[str, Any] = {"coding": [{"system": system, "code": "BTG"}]}
        return [{**concept, "text": event.reason} if event.reason else concept]
    if event.mode is AccessMode.SAMU_CALL:
        return [{"coding": [{"system": system, "code": "ETREAT"}]}]
    return [{"coding": [{"system": system, "code": event.purpose}]}] if event.purpose else []


def _who(event: AuditEvent, line: HistoryLine) -> dict[str, Any]:
    agent: dict[str, Any] = {
        "type": {"coding": [{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "110153"}]},
        "requestor": True,
        "who": _identity(event.actor, line.name),
    }
    if event.actor.profession:
        role = {"system": "urn:oid:1.2.250.1.71.1.2.7", "code": event.actor.profession}
        agent["role"] = [{"coding": [role]}]
    return agent


def _identity(actor: Party, name: str) -> dict[str, Any]:
    who: dict[str, Any] = {"display": name} if name else {}
    if actor.kind == "professional":
        return {**who, "identifier": {"system": PRACTITIONER_SYSTEM, "value": actor.identifier}}
    if actor.kind in ("structure", "insurer"):
        return {**who, "identifier": {"system": ORGANIZATION_SYSTEM, "value": actor.identifier}}
    return {**who, "identifier": {"system": f"{CARNET_CODES}actors", "value": actor.kind}}


def _server() -> dict[str, Any]:
    return {
        "type": {"coding": [{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "110152"}]},
        "requestor": False,
        "who": {"display": "Carnet"},
    }
