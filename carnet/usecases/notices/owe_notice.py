"""Promise a notice to somebody, within the act that makes it due."""

from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.core.notices import due_at
from carnet.ports.environment import Environment
from carnet.store import notices

SEND_NOTICE = "send-notice"
"""The job that sends one; the name stands in the schedule of carnet/doors/timer."""


def owe_notice(record: RecordId, *, kind: str, at: datetime, env: Environment, is_told: bool = True) -> None:
    """Write down that a notice is owed and, when it may leave at once, promise the job that sends it.

    Both exist only if the act does. One that must wait for the morning is found then by the schedule. ``is_told``:
    false takes the same steps and owes nothing (the job finds nothing to send), so that somebody whose acts raise no
    alert cannot feel it (product.md, « What is hidden cannot be guessed »).
    """
    notice = env.chance.identifier()
    due = due_at(kind, at=at)
    notices.owe(record, notice=notice, kind=kind, created_at=at, due_at=due, is_told=is_told)
    if due <= at:
        env.jobs.enqueue(SEND_NOTICE, record=str(record), notice=str(notice))
