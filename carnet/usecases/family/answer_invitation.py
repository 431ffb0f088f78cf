"""Whoever was invited as a carer answers by the code: yes, or no."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Carer
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.record.carer import TooManyPersons
from carnet.ports.environment import Environment
from carnet.store import accounts, carer_invitations, carers, close_ones, facts
from carnet.store.carer_invitations import Invitation
from carnet.store.context import within
from carnet.usecases.account.holder import key_of
from carnet.usecases.family.accept_invitation import CaringBegins, NoInvitation, accept_invitation
from carnet.usecases.family.invite_by_code import code_digest, normal_code
from carnet.usecases.trace import NONCE_SIZE, write_down


@dataclass(frozen=True, slots=True)
class Declined:
    """The invitation is over; the person may invite somebody else."""


@dataclass(frozen=True, slots=True)
class OneselfInvited:
    """Nothing was done: nobody is their own carer."""


Accepted: TypeAlias = CaringBegins | NoInvitation | OneselfInvited | TooManyPersons | Refusal


def accept_by_code(typed: str, *, account: UUID, name: str, env: Environment) -> Accepted:
    """Accept an invitation, once signed in. ``name``: under which the person's history will name this carer.

    The place that waited under the code becomes this account's, which gives no right; the use case that accepts then
    decides, counts and traces. Refused for one person too many, the code may be typed again once a place is free.
    """
    found, own = _find(typed, env), accounts.of_id(account)
    if found is None or own is None:
        return NoInvitation()
    if own.record == found.record:
        return OneselfInvited()
    actor = Carer(str(account))
    with within(found.record, exclusive=True):
        if not _takes_its_place(found, actor.account, env.clock.now()):
            return NoInvitation()
        record_key = env.keyring.open_record_key(key_of(found.record), record=found.record.bytes)
        nonce = env.chance.secret(NONCE_SIZE)
        close_ones.remember_name(found.record, actor.account, name, record_key=record_key, nonce=nonce)
    answer = accept_invitation(found.record, actor=actor, env=env)
    if isinstance(answer, CaringBegins):
        carer_invitations.answer(code_digest(typed, env=env), at=env.clock.now())
    return answer


def decline_by_code(typed: str, *, account: UUID, env: Environment) -> Declined | NoInvitation | Refusal:
    """Say no: the place is free again, and the code is used up."""
    found, actor = _find(typed, env), Carer(str(account))
    if found is None:
        return NoInvitation()
    with within(found.record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            found.record, action=Action.ACCEPT_INVITATION, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        used_up = isinstance(decision, Permit) and carer_invitations.answer(code_digest(typed, env=env), at=at)
        ended = used_up and carers.end(found.record, found.invited, at=at)
        write_down(decision, gathered.wrapped_key, env=env, detail="declined", is_defective=not ended)
        if isinstance(decision, Refusal):
            return decision
    return Declined() if ended else NoInvitation()


def _takes_its_place(found: Invitation, account: str, at: datetime) -> bool:
    """Give the waiting place to an account, unless it has it already; false when it waits no longer."""
    if carers.end(found.record, found.invited, at=at):
        return carers.invite(found.record, account, at=at, ends_at=found.ends_at)
    return any(
        one.account == account and one.caring is None and one.ended_at is None for one in carers.carers(found.record)
    )


def _find(typed: str, env: Environment) -> Invitation | None:
    return carer_invitations.find(code_digest(typed, env=env), normal_code(typed), at=env.clock.now())
