"""Shut the access of somebody who says that another uses it: nothing opens it until it is reissued."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import accounts
from carnet.store.context import within
from carnet.usecases.account.shut_access import shut_access
from carnet.usecases.support.assurance import refusal_at_desk


@dataclass(frozen=True, slots=True)
class AccountSuspended:
    """Sessions, passkeys, the app, devices and carers went with it; the record stays as it is."""


def suspend_account(record: RecordId, *, actor: Actor, env: Environment) -> AccountSuspended | NotDone:
    """Shut an account (product.md, « Somebody else uses my access »: « closing is easy, opening is hard »)."""
    with within(record, exclusive=True):
        refusal = refusal_at_desk(record, DeskAct.SUSPEND, actor=actor, env=env)
        if refusal is not None:
            return refusal
        account = accounts.of_history(record)
        if account is None:
            return NotDone.NOT_THERE
        shut_access(account, by="support-desk", act=SecurityAct.DESK_SUSPENSION, who=party(actor), env=env)
    return AccountSuspended()
