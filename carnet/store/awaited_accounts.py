"""The number under which somebody acts for a child before their own account is opened: the account takes it later.

No wall stands around this table, as around accounts: a card is read before any record is known.
"""

from datetime import datetime
from uuid import UUID

from carnet.store import statement
from carnet.store.models import AwaitedAccountRow

_KEEP = """
    insert into awaited_account (digest, account_id, since) values (%(digest)s, %(account)s, %(at)s)
    on conflict (digest) do nothing
"""


def keep(digest: bytes, account: UUID, *, at: datetime) -> UUID:
    """Keep a number for the person of a card, and give the one that is theirs: the first that was kept.

    ``digest``: keyed, of ``card_text``; ``account``: a new random number.
    """
    statement.run(_KEEP, {"digest": digest, "account": account, "at": at})
    return AwaitedAccountRow.objects.values_list("account_id", flat=True).get(digest=digest)


def find(digests: list[bytes]) -> UUID | None:
    """Find the number that waits for the person of one of these digests; None when none does."""
    found = AwaitedAccountRow.objects.filter(digest__in=digests).order_by("since", "account_id")
    return found.values_list("account_id", flat=True).first()


def card_text(number: str) -> str:
    """Give the text whose keyed digest finds a number. ``number``: the NIR that a card carries, 15 characters."""
    return f"awaited-account|{number}"
