"""The past of the demonstration, act by act: each is done by somebody, through the use cases, at an instant of then."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from carnet.core.access.actors import Actor, Holder, InsurerFeed, Professional, Representative, StructureSoftware
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import Door
from carnet.core.consent.grantee import Grantee
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.documents.selection import Criteria
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet
from carnet.core.health.kinds import Answer
from carnet.core.identifiers import DocumentId, OrganizationId, RecordId, UniqueId
from carnet.core.record.opening import ConsentWay, MinorsShare, OpeningConsent
from carnet.core.record.representation import Power
from carnet.demo.cards import number_of
from carnet.demo.caregivers import STRUCTURES, Caregiver
from carnet.demo.cast import REPRESENTATIONS, Member
from carnet.demo.documents.paper import NAMESPACE, Insurer, Paper, author_of, unique_id, write_paper
from carnet.formats.cda.timestamps import PARIS
from carnet.ports.environment import Environment
from carnet.ports.jobs import Jobs
from carnet.ports.messages import Message
from carnet.store import notices
from carnet.store.context import within
from carnet.usecases.confidentiality.mask_document import VisibilityChanged, mask_document
from carnet.usecases.consent.authorize_professional import Authorized, authorize_professional
from carnet.usecases.consent.block_professional import Blocked, block_professional
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.feeding.deposit_documents import Deposited, Rejected, deposit_documents
from carnet.usecases.health.add_health_entry import add_health_entry, answer_health_block
from carnet.usecases.health.write_health import HealthWritten
from carnet.usecases.notices.send_notice import send_notice
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.record.card_presence import read_simulated_card
from carnet.usecases.record.find_record import find_record
from carnet.usecases.record.open_record import Assistance, NewRepresentative, Opened, open_record

SOURCE = f"2.25.{NAMESPACE.int}"
"""The OID under which the demonstration deposits."""

Expected = TypeVar("Expected")


class StoryBrokenError(RuntimeError):
    """An act of the demonstration did not end as its story says: a bug, of the story or of the product."""


@dataclass(frozen=True, slots=True)
class SteppedClock:
    """A clock set on one act."""

    instant: datetime

    def now(self) -> datetime:
        """That instant."""
        return self.instant


class ReadThen:
    """Where the messages of the past went: to people who have read them. The outbox starts empty on the first day."""

    def send(self, message: Message) -> None:
        """Let it be."""


@dataclass(frozen=True, slots=True)
class JobsOfThen:
    """Promises no notice to the worker: those of the past are sent in the past. Leaves any other job to ``real``."""

    real: Jobs

    def enqueue(self, job: str, **arguments: str) -> None:
        """Take a promise, in the transaction of the act."""
        if job != "send-notice":
            self.real.enqueue(job, **arguments)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the stories are played. ``today``: the day of building, in Paris; everything happened before it."""

    env: Environment
    today: date

    def on(self, days: int, hour: str) -> "Scene":
        """Give the scene of a moment: ``days`` from today, a negative number, at ``hour`` (``17:05``) in Paris."""
        day = self.today + timedelta(days=days)
        at = datetime.combine(day, time.fromisoformat(hour), tzinfo=PARIS)
        return Scene(replace(self.env, clock=SteppedClock(at), jobs=JobsOfThen(self.env.jobs)), at)

    def tells_what_was_owed(self, about: Member) -> None:
        """Every notice about a record leaves at its due instant, if that is past; the worker sends the others."""
        record = find_record(about.identity.identifiers[0], env=self.env)
        with within(record):
            owed = notices.due(at=self.env.clock.now(), most=1000)
        for one in owed:
            then = replace(self.env, clock=SteppedClock(one.due_at), messages=ReadThen())
            send_notice(one.record, one.id, env=then)


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment. Each act is done in it and raises ``StoryBrokenError`` unless it ends as it should."""

    env: Environment
    at: datetime

    def record(self, about: Member) -> RecordId:
        """Find somebody's record."""
        return find_record(about.identity.identifiers[0], env=self.env)

    def holder(self, about: Member) -> Holder:
        """Give somebody as the holder of their record."""
        return Holder(self.record(about))

    def opens(self, by: Caregiver, about: Member) -> None:
        """Somebody opens a record with the person and their card there, and asks at once to consult it."""
        env = self._through(by.actor)
        adult = next((one.representative for one in REPRESENTATIONS if one.minor == about), None)
        consent = OpeningConsent(ConsentWay.SPOKEN, MinorsShare.AGREED if adult is not None else None)
        answer = open_record(
            about.identity,
            consent=consent,
            assistance=_with_card(about, adult, by.actor, env),
            actor=by.actor,
            env=env,
        )
        _expect(answer, Opened)
        self.declares_consent(by, about)

    def declares_consent(self, by: Caregiver, about: Member) -> None:
        """Somebody declares that the person, present, consents to their access."""
        env = self._through(by.actor)
        _expect(declare_consent(self.record(about), person_is_present=True, actor=by.actor, env=env), Authorized)

    def authorizes(self, about: Member, grantee: Grantee, *, by: Actor | None = None) -> None:
        """The person, or a representative, lets somebody in."""
        actor = by or self.holder(about)
        env = self._through(actor)
        _expect(authorize_professional(self.record(about), grantee, actor=actor, env=env), Authorized)

    def names_treating_physician(self, about: Member, doctor: Caregiver, *, by: Actor | None = None) -> None:
        """The person, or a representative, names their doctor."""
        actor = by or self.holder(about)
        env = self._through(actor)
        _expect(name_treating_physician(self.record(about), doctor.identifier, actor=actor, env=env), Named)

    def blocks(self, about: Member, someone: Caregiver) -> None:
        """The person shuts somebody out."""
        actor = self.holder(about)
        env = self._through(actor)
        _expect(block_professional(self.record(about), someone.identifier, actor=actor, env=env), Blocked)

    def deposits(self, *papers: Paper, by: Actor) -> None:
        """Somebody deposits documents about one person, together."""
        submission = Submission(
            SubmissionSet(
                unique_id=unique_id("+".join(paper.key for paper in papers)),
                source_id=SOURCE,
                patient=papers[0].about.identity.identifiers[0],
                author=_depositor(by, papers[0]),
                content_type=None,
                submitted=self.at,
                title=papers[0].title,
                non_opposition=NonOpposition.DECLARED,
            ),
            tuple(write_paper(paper) for paper in papers),
        )
        _expect(deposit_documents(submission, actor=by, env=self._through(by)), Deposited)

    def looks_at(self, about: Member, *keys: str, by: Actor) -> None:
        """Somebody lists what they may see of a record, then reads the documents of these keys, in this order."""
        env, record = self._through(by), self.record(about)
        listed = _expect(list_documents(record, criteria=Criteria(), actor=by, env=env), ListedDocuments)
        seen = {one.entry.unique_id: one.document for one in listed.documents}
        for key in keys:
            _expect(self._read(record, seen[unique_id(key)], by, env), OpenedDocument)

    def is_refused(self, about: Member, *, by: Actor) -> None:
        """Somebody asks to consult a record, and may not."""
        answer = list_documents(self.record(about), criteria=Criteria(), actor=by, env=self._through(by))
        _expect(answer, Refusal)

    def masks(self, about: Member, key: str) -> None:
        """The person hides one of their documents from professionals."""
        holder = self.holder(about)
        env = self._through(holder)
        listed = _expect(list_documents(holder.record, criteria=Criteria(), actor=holder, env=env), ListedDocuments)
        document = _one_of(listed, unique_id(key))
        _expect(mask_document(holder.record, document, actor=holder, env=env), VisibilityChanged)

    def writes(self, about: Member, kind: str, by: Actor | None = None, /, **words: str) -> None:
        """The person, or one who acts for them, writes a line of « Ma santé », field by field."""
        actor = by or self.holder(about)
        env = self._through(actor)
        answer = add_health_entry(self.record(about), kind, words, is_sure=False, actor=actor, env=env)
        _expect(answer, HealthWritten)

    def answers_unknown(self, about: Member, kind: str) -> None:
        """The person says that they do not know."""
        holder = self.holder(about)
        env = self._through(holder)
        answer = answer_health_block(holder.record, kind, Answer.UNKNOWN, actor=holder, env=env)
        _expect(answer, HealthWritten)

    def breaks_the_glass(self, by: Caregiver, about: Member, *, reason: str) -> None:
        """Somebody opens a record in an emergency."""
        env = self._through(by.actor)
        _expect(break_the_glass(self.record(about), reason=reason, actor=by.actor, env=env), GlassBroken)

    def _read(self, record: RecordId, document: DocumentId, by: Actor, env: Environment) -> OpenedDocument | Refusal:
        opened = read_document(record, document, actor=by, env=env)
        if isinstance(opened, OpenedDocument):
            for _ in opened.chunks:
                pass  # to the last byte, as a reader would
        return opened

    def _through(self, actor: Actor) -> Environment:
        """The outside world, by the door that this actor takes."""
        door = Door.FHIR
        if isinstance(actor, Professional):
            door = Door.PROFESSIONAL_SITE
        elif isinstance(actor, Holder | Representative):
            door = Door.PATIENT_SITE
        return replace(self.env, door=door)


