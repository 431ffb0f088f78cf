"""What every emergency access makes, whatever its mode: itself, its review case, and those who are told at once."""

from dataclasses import replace

from carnet.core.access.actors import Professional
from carnet.core.access.facts import Facts
from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.audit.events import secret_visit_of
from carnet.core.emergency.access import EmergencyAccess
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import emergencies
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.professional.owe_professional_notice import (
    owe_professional_notice,
    treating_physicians_to_tell,
)
from carnet.usecases.trace import NONCE_SIZE


def no_longer_than_the_visit(access: EmergencyAccess, facts: Facts) -> EmergencyAccess:
    """End an emergency access with the secret visit in which it is opened, if it is.

    Read afterwards, it would stand alone in the history that representatives see (product.md, « A minor's secret
    visit »). A visit that has just ended changes nothing.
    """
    visit = facts.tie.secret_visit
    if visit is None or visit.ends_at is None or secret_visit_of(facts) is None:
        return access
    return replace(access, until=min(access.until, visit.ends_at))


def keep_emergency(
    record: RecordId,
    access: EmergencyAccess,
    *,
    justification: str,
    record_key: bytes,
    in_secret_visit: bool,
    actor: Professional,
    env: Environment,
) -> None:
    """Write down an emergency access that was permitted, after its trace and inside ``within(record)``.

    ``justification``: what was typed, a reason or the number of a call. The access becomes a case that a named
    reviewer must close, and is told at once to the person and to their treating physicians (product.md, « Emergency »).
    ``in_secret_visit``: of a minor, whose mail their representatives may read: the announcement would tell of it.
    """
    at = access.opened_at
    emergencies.open_access(
        record,
        access,
        emergency=env.chance.identifier(),
        practitioner=actor.identifier,
        justification=justification,
        review=env.chance.identifier(),
        record_key=record_key,
        nonce=env.chance.secret(NONCE_SIZE),
    )
    owe_notice(record, kind="emergency-access", at=at, env=env, is_told=not in_secret_visit)
    colleagues = [one for one in treating_physicians_to_tell(record, at=at) if one != actor.identifier]
    owe_professional_notice(colleagues, kind=NoticeKind.EMERGENCY, record=record, at=at, env=env)
