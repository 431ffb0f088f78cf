"""A professional deposits a file from a page: wrapped into a conforming CDA level 1, then deposited as any other."""

from dataclasses import dataclass, replace
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import DepositFacts
from carnet.core.defects import Defect
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import RecordId, UniqueId
from carnet.core.vocabulary.care_settings import facility_type, practice_setting
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import class_of_type, document_type
from carnet.core.vocabulary.professions import author_specialty
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.formats.content import examine_content
from carnet.formats.media_types import IN_LEVEL_1, canonical
from carnet.ports.environment import Environment
from carnet.store import directory, facts, records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents
from carnet.usecases.feeding.trace_unreadable_deposit import trace_unreadable_deposit
from carnet.usecases.trace import write_down

LARGEST_FROM_A_PAGE = 10 * 1024 * 1024
IN_TOWN, USUAL_PRACTICE = "SA07", "AMBULATOIRE"
"""What a deposit from a page says where the directory does not: an individual practice, ambulatory care."""


@dataclass(frozen=True, slots=True, repr=False)
class FileToDeposit:
    """A file, and what its depositor said of it on the page.

    ``person_did_not_oppose``: the statement that the person was informed and did not oppose the deposit.
    ``waits_for_announcement``: whether the person must not see it before a doctor has told them.
    ``is_hidden_for_safety``: whether, for their safety and with their agreement, they see it only with a professional.
    ``is_hidden_from_representatives``: whether a minor asked to keep it from them.
    """

    content: bytes
    media_type: str
    title: str
    type_code: str
    acted_at: datetime
    person_did_not_oppose: bool
    waits_for_announcement: bool = False
    is_hidden_for_safety: bool = False
    is_hidden_from_representatives: bool = False

    def __repr__(self) -> str:
        """Hide the content."""
        return "FileToDeposit(…)"


def deposit_file(
    record: RecordId, file: FileToDeposit, *, actor: Professional, env: Environment
) -> Deposited | Rejected | AlreadyThere | Refusal:
    """Deposit one file in the professional's own name.

    The file is examined before anything is made of it; the CDA is then examined and decided by ``deposit_documents``,
    the same function as for any other door. Returns its answers. Every attempt is traced: a file that cannot be read
    in nobody's record, as at any other door.
    """
    defects = list(examine_content(file.content, file.media_type, max_bytes=LARGEST_FROM_A_PAGE))
    if not defects and canonical(file.media_type) not in IN_LEVEL_1:
        defects.append(
            Defect("not-for-level-1", "file", "This kind of file cannot be wrapped.", "Send a PDF, an image or a text.")
        )
    if document_type(file.type_code) is None:
        defects.append(
            Defect("unknown-type-code", "type", "This type of document is not published.", "Choose one of the list.")
        )
    if defects:
        trace_unreadable_deposit(tuple(defects), actor=actor, env=env)
        return Rejected(tuple(defects))
    person = _person(record, file, actor, env)
    if isinstance(person, Refusal):
        return person
    submission = _submission(person, file, actor, env)
    if isinstance(submission, Rejected):
        trace_unreadable_deposit(submission.defects, actor=actor, env=env)
        return submission
    return deposit_documents(submission, actor=actor, env=env)


def _person(record: RecordId, file: FileToDeposit, actor: Professional, env: Environment) -> RecordPerson | Refusal:
    """Find whom the record is about, once a deposit there may be: a closed record and none answer alike."""
    asked = DepositFacts(frozenset({file.type_code}), _non_opposition(file))
    with within(record):
        gathered = facts.about_record(
            record,
            action=Action.DEPOSIT_DOCUMENTS,
            actor=actor,
            at=env.clock.now(),
            policy=env.policy,
            deposit=asked,
        )
        decision = decide(gathered.facts)
        if isinstance(decision, Refusal):
            write_down(decision, gathered.wrapped_key, env=env)
            return decision
        record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
        person = records.person(record, record_key=record_key)
    if person is None:
        raise RuntimeError("a record that can be fed has nobody in it")
    return person


def _non_opposition(file: FileToDeposit) -> NonOpposition:
    return NonOpposition.DECLARED if file.person_did_not_oppose else NonOpposition.OPPOSED


def _submission(
    person: RecordPerson, file: FileToDeposit, actor: Professional, env: Environment
) -> Submission | Rejected:
    at = env.clock.now()
    author = _author(actor)
    number = env.chance.identifier().int
    known = document_type(file.type_code)
    facility, setting = facility_type(IN_TOWN), practice_setting(USUAL_PRACTICE)
    if known is None or facility is None or setting is None:
        raise RuntimeError("the value sets lack a code that this module names")
    content = wrap(
        file.content,
        canonical(file.media_type),
        unique_id=UniqueId(f"urn:oid:2.25.{number}"),
        patient=person.identifiers[0],
        traits=person.traits,
        type_code=known.code,
        title=file.title,
        created=at.replace(microsecond=0),
        authors=(author,),
        legal_authenticator=author,
        custodian=Custodian(author.organization, author.organization_name),
        service_start=file.acted_at,
        practice_setting=setting,
        facility_type=facility,
    )
    header = read_header(content, accepts_test=env.accepts_test_identifiers)
    if not isinstance(header, CdaHeader):
        return Rejected(header)
    entry = entry_from_header(header, content, class_of=class_of_type)
    if not isinstance(entry, DocumentEntry):
        return Rejected((entry,))
    if file.waits_for_announcement or file.is_hidden_for_safety:
        entry = replace(entry, confidentiality=entry.confidentiality | {Confidentiality.HIDDEN_FROM_PATIENT})
    if file.is_hidden_from_representatives:
        entry = replace(entry, confidentiality=entry.confidentiality | {Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"urn:oid:2.25.{env.chance.identifier().int}"),
        source_id="",
        patient=entry.patient,
        author=author,
        content_type=None,
        submitted=at,
        title="",
        non_opposition=_non_opposition(file),
    )
    return Submission(submission_set, (SubmittedDocument(entry, content, None, file.is_hidden_for_safety),))


def _author(actor: Professional) -> Author:
    known = directory.find_practitioner(actor.identifier)
    structure = directory.find_organization(actor.organization) if actor.organization else None
    role = author_specialty(f"G15_{actor.profession}/{actor.specialty}") or author_specialty(f"G15_{actor.profession}")
    return Author(
        AuthorKind.PROFESSIONAL,
        person=actor.identifier,
        name=known.name if known else None,
        role=role,
        organization=actor.organization,
        organization_name=structure.name if structure else "",
    )
