"""A valid row for every table that refuses something: the tests of constraints change one thing in it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.store.world import HOSPITAL, KELLER, NOON

RECORD, OTHER_RECORD = UUID(int=1), UUID(int=2)
SUBMISSION, DOCUMENT, OTHER_DOCUMENT, EMERGENCY = (UUID(int=number) for number in (3, 4, 5, 6))
NEW = UUID(int=99)
NOWHERE = UUID(int=404)
LATER, EARLIER = NOON + timedelta(hours=1), NOON - timedelta(hours=1)

Row = dict[str, Any]

AN_OPEN_RECORD: Row = {
    "id": RECORD,
    "status": "open",
    "opened_at": NOON,
    "closed_at": None,
    "closing_reason": "",
    "switch_samu": True,
    "switch_break_the_glass": True,
    "switch_masked": False,
    "birth_date": NOON.date(),
    "record_key": b"key",
}
A_SET: Row = {
    "record_id": RECORD,
    "id": SUBMISSION,
    "unique_id": "urn:oid:1.2",
    "source_id": "1.2",
    "submitted_at": NOON,
    "depositor_person": KELLER.value,
    "depositor_structure": HOSPITAL.value,
    "content_type": "04",
    "non_opposition": "INO",
    "sealed": b"sealed",
}
A_DOCUMENT: Row = {
    "record_id": RECORD,
    "id": DOCUMENT,
    "entry_uuid": NEW,
    "unique_id": "urn:oid:1.2.3",
    "depositing_structure": HOSPITAL.value,
    "type_code": "34112-3",
    "class_code": "10",
    "format_code": "pdf",
    "facility_type": "SA01",
    "practice_setting": "ETABLISSEMENT",
    "status": "current",
    "confidentiality": ["N"],
    "written_by": [KELLER.value],
    "written_in": [HOSPITAL.value],
    "deposited_by": KELLER.value,
    "by_patient": False,
    "mime_type": "application/pdf",
    "size": 1,
    "creation": NOON,
    "service_start": None,
    "service_stop": None,
    "submitted_at": NOON,
    "updated_at": NOON,
    "submission_id": SUBMISSION,
    "metadata_version": 1,
    "blob_address": "sha256/00",
    "blob_key": b"key",
    "sealed": b"sealed",
}
ANOTHER_DOCUMENT = A_DOCUMENT | {"id": OTHER_DOCUMENT, "unique_id": "urn:oid:1.2.4"}
AN_EMERGENCY: Row = {
    "record_id": RECORD,
    "id": EMERGENCY,
    "practitioner": KELLER.value,
    "mode": "samu",
    "opened_at": NOON,
    "until": LATER,
    "closed_at": None,
    "justification": b"sealed",
}
VALID: dict[str, Row] = {
    "record": AN_OPEN_RECORD | {"id": NEW},
    "record_person": {"record_id": RECORD, "sealed": b"sealed"},
    "representative": {"record_id": RECORD, "account": "a-parent", "valid_from": NOON, "valid_until": LATER},
    "opening_consent": {"record_id": RECORD, "id": NEW, "at": NOON, "given_to": "", "proof": "carte-vitale"},
    "submission_set": A_SET | {"id": NEW, "unique_id": "urn:oid:1.3"},
    "document": A_DOCUMENT | {"id": NEW, "unique_id": "urn:oid:1.2.5"},
    "document_version": {
        "record_id": RECORD,
        "document_id": DOCUMENT,
        "version": 1,
        "entry_uuid": NEW,
        "at": NOON,
        "status": "current",
        "confidentiality": ["N"],
        "event": NEW,
    },
    "association": {
        "record_id": RECORD,
        "id": NEW,
        "kind": "RPLC",
        "source_id": OTHER_DOCUMENT,
        "target_id": DOCUMENT,
    },
    "access_authorization": {
        "record_id": RECORD,
        "grantee_kind": "person",
        "grantee": KELLER.value,
        "given_at": NOON,
        "ends_at": LATER,
        "declared_by": "",
        "withdrawn_at": None,
    },
    "block": {
        "record_id": RECORD,
        "grantee_kind": "structure",
        "grantee": HOSPITAL.value,
        "blocked_at": NOON,
        "lifted_at": None,
    },
    "treating_physician": {"record_id": RECORD, "practitioner": KELLER.value, "named_at": NOON, "ended_at": None},
    "first_access": {"record_id": RECORD, "practitioner": KELLER.value, "at": NOON},
    "emergency_access": AN_EMERGENCY | {"id": NEW},
    "review_case": {
        "record_id": RECORD,
        "id": NEW,
        "emergency_id": EMERGENCY,
        "opened_at": NOON,
        "closed_at": None,
        "reviewer": "",
    },
    "notice": {
        "record_id": RECORD,
        "id": NEW,
        "kind": "first-access",
        "created_at": NOON,
        "due_at": NOON,
        "sent_at": None,
    },
    "organization": {"identifier": HOSPITAL.value, "name": "Hôpital", "kind": "care", "facility_type": ""},
    "membership": {"practitioner": KELLER.value, "organization": HOSPITAL.value, "role": "care"},
    "oauth_client": {
        "client_id": "software",
        "kind": "professional",
        "practitioner": KELLER.value,
        "organization": "",
        "jwks": "{}",
        "is_active": True,
    },
    "access_token": {
        "digest": b"digest",
        "client_id": "software",
        "actor": "{}",
        "issued_at": NOON,
        "expires_at": LATER,
        "revoked_at": None,
    },
}
