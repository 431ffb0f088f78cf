"""Who acts for somebody, as an agent of the desk reads it: names, powers and dates, nothing of anybody's record."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor
from carnet.core.identifiers import RecordId
from carnet.core.record.representation import Power
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import close_ones, consents, hidden_places, records
from carnet.store.context import within
from carnet.usecases.account.holder import key_of
from carnet.usecases.support.assurance import refusal_at_desk


@dataclass(frozen=True, slots=True, repr=False)
class ListedRepresentative:
    """A power over a person. ``name``: empty until they first came; ``is_over``, ``suspended_at``: as it stands now.

    ``places_hidden_from``: from when on a decision hides places from them.
    """

    account: str
    name: str
    power: Power
    begins_at: datetime
    ends_at: datetime | None
    suspended_at: datetime | None
    is_over: bool
    places_hidden_from: datetime | None = None

    def __repr__(self) -> str:
        """Hide the name."""
        return f"ListedRepresentative({self.power.value}, …)"


def list_representatives(
    record: RecordId, *, actor: Actor, env: Environment
) -> tuple[ListedRepresentative, ...] | NotDone:
    """List the powers over a person whom this agent has looked up, ended ones included. The look-up was traced.

    ``NOT_THERE`` for somebody who has no record here: an agent does not learn for whom they act.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.SEE_ACCOUNT, actor=actor, env=env)
        if refusal is not None:
            return refusal
        if records.wrapped_key(record) is None:
            return NotDone.NOT_THERE
        at = env.clock.now()
        record_key = env.keyring.open_record_key(key_of(record), record=record.bytes)
        names = close_ones.names(record, record_key=record_key)
        hidden = hidden_places.hidden_since(record)
        return tuple(
            ListedRepresentative(
                one.account,
                names.get(one.account, ""),
                one.power,
                one.valid_from,
                one.valid_until,
                one.suspended_at,
                is_over=one.valid_until is not None and one.valid_until <= at,
                places_hidden_from=hidden.get(one.account),
            )
            for one in consents.representatives(record)
        )
