"""Close a record, by its holder or by a professional at their request, with date and reason."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import party
from carnet.core.identifiers import RecordId
from carnet.core.record.closing import HOLDERS_REASONS, ClosingReason
from carnet.ports.environment import Environment
from carnet.store import app_grants, emergencies, facts, joint_agreements, records, showings
from carnet.store.context import within
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Closed:
    """Nobody reads and nobody feeds it any more; it is kept ten years."""

    at: datetime


def close_record(
    record: RecordId, *, reason: str, person_is_present: bool = False, actor: Actor, env: Environment
) -> Closed | Refusal:
    """Close a record at once (product.md, « Closing »): told on every channel, and undone by ``reopen_record``.

    ``reason``: a code of ``ClosingReason``, never free text about health; ``ValueError`` for any other. It ends the
    emergency accesses that still live, what is being shown, and the applications: reopening gives none back.
    """
    why = ClosingReason(reason)
    if why not in HOLDERS_REASONS:
        raise ValueError(f"{reason} is not a reason that a person gives")
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record,
            action=Action.CLOSE_RECORD,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=person_is_present,
        )
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail=why.value)
        if isinstance(decision, Refusal):
            return decision
        records.close(record, at=at, reason=why.value, by=party(actor).kind)
        emergencies.close_all(record, at=at)
        app_grants.end_all_on(record, at=at)
        showings.stop_all(record, at=at)
        joint_agreements.mark_used(record, Action.CLOSE_RECORD, at=at)
        owe_notice(record, kind="record-closed", at=at, env=env)
    return Closed(at)
