"""From whom a court's or a protection decision hides places and establishments, and from when on.

Every function is called inside ``within(record)``; what changes it, inside ``within(record, exclusive=True)``.
"""

from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.store.models import RepresentativeRow


def hide(record: RecordId, account: str, *, since: datetime | None) -> bool:
    """Hide places from a representative from an instant on, or show them again (None); false when there is none.

    It stands beside their power: to suspend it, to end it or to record it anew changes nothing of it.
    """
    return RepresentativeRow.objects.filter(record_id=record, account=account).update(places_hidden_from=since) == 1


def hidden_since(record: RecordId) -> dict[str, datetime]:
    """Give, by account, from when on places are hidden from each representative of whom it is so."""
    rows = RepresentativeRow.objects.filter(record_id=record, places_hidden_from__isnull=False)
    return {account: since for account, since in rows.values_list("account", "places_hidden_from") if since is not None}
