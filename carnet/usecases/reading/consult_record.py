"""A professional consults a record: who it is about, in what right they read, and the documents they may see."""

from dataclasses import dataclass
from datetime import date, datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.sight import is_shown_the_record, shown_until
from carnet.core.access.standing import is_in_emergency, is_treating_physician
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.access import EmergencyMode
from carnet.core.identifiers import RecordId
from carnet.core.people import Gender, IdentityStatus
from carnet.core.record.majority import is_minor
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.context import within
from carnet.usecases.confidentiality.keep_allergies import allergies_in_emergency
from carnet.usecases.health.own_health import Block, written_blocks
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

OF_A_SHOWING = {"SHW-03", "SHW-04"}
"""The rules by which somebody consults because it is being shown to them."""


@dataclass(frozen=True, slots=True, repr=False)
class Consulted:
    """What the professional's page shows above the documents.

    ``emergency_until``: when the emergency access by which they read ends, if that is their right; ``emergency_mode``:
    which of the two it is. ``shown_until``: when what the person shows them ends, if that alone is their right;
    ``shows_all``: whether it is the whole record. ``allergies``: what the person keeps visible in emergencies, to who
    reads in one. ``own_words``: what the person wrote of their health.
    """

    record: RecordId
    birth_name: str
    used_name: str
    given_name: str
    gender: Gender
    birth_date: date
    identity_status: IdentityStatus
    is_minor: bool
    is_treating_physician: bool
    emergency_until: datetime | None
    emergency_mode: EmergencyMode | None
    shown_until: datetime | None
    shows_all: bool
    documents: tuple[ShownDocument, ...]
    allergies: tuple[str, ...] = ()
    own_words: tuple[Block, ...] = ()

    def __repr__(self) -> str:
        """Hide the person."""
        return "Consulted(…)"


def consult_record(
    record: RecordId, *, criteria: Criteria, actor: Professional, env: Environment
) -> Consulted | Refusal:
    """Open a record on the professional's page: the list of documents, decided and traced as any other list."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env)
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        person = records.person(record, record_key=record_key)
        everything = [one.facts for one in gathered.documents]
        allergies = allergies_in_emergency(gathered.facts, everything, record_key=record_key)
        own_words = written_blocks(gathered.facts, record_key=record_key)
    if person is None:
        raise RuntimeError("a record that can be read has nobody in it")
    shown = choose(gathered, record_key=record_key)
    by_showing = {reason.rule for reason in decision.reasons} <= OF_A_SHOWING
    by_emergency = all(reason.rule.startswith("EMG-") for reason in decision.reasons)
    emergency = gathered.facts.tie.emergency if by_emergency and is_in_emergency(gathered.facts) else None
    return Consulted(
        record=record,
        birth_name=person.traits.birth_name,
        used_name=person.traits.used_name,
        given_name=person.traits.given_names[0],
        gender=person.traits.gender,
        birth_date=person.traits.birth_date,
        identity_status=person.identity_status,
        is_minor=is_minor(person.traits.birth_date, at=at),
        is_treating_physician=is_treating_physician(gathered.facts),
        emergency_until=emergency.until if emergency else None,
        emergency_mode=emergency.mode if emergency else None,
        shown_until=shown_until(gathered.facts) if by_showing else None,
        shows_all=is_shown_the_record(gathered.facts),
        documents=tuple(one for one in shown if criteria.select(one)),
        allergies=allergies,
        own_words=own_words,
    )
