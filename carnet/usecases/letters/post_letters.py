"""Say that a batch of letters has left, or that one came back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from carnet.core.access.actors import SupportAgent
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_account


@dataclass(frozen=True, slots=True)
class Posted:
    """How many letters left with the batch; what they carried is wiped. 0: it had left already, or never was."""

    count: int


def post_letters(batch: UUID, *, actor: SupportAgent, env: Environment) -> Posted:
    """Say that a batch was given to the post. What its letters carried is wiped for good: it prints no more."""
    at = env.clock.now()
    with transaction.atomic():
        about = letters.mark_posted(batch, at=at)
    for record in sorted(set(about)):
        _trace(record, SecurityAct.LETTER_POSTED, actor=actor, env=env)
    return Posted(len(about))


def return_letter(letter: UUID, *, actor: SupportAgent, env: Environment) -> bool:
    """Say that a letter came back, and whether it is one that was posted: the address is to be asked for again."""
    with transaction.atomic():
        record = letters.mark_returned(letter, at=env.clock.now())
    if record is None:
        return False
    _trace(record, SecurityAct.LETTER_RETURNED, actor=actor, env=env)
    return True


def _trace(record: RecordId, act: SecurityAct, *, actor: SupportAgent, env: Environment) -> None:
    with within(record):
        trace_account(record, act, at=env.clock.now(), env=env, by=party(actor))
