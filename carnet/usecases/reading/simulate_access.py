"""« Que verrait… ? »: the person looks at their record with somebody else's eyes. Nothing leaves."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Professional, Representative, StaffRole, StructureKind
from carnet.core.access.decide import decide
from carnet.core.access.decision import Reason, Refusal
from carnet.core.access.facts import Facts, RecordFacts, Tie
from carnet.core.access.own_words import entries_simulated
from carnet.core.access.simulation import simulate
from carnet.core.audit.events import Party
from carnet.core.consent.authorization import Authorization
from carnet.core.emergency.access import BREAK_THE_GLASS_LASTS, EmergencyAccess, EmergencyMode
from carnet.core.health.kinds import Kind as HealthKind
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.record.carer import RECONFIRMED_EVERY, Caring
from carnet.core.record.representation import Power, Representation
from carnet.core.vocabulary.professions import PHYSICIAN
from carnet.ports.environment import Environment
from carnet.store import directory, facts
from carnet.store.context import within
from carnet.store.directory import Workplace
from carnet.usecases.confidentiality.keep_allergies import allergies_in_emergency
from carnet.usecases.health.own_health import Block, living_entries, written_blocks
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

NOBODY = PractitionerId("")
"""The identifier of a profession that is simulated without a name: nobody wrote anything under it."""


@dataclass(frozen=True, slots=True)
class NamedProfessional:
    """Somebody of the directory, with their real tie to the record, in one of the places where they work."""

    practitioner: PractitionerId
    organization: OrganizationId | None = None


@dataclass(frozen=True, slots=True)
class AuthorizedProfession:
    """Any professional of a profession (TRE_G15), were they authorised."""

    profession: str


@dataclass(frozen=True, slots=True)
class InEmergency:
    """Any doctor, were they to open the record in an emergency, in a mode."""

    mode: EmergencyMode


@dataclass(frozen=True, slots=True)
class AsCarer:
    """Any carer whom the person would let in."""


@dataclass(frozen=True, slots=True)
class AsRepresentative:
    """A legal representative."""


Somebody: TypeAlias = NamedProfessional | AuthorizedProfession | InEmergency | AsCarer | AsRepresentative


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document that the asker may read: whether the other would, and by which rules."""

    shown: ShownDocument
    is_shown: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SeenBlock:
    """A block of « Ma santé » in which something counts that the asker may read: how many lines, and how many seen."""

    kind: HealthKind
    lines: int
    seen: int

    def __repr__(self) -> str:
        """Hide the content."""
        return "SeenBlock(…)"


