"""What the tables refuse by themselves, each refusal proved: a valid row, one thing changed, and its name is told."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql

from carnet.core.identifiers import NOBODYS_RECORD
from tests.store.database import Database
from tests.store.valid_rows import A_DOCUMENT, A_SET, A_SHOWING, AN_EMERGENCY, AN_OPEN_RECORD, ANOTHER_DOCUMENT, VALID
from tests.store.valid_rows_beyond import AN_ACCOUNT, DOCUMENT, EARLIER, NEW, NOWHERE, OTHER_RECORD, RECORD, Row
from tests.store.world import NOON
from tests.store.wrong_copies import WRONG_COPIES

# An association has two ends, each with a tie of its own.
TIED_BY_THEIR_ENDS = {"association"}
# The desk works across records: what it keeps is tied to none (0019_support_requests).
OF_THE_DESK = {"support_request", "identity_check", "desk_proposal", "paper_copy"}
# These may lie on another machine than the record (0003_accounts).
OF_NO_RECORD = {
    "account",
    "letter",
    "professional_notice",
    "app_grant",
    "person_of_carer",
    "carer_invitation",
    "showing_code",
    "insurer_request",
    "review_item",
    "destruction",
    *OF_THE_DESK,
}
OF_A_RECORD = {table for table, row in VALID.items() if "record_id" in row} - TIED_BY_THEIR_ENDS - OF_NO_RECORD

DECIDED: Row = {"decided_at": NOON, "decided_by": "ines", "wrapped_key": b"", "sealed": b""}
"""Of a proposal: a second agent has decided."""

# The constraint, the table, and the one thing that is changed in a valid row.
CHECKS: list[tuple[str, str, Row]] = [
    ("record_has_a_status", "record", {"status": "destroyed"}),
    ("record_has_a_status", "record", {"status": "absent"}),
    ("record_has_a_status", "record", {"birth_date": None}),
    ("record_has_a_status", "record", {"id": NOBODYS_RECORD}),
    ("record_closed_with_date_and_reason", "record", {"closed_at": NOON}),
    ("record_closed_with_date_and_reason", "record", {"closing_reason": "death"}),
    ("record_closed_with_date_and_reason", "record", {"status": "closed", "closing_reason": "death"}),
    ("record_closed_with_date_and_reason", "record", {"status": "closed", "closed_at": NOON}),
    ("representative_ends_after_start", "representative", {"valid_until": NOON}),
    ("representative_has_a_power", "representative", {"power": "uncle"}),
    ("carer_invitation_ends", "carer", {"invitation_ends_at": NOON}),
    ("carer_invitation_has_an_end", "carer_invitation", {"ends_at": NOON}),
    ("carer_invitation_sent_or_not", "carer_invitation", {"channel": "post"}),
    ("carer_accepted_for_a_time", "carer", {"accepted_at": None}),
    ("carer_accepted_for_a_time", "carer", {"until": None}),
    ("carer_accepted_for_a_time", "carer", {"until": NOON}),
    ("agreement_request_has_a_channel", "agreement_request", {"channel": "post"}),
    ("agreement_request_code_expires", "agreement_request", {"code": None}),
    ("agreement_request_code_expires", "agreement_request", {"code_expires_at": None}),
    ("secret_visit_ends_after_start", "secret_visit", {"until": NOON}),
    ("secret_visit_ends_after_start", "secret_visit", {"period_until": NOON}),
    ("opening_consent_has_proof", "opening_consent", {"proof": ""}),
    ("submission_set_not_opposed", "submission_set", {"non_opposition": "IO"}),
    ("submission_set_not_opposed", "submission_set", {"non_opposition": ""}),
    ("submission_set_names_its_depositor", "submission_set", {"depositor_structure": ""}),
    ("document_names_its_structure", "document", {"depositing_structure": ""}),
    ("document_has_a_status", "document", {"status": "hidden"}),
    ("document_has_known_confidentiality", "document", {"confidentiality": ["N", "SECRET"]}),
    ("document_has_one_base_level", "document", {"confidentiality": []}),
    ("document_has_one_base_level", "document", {"confidentiality": ["MASQUE_PS"]}),
    ("document_has_one_base_level", "document", {"confidentiality": ["N", "R"]}),
    ("document_has_one_base_level", "document", {"confidentiality": ["R", "V"]}),
    ("document_has_one_base_level", "document", {"confidentiality": ["V", "N"]}),
    (
        "document_never_masked_and_unannounced",
        "document",
        {"confidentiality": ["N", "MASQUE_PS", "INVISIBLE_PATIENT"]},
    ),
    ("document_due_while_unannounced", "document", {"announcement_due": NOON}),
    ("document_has_known_hidings", "document", {"hidings": ["secret", "from-me"]}),
    ("document_has_bytes", "document", {"size": 0}),
    ("showing_ends_after_start", "showing", {"until": NOON}),
    ("showing_of_something", "showing", {"documents": []}),
    ("document_has_bytes", "document", {"blob_address": ""}),
    ("document_versions_start_at_one", "document", {"metadata_version": 0}),
    ("document_version_has_a_status", "document_version", {"status": "hidden"}),
    ("document_version_starts_at_one", "document_version", {"version": 0}),
    ("association_replaces", "association", {"kind": "APND"}),
    ("association_between_two", "association", {"source_id": DOCUMENT}),
    ("authorization_to_person_or_structure", "access_authorization", {"grantee_kind": "team"}),
    ("authorization_ends_after_start", "access_authorization", {"ends_at": NOON}),
    ("block_set_by_somebody", "block", {"set_by": "a-colleague"}),
    ("block_of_person_or_structure", "block", {"grantee_kind": "everybody"}),
    ("emergency_has_a_mode", "emergency_access", {"mode": "normal"}),
    ("emergency_ends_after_start", "emergency_access", {"until": NOON}),
    ("claim_has_a_kind", "claim", {"kind": "complaint"}),
    ("review_item_has_a_kind", "review_item", {"kind": "complaint"}),
    ("review_item_due_after_it_comes", "review_item", {"due_at": EARLIER}),
    ("review_item_closed_with_an_outcome", "review_item", {"closed_at": NOON}),
    ("review_item_closed_with_an_outcome", "review_item", {"reviewer": "maya"}),
    ("erasure_leaves_time", "erasure", {"due_at": NOON}),
    ("destruction_has_a_reason", "destruction", {"why": "bored"}),
    ("review_case_closed_by_somebody", "review_case", {"closed_at": NOON}),
    ("review_case_closed_by_somebody", "review_case", {"reviewer": "dr-lemaire"}),
    ("notice_due_after_creation", "notice", {"due_at": EARLIER}),
    ("banner_has_a_level", "banner", {"level": "shouting"}),
    ("banner_stops_a_function", "banner", {"stops": "reading"}),
    ("banner_in_time_order", "banner", {"ends_at": NOON}),
    ("banner_in_time_order", "banner", {"begins_at": EARLIER}),
    ("banner_version_from_one", "banner", {"version": 0}),
    ("published_text_version_from_one", "published_text", {"version": 0}),
    ("organization_has_a_kind", "organization", {"kind": "charity"}),
    ("membership_has_a_role", "membership", {"role": "visitor"}),
    ("oauth_client_acts_for_somebody", "oauth_client", {"practitioner": ""}),
    ("oauth_client_acts_for_somebody", "oauth_client", {"kind": "structure"}),
    ("oauth_client_acts_for_somebody", "oauth_client", {"kind": "structure", "practitioner": ""}),
    ("oauth_client_acts_for_somebody", "oauth_client", {"kind": "insurer", "practitioner": ""}),
    ("oauth_client_acts_for_somebody", "oauth_client", {"kind": "patient"}),
    ("oauth_client_acts_for_somebody", "oauth_client", {"kind": "anybody"}),
    ("access_token_expires_after_issue", "access_token", {"expires_at": NOON}),
    ("app_grant_ends_after_start", "app_grant", {"ends_at": NOON}),
    ("account_of_a_holder", "account", {"kind": "carer"}),
    ("account_has_a_channel", "account", {"channel": "post"}),
    ("account_has_a_password_or_awaits_one", "account", {"password_hash": ""}),
    ("sign_in_failure_counts_to_three", "sign_in_failure", {"count": 4}),
    ("sign_in_failure_counts_to_three", "sign_in_failure", {"count": -1}),
    ("one_time_code_has_a_channel", "one_time_code", {"channel": "post"}),
    ("one_time_code_expires", "one_time_code", {"code": None}),
    ("one_time_code_expires", "one_time_code", {"code_expires_at": None}),
    ("web_session_of_its_door", "web_session", {"account_id": None}),
    ("web_session_of_its_door", "web_session", {"door": "professional-site"}),
    ("web_session_of_its_door", "web_session", {"door": "support-desk"}),
    ("web_session_of_its_door", "web_session", {"door": "fhir"}),
    ("web_session_ends_after_opening", "web_session", {"ends_at": NOON}),
    ("passkey_question_has_a_purpose", "passkey_question", {"purpose": "payment"}),
    ("passkey_question_has_a_purpose", "passkey_question", {"purpose": "sign-in"}),
    ("passkey_question_has_a_purpose", "passkey_question", {"account_id": None}),
    ("contact_change_has_a_channel", "contact_change", {"channel": "post"}),
    ("contact_change_told_when_done", "contact_change", {"done_at": None}),
    ("access_closing_code_expires", "access_closing", {"code": None}),
    ("access_closing_code_expires", "access_closing", {"code_expires_at": None}),
    ("creation_code_expires", "creation_code", {"expires_at": NOON}),
    ("opening_ends_after_it_began", "opening", {"ends_at": NOON}),
    ("opening_has_a_channel_or_none", "opening", {"channel": "post"}),
    ("opening_code_expires", "opening", {"code": None}),
    ("opening_code_expires", "opening", {"code_expires_at": None}),
    ("terms_acceptance_has_a_way", "terms_acceptance", {"way": "by-heart"}),
    ("letter_post_by_after_creation", "letter", {"post_by": EARLIER}),
    ("letter_printed_in_a_batch", "letter", {"batch": NEW}),
    ("letter_printed_in_a_batch", "letter", {"printed_at": NOON}),
    ("letter_posted_after_printing", "letter", {"posted_at": NOON, "sealed": b"", "wrapped_key": b""}),
    ("letter_wiped_once_posted", "letter", {"batch": NEW, "printed_at": NOON, "posted_at": NOON}),
    ("letter_returned_after_posting", "letter", {"returned_at": NOON}),
    ("support_request_has_a_kind", "support_request", {"kind": "a wish"}),
    ("support_request_has_a_state", "support_request", {"state": "forgotten"}),
    ("support_request_closed_with_outcome", "support_request", {"state": "closed"}),
    ("support_request_closed_with_outcome", "support_request", {"state": "closed", "closed_at": NOON}),
    ("support_request_closed_with_outcome", "support_request", {"outcome": "done"}),
    ("support_request_taken_by_somebody", "support_request", {"state": "taken"}),
    ("support_request_due_after_opening", "support_request", {"due_at": NOON}),
    ("support_request_proofs_destroyed", "support_request", {"proofs_destroyed_at": NOON}),
    *WRONG_COPIES,
    ("identity_check_has_a_level", "identity_check", {"level": "sure"}),
    ("identity_check_ends_after_start", "identity_check", {"until": NOON}),
    ("identity_check_by_somebody", "identity_check", {"agent": ""}),
    ("desk_proposal_done_by_a_second_person", "desk_proposal", DECIDED | {"is_done": True, "decided_by": "ali"}),
    ("desk_proposal_decided_by_somebody", "desk_proposal", {"decided_by": "ines"}),
    ("desk_proposal_decided_by_somebody", "desk_proposal", DECIDED | {"decided_by": ""}),
    ("desk_proposal_wiped_once_decided", "desk_proposal", DECIDED | {"sealed": b"sealed"}),
    ("desk_proposal_expires", "desk_proposal", {"expires_at": NOON}),
    ("professional_notice_has_a_kind", "professional_notice", {"kind": "advertisement"}),
    ("professional_notice_due_after_creation", "professional_notice", {"due_at": EARLIER}),
]
TIES: list[tuple[str, str, Row]] = [
    *((f"{table}_belongs", table, {"record_id": NOWHERE}) for table in VALID if table in OF_A_RECORD),
    ("document_belongs", "document", {"submission_id": NOWHERE}),
    ("document_version_belongs", "document_version", {"document_id": NOWHERE}),
    ("showing_opened_belongs", "showing_opened", {"showing_id": NOWHERE}),
    ("claim_belongs", "claim", {"record_id": NOWHERE}),
    ("erasure_belongs", "erasure", {"record_id": NOWHERE}),
    ("death_belongs", "death", {"record_id": NOWHERE}),
    ("review_case_belongs", "review_case", {"emergency_id": NOWHERE}),
    ("association_source", "association", {"source_id": NOWHERE}),
    ("association_target", "association", {"target_id": NOWHERE}),
    *((f"{table}_belongs", table, {"account_id": NOWHERE}) for table in ("device", "one_time_code", "web_session")),
    *(
        (f"{table}_belongs", table, {"account_id": NOWHERE})
        for table in ("passkey", "passkey_question", "authenticator_app", "contact_change", "access_closing")
    ),
    ("account_person_belongs", "account_person", {"account_id": NOWHERE}),
    # What belongs to one record is never tied to another's.
    ("document_belongs", "document", {"record_id": OTHER_RECORD}),
    ("document_version_belongs", "document_version", {"record_id": OTHER_RECORD}),
    ("review_case_belongs", "review_case", {"record_id": OTHER_RECORD}),
]
TWICE: list[tuple[str, str, Row]] = [
    ("document_once_for_its_structure", "document", {"id": NOWHERE}),
    ("submission_set_once_for_its_depositor", "submission_set", {"id": NOWHERE}),
    ("association_one_target", "association", {"id": NOWHERE, "target_id": NEW}),
    ("association_one_source", "association", {"id": NOWHERE, "source_id": NEW}),
    ("awaited_account_of_one_person", "awaited_account", {"digest": b"another"}),
    ("destruction_record_id_key", "destruction", {"id": NOWHERE}),
    ("review_case_one_for_each_emergency", "review_case", {"id": NOWHERE}),
    ("support_request_number_key", "support_request", {"id": NOWHERE}),
    ("paper_copy_request_id_key", "paper_copy", {"id": NOWHERE}),
    ("account_one_for_an_identifier", "account", {"id": NOWHERE, "record_id": NOWHERE}),
    ("account_one_for_a_record", "account", {"id": NOWHERE, "identifier": b"one more"}),
    ("one_time_code_one_for_a_token", "one_time_code", {"id": NOWHERE}),
    ("passkey_of_one_account", "passkey", {"id": NOWHERE}),
    ("opening_one_for_a_number", "opening", {"digest": b"another"}),
    ("access_closing_one_for_a_token", "access_closing", {"id": NOWHERE}),
]


def insert(admin: "psycopg.Connection[Any]", table: str, row: Row) -> None:
    """Insert one row."""
    admin.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        ),
        list(row.values()),
    )


@pytest.fixture
def admin(database: Database) -> "Iterator[psycopg.Connection[Any]]":
    """The superuser, so that nothing but the tables themselves refuses, in a world with two records."""
    with database.admin() as admin:
        for record in (RECORD, OTHER_RECORD):
            insert(admin, "record", AN_OPEN_RECORD | {"id": record})
        insert(admin, "submission_set", A_SET)
        insert(admin, "document", A_DOCUMENT)
        insert(admin, "document", ANOTHER_DOCUMENT)
        insert(admin, "emergency_access", AN_EMERGENCY)
        insert(admin, "showing", A_SHOWING)
        insert(admin, "account", AN_ACCOUNT)
        yield admin


@pytest.mark.parametrize("table", VALID)
def test_a_valid_row_enters(admin: "psycopg.Connection[Any]", table: str) -> None:
    insert(admin, table, VALID[table])


@pytest.mark.parametrize(("constraint", "table", "change"), CHECKS)
def test_a_row_that_makes_no_sense_is_refused(
    admin: "psycopg.Connection[Any]", constraint: str, table: str, change: Row
) -> None:
    with pytest.raises(errors.CheckViolation) as refused:
        insert(admin, table, VALID[table] | change)
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize(("constraint", "table", "change"), TIES)
def test_a_row_tied_to_nothing_is_refused(
    admin: "psycopg.Connection[Any]", constraint: str, table: str, change: Row
) -> None:
    with pytest.raises(errors.ForeignKeyViolation) as refused:
        insert(admin, table, VALID[table] | change)
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize(("constraint", "table", "change"), TWICE)
def test_what_is_unique_enters_once(admin: "psycopg.Connection[Any]", constraint: str, table: str, change: Row) -> None:
    insert(admin, "document", VALID["document"] | {"unique_id": "urn:oid:1.2.6"})
    valid = VALID[table] | ({"id": UUID(int=98)} if table == "document" else {})
    insert(admin, table, valid)
    with pytest.raises(errors.UniqueViolation) as refused:
        insert(admin, table, valid | change)
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize("status", ["current", "superseded", "archived"])
def test_a_deleted_document_stays_deleted(admin: "psycopg.Connection[Any]", status: str) -> None:
    admin.execute("update document set status = 'deleted' where id = %s", [DOCUMENT])
    with pytest.raises(errors.RestrictViolation, match="stays deleted"):
        admin.execute("update document set status = %s where id = %s", [status, DOCUMENT])


def test_every_constraint_has_its_case(admin: "psycopg.Connection[Any]") -> None:
    rows = admin.execute(
        """
        select conname from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'procrastinate%'
        and conrelid <> 'django_migrations'::regclass
        and (contype in ('c', 'f') or contype = 'u' and conname not like 'audit_leaf_leaf%')
        """
    ).fetchall()
    assert {name for (name,) in rows} == {name for cases in (CHECKS, TIES, TWICE) for name, _, _ in cases}
