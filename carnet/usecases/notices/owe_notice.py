"""Promise a notice to somebody, within the act that makes it due."""

from datetime import datetime

from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import notices


def owe_notice(record: RecordId, *, kind: str, at: datetime, env: Environment) -> None:
    """Write down that a notice is owed now, and promise the job that sends it: both exist only if the act does."""
    notice = env.chance.identifier()
    notices.owe(record, notice=notice, kind=kind, created_at=at, due_at=at)
    env.jobs.enqueue("send-notice", record=str(record), notice=str(notice))
