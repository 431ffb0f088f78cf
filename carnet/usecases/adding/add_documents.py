"""The files that somebody has looked at enter the record, together, as documents of the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import Draft, types_of_the_person
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import PatientIdentifier, RecordId, UniqueId
from carnet.core.people import IdentityTraits, PersonName
from carnet.core.vocabulary.care_settings import facility_type, practice_setting
from carnet.core.vocabulary.document_types import class_of_type, document_types
from carnet.core.vocabulary.professions import author_specialty
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.entry import entry_from_header
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.ports.environment import Environment
from carnet.store import drafts, records
from carnet.store.context import within
from carnet.usecases.adding.adder import Adder, added_before, number_for, who_adds
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents

BY_THE_PERSON = "EXP_PATIENT"
"""In the value sets of roles, of structures and of settings alike: the personal expression of the patient."""
KEEPER = Custodian(None, "Dossier médical partagé")


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What its sender says of a file. ``type_code``: one of ``types_of_the_person``; ``at``: when it was written."""

    title: str
    type_code: str
    at: datetime

    def __repr__(self) -> str:
        """Hide the title."""
        return f"Wish({self.type_code})"


@dataclass(frozen=True, slots=True)
class NothingToAdd:
    """None of these files waits any more: added meanwhile, removed, or their day is over."""


Answer: TypeAlias = Deposited | Rejected | AlreadyThere | NothingToAdd | Refusal


@dataclass(frozen=True, slots=True)
class _Person:
    identifier: PatientIdentifier
    traits: IdentityTraits


def add_documents(record: RecordId, wishes: Mapping[UUID, Wish], *, actor: Actor, env: Environment) -> Answer:
    """Add the drafts that are wished for, in one deposit: all of them or none (FAQ dmp.fr 2018, « Expression libre »).

    ``wishes``: by the numbers of the drafts. Each is wrapped into a conforming CDA level 1 whose author is the person,
    and deposited by the function of every other door; the history names who did it, for whom. A representative or a
    carer writes in the name of the person: the card of the document says the person, its line says who. ``ValueError``
    for a type that is not the person's.
    """
    if not {wish.type_code for wish in wishes.values()} <= set(types_of_the_person()):
        raise ValueError("a person adds documents of their own types")
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        person = _person(record, adder)
        chosen = [one for one in adder.drafts if one.is_ready and one.id in wishes]
        files = [drafts.content(record, one.id, record_key=adder.record_key) for one in chosen]
        before = added_before(record, adder, actor=actor, env=env)
        numbers = [number_for(record, one.digest, before, by=adder.by, env=env)[0] for one in chosen]
    if not chosen:
        return NothingToAdd()
    made: list[SubmittedDocument] = []
    for draft, file, number in zip(chosen, files, numbers, strict=True):
        document = _document(draft, wishes[draft.id], file, number, person, env)
        if isinstance(document, Rejected):
            return document
        made.append(document)
    submission_set = SubmissionSet(
        unique_id=UniqueId(f"urn:oid:2.25.{env.chance.identifier().int}"),
        source_id="",
        patient=person.identifier,
        author=_author(person),
        content_type=None,
        submitted=env.clock.now(),
        title="",
        non_opposition=NonOpposition.DECLARED,
    )
    answer = deposit_documents(Submission(submission_set, tuple(made)), actor=actor, env=env)
    if isinstance(answer, Deposited | AlreadyThere):
        with within(record):
            for draft in chosen:
                drafts.remove(record, adder.by, draft.id)
    return answer


def _person(record: RecordId, adder: Adder) -> _Person:
    person = records.person(record, record_key=adder.record_key)
    if person is None:
        raise RuntimeError("a record that can be fed has nobody in it")
    return _Person(person.identifiers[0], person.traits)


def _author(person: _Person) -> Author:
    traits = person.traits
    name = PersonName((traits.used_name or traits.birth_name).title(), traits.given_names[0].title())
    return Author(AuthorKind.PATIENT, name=name, role=author_specialty(BY_THE_PERSON))


def _document(
    draft: Draft, wish: Wish, file: bytes, number: UniqueId, person: _Person, env: Environment
) -> SubmittedDocument | Rejected:
    facility, setting = facility_type(BY_THE_PERSON), practice_setting(BY_THE_PERSON)
    if facility is None or setting is None:
        raise RuntimeError("the value sets lack a code that this module names")
    author = _author(person)
    content = wrap(
        file,
        draft.media_type,
        unique_id=number,
        patient=person.identifier,
        traits=person.traits,
        type_code=document_types()[wish.type_code].code,
        title=wish.title,
        created=env.clock.now().replace(microsecond=0),
        authors=(author,),
        legal_authenticator=author,
        custodian=KEEPER,
        service_start=wish.at,
        practice_setting=setting,
        facility_type=facility,
    )
    header = read_header(content, accepts_test=env.accepts_test_identifiers)
    if not isinstance(header, CdaHeader):
        return Rejected(header)
    entry = entry_from_header(header, content, class_of=class_of_type)
    return SubmittedDocument(entry, content) if isinstance(entry, DocumentEntry) else Rejected((entry,))
