"""Promise professionals that they will learn something, within the act that makes it due."""

from collections.abc import Iterable
from datetime import datetime

from carnet.core.accounts.professional_notices import NoticeKind
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import consents, professional_notices


def owe_professional_notice(
    practitioners: Iterable[PractitionerId],
    *,
    kind: NoticeKind,
    record: RecordId,
    at: datetime,
    due_at: datetime | None = None,
    env: Environment,
) -> None:
    """Write down what each of these professionals is to learn about a record. It is on their list at once.

    ``due_at``: from when on, where that is later than the act.
    """
    professional_notices.owe(
        [(practitioner, env.chance.identifier()) for practitioner in practitioners],
        kind=kind,
        record=record,
        created_at=at,
        due_at=at if due_at is None else due_at,
    )


def treating_physicians_to_tell(record: RecordId, *, at: datetime) -> tuple[PractitionerId, ...]:
    """Find the treating physicians of a record whose status holds now. Call it inside ``within(record)``.

    A block, or the end of their own authorisation, ends the status (product.md, « Treating physician »).
    """
    valid = {
        given.grantee
        for given in consents.authorizations(record)
        if status_of(given.authorization, at=at) is AuthorizationStatus.VALID
    }
    shut_out = {block.grantee for block in consents.blocks(record)}
    return tuple(one for one in consents.treating_physicians(record) if one in valid and one not in shut_out)
