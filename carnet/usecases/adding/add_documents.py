"""The files that somebody has looked at enter the record, together, as documents of the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import Draft, types_of_the_person
from carnet.core.documents.image_label import names_another
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import RecordId
from carnet.core.people import IdentityTraits
from carnet.ports.environment import Environment
from carnet.store import drafts
from carnet.store.context import within
from carnet.usecases.adding.adder import added_before, number_for, who_adds
from carnet.usecases.adding.own_document import Wish, former_of, make_document, person_of, submission_of
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited, Rejected, deposit_documents


@dataclass(frozen=True, slots=True)
class NothingToAdd:
    """None of these files waits any more: added meanwhile, removed, or their day is over."""


@dataclass(frozen=True, slots=True)
class NamesAnother:
    """Nothing was added: these pictures name somebody else, and nobody said that they are of the person."""

    drafts: frozenset[UUID]


Answer: TypeAlias = Deposited | Rejected | AlreadyThere | NothingToAdd | NamesAnother | Refusal


def add_documents(record: RecordId, wishes: Mapping[UUID, Wish], *, actor: Actor, env: Environment) -> Answer:
    """Add the drafts that are wished for, in one deposit: all of them or none (FAQ dmp.fr 2018, « Expression libre »).

    ``wishes``: by the numbers of the drafts. Each becomes a document whose author is the person, beside the others or
    in place of the one that it replaces, and is deposited by the function of every other door; the history names who
    did it, for whom. A representative or a carer writes in the name of the person: the card of the document says the
    person, its line says who. ``ValueError`` for a type that is not the person's.
    """
    if not {wish.type_code for wish in wishes.values()} <= set(types_of_the_person()):
        raise ValueError("a person adds documents of their own types")
    with within(record):
        adder = who_adds(record, actor=actor, env=env)
        if isinstance(adder, Refusal):
            return adder
        person = person_of(record, adder)
        chosen = [one for one in adder.drafts if one.is_ready and one.id in wishes]
        files = [drafts.content(record, one.id, record_key=adder.record_key) for one in chosen]
        before = added_before(record, adder, actor=actor, env=env)
        formers = [
            former_of(record, one.after.document, actor=actor, env=env) if one.after is not None else None
            for one in chosen
        ]
        numbers = [number_for(record, one.digest, before, by=adder.by, env=env)[0] for one in chosen]
    if not chosen:
        return NothingToAdd()
    unsaid = {one for one in of_another(chosen, person.traits) if not wishes[one].is_of_the_person}
    if unsaid:
        return NamesAnother(frozenset(unsaid))
    made: list[SubmittedDocument] = []
    for draft, file, number, former in zip(chosen, files, numbers, formers, strict=True):
        document = make_document(draft.media_type, wishes[draft.id], file, number, person, after=former, env=env)
        if isinstance(document, Rejected):
            return document
        made.append(document)
    answer = deposit_documents(submission_of(tuple(made), person, env=env), actor=actor, env=env)
    if isinstance(answer, Deposited | AlreadyThere):
        with within(record):
            for draft in chosen:
                drafts.remove(record, adder.by, draft.id)
    return answer


def of_another(some: Iterable[Draft], traits: IdentityTraits) -> frozenset[UUID]:
    """Find the pictures that bear another name or another birth date than those of the person."""
    return frozenset(one.id for one in some if one.label is not None and names_another(one.label, traits))
