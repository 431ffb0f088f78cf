"""A minor consents to a visit that their representatives do not see (*connexion secrète*)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.standing import is_in_secret_visit
from carnet.core.identifiers import RecordId
from carnet.core.record.secret_visit import PERIOD_IN_DAYS, VISIT_LASTS, PeriodOutOfBounds, period_of
from carnet.ports.environment import Environment
from carnet.store import facts, secret_visits
from carnet.store.context import within
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class SecretVisitOpened:
    """The visit that now holds.

    ``until``: its end, unless the professional ends it before. ``held_until``: until when what would tell of it is
    held from representatives.
    """

    record: RecordId
    visit: UUID
    until: datetime
    held_until: datetime


def open_secret_visit(
    reference: RecordReference,
    *,
    minor_consents: bool,
    days: int = PERIOD_IN_DAYS,
    actor: Professional,
    env: Environment,
) -> SecretVisitOpened | PeriodOutOfBounds | Refusal:
    """Open a visit to this professional, and the period in which what follows it is held (product.md, « Sharp edges »).

    ``minor_consents``: the professional's statement that the minor is there, can answer, was told what the visit
    keeps from their representatives and what it cannot keep (the insurer's own account), and agrees. ``days``: the
    length of the period. Asked again while a visit lasts, gives that one, its period changed if need be. Every line,
    a refusal too, is kept from representatives.
    """
    period = period_of(days)
    if isinstance(period, PeriodOutOfBounds):
        return period
    record = find_record(reference, env=env)
    with within(record, exclusive=True):
        at, visit = env.clock.now(), env.chance.identifier()
        gathered = facts.about_record(
            record,
            action=Action.OPEN_SECRET_VISIT,
            actor=actor,
            at=at,
            policy=env.policy,
            declares_presence=minor_consents,
        )
        decision = decide(gathered.facts)
        tie = gathered.facts.tie
        lasting = tie.secret_visit_id if is_in_secret_visit(gathered.facts) else None
        number = visit if lasting is None else lasting
        secret = None if isinstance(decision, Refusal) else number
        write_down(decision, gathered.wrapped_key, env=env, detail=f"{days} days", secret_visit=secret)
        if isinstance(decision, Refusal):
            return decision
        held_until = at + period
        if lasting is None:
            until = at + VISIT_LASTS
            secret_visits.open_visit(
                record, actor.identifier, visit=number, at=at, until=until, period_until=held_until
            )
        else:
            until = tie.secret_visit.ends_at if tie.secret_visit and tie.secret_visit.ends_at else at + VISIT_LASTS
            secret_visits.choose_period(record, lasting, period_until=held_until)
    return SecretVisitOpened(record, number, until, held_until)
