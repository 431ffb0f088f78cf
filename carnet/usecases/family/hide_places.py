"""On a court's or a protection decision, the desk hides places and establishments from one representative."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import Party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, hidden_places
from carnet.store.context import within
from carnet.usecases.family.suspend_representation import NoSuchRepresentative, TwoAgentsNeeded
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class PlacesHidden:
    """From the next request on. ``since``: what came to the record from then on is hidden; None: nothing any more."""

    since: datetime | None


def hide_places(
    record: RecordId,
    account: str,
    *,
    since: datetime | None,
    confirmed_by: SupportAgent,
    proof: str,
    actor: SupportAgent,
    env: Environment,
) -> PlacesHidden | TwoAgentsNeeded | NoSuchRepresentative | Refusal:
    """Hide what names a place from one representative, from an instant on (product.md, « Separated parents »).

    ``since``: from when on, as the decision says; None lifts it. ``confirmed_by``: the second pair of eyes. ``proof``:
    the code of the decision that was shown. Nothing says who asked for it, and no representative reads of it.
    """
    if confirmed_by == actor:
        return TwoAgentsNeeded()
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.HIDE_PLACES, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        done = isinstance(decision, Permit) and hidden_places.hide(record, account, since=since)
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=Party("representative", account),
            detail=f"{proof} {confirmed_by.agent} {since.isoformat() if since is not None else 'lifted'}",
            is_defective=not done,
        )
        if isinstance(decision, Refusal):
            return decision
    return PlacesHidden(since) if done else NoSuchRepresentative()
