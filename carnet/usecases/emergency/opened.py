"""What both emergency modes do alike: ask, trace, open, make the review case, and tell those who must know at once."""

from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import Facts
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import secret_visit_of
from carnet.core.emergency.access import (
    BREAK_THE_GLASS_LASTS,
    REVIEWED_WITHIN,
    SAMU_CALL_LASTS,
    EmergencyAccess,
    EmergencyMode,
)
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import emergencies, facts, review_items
from carnet.store.context import within
from carnet.store.review_items import ReviewItem
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.professional.owe_professional_notice import (
    owe_professional_notice,
    treating_physicians_to_tell,
)
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import NONCE_SIZE, write_down

LASTS = {EmergencyMode.BREAK_THE_GLASS: BREAK_THE_GLASS_LASTS, EmergencyMode.SAMU_CALL: SAMU_CALL_LASTS}


def open_emergency(
    reference: RecordReference,
    mode: EmergencyMode,
    *,
    action: Action,
    justification: str,
    actor: Professional,
    env: Environment,
) -> tuple[RecordId, EmergencyAccess] | Refusal:
    """Ask for an emergency access by its action; the attempt is traced either way (product.md, « Emergency »).

    ``justification``: what was typed, a reason or the number of a call. The access becomes a case that a named
    reviewer must close, and is told at once to the person and to their treating physicians. In a minor's secret visit
    the person is told nothing: their representatives may read their mail.
    """
    record = find_record(reference, env=env)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=action, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, reason=justification)
        if isinstance(decision, Refusal):
            return decision
        access = _no_longer_than_the_visit(EmergencyAccess(mode, at, at + LASTS[mode]), gathered.facts)
        review = env.chance.identifier()
        emergencies.open_access(
            record,
            access,
            emergency=env.chance.identifier(),
            practitioner=actor.identifier,
            justification=justification,
            review=review,
            record_key=record_key,
            nonce=env.chance.secret(NONCE_SIZE),
        )
        review_items.add(
            ReviewItem(review, record, review_items.EMERGENCY, asked_at=at, from_at=at, due_at=at + REVIEWED_WITHIN)
        )
        in_secret_visit = secret_visit_of(gathered.facts) is not None
        owe_notice(record, kind="emergency-access", at=at, env=env, is_told=not in_secret_visit)
        colleagues = [one for one in treating_physicians_to_tell(record, at=at) if one != actor.identifier]
        owe_professional_notice(colleagues, kind=NoticeKind.EMERGENCY, record=record, at=at, env=env)
    return record, access


def _no_longer_than_the_visit(access: EmergencyAccess, asked: Facts) -> EmergencyAccess:
    """End an emergency access with the secret visit in which it is opened, if it is.

    Read afterwards, it would stand alone in the history that representatives see (product.md, « A minor's secret
    visit »). A visit that has just ended changes nothing.
    """
    visit = asked.tie.secret_visit
    if visit is None or visit.ends_at is None or secret_visit_of(asked) is None:
        return access
    return replace(access, until=min(access.until, visit.ends_at))
