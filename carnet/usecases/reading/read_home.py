"""What the person finds on arriving: what happened since the last visit, the latest documents, who can see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.mail import sees_contacts
from carnet.core.access.with_a_doctor import count_to_read_with_a_doctor
from carnet.core.audit.audience import lines_for
from carnet.core.audit.events import AccessMode, AuditEvent, Outcome, Party, party
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.documents.entry import DocumentStatus
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import access_log, close_ones, consents, directory, facts, records
from carnet.store.context import within
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.read_access_history import HistoryLine, first_visits, name_lines
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

LATEST = 5
"""FAQ dmp.fr 2018: the five last documents on the home page (three on a phone: the style sheet hides the others)."""

ESSENTIALS: dict[str, frozenset[str]] = {
    "summary": frozenset({"60591-5", "SYNTH", "DOCPAT01", "DOCPAT08"}),
    "prescription": frozenset({"57833-6"}),
    "vaccination": frozenset({"87273-9", "11369-6", "96874-3"}),
    "directives": frozenset({"EXPPAT_3"}),
}
"""The types (JDV_J07) that answer what a carer asks first; the home page shows the last document of each."""


@dataclass(frozen=True, slots=True, repr=False)
class Home:
    """The home page.

    ``news``: what others did since the previous visit, emergencies first, then first visits, then the rest, newest
    first within each. ``firsts``: the lines by which somebody came first.
    ``titles``: of every document that the person may see. ``current``: how many of them are current. ``to_check``: how
    many deposits of somebody blocked wait under « À vérifier », told of nowhere else here.
    ``essentials``: the last current document of each kind of ``ESSENTIALS`` that there is. ``treating``: the names of
    the treating physicians whose status holds. ``manages_access``: whether this reader decides who sees what; a carer
    does not, and is told nothing of it. ``mail``, ``phone``: to the holder alone (product.md, « Separated parents »).
    ``with_a_doctor``: for a representative, how many documents are read with a doctor only. ``to_confirm``: whether
    what others decided waits for the holder to look at it (product.md, « The day of 18 »).
    """

    given_name: str
    latest: tuple[ShownDocument, ...]
    current: int
    to_check: int
    news: tuple[HistoryLine, ...]
    firsts: frozenset[UUID]
    titles: dict[DocumentId, str]
    essentials: dict[str, ShownDocument]
    treating: tuple[str, ...]
    authorized: int
    blocked: int
    switches: EmergencySwitches
    mail: str
    phone: str
    manages_access: bool
    with_a_doctor: int
    to_confirm: bool

    def __repr__(self) -> str:
        """Hide the person."""
        return "Home(…)"


def read_home(record: RecordId, *, since: datetime | None, actor: Actor, env: Environment) -> Home | Refusal:
    """Gather the home page in one act, traced as one line. ``since``: the previous visit, or None on the first."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="home")
        if isinstance(decision, Refusal):
            return decision
        may_know = facts.about_record(record, action=Action.READ_ACCESS_HISTORY, actor=actor, at=at, policy=env.policy)
        history = decide(may_know.facts)
        managing = facts.about_record(record, action=Action.READ_ACCESS_RIGHTS, actor=actor, at=at, policy=env.policy)
        manages = isinstance(decide(managing.facts), Permit)
        close = close_ones.names(record, record_key=record_key)
        events = access_log.read(record, record_key=record_key) if isinstance(history, Permit) else []
        given = consents.authorizations(record) if manages else []
        blocks = consents.blocks(record) if manages else []
        named = consents.treating_physicians(record) if manages else []
        inherited = records.inherited_at(record)
        person = records.person(record, record_key=record_key)
    shown = choose(gathered, record_key=record_key)
    current = [one for one in shown if one.status is DocumentStatus.CURRENT and not one.awaits_check]
    waiting = frozenset(one.facts.id for one in gathered.documents if one.facts.awaits_check)
    current.sort(key=lambda one: one.submitted_at, reverse=True)
    seen: tuple[AuditEvent, ...] = ()
    if isinstance(history, Permit):
        seen = lines_for(history, events, [one.facts for one in gathered.documents])
    firsts = first_visits(seen)
    valid = {one.grantee for one in given if status_of(one.authorization, at=at) is AuthorizationStatus.VALID}
    shut_out = {one.grantee for one in blocks}
    treating = directory.practitioners(one for one in named if one in valid - shut_out)
    return Home(
        given_name=person.traits.given_names[0].title() if person else "",
        latest=tuple(current[:LATEST]),
        current=len(current),
        to_check=sum(1 for one in shown if one.awaits_check and one.status is not DocumentStatus.DELETED),
        news=name_lines(
            _news([one for one in seen if waiting.isdisjoint(one.documents)], party(actor), firsts, since), close=close
        ),
        firsts=firsts,
        essentials=_essentials(current),
        treating=tuple(treating[one].name.shown() for one in named if one in treating),
        titles={one.document: one.entry.title for one in shown},
        authorized=sum(1 for one in given if one.authorization.ends_at is None or one.authorization.ends_at > at),
        blocked=len(blocks),
        switches=gathered.facts.record.switches,
        mail=person.mail if person and sees_contacts(gathered.facts) else "",
        phone=person.phone if person and sees_contacts(gathered.facts) else "",
        manages_access=manages,
        with_a_doctor=count_to_read_with_a_doctor(gathered.facts, [one.facts for one in gathered.documents]),
        to_confirm=inherited is not None and isinstance(actor, Holder),
    )


def _essentials(current: list[ShownDocument]) -> dict[str, ShownDocument]:
    """Find the last document of each kind that a carer asks for first. ``current``: the last submitted first."""
    found = {
        kind: next((one for one in current if one.entry.type_code.value in codes), None)
        for kind, codes in ESSENTIALS.items()
    }
    return {kind: one for kind, one in found.items() if one is not None}


def _news(events: list[AuditEvent], reader: Party, firsts: frozenset[UUID], since: datetime | None) -> list[AuditEvent]:
    """Choose what others did since the previous visit, what matters most first."""
    fresh = [
        event
        for event in events
        if event.actor.kind in ("professional", "structure", "insurer", "clerk", "support", "representative", "carer")
        and event.actor != reader
        and event.action is not Action.CHECK_RECORD
        and event.outcome is Outcome.DONE
        and (since is None or event.at > since)
    ]

    def weight(event: AuditEvent) -> int:
        if event.mode is not AccessMode.NORMAL:
            return 0
        return 1 if event.id in firsts else 2

    return sorted(fresh, key=weight)
