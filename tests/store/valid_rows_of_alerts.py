"""Valid rows of what people chose of their alerts, and what makes no sense among them."""

from tests.store.valid_rows_beyond import ACCOUNT, NOWHERE, Row
from tests.store.world import NOON

A_DEVICE: Row = {"digest": b"a telephone", "account_id": ACCOUNT, "first_seen": NOON, "last_seen": NOON}
OF_ALERTS: dict[str, Row] = {
    "alert_choice": {"account_id": ACCOUNT, "event": "new-document", "channels": ["mail", "push"]},
    "push_device": {
        "account_id": ACCOUNT,
        "device": b"a telephone",
        "wrapped_key": b"key",
        "sealed": b"sealed",
        "created_at": NOON,
    },
}
WRONG_ALERTS: list[tuple[str, str, Row]] = [
    ("alert_choice_event", "alert_choice", {"event": "new-device"}),
    ("alert_choice_channels", "alert_choice", {"channels": ["mail", "pigeon"]}),
]
UNTIED_ALERTS: list[tuple[str, str, Row]] = [
    ("alert_choice_belongs", "alert_choice", {"account_id": NOWHERE}),
    ("push_device_belongs", "push_device", {"account_id": NOWHERE}),
    ("push_device_belongs", "push_device", {"device": b"never seen"}),
]
