"""A file of somebody's, and what they say of it, made into a document whose author is the person of the record."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.documents.content import sha1_of
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import DocumentId, RecordId, UniqueId
from carnet.core.people import PersonName
from carnet.core.vocabulary.care_settings import facility_type, practice_setting
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import class_of_type, document_types
from carnet.core.vocabulary.professions import author_specialty
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.format_code import BY_ITS_TYPE
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.formats.media_types import DICOM
from carnet.ports.environment import Environment
from carnet.store import facts, records
from carnet.store.records import RecordPerson
from carnet.usecases.adding.adder import Adder
from carnet.usecases.feeding.deposit_documents import Rejected

BY_THE_PERSON = "EXP_PATIENT"
"""In the value sets of roles, of structures and of settings alike: the personal expression of the patient."""
KEEPER = Custodian(None, "Dossier médical partagé")
LANGUAGE = "fr-FR"


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What its sender says of a file. ``type_code``: one of ``types_of_the_person``; ``at``: when it was written.

    ``is_of_the_person``: whether they said so of a picture that names somebody else (docs/decisions/0038).
    """

    title: str
    type_code: str
    at: datetime
    is_of_the_person: bool = False

    def __repr__(self) -> str:
        """Hide the title."""
        return f"Wish({self.type_code})"


@dataclass(frozen=True, slots=True)
class Former:
    """The version that a new one replaces. ``unique_id``: its own; ``first``: that of the first of them all.

    ``count``: how many versions there are so far, this one among them.
    """

    document: DocumentId
    unique_id: UniqueId
    first: UniqueId
    count: int


def person_of(record: RecordId, adder: Adder) -> RecordPerson:
    """Read whom the record is about. Inside ``within(record)``."""
    person = records.person(record, record_key=adder.record_key)
    if person is None:
        raise RuntimeError("a record that can be fed has nobody in it")
    return person


def former_of(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> Former:
    """Find what a new version is a version of, by the chain of those before it. Inside ``within(record)``.

    It decides nothing: whether the document may be replaced is for the deposit to say.
    """
    gathered = facts.about_documents(
        record,
        action=Action.READ_DOCUMENT,
        actor=actor,
        at=env.clock.now(),
        policy=env.policy,
        with_deleted=True,
    )
    known = {one.facts.id: one.metadata for one in gathered.documents}
    chain = [document]
    while (before := known[chain[-1]].replaces) is not None:
        chain.append(before)
    return Former(document, known[document].unique_id, known[chain[-1]].unique_id, len(chain))


def make_document(
    media_type: str,
    wish: Wish,
    file: bytes,
    number: UniqueId,
    person: RecordPerson,
    *,
    after: Former | None = None,
    env: Environment,
) -> SubmittedDocument | Rejected:
    """Make a document of a file: wrapped into a conforming CDA level 1, or as it is for a picture of a machine.

    ``file``: examined, of this ``media_type``; ``number``: the uniqueId of the document; ``after``: the version that
    it replaces, if it is a new one. Rejected when the CDA does not read back.
    """
    replaces = after.document if after is not None else None
    if media_type == DICOM:
        return SubmittedDocument(_entry(media_type, wish, file, number, person, env), file, replaces)
    author = _author(person)
    content = wrap(
        file,
        media_type,
        unique_id=number,
        patient=person.identifiers[0],
        traits=person.traits,
        type_code=document_types()[wish.type_code].code,
        title=wish.title,
        created=env.clock.now().replace(microsecond=0),
        authors=(author,),
        legal_authenticator=author,
        custodian=KEEPER,
        service_start=wish.at,
        practice_setting=_known(practice_setting(BY_THE_PERSON)),
        facility_type=_known(facility_type(BY_THE_PERSON)),
        language=LANGUAGE,
        set_id=after.first if after is not None else None,
        version_number=after.count + 1 if after is not None else 1,
        replaces=after.unique_id if after is not None else None,
    )
    header = read_header(content, accepts_test=env.accepts_test_identifiers)
    if not isinstance(header, CdaHeader):
        return Rejected(header)
    entry = entry_from_header(header, content, class_of=class_of_type)
    return SubmittedDocument(entry, content, replaces) if isinstance(entry, DocumentEntry) else Rejected((entry,))


def submission_of(documents: tuple[SubmittedDocument, ...], person: RecordPerson, *, env: Environment) -> Submission:
    """Put what somebody adds at once into one deposit of the person's."""
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"urn:oid:2.25.{env.chance.identifier().int}"),
        source_id="",
        patient=person.identifiers[0],
        author=_author(person),
        content_type=None,
        submitted=env.clock.now(),
        title="",
        non_opposition=NonOpposition.DECLARED,
    )
    return Submission(submission_set, documents)


def _entry(
    media_type: str, wish: Wish, file: bytes, number: UniqueId, person: RecordPerson, env: Environment
) -> DocumentEntry:
    """Write the metadata that its CDA would have had, for a file that no CDA embeds."""
    author = _author(person)
    return DocumentEntry(
        unique_id=number,
        patient=person.identifiers[0],
        type_code=document_types()[wish.type_code].code,
        class_code=_known(class_of_type(wish.type_code)),
        format_code=BY_ITS_TYPE,
        title=wish.title,
        language=LANGUAGE,
        creation=env.clock.now().replace(microsecond=0),
        service_start=wish.at,
        service_stop=None,
        confidentiality=frozenset({Confidentiality.NORMAL}),
        authors=(author,),
        legal_authenticator=author,
        facility_type=_known(facility_type(BY_THE_PERSON)),
        practice_setting=_known(practice_setting(BY_THE_PERSON)),
        mime_type=media_type,
        size=len(file),
        sha1=sha1_of(file),
    )


def _known(code: Code | None) -> Code:
    if code is None:
        raise RuntimeError("the value sets lack a code that this module names")
    return code


def _author(person: RecordPerson) -> Author:
    traits = person.traits
    name = PersonName((traits.used_name or traits.birth_name).title(), traits.given_names[0].title())
    return Author(AuthorKind.PATIENT, name=name, role=author_specialty(BY_THE_PERSON))
