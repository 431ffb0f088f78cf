"""One record as both know it, the product and the second opinion, and what every act on it shares."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from carnet.core.access.actors import Actor, Carer, Holder, Professional
from carnet.core.access.decision import Refusal
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.ports.environment import Environment
from carnet.store.records import RecordPerson
from carnet.usecases.feeding.deposit_documents import Deposited, Rejected, deposit_documents
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.adapters.clocks import StoppedClock
from tests.installation import HOSPITAL_SOFTWARE, KELLER, Installation, note, submission_of
from tests.second_opinion.cast import DOCTORS, PROFESSIONALS, known_as
from tests.second_opinion.opinion import LONG_AGO, Dossier, Paper

THEIRS = "EXPPAT_2"
"""« Autre document du patient »: what the person brings themselves."""
TYPES = ("34112-3", "11502-2", "57833-6", "11490-0")
"""A hospital report, laboratory results, a prescription, a letter of discharge."""
MOSTLY = 90
WORDS = {
    Confidentiality.HIDDEN_FROM_PATIENT: "unannounced",
    Confidentiality.HIDDEN_FROM_REPRESENTATIVES: "from parents",
}


def class_of(type_code: str) -> str:
    """The class to which the published table assigns a type."""
    known = document_type(type_code)
    assert known is not None
    assert known.class_code is not None
    return known.class_code.value


def words_of(switches: EmergencySwitches) -> set[str]:
    """The switches that are on, as the second opinion calls them."""
    on = {"samu": switches.samu, "glass": switches.break_the_glass, "masked": switches.masked_documents}
    return {word for word, is_on in on.items() if is_on}


@dataclass
class Stage:
    """Where histories are played: the installation, how the records are looked at, how many were opened so far."""

    here: Installation
    look: Callable[["OneRecord", Actor], None]
    opened: int = 0


class OneRecord:
    """What the histories play on. ``onlookers``: those who list the record in turn, after each act."""

    stage: Stage
    onlookers: tuple[object, ...] = ()
    turn = 0

    def begin(self, person: RecordPerson, *, of_age: datetime = LONG_AGO) -> None:
        """Open a record for somebody new, and tell the second opinion of it."""
        here = self.stage.here
        self.person, self.record = person, here.opens(person)
        policy = here.env.policy
        self.dossier = Dossier(policy.name, policy.matrix.allows, words_of(policy.initial_switches), of_age=of_age)
        self.documents: dict[int, DocumentId] = {}
        self.contests: set[UUID] = set()
        self.extended: set[int] = set()
        self.held: dict[UUID, datetime] = {}
        self.shown_to_parents: set[int] = set()

    @property
    def env(self) -> Environment:
        return self.stage.here.env

    @property
    def now(self) -> datetime:
        return self.env.clock.now()

    @property
    def holder(self) -> Holder:
        return Holder(self.record)

    @property
    def carer(self) -> Carer:
        """Somebody who cares for this person only."""
        return Carer(f"neighbour-{self.record}")

    def passes(self, time: timedelta) -> None:
        """Move the clock."""
        clock = self.env.clock
        assert isinstance(clock, StoppedClock)
        clock.instant += time

    def actor(self, who: object, paper: Paper | None = None) -> Actor:
        """The person of a draw; « reader »: one of those to whom the record is open; « author »: of that paper."""
        match who:
            case "holder":
                return self.holder
            case "carer":
                return self.carer
            case "software":
                return HOSPITAL_SOFTWARE
            case "reader":
                open_to = [one for one in PROFESSIONALS if self.dossier.lists(known_as(one), self.now)] or [KELLER]
                return open_to[self.turn % len(open_to)]
            case "author":
                wrote = [one for one in DOCTORS if paper and one.identifier.value in paper.authors] or [KELLER]
                return wrote[0]
            case _:
                return who  # type: ignore[return-value]  # the other draws are actors

    def paper(self, which: int) -> Paper:
        """One of the papers of the record, most often one that was not deleted."""
        there = [one for one in self.dossier.papers if one.state != "deleted" and which < MOSTLY]
        return (there or self.dossier.papers)[which % len(there or self.dossier.papers)]

    def agree(self, done: object, expected: bool) -> bool:
        """Whether the product did what the second opinion expected of it; stops the history when it did not."""
        reasons = [one.rule for one in done.reasons] if isinstance(done, Refusal) else []
        assert isinstance(done, Refusal) is not expected, f"{type(done).__name__} {reasons}, expected: {expected}"
        return True

    def glance(self) -> None:
        """Whoever's turn it is lists the record, without any door."""
        self.turn += 1
        who = self.actor(self.onlookers[self.turn % len(self.onlookers)])
        found = list_documents(self.record, criteria=Criteria(), actor=who, env=self.env)
        known = known_as(who)
        assert self.agree(found, self.dossier.lists(known, self.now)), (who, found)
        if isinstance(found, ListedDocuments):
            if known.kind == "representative":
                self.shown_to_parents |= self.dossier.sees(known, self.now)
            assert self.numbers(one.document for one in found.documents) == self.dossier.sees(known, self.now), who

    def numbers(self, documents: Iterable[DocumentId]) -> set[int]:
        """The numbers that the second opinion gives to documents."""
        known = {document: number for number, document in self.documents.items()}
        return {known[one] for one in documents}

    def deposit(
        self,
        author: Professional | None,
        by: object,
        type_code: str,
        hidden: frozenset[Confidentiality] = frozenset(),
        *,
        target: Paper | None = None,
    ) -> bool:
        """Deposit a document, or a new version of another; true when it entered, with the visibility it inherits.

        ``author``: None for what the person brings themselves.
        """
        actor, number = self.actor(by), len(self.dossier.papers) + 1
        sent = note(
            self.person,
            by=author or KELLER,
            number=self.stage.opened * 1000 + number,
            type_code=type_code,
            class_code=class_of(type_code),
            hidden=hidden,
            replaces=self.documents[target.number] if target else None,
        )
        if author is None:
            code = Code(THEIRS, "1.2.250.1.213.1.1.4.12")
            themself = Author(AuthorKind.PATIENT, None, PersonName("Morel", "Camille"))
            sent = replace(sent, entry=replace(sent.entry, type_code=code, authors=(themself,)))
        done = deposit_documents(submission_of(self.person, sent), actor=actor, env=self.env)
        known = known_as(actor)
        words = {WORDS[one] for one in hidden}
        in_visit = self.dossier.is_visited(known, self.now)
        may_feed = self.dossier.feeds(known) and (not in_visit or "from parents" in words)
        assert self.agree(done, may_feed), (done, may_feed)
        if isinstance(done, Refusal):
            return False
        fits = target is None or (self.dossier.replaces(known, target) and target.state != "superseded")
        fits = fits and ("from parents" not in words or self.now < self.dossier.of_age)
        assert isinstance(done, Deposited if fits else Rejected), (done, fits)
        if not isinstance(done, Deposited):
            return False
        self.documents[number] = done.documents[0]
        written = {author.identifier.value} if author else {known.name}
        depositor = known.name if known.kind == "professional" else ""
        paper = Paper(number, type_code, class_of(type_code), written, depositor, words)
        self.dossier.enters(paper, known, target, self.now)
        return True
