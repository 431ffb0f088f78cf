"""Say that requests are late: to the person in their history, to the one in charge of the desk on its list."""

from carnet.core.access.actors import Clockwork
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import support_requests
from carnet.store.context import within
from carnet.usecases.support.desk_trace import trace_at_desk

ESCALATE_LATE_REQUESTS = "escalate-late-requests"
CLOCKWORK = Clockwork(ESCALATE_LATE_REQUESTS)


def escalate_late_requests(*, env: Environment) -> int:
    """Escalate each request that became late since the last run, once; tells how many. Run by the schedule."""
    done = 0
    for request, record in support_requests.newly_late(at=env.clock.now()):
        with within(record or NOBODYS_RECORD):
            if support_requests.mark_escalated(request, at=env.clock.now()):
                trace_at_desk(record, SecurityAct.DESK_REQUEST_LATE, actor=CLOCKWORK, env=env)
                done += 1
    return done
