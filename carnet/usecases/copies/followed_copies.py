"""Where the copies on paper have come to, as whoever asked for them reads it."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor, Holder, Representative
from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, CopyStage, PaperCopy
from carnet.store import paper_copies, support_requests


@dataclass(frozen=True, slots=True)
class FollowedCopy:
    """One copy. ``number``: of its request, to be given on the telephone; ``due_at``: by when it should have left."""

    number: str
    stage: CopyStage
    asked_at: datetime
    due_at: datetime
    sent_at: datetime | None


def followed_copies(record: RecordId, *, actor: Actor) -> tuple[FollowedCopy, ...]:
    """List the copies made for this very reader, the last one first; inside ``within(record)``, once they may follow.

    Those of the other parent are the other's: the history says that they asked, not where it goes nor when.
    """
    mine = [one for one in paper_copies.of_record(record) if _is_for(one, actor)]
    asked = {one.id: support_requests.of_id(one.request) for one in mine}
    return tuple(
        FollowedCopy(request.number, one.stage, one.asked_at, request.due_at, one.sent_at)
        for one in mine
        if (request := asked[one.id]) is not None
    )


def _is_for(copy: PaperCopy, actor: Actor) -> bool:
    if isinstance(actor, Representative):
        return copy.made_for is CopyFor.REPRESENTATIVE and copy.account == actor.account
    return isinstance(actor, Holder) and copy.made_for is CopyFor.HOLDER
