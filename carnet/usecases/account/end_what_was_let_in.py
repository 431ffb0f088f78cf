"""What somebody set up by their access ends when it changes hands: applications, what is shown, what alerts them."""

from datetime import datetime

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.store import alerts, app_grants, record_exports, showings
from carnet.store.accounts import Account


def end_what_was_let_in(account: Account, *, at: datetime) -> None:
    """End the applications that an account let in, all that it shows in whatever record, and what it chose of alerts.

    Inside ``within(account.history, exclusive=True)``. Product.md, « Somebody else uses my access »: old « QR, apps »
    and « prepared downloads » die with it: whoever used the access before may have let them in.
    """
    app_grants.end_all_of(account.id, at=at)
    alerts.forget_all(account.id)
    if account.record != NOBODYS_RECORD:
        showings.stop_all(account.record, at=at)
        record_exports.remove_all_of(account.record, "")
    showings.stop_all_by(str(account.id), at=at)
