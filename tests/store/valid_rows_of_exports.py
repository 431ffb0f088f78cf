"""Valid rows of what people take away, and what makes no sense among them."""

from datetime import timedelta
from uuid import UUID

from tests.store.valid_rows_beyond import NEW, NOWHERE, RECORD, Row
from tests.store.world import NOON

EXPORT_ID = UUID(int=11)
AN_EXPORT: Row = {
    "record_id": RECORD,
    "id": EXPORT_ID,
    "account": "",
    "client": "",
    "asked_at": NOON,
    "stage": "waiting",
    "tries": 0,
    "done": 0,
    "total": 0,
    "asked": b"sealed",
    "prepared": b"",
}
OF_EXPORTS: dict[str, Row] = {
    "record_export": AN_EXPORT | {"id": NEW},
    "export_turn": {"id": EXPORT_ID, "record_id": RECORD, "due_at": NOON, "addresses": []},
}
OVER: Row = {"expires_at": NOON + timedelta(days=1)}
WRONG_EXPORTS: list[tuple[str, str, Row]] = [
    ("record_export_stage", "record_export", {"stage": "lost", **OVER}),
    ("record_export_ready_has_files", "record_export", {"stage": "ready", **OVER}),
    ("record_export_ready_has_files", "record_export", {"prepared": b"sealed"}),
    ("record_export_ends_once_over", "record_export", {"stage": "failed", "expires_at": NOON}),
    ("record_export_ends_once_over", "record_export", {"expires_at": NOON + timedelta(days=1)}),
    ("record_export_counts", "record_export", {"done": 2, "total": 1}),
    ("record_export_counts", "record_export", {"tries": -1}),
]
UNTIED_EXPORTS: list[tuple[str, str, Row]] = [("export_turn_belongs", "export_turn", {"id": NOWHERE})]
