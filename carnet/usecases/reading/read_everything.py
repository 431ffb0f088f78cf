"""Everything of a record that somebody may read, in one answer: the person, their words, documents, who accesses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.audience import lines_for
from carnet.core.audit.events import AuditEvent, party
from carnet.core.documents.selection import Span
from carnet.core.health.entry import HealthEntry
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, close_ones, facts, submissions
from carnet.store.context import within
from carnet.store.facts import GatheredList
from carnet.store.metadata import GatheredDocument
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.health.own_health import blocks_shown, living_entries
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.list_submissions import ShownSubmission
from carnet.usecases.reading.read_access_history import HistoryLine, name_lines
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.reading.shown_person import ShownPerson, shown_person
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


class Kind(Enum):
    """What may be asked for, in the order in which it is given."""

    PERSON = "person"
    ACCESS_RIGHTS = "access-rights"
    DEPOSITS = "deposits"
    DOCUMENTS = "documents"
    HEALTH = "health"
    """What the person, or one who acts for them, wrote of their health."""
    HISTORY = "history"


ALL = frozenset(Kind)
ANY_TIME = Span()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked. ``since``: only what changed from then on; ``care``: documents of that time, and deposits of it.

    The person is given whatever the time: nothing else is understood without them.
    """

    kinds: frozenset[Kind] = ALL
    since: datetime | None = None
    care: Span = ANY_TIME

    def takes(self, changed: datetime, cared: datetime | None = None) -> bool:
        """Whether something that changed then, about care of that time, is asked for."""
        is_of_the_time = cared is None or self.care == ANY_TIME or self.care.holds(cared)
        return (self.since is None or changed >= self.since) and is_of_the_time


@dataclass(frozen=True, slots=True, repr=False)
class Everything:
    """What the reader may read of what they asked. What they may not is left out, and nothing tells that it is there.

    ``rights``: None where who may see the record is not theirs to know, or was not asked. ``health``: what counts now
    of « Ma santé ». ``names``: of those who wrote it for the person, by their accounts, for whoever writes there too.
    """

    record: RecordId
    person: ShownPerson | None
    rights: AccessRights | None
    deposits: tuple[ShownSubmission, ...]
    documents: tuple[ShownDocument, ...]
    lines: tuple[HistoryLine, ...]
    health: tuple[HealthEntry, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Hide the person."""
        return f"Everything({self.record})"


def read_everything(
    reference: RecordReference, *, wanted: Wanted, detail: str = "everything", actor: Actor, env: Environment
) -> Everything | Refusal:
    """Read it (FHIR R4, Patient/$everything): decided as a list, and each further part as what it is.

    ``detail``: what it is read for, in the history. Each part that is given has its line there.
    """
    record = find_record(reference, env=env)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        decision = decide(gathered.facts)
        history = decide(replace(gathered.facts, action=Action.READ_ACCESS_HISTORY))
        health = decide(replace(gathered.facts, action=Action.READ_HEALTH))
        knows_person = isinstance(decide(replace(gathered.facts, action=Action.CHECK_RECORD)), Permit)
        writes = isinstance(decide(replace(gathered.facts, action=Action.ADD_HEALTH)), Permit)
        manages = isinstance(decide(replace(gathered.facts, action=Action.READ_ACCESS_RIGHTS)), Permit)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail=detail)
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        events: Sequence[AuditEvent] = ()
        close: dict[str, str] = {}
        if isinstance(history, Permit) and Kind.HISTORY in wanted.kinds:
            write_down(history, gathered.wrapped_key, env=env, detail=detail)
            events = lines_for(
                history, access_log.read(record, record_key=record_key), [one.facts for one in gathered.documents]
            )
            close = close_ones.names(record, record_key=record_key)
        written: tuple[HealthEntry, ...] = ()
        if isinstance(health, Permit) and Kind.HEALTH in wanted.kinds:
            write_down(health, gathered.wrapped_key, env=env, detail=detail)
            written = living_entries(blocks_shown(gathered.facts, record_key=record_key))
            if writes and not close:
                close = close_ones.names(record, record_key=record_key)
        person = shown_person(record, record_key=record_key) if knows_person else None
        brought = _deposits(gathered, record_key) if Kind.DEPOSITS in wanted.kinds else ()
    rights = list_access(record, actor=actor, env=env) if manages and Kind.ACCESS_RIGHTS in wanted.kinds else None
    shown = choose(gathered, record_key=record_key) if Kind.DOCUMENTS in wanted.kinds else []
    return Everything(
        record,
        person if Kind.PERSON in wanted.kinds else None,
        _taken(rights, wanted) if isinstance(rights, AccessRights) else None,
        tuple(one for one in brought if wanted.takes(one.stored_at, one.submission_set.submitted)),
        tuple(one for one in shown if wanted.takes(one.updated_at, one.entry.service_start or one.entry.creation)),
        name_lines([one for one in events if wanted.takes(one.at)], close=close, reader=party(actor)),
        tuple(one for one in written if wanted.takes(one.written_at)),
        close if writes else {},
    )


def _taken(rights: AccessRights, wanted: Wanted) -> AccessRights:
    granted = tuple(one for one in rights.granted if wanted.takes(one.given_at))
    return replace(rights, granted=granted, blocked=tuple(one for one in rights.blocked if wanted.takes(one.since)))


def _deposits(gathered: GatheredList, record_key: bytes) -> tuple[ShownSubmission, ...]:
    """Group by their deposits the documents that are seen; inside ``within(record)``."""
    record = gathered.facts.record.id
    seen = {one.id for one in visible(gathered.facts, [one.facts for one in gathered.documents])}
    brought: dict[UUID, list[GatheredDocument]] = {}
    for one in gathered.documents:
        if one.facts.id in seen:
            brought.setdefault(one.metadata.submission, []).append(one)
    known = submissions.read_submission_sets(record, tuple(brought), record_key=record_key)
    return tuple(
        ShownSubmission(
            record,
            number,
            known[number],
            min(one.metadata.submitted_at for one in documents),
            tuple(one.facts.id for one in documents),
        )
        for number, documents in brought.items()
    )
