"""A world in the making: a record with a history, and the verbs by which a kind of hiding is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from carnet.core.access.actors import Actor, Holder, Professional, StructureSoftware
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.selection import Criteria
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId, RecordId, UniqueId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import documents
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.confidentiality.mask_document import VisibilityChanged, mask_document, unmask_document
from carnet.usecases.consent.block_professional import Blocked, block_professional
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.installation import HADDAD, KELLER, Installation, note
from tests.store.database import Database
from tests.two_worlds.chance import SharedChance
from tests.two_worlds.people import EVE

NO_LINE = UUID(int=404)
"""The number of a line that never was."""

PRESCRIPTION, PRESCRIPTIONS = "57833-6", "42"
"""A type that every profession here may read, and its class: what hides such a document is no matrix."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a reader may try to find.

    ``entry_uuids``: of every version of the documents' metadata. ``lines``: of the history, that tell of what is
    hidden. ``shown_line``: one of both worlds.
    """

    documents: tuple[DocumentId, ...] = ()
    unique_ids: tuple[UniqueId, ...] = ()
    entry_uuids: tuple[UUID, ...] = ()
    lines: tuple[UUID, ...] = ()
    shown_line: UUID = NO_LINE
    submissions: tuple[UUID, ...] = ()
    """The deposits that brought the documents."""


@dataclass(slots=True)
class Stage:
    """A world in the making, and the verbs by which a kind of hiding is told. Each verb fails when it is refused."""

    here: Installation
    chance: SharedChance
    database: Database
    person: RecordPerson
    record: RecordId
    shown: DocumentId
    given: DocumentId
    """What the kind's own ``given`` made in both worlds; ``shown`` when it has none."""
    made: list[tuple[DocumentId, UniqueId]] = field(default_factory=list)
    told_before: list[UUID] = field(default_factory=list)
    told_since: list[UUID] = field(default_factory=list)
    """The lines of the history before and after what is hidden happened."""

    @property
    def env(self) -> Environment:
        """The outside world."""
        return self.here.env

    @property
    def holder(self) -> Holder:
        """The person whose record it is."""
        return Holder(self.record)

    def at(self, hour: int, minute: int = 0) -> None:
        """It is that hour of the eve, in UTC."""
        self.here.at(EVE.replace(hour=hour, minute=minute))

    def receives(self, document: SubmittedDocument, *, from_: Professional | StructureSoftware = HADDAD) -> DocumentId:
        """Somebody deposits a document; the readers will look for it by all its numbers."""
        number = self.here.receives(self.person, document, from_=from_)
        self.made.append((number, document.entry.unique_id))
        return number

    def masks(self, document: DocumentId) -> None:
        """The person hides a document from professionals."""
        assert isinstance(mask_document(self.record, document, actor=self.holder, env=self.env), VisibilityChanged)

    def blocks(self, who: Professional) -> None:
        """The person shuts somebody out."""
        answer = block_professional(self.record, who.identifier, actor=self.holder, env=self.env)
        assert isinstance(answer, Blocked), answer

    def unmasks(self, document: DocumentId) -> None:
        """The person shows it again."""
        assert isinstance(unmask_document(self.record, document, actor=self.holder, env=self.env), VisibilityChanged)

    def deletes(self, document: DocumentId) -> None:
        """A document is deleted: nobody may ask for it yet, so that the store alone knows how."""
        with within(self.record, exclusive=True):
            status, event, number = DocumentStatus.DELETED, self.chance.identifier(), self.chance.identifier()
            at = self.env.clock.now()
            assert documents.change_status(self.record, document, status, at=at, event=event, entry_uuid=number)

    def reads(self, document: DocumentId, *, by: Actor) -> None:
        """Somebody who may opens a document: it makes a line of the history."""
        opened = read_document(self.record, document, actor=by, env=self.env)
        assert isinstance(opened, OpenedDocument), opened
        assert b"".join(opened.chunks)

    def lists(self, *, by: Actor) -> None:
        """Somebody who may comes and looks at the list."""
        listed = list_documents(self.record, criteria=Criteria(), actor=by, env=self.env)
        assert isinstance(listed, ListedDocuments), listed

    def hidden(self) -> Hidden:
        """What the readers will look for: all that was made, by every number that it ever had."""
        known = [number for number, _ in self.made] or [self.given]
        with self.database.admin() as admin:
            found = admin.execute(
                "select entry_uuid from document_version where document_id = any(%s) order by document_id, version",
                [known],
            ).fetchall()
            brought = admin.execute(
                "select submission_id from document where id = any(%s) order by id", [known]
            ).fetchall()
        return Hidden(
            tuple(known),
            tuple(unique_id for _, unique_id in self.made),
            tuple(UUID(str(number)) for (number,) in found),
            tuple(line for line in self.told_since if line not in self.told_before),
            self.told_before[-1],
            tuple(UUID(str(number)) for (number,) in brought),
        )

    def lines(self) -> list[UUID]:
        """The number of every line of the history until now, by its date, whoever may see it."""
        with self.database.admin() as admin:
            found = admin.execute(
                "select id from audit_event where record_id = %s order by at, id", [self.record]
            ).fetchall()
        return [UUID(str(line)) for (line,) in found]


def prescription(
    person: RecordPerson,
    number: int,
    *,
    by: Professional = KELLER,
    hours: int = 0,
    hidden: Iterable[Confidentiality] = (),
    replaces: DocumentId | None = None,
) -> SubmittedDocument:
    """A prescription, which every profession here may read; ``hours`` after the eve's morning."""
    text = f"Ordonnance {number}."
    document = note(
        person,
        by=by,
        number=number,
        type_code=PRESCRIPTION,
        class_code=PRESCRIPTIONS,
        hidden=frozenset(hidden),
        text=text,
        replaces=replaces,
    )
    at = document.entry.creation + timedelta(hours=hours)
    return replace(document, entry=replace(document.entry, creation=at, service_start=at, title=text))


def a_prescription(stage: Stage) -> DocumentId:
    """One that everybody here may read, from the hospital: a ``given`` of several kinds of hiding."""
    return stage.here.receives(stage.person, prescription(stage.person, 8, by=HADDAD, hours=1), from_=HADDAD)
