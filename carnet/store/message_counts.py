"""How many messages came to the desk in an hour, under digests that lead back to nobody."""

from datetime import datetime

from carnet.store import statement
from carnet.store.models import MessageCountRow

_COUNT = """
    insert into message_count (digest, began_at, count) values (%(digest)s, %(began_at)s, 1)
    on conflict (digest) do update set count = message_count.count + 1
    returning count
"""


def count_one(digest: bytes, *, began_at: datetime) -> int:
    """Count a message more; gives how many there are with it. Two at one instant are counted one after another."""
    ((count,),) = statement.run(_COUNT, {"digest": digest, "began_at": began_at})
    return int(count)


def forget(*, began_before: datetime) -> None:
    """Remove the counts of hours that are over. For the worker."""
    MessageCountRow.objects.filter(began_at__lt=began_before).delete()
