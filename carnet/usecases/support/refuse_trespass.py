"""Trace that somebody of the support desk tried a page of a patient or of a professional; the page refuses them."""

from carnet.core.audit.events import Door, SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import records, web_sessions
from carnet.store.context import within
from carnet.usecases.support.desk_trace import trace_at_desk

CONTENT = "content"


def refuse_trespass(token: str, record: RecordId | None, *, env: Environment) -> None:
    """Write down that the bearer of a desk session asked for a page of another site (issue 5: « refused and traced »).

    ``token``: of the desk's cookie; one that speaks for nobody traces nothing. ``record``: the one that the address
    names, if any: the line then stands in its history, where the person reads it.
    """
    session = web_sessions.living(token, door=Door.SUPPORT_DESK, at=env.clock.now())
    if session is None:
        return
    if record is not None:
        with within(record):
            if records.wrapped_key(record) is not None:
                trace_at_desk(
                    record, SecurityAct.DESK_REFUSAL, actor=session.actor, env=env, detail=CONTENT, is_refused=True
                )
                return
    with within(NOBODYS_RECORD):
        trace_at_desk(None, SecurityAct.DESK_REFUSAL, actor=session.actor, env=env, detail=CONTENT, is_refused=True)
