"""One record as both know it, the product and the second opinion, and what every act on it shares."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor, Holder, Professional, StructureSoftware
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.ports.environment import Environment
from carnet.usecases.feeding.deposit_documents import Deposited, Rejected, deposit_documents
from tests.installation import HOSPITAL_SOFTWARE, Installation, note, submission_of
from tests.second_opinion.cast import known_as, somebody_new
from tests.second_opinion.opinion import Dossier, Paper

TYPES = ("34112-3", "11502-2", "57833-6", "11490-0")
"""A hospital report, laboratory results, a prescription, a letter of discharge."""


def class_of(type_code: str) -> str:
    """The class to which the published table assigns a type."""
    known = document_type(type_code)
    assert known is not None
    assert known.class_code is not None
    return known.class_code.value


@dataclass
class Stage:
    """Where histories are played: the installation, how the records are looked at, how many were opened so far."""

    here: Installation
    look: Callable[["OneRecord", Actor], None]
    opened: int = 0


class OneRecord:
    """What the histories play on."""

    stage: Stage

    def begin(self) -> None:
        """Open a record for somebody new, and tell the second opinion of it."""
        here = self.stage.here
        self.stage.opened += 1
        self.person = somebody_new(self.stage.opened)
        self.record = here.opens(self.person)
        policy = here.env.policy
        switches = policy.initial_switches
        self.dossier = Dossier(
            policy.name,
            policy.matrix.allows,
            allows_glass=switches.break_the_glass,
            opens_masked_in_emergency=switches.masked_documents,
        )
        self.documents: dict[int, DocumentId] = {}

    @property
    def env(self) -> Environment:
        return self.stage.here.env

    @property
    def now(self) -> datetime:
        return self.env.clock.now()

    @property
    def holder(self) -> Holder:
        return Holder(self.record)

    def actor(self, who: object) -> Actor:
        """The person of a draw: the holder of this record, or themself."""
        if isinstance(who, Professional | StructureSoftware):
            return who
        return HOSPITAL_SOFTWARE if who == "software" else self.holder

    def paper(self, which: int) -> Paper:
        """One of the papers of the record."""
        return self.dossier.papers[which % len(self.dossier.papers)]

    def agree(self, done: object, expected: bool) -> bool:
        """Whether the product did what the second opinion expected of it."""
        return isinstance(done, Refusal) is not expected

    def deposit(
        self,
        author: Professional,
        by: object,
        type_code: str,
        hidden: frozenset[Confidentiality] | None,
        *,
        target: Paper | None = None,
    ) -> bool:
        """Deposit a document, or a new version of another; true when it entered, with the visibility it inherits."""
        actor, number = self.actor(by), len(self.dossier.papers) + 1
        sent = note(
            self.person,
            by=author,
            number=self.stage.opened * 1000 + number,
            type_code=type_code,
            class_code=class_of(type_code),
            hidden=hidden or frozenset(),
            replaces=self.documents[target.number] if target else None,
        )
        done = deposit_documents(submission_of(self.person, sent), actor=actor, env=self.env)
        known = known_as(actor)
        assert self.agree(done, self.dossier.deposits(known)), done
        may_replace = target is None or (self.dossier.replaces(known, target) and target.state == "current")
        if isinstance(done, Refusal):
            return False
        assert isinstance(done, Deposited if may_replace else Rejected), done
        if not isinstance(done, Deposited):
            return False
        self.documents[number] = done.documents[0]
        inherited = set(target.hidden) if target else set()
        self.dossier.papers.append(
            Paper(
                number,
                type_code,
                class_of(type_code),
                authors={author.identifier.value},
                authoring_teams=set(),
                depositor=known.name if known.kind == "professional" else "",
                hidden=inherited | ({"unannounced"} if hidden else set()),
            )
        )
        return True
