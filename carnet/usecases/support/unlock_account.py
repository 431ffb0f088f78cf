"""Unlock an account that wrong passwords closed, for somebody who was recognised."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import accounts, sign_ins
from carnet.store.context import within
from carnet.usecases.support.assurance import refusal_at_desk
from carnet.usecases.support.desk_trace import trace_at_desk


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The account may be tried again at once, with the same password as before."""


def unlock_account(record: RecordId, *, actor: Actor, env: Environment) -> Unlocked | NotDone:
    """Forget the failures that closed an account, on every device (FAQ dmp.fr 2018; interface.md, scenario 23).

    It opens nothing: password and code are asked for as always. « L’assistance a débloqué votre compte » stands in the
    person's history.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.UNLOCK, actor=actor, env=env)
        if refusal is not None:
            return refusal
        found = accounts.of_history(record)
        account = accounts.hold(found.id) if found is not None else None
        if account is None:
            return NotDone.NOT_THERE
        sign_ins.forget_all_failures(account.identifier)
        sign_ins.end_attempts(account.id)
        trace_at_desk(record, SecurityAct.DESK_UNLOCK, actor=actor, env=env)
    return Unlocked()