@dataclass(frozen=True, slots=True)
class Simulation:
    """The record with somebody else's eyes, at an instant. ``opens``: whether they would find a list at all.

    ``profession``: the one decided for (TRE_G15), empty for who has none. ``allergies``: the lines that stay visible in
    an emergency, were it one. ``own_words``: the blocks of « Ma santé » that the asker may read. ``name``: of a named
    professional; ``place``: where they would stand; ``elsewhere``: their other places, from which they may find
    something else (a care team is let in with its establishment).
    """

    at: datetime
    profession: str
    opens: bool
    reasons: tuple[Reason, ...]
    documents: tuple[SeenDocument, ...]
    allergies: tuple[str, ...] = ()
    name: str = ""
    place: Workplace | None = None
    elsewhere: tuple[Workplace, ...] = ()
    own_words: tuple[SeenBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """The directory knows nobody of that identifier."""


def simulate_access(
    record: RecordId, somebody: Somebody, *, on: datetime | None = None, actor: Actor, env: Environment
) -> Simulation | Unknown | Refusal:
    """Show what somebody would find (product.md, « Simulation »), traced as the act of the one who asks.

    ``on``: another instant than now, past or to come: the ties as they stand today, decided then.
    """
    places = directory.workplaces(somebody.practitioner) if isinstance(somebody, NamedProfessional) else []
    place = _place(somebody, places)
    simulated = _actor(somebody, place)
    with within(record):
        now = env.clock.now()
        gathered = facts.about_documents(record, action=Action.SIMULATE_ACCESS, actor=actor, at=now, policy=env.policy)
        decision = decide(gathered.facts)
        named = Party("professional", somebody.practitioner.value) if isinstance(somebody, NamedProfessional) else None
        record_key = write_down(decision, gathered.wrapped_key, env=env, concerned=named, detail=_detail(somebody))
        if isinstance(decision, Refusal):
            return decision
        if simulated is None:
            return Unknown()
        at = on if on is not None else now
        asked = facts.about_record(record, action=Action.LIST_DOCUMENTS, actor=simulated, at=at, policy=env.policy)
        question = asked.facts if isinstance(somebody, NamedProfessional) else _supposed(somebody, asked.facts)
        answer = simulate(decision, question, [one.facts for one in gathered.documents])
        known = [reading.document for reading in answer.readings]
        allergies = allergies_in_emergency(answer.question, known, record_key=record_key)
        own_words = tuple(
            _seen_block(block, answer.question) for block in written_blocks(gathered.facts, record_key=record_key)
        )
    shown = {one.document: one for one in choose(gathered, record_key=record_key)}
    return Simulation(
        at=at,
        profession=simulated.profession if isinstance(simulated, Professional) else "",
        opens=answer.opens,
        reasons=answer.reasons,
        documents=tuple(SeenDocument(shown[one.document.id], one.is_shown, one.reasons) for one in answer.readings),
        allergies=allergies,
        own_words=own_words,
        name=_name_of(somebody),
        place=place,
        elsewhere=tuple(one for one in places if one != place),
    )


def _seen_block(block: Block, question: Facts) -> SeenBlock:
    lines = living_entries([block])
    return SeenBlock(block.kind, len(lines), len(entries_simulated(question, lines)))


def _name_of(somebody: Somebody) -> str:
    known = directory.find_practitioner(somebody.practitioner) if isinstance(somebody, NamedProfessional) else None
    return known.name.shown() if known is not None else ""


def _place(somebody: Somebody, places: list[Workplace]) -> Workplace | None:
    """Say where a named professional would stand: where they are asked for, or the first place where they care."""
    asked = somebody.organization if isinstance(somebody, NamedProfessional) else None
    return next((one for one in places if asked in (None, one.organization)), None)


def _actor(somebody: Somebody, place: Workplace | None) -> Actor | None:
    """Say who would ask; nobody when the directory does not know them, or not there."""
    match somebody:
        case NamedProfessional(practitioner, organization):
            return None if organization is not None and place is None else _known(practitioner, place)
        case AuthorizedProfession(profession):
            return _anybody(profession)
        case InEmergency(mode):
            kind = StructureKind.SAMU if mode is EmergencyMode.SAMU_CALL else StructureKind.CARE
            return _anybody(PHYSICIAN, kind)
        case AsCarer():
            return Carer("")
        case AsRepresentative():
            return Representative("")


def _known(practitioner: PractitionerId, place: Workplace | None) -> Professional | None:
    known = directory.find_practitioner(practitioner)
    if known is None:
        return None
    return Professional(
        identifier=practitioner,
        profession=known.profession,
        specialty=known.specialty,
        role=place.role if place is not None else StaffRole.CARE,
        organization=place.organization if place is not None else None,
        structure_kind=place.kind if place is not None else StructureKind.CARE,
    )


def _anybody(profession: str, kind: StructureKind = StructureKind.CARE) -> Professional:
    return Professional(NOBODY, profession, "", StaffRole.CARE, None, kind)


def _supposed(somebody: Somebody, asked: Facts) -> Facts:
    """Suppose the tie that somebody without a name would have."""
    at = asked.at
    tie: Tie
    match somebody:
        case InEmergency(mode):
            tie = Tie(emergency=EmergencyAccess(mode, at, at + BREAK_THE_GLASS_LASTS))
        case AsCarer():
            tie = Tie(caring=Caring(at, at + RECONFIRMED_EVERY))
        case AsRepresentative():
            tie = Tie(representation=Representation(_power_over(asked.record), at))
        case _:
            tie = Tie(authorization=Authorization(at))
    return Facts(Action.LIST_DOCUMENTS, asked.actor, at, asked.policy, asked.record, tie)


def _power_over(record: RecordFacts) -> Power:
    return Power.GUARDIAN if record.protected_at is not None else Power.PARENT


def _detail(somebody: Somebody) -> str:
    """Say by a code whom the simulation was about; somebody named is the one whom the line concerns."""
    match somebody:
        case NamedProfessional():
            return "professional"
        case AuthorizedProfession(profession):
            return f"profession:{profession}"
        case InEmergency(mode):
            return f"emergency:{mode.value}"
        case AsCarer():
            return "carer"
        case AsRepresentative():
            return "representative"
