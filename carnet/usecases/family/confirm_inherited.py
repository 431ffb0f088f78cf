"""Whoever now decides alone looks at what others had decided for them, and confirms it."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.context import within
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Inherited:
    """What others decided: ``rights``, the accesses and blocks; ``masked``, the documents that are masked now.

    ``waits``: whether the person has not confirmed it yet.
    """

    rights: AccessRights
    masked: tuple[ShownDocument, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The person has looked at it: nothing of it changes, and it is not shown again."""


def read_inherited(record: RecordId, *, actor: Actor, env: Environment) -> Inherited | Refusal:
    """Read whom others let in or shut out, and what they masked (product.md, « The day of 18 »: shown at once)."""
    rights = list_access(record, actor=actor, env=env)
    if isinstance(rights, Refusal):
        return rights
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="inherited")
        if isinstance(decision, Refusal):
            return decision
        waits = records.inherited_at(record) is not None
    shown = choose(gathered, record_key=record_key)
    masked = tuple(one for one in shown if one.is_masked and one.status is DocumentStatus.CURRENT)
    return Inherited(rights, masked, waits)


def confirm_inherited(record: RecordId, *, actor: Holder, env: Environment) -> Confirmed | Refusal:
    """Write down that the person has confirmed what others had decided. Each choice is changed where it is shown."""
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        write_down(decision, gathered.wrapped_key, env=env, detail="inherited-confirmed")
        if isinstance(decision, Permit):
            records.mark_inherited(record, at=None)
            return Confirmed()
    return decision