def _with_card(about: Member, adult: Member | None, actor: Professional, env: Environment) -> Assistance:
    """The person's card is read, or that of whoever acts for a child."""
    statement = read_simulated_card((adult or about).short, actor=actor, env=env)
    if adult is None:
        return Assistance(person_is_present=True, card=statement, is_told=False)
    acting = NewRepresentative(number_of(adult), adult.shown, Power.PARENT, adult.account)
    return Assistance(person_is_present=True, card=statement, representative=acting, is_told=False)


def _one_of(listed: ListedDocuments, wanted: UniqueId) -> DocumentId:
    found = [one.document for one in listed.documents if one.entry.unique_id == wanted]
    if len(found) != 1:
        raise StoryBrokenError("a document of the story is not in its record")
    return found[0]


def _depositor(by: Actor, paper: Paper) -> Author:
    """Who deposits, as the metadata of the submission say it: a structure's software has no person."""
    if isinstance(by, StructureSoftware):
        return Author(AuthorKind.DEVICE, organization=by.organization, organization_name=_name(by.organization))
    return author_of(Insurer() if isinstance(by, InsurerFeed) else paper.signed_by)


def _name(organization: OrganizationId) -> str:
    return next((one.name for one in STRUCTURES if one.identifier == organization), "")


def _expect(answer: object, kind: type[Expected]) -> Expected:
    if isinstance(answer, kind):
        return answer
    said = type(answer).__name__
    if isinstance(answer, Refusal):
        said += f" ({', '.join(reason.rule for reason in answer.reasons)})"
    elif isinstance(answer, Rejected):
        said += f" ({', '.join(defect.code for defect in answer.defects)})"
    raise StoryBrokenError(f"{kind.__name__} was expected, not {said}")
