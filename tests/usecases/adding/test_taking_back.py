"""Taking back what one added for somebody: one's own and nothing else; and the same file added twice at once."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import carers, consents
from carnet.store.consents import Representation
from carnet.store.context import within
from carnet.usecases.adding.add_documents import Answer, NothingToAdd, add_documents
from carnet.usecases.adding.keep_files import Kept, SentFile, keep_files
from carnet.usecases.adding.look_at_drafts import Drafts, list_drafts
from carnet.usecases.adding.own_document import Wish
from carnet.usecases.adding.upload_file import Coming, begin_upload
from carnet.usecases.family.hide_from_carers import hide_from_carers
from carnet.usecases.feeding.delete_document import Deleted, delete_document
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Deposited
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import BroughtBy
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, Installation
from tests.store.statements import counted
from tests.store.test_races import at_once

LETTER = SentFile("lettre.txt", b"Mange peu le matin.")
MOTHER, FATHER = Representative("mother"), Representative("father")
ROSE, OMAR = Carer("rose"), Carer("omar")


@pytest.fixture
def child(installation: Installation) -> RecordId:
    """A child with two parents."""
    young = replace(GEORGES, traits=replace(GEORGES.traits, birth_date=date(2015, 1, 1)))
    record = installation.opens(young)
    with within(record, exclusive=True):
        for parent in (MOTHER, FATHER):
            consents.add_representative(record, Representation(parent.account, NOON - timedelta(days=1), None))
    return record


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille, whom two carers help."""
    record = installation.opens(CAMILLE)
    with within(record, exclusive=True):
        for carer in (ROSE, OMAR):
            carers.invite(record, carer.account, at=NOON - timedelta(days=2), ends_at=NOON + timedelta(days=5))
            carers.accept(record, carer.account, at=NOON - timedelta(days=1), until=NOON + timedelta(days=300))
    return record


def adds(record: RecordId, actor: Actor, env: Environment, file: SentFile = LETTER) -> DocumentId:
    """Somebody sends a file, looks at it, and adds it."""
    assert isinstance(keep_files(record, [file], actor=actor, env=env), Kept)
    answer = sends(record, actor, env)
    assert isinstance(answer, Deposited)
    return answer.documents[0]


def wishes(record: RecordId, actor: Actor, env: Environment) -> dict[UUID, Wish]:
    """What the page asks of all that waits."""
    waiting = list_drafts(record, actor=actor, env=env)
    assert isinstance(waiting, Drafts)
    return {one.id: Wish("Repas", "EXPPAT_2", NOON) for one in waiting.ready}


def sends(record: RecordId, actor: Actor, env: Environment) -> Answer:
    """The form of the page, sent."""
    return add_documents(record, wishes(record, actor, env), actor=actor, env=env)


def deletes(record: RecordId, document: DocumentId, actor: Actor, env: Environment) -> bool:
    """Whether somebody may take a document back."""
    return isinstance(delete_document(record, document, actor=actor, env=env), Deleted)


def told(record: RecordId, document: DocumentId, actor: Actor, env: Environment) -> object:
    """What somebody is told who may not take a document back."""
    answer = delete_document(record, document, actor=actor, env=env)
    assert isinstance(answer, Refusal)
    return answer.told


def test_a_parent_takes_back_what_they_added_and_not_what_the_other_did(child: RecordId, env: Environment) -> None:
    document = adds(child, MOTHER, env)
    assert not deletes(child, document, FATHER, env)
    assert deletes(child, document, MOTHER, env)


def test_a_parent_does_not_take_back_what_the_child_wrote(child: RecordId, env: Environment) -> None:
    document = adds(child, Holder(child), env)
    assert not deletes(child, document, MOTHER, env)
    assert deletes(child, document, Holder(child), env)


def test_a_carer_takes_back_what_they_added_and_no_other_carer_does(camille: RecordId, env: Environment) -> None:
    document = adds(camille, ROSE, env)
    assert not deletes(camille, document, OMAR, env)
    assert deletes(camille, document, ROSE, env)


def test_the_person_takes_back_what_a_carer_added_in_their_name(camille: RecordId, env: Environment) -> None:
    assert deletes(camille, adds(camille, ROSE, env), Holder(camille), env)


def test_a_carer_learns_nothing_of_what_was_hidden_from_them_since(camille: RecordId, env: Environment) -> None:
    deleted, hidden = adds(camille, ROSE, env), adds(camille, ROSE, env, SentFile("note.txt", b"Dort mal."))
    delete_document(camille, deleted, actor=Holder(camille), env=env)
    hide_from_carers(camille, hidden, actor=Holder(camille), env=env)
    never = DocumentId(env.chance.identifier())
    assert len({told(camille, one, ROSE, env) for one in (deleted, hidden, never)}) == 1


def test_sending_again_what_was_hidden_since_costs_what_sending_it_first_does(
    camille: RecordId, env: Environment
) -> None:
    hide_from_carers(camille, adds(camille, ROSE, env), actor=Holder(camille), env=env)
    made = []
    for file in (LETTER, SentFile("autre.txt", b"Autre chose.")):
        with counted() as statements:
            adds(camille, ROSE, env, file)
        made.append(len(statements))
    assert made[0] == made[1]


def test_each_reads_who_added_a_document_in_their_own_words(child: RecordId, env: Environment) -> None:
    adds(child, MOTHER, env)
    seen = {}
    for reader in (MOTHER, FATHER, Holder(child)):
        listed = list_documents(child, criteria=Criteria(), actor=reader, env=env)
        assert isinstance(listed, ListedDocuments)
        seen[reader] = listed.documents[0].brought_by
    assert list(seen.values()) == [BroughtBy.READER, BroughtBy.SOMEBODY_FOR_THEM, BroughtBy.SOMEBODY_FOR_THEM]


def test_what_the_child_wrote_is_the_childs_to_a_parent(child: RecordId, env: Environment) -> None:
    adds(child, Holder(child), env)
    listed = list_documents(child, criteria=Criteria(), actor=MOTHER, env=env)
    assert isinstance(listed, ListedDocuments)
    assert listed.documents[0].brought_by is BroughtBy.PERSON


def test_one_file_announced_again_once_it_waits_is_not_sent_again(camille: RecordId, env: Environment) -> None:
    keep_files(camille, [LETTER], actor=ROSE, env=env)
    digest = hashlib.sha256(LETTER.content).hexdigest()
    again = begin_upload(camille, "lettre.txt", size=len(LETTER.content), digest=digest, actor=ROSE, env=env)
    assert isinstance(again, Coming)
    assert again.is_ready


@pytest.mark.parametrize("attempt", range(3))
def test_two_forms_sent_at_once_add_a_file_once(attempt: int, camille: RecordId, env: Environment) -> None:
    assert attempt >= 0
    keep_files(camille, [LETTER], actor=ROSE, env=env)
    asked = wishes(camille, ROSE, env)
    answers = at_once([lambda: add_documents(camille, asked, actor=ROSE, env=env)] * 2)
    assert sorted(isinstance(one, Deposited) for one in answers) == [False, True]
    assert all(isinstance(one, Deposited | AlreadyThere | NothingToAdd) for one in answers)
    listed = list_documents(camille, criteria=Criteria(), actor=Holder(camille), env=env)
    assert isinstance(listed, ListedDocuments)
    assert len(listed.documents) == 1
