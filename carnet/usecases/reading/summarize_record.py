"""The summary of a record for one reader (IPS): what its structured documents say, each line beside where it stands."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.documents.entry import DocumentStatus
from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import DIRECTIVES
from carnet.core.identifiers import RecordId
from carnet.formats.cda.sections import read_sections
from carnet.formats.media_types import CDA, canonical
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.confidentiality.keep_allergies import allergies_in_emergency
from carnet.usecases.health.own_health import Block, written_blocks
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.reading.shown_person import ShownPerson, shown_person
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down

SUMMARIES = frozenset(
    {"60591-5", "SYNTH", "DOCPAT01", "DOCPAT08", "34133-9", "74207-2", "11369-6", "87273-9", "96874-3"}
)
"""The types (JDV_J07) that sum a person up or list their vaccines: no other document is opened for a summary."""
MOST_SOURCES = 10
"""How many documents a summary opens, the newest first."""
ALLERGIES, ADVANCE_DIRECTIVES = "48765-2", "42348-3"
REQUIRED = ("11450-4", ALLERGIES, "10160-0")
"""Problems, allergies, medications: the sections that an IPS always has (IPS 2.0.0, Composition)."""
FURTHER = ("11369-6", "46264-8", "47519-4", "11348-0", "29762-2")
"""Vaccines, devices, procedures, past problems, habits: only when a document tells them."""


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """What one document says in a section: its lines, as it wrote them; none where the document itself is named."""

    document: ShownDocument
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the content."""
        return f"Told({self.document.document}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class SummaryPart:
    """A section. ``kept``: the allergies that the person keeps visible in emergencies, told without their document.

    ``own``: what the person, or one who acts for them, wrote or answered in « Ma santé ».
    """

    code: str
    told: tuple[Told, ...]
    kept: tuple[str, ...] = ()
    own: tuple[HealthEntry, ...] = ()

    def __repr__(self) -> str:
        """Hide the content."""
        return f"SummaryPart({self.code}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class RecordSummary:
    """A summary made now, for this reader. ``number``: its own. Whoever reads something else gets another one."""

    record: RecordId
    number: UUID
    at: datetime
    person: ShownPerson
    parts: tuple[SummaryPart, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return f"RecordSummary({self.number})"


def summarize_record(reference: RecordReference, *, actor: Actor, env: Environment) -> RecordSummary | Refusal:
    """Sum a record up from what this reader may read now (product.md, « Everything derived »; IPS 2.0.0, $summary).

    Decided as a list, then document by document: each one that is opened has its own line in the history. Nothing is
    concluded from what is written, and nothing is said where nothing is known.
    """
    record = find_record(reference, env=env)
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        identity = decide(replace(gathered.facts, action=Action.CHECK_RECORD))
        if isinstance(decision, Permit) and isinstance(identity, Refusal):
            decision = identity  # a summary names the person: software that may not know them is given none
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="summary")
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        shown = [one for one in choose(gathered, record_key=record_key) if _is_current(one)]
        opened: list[tuple[ShownDocument, Permit]] = []
        for one in [one for one in shown if _may_tell(one)][:MOST_SOURCES]:
            asked = facts.about_document(
                record, one.document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
            )
            answer = decide(asked.facts)
            if isinstance(answer, Permit):
                write_down(answer, asked.wrapped_key, env=env, detail="summary")
                opened.append((one, answer))
        kept = allergies_in_emergency(gathered.facts, [one.facts for one in gathered.documents], record_key=record_key)
        own = _by_section(written_blocks(gathered.facts, record_key=record_key))
        person = shown_person(record, record_key=record_key)
        number = env.chance.identifier()
    codes = frozenset({*REQUIRED, *FURTHER, ADVANCE_DIRECTIVES})
    read = [
        (one, read_sections(b"".join(env.blobs.open(permit, record_key=record_key)), codes=codes))
        for one, permit in opened
    ]
    told = {
        code: [Told(one, section.lines) for one, sections in read for section in sections if section.code == code]
        for code in codes
    }
    told[ADVANCE_DIRECTIVES] += [Told(one, ()) for one in shown if one.entry.type_code.value == DIRECTIVES]
    parts = [
        SummaryPart(code, tuple(told[code]), kept if code == ALLERGIES else (), own.get(code, ()))
        for code in (*REQUIRED, *FURTHER, ADVANCE_DIRECTIVES)
        if code in REQUIRED or told[code] or code in own
    ]
    return RecordSummary(record, number, at, person, tuple(parts))


def _by_section(blocks: tuple[Block, ...]) -> dict[str, tuple[HealthEntry, ...]]:
    """Put what the person wrote under the sections that tell it; a former version is in none."""
    return {
        one.kind.section: (*one.entries, *([one.answer] if one.answer else [])) for one in blocks if one.kind.section
    }


def _is_current(document: ShownDocument) -> bool:
    return document.status is DocumentStatus.CURRENT and not document.awaits_check


def _may_tell(document: ShownDocument) -> bool:
    entry = document.entry
    return entry.type_code.value in SUMMARIES and canonical(entry.mime_type) == CDA
