"""What the table of copies on paper refuses: the constraint, the table, the one thing changed in a valid row."""

from tests.store.valid_rows_beyond import EARLIER, Row
from tests.store.world import NOON

ORDERED: Row = {"ordered_at": NOON, "ordered_by": "ali"}
OVER: Row = {"wrapped_key": b"", "sealed": b""}
"""Accepted, and wiped."""
WRONG_COPIES: list[tuple[str, str, Row]] = [
    ("message_count_is_positive", "message_count", {"count": 0}),
    ("paper_copy_made_for_somebody", "paper_copy", {"made_for": "an insurer"}),
    ("paper_copy_of_one_representative", "paper_copy", {"made_for": "representative"}),
    ("paper_copy_of_one_representative", "paper_copy", {"account": "somebody"}),
    ("paper_copy_heirs_say_why", "paper_copy", {"made_for": "heirs"}),
    ("paper_copy_heirs_say_why", "paper_copy", {"purpose": "memory"}),
    ("paper_copy_ordered_by_somebody", "paper_copy", {"ordered_at": NOON}),
    ("paper_copy_ordered_by_somebody", "paper_copy", {"ordered_by": "ali"}),
    ("paper_copy_handed_once_ordered", "paper_copy", {"handed_at": NOON, **OVER}),
    ("paper_copy_handed_once_ordered", "paper_copy", {"handed_at": EARLIER, **ORDERED, **OVER}),
    ("paper_copy_sent_once_handed", "paper_copy", {"sent_at": NOON, **ORDERED}),
    (
        "paper_copy_stopped_before_it_is_handed",
        "paper_copy",
        {"handed_at": NOON, "stopped_at": NOON, **ORDERED, **OVER},
    ),
    ("paper_copy_wiped_once_over", "paper_copy", {"stopped_at": NOON}),
]
