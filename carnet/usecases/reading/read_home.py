"""What the person finds on arriving: what happened since the last visit, the latest documents, who can see."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.mail import sees_contacts
from carnet.core.access.with_a_doctor import count_to_read_with_a_doctor
from carnet.core.audit.events import AccessMode, AuditEvent, Outcome, Party, party
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.first_visit import FirstVisit
from carnet.ports.environment import Environment
from carnet.store import consents, directory, facts, records
from carnet.store.context import within
from carnet.usecases.first_visit.first_steps import first_steps
from carnet.usecases.health.own_health import Block, vital_blocks
from carnet.usecases.reading.home_documents import HomeDocuments, home_documents
from carnet.usecases.reading.home_news import HomeNews, home_news
from carnet.usecases.reading.home_parts import HomePart, read_part
from carnet.usecases.reading.read_access_history import HistoryLine, name_lines
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

MOST_NEWS = 50
"""Lines of news that are named: far more than the page shows, whatever is gathered into one."""

NOTHING_WRITTEN: tuple[Block, ...] = ()
"""In place of blocks that could not be opened."""


@dataclass(frozen=True, slots=True, repr=False)
class Home:
    """The home page.

    ``news``: what others did since the previous visit, emergencies first, then first visits, then the rest, newest
    first within each, ``MOST_NEWS`` at most; ``further``: how many more there are.
    ``firsts``: the lines by which somebody came first. ``titles``: of the documents that the news
    name and that the person may see. ``current``: how many documents are current. ``to_check``: how many deposits of
    somebody blocked wait under « À vérifier », told of nowhere else here. ``essentials``: the last current document of
    each kind of ``home_documents.ESSENTIALS`` that there is. ``treating``: the names of the treating physicians whose
    status holds. ``manages_access``: whether this reader decides who sees what; a carer does not, and is told nothing
    of it. ``mail``, ``phone``: to the holder alone (product.md, « Separated parents »).
    ``with_a_doctor``: for a representative, how many documents are read with a doctor only. ``to_confirm``: whether
    what others decided waits for the holder to look at it (product.md, « The day of 18 »). ``missing``: the parts that
    could not be read now; they are empty here, and are not to be shown as empty.
    """

    given_name: str
    latest: tuple[ShownDocument, ...]
    current: int
    to_check: int
    news: tuple[HistoryLine, ...]
    further: int
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
    missing: frozenset[HomePart] = frozenset()
    health: tuple[Block, ...] = ()
    """Allergies, treatments, blood group and people to call, as the person wrote them; what this reader may see."""
    first_visit: FirstVisit | None = None
    """What is good to look at first; None for who manages nothing, and where it could not be told."""

    def __repr__(self) -> str:
        """Hide the person."""
        return "Home(…)"


def read_home(record: RecordId, *, since: datetime | None, actor: Actor, env: Environment) -> Home | Refusal:
    """Gather the home page in one act, traced as one line. ``since``: the previous visit, or None on the first."""
    missing: set[HomePart] = set()
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy, with_deleted=True
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="home")
        if isinstance(decision, Refusal):
            return decision
        # What ties this reader to the record is gathered: three questions of the same instant are asked of it.
        history = decide(replace(gathered.facts, action=Action.READ_ACCESS_HISTORY))
        managing = replace(gathered.facts, action=Action.READ_ACCESS_RIGHTS)
        manages = isinstance(decide(managing), Permit)
        told = read_part(
            HomePart.NEWS,
            lambda: home_news(
                record,
                history if isinstance(history, Permit) else None,
                [one.facts for one in gathered.documents],
                since=since,
                record_key=record_key,
            ),
            without=HomeNews(),
            missing=missing,
        )
        given = consents.authorizations(record) if manages else []
        blocks = consents.blocks(record) if manages else []
        named = consents.treating_physicians(record) if manages else []
        health = read_part(
            HomePart.HEALTH,
            lambda: vital_blocks(gathered.facts, record_key=record_key),
            without=NOTHING_WRITTEN,
            missing=missing,
        )
        visit = first_steps(managing, health) if manages and HomePart.HEALTH not in missing else None
        inherited = records.inherited_at(record)
        person = read_part(
            HomePart.CONTACTS, lambda: records.person(record, record_key=record_key), without=None, missing=missing
        )
    waiting = frozenset(one.facts.id for one in gathered.documents if one.facts.awaits_check)
    everything = _news([one for one in told.lines if waiting.isdisjoint(one.documents)], party(actor), told.firsts)
    news = everything[:MOST_NEWS]
    documents = read_part(
        HomePart.DOCUMENTS,
        lambda: home_documents(gathered, (one for event in news for one in event.documents), record_key=record_key),
        without=HomeDocuments(),
        missing=missing,
    )
    valid = {one.grantee for one in given if status_of(one.authorization, at=at) is AuthorizationStatus.VALID}
    shut_out = {one.grantee for one in blocks}
    treating = directory.practitioners(one for one in named if one in valid - shut_out)
    return Home(
        given_name=person.traits.given_names[0].title() if person else "",
        latest=documents.latest,
        current=documents.current,
        to_check=documents.to_check,
        news=name_lines(news, close=told.close),
        further=len(everything) - len(news),
        firsts=told.firsts,
        essentials=documents.essentials,
        treating=tuple(treating[one].name.shown() for one in named if one in treating),
        titles=documents.titles,
        authorized=len(valid - shut_out),
        blocked=len(blocks),
        switches=gathered.facts.record.switches,
        mail=person.mail if person and sees_contacts(gathered.facts) else "",
        phone=person.phone if person and sees_contacts(gathered.facts) else "",
        manages_access=manages,
        with_a_doctor=count_to_read_with_a_doctor(gathered.facts, [one.facts for one in gathered.documents]),
        to_confirm=inherited is not None and isinstance(actor, Holder),
        missing=frozenset(missing),
        health=health,
        first_visit=visit,
    )


def _news(events: list[AuditEvent], reader: Party, firsts: frozenset[UUID]) -> list[AuditEvent]:
    """Choose what others did, what matters most first. ``events``: the lines since the previous visit."""
    fresh = [
        event
        for event in events
        if event.actor.kind in ("professional", "structure", "insurer", "clerk", "support", "representative", "carer")
        and event.actor != reader
        and event.action is not Action.CHECK_RECORD
        and event.outcome is Outcome.DONE
    ]

    def weight(event: AuditEvent) -> int:
        if event.mode is not AccessMode.NORMAL:
            return 0
        return 1 if event.id in firsts else 2

    return sorted(fresh, key=weight)
