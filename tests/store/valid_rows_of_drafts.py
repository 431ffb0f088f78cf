"""Valid rows of the files that people are adding, and what makes no sense among them."""

from datetime import timedelta
from uuid import UUID

from tests.store.valid_rows_beyond import NEW, NOWHERE, RECORD, Row
from tests.store.world import NOON

DRAFT_ID = UUID(int=21)
A_DRAFT: Row = {
    "record_id": RECORD,
    "id": DRAFT_ID,
    "by": "holder",
    "began_at": NOON,
    "expires_at": NOON + timedelta(days=1),
    "size": 4,
    "received": 0,
    "is_ready": False,
    "sealed": b"sealed",
}
OF_DRAFTS: dict[str, Row] = {
    "document_draft": A_DRAFT | {"id": NEW},
    "document_draft_piece": {"record_id": RECORD, "draft_id": DRAFT_ID, "begins": 0, "sealed": b"sealed"},
}
WRONG_DRAFTS: list[tuple[str, str, Row]] = [
    ("document_draft_ends", "document_draft", {"expires_at": NOON}),
    ("document_draft_counts", "document_draft", {"received": 5}),
    ("document_draft_counts", "document_draft", {"size": 0}),
    ("document_draft_ready_is_whole", "document_draft", {"is_ready": True}),
    ("document_draft_piece_begins", "document_draft_piece", {"begins": -1}),
]
UNTIED_DRAFTS: list[tuple[str, str, Row]] = [
    ("document_draft_piece_belongs", "document_draft_piece", {"draft_id": NOWHERE})
]
