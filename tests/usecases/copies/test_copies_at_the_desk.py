"""A copy on paper: the desk checks proofs, the system composes what its reader may read, nobody opens it."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Holder, SupportAgent
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, CopyStage, HeirPurpose, PaperCopy
from carnet.core.support.authority import NotDone
from carnet.core.support.requests import Outcome, Proof, RequestState
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.ports.print_house import NO_PRINT_HOUSE
from carnet.store import notices, paper_copies, support_requests
from carnet.store.context import within
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.copies.ask_copy_at_desk import CopyAtDesk, NoCopy, ask_copy_at_desk
from carnet.usecases.copies.compose_copies import compose_copies, follow_print_house
from carnet.usecases.copies.decide_copy import order_for_heirs, order_on_proofs
from carnet.usecases.record.close_record import close_record
from carnet.usecases.record.record_death import record_death
from carnet.usecases.support.close_request import close_request
from carnet.usecases.support.forget_desk_proofs import forget_desk_proofs
from carnet.usecases.support.look_up_account import LookedUp, look_up_by_ins
from carnet.usecases.support.note_proofs import note_proofs
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation, note
from tests.store.database import Database
from tests.usecases.copies.print_house import words_of
from tests.usecases.sign_in_world import lines_of
from tests.usecases.support.desk import ALI, INES, ODILE, passes, the_worker

TO = "Camille Morel\n3 place du Bouffay\n44000 NANTES"
IN_PERSON = (Proof.IDENTITY_DOCUMENT, Proof.IN_PERSON)
OF_HEIRS = (Proof.IDENTITY_DOCUMENT, Proof.DEATH_CERTIFICATE, Proof.HEIR_DEED)


@pytest.fixture
def camille(env: Environment) -> RecordId:
    here = Installation(env)
    here.knows_everybody()
    record = here.opens(CAMILLE)
    here.receives(CAMILLE, note(CAMILLE, by=HADDAD, text="Genou droit : rien de grave."), from_=HOSPITAL_SOFTWARE)
    return record


def looks_up(env: Environment, who: SupportAgent = ALI) -> RecordId:
    """An agent finds the record by the INS that was read to them."""
    found = look_up_by_ins(CAMILLE.identifiers[0], actor=who, env=env)
    assert isinstance(found, LookedUp)
    return found.record


def asks(
    env: Environment, proofs: tuple[Proof, ...] = IN_PERSON, made_for: CopyFor = CopyFor.HOLDER, **beside: object
) -> CopyAtDesk:
    """An agent asks for a copy, for somebody who came or wrote."""
    record = looks_up(env)
    answer = ask_copy_at_desk(record, made_for, TO, proofs, actor=ALI, env=env, **beside)  # type: ignore[arg-type]  # each word is one of its own
    assert isinstance(answer, CopyAtDesk), answer
    return answer


def copy_of(asked: CopyAtDesk) -> PaperCopy:
    found = paper_copies.of_request(asked.request.id)
    assert found is not None
    return found


def goes_out(env: Environment) -> str:
    """The night's work: composed, handed over, printed; gives the words of the last paper."""
    timer = replace(env, door=Door.TIMER)
    compose_copies(env=timer)
    follow_print_house(env=timer)
    return words_of(env)


@pytest.mark.usefixtures("camille")
def test_somebody_who_comes_with_their_papers_is_posted_what_they_may_read(env: Environment) -> None:
    asked = asks(env)
    assert asked.is_ordered
    found = goes_out(env)
    assert "Genou droit : rien de grave." in found
    assert "3 place du Bouffay" in found
    assert "Personne ne peut exiger" in found
    assert copy_of(asked).stage is CopyStage.SENT
    request = support_requests.of_id(asked.request.id)
    assert request is not None
    assert (request.state, request.outcome) == (RequestState.CLOSED, Outcome.DONE)


def test_the_history_says_who_asked_who_let_it_and_what_was_copied(env: Environment, camille: RecordId) -> None:
    asks(env)
    goes_out(env)
    told = [(line.action.value, line.actor.kind) for line in lines_of(camille, env)]
    assert set(told) >= {
        ("ask-for-copy", "holder"),
        ("desk-request", "support"),
        ("copy-ordered", "support"),
        ("copy-document", "holder"),
        ("copy-sent", "clockwork"),
    }
    (copied,) = [line for line in lines_of(camille, env) if line.action.value == "copy-document"]
    assert len(copied.documents) == 1
    with within(camille):
        assert notices.was_owed(camille, kind="copy-asked")


@pytest.mark.usefixtures("camille")
def test_what_is_not_announced_is_not_in_the_copy_nor_told_by_it(env: Environment) -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    Installation(env).receives(
        CAMILLE, note(CAMILLE, by=HADDAD, number=2, hidden=hidden, text="Tumeur."), from_=HOSPITAL_SOFTWARE
    )
    asks(env)
    found = goes_out(env)
    assert "Tumeur" not in found
    assert "2. Compte rendu" not in found


def test_a_closed_record_is_copied_for_its_holder(env: Environment, camille: RecordId) -> None:
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=env)
    asks(env)
    assert "Genou droit" in goes_out(env)


@pytest.mark.usefixtures("camille")
def test_what_cannot_be_printed_is_named_as_such(env: Environment) -> None:
    one, written = note(CAMILLE, by=HADDAD, number=3), rb"{\rtf1 Bonjour}"
    entry = replace(
        one.entry,
        mime_type="text/rtf",
        title="Scanner du genou",
        size=len(written),
        sha1=hashlib.sha1(written, usedforsecurity=False).hexdigest(),
    )
    Installation(env).receives(CAMILLE, replace(one, entry=entry, content=written), from_=HOSPITAL_SOFTWARE)
    asks(env)
    found = goes_out(env)
    assert "Scanner du genou" in found
    assert "Ne s’imprime pas" in found


@pytest.mark.usefixtures("camille")
def test_proofs_that_are_not_enough_let_nothing_leave(env: Environment) -> None:
    asked = asks(env, (Proof.CARD,))
    assert not asked.is_ordered
    assert order_on_proofs(asked.request.id, actor=ALI, env=env) is NoCopy.PROOFS
    assert compose_copies(env=env) == 0
    note_proofs(asked.request.id, IN_PERSON, actor=ALI, env=env)
    assert isinstance(order_on_proofs(asked.request.id, actor=ALI, env=env), PaperCopy)
    assert compose_copies(env=env) == 1


@pytest.mark.usefixtures("camille")
def test_no_agent_notes_that_somebody_signed_in(env: Environment) -> None:
    asked = asks(env, (Proof.SIGN_IN,))
    assert not asked.is_ordered
    note_proofs(asked.request.id, [Proof.SIGN_IN, Proof.CARD], actor=ALI, env=env)
    request = support_requests.of_id(asked.request.id)
    assert request is not None
    assert request.proofs == (Proof.CARD,)


@pytest.mark.usefixtures("camille")
def test_one_copy_at_a_time(env: Environment) -> None:
    asks(env, ())
    again = ask_copy_at_desk(looks_up(env), CopyFor.HOLDER, TO, IN_PERSON, actor=ALI, env=env)
    assert again is NoCopy.UNDER_WAY


@pytest.mark.parametrize("lines", ["", "Camille Morel", "a\nb\nc\nd\ne\nf\ng", f"Camille\n{'x' * 61}"])
@pytest.mark.usefixtures("camille")
def test_what_fits_no_envelope_is_said(env: Environment, lines: str) -> None:
    answer = ask_copy_at_desk(looks_up(env), CopyFor.HOLDER, lines, IN_PERSON, actor=ALI, env=env)
    assert answer is NoCopy.ADDRESS


def test_an_agent_who_has_not_looked_the_person_up_asks_for_nothing(env: Environment, camille: RecordId) -> None:
    answer = ask_copy_at_desk(camille, CopyFor.HOLDER, TO, IN_PERSON, actor=INES, env=env)
    assert answer is NotDone.NOT_SURE_ENOUGH


def test_a_reviewer_asks_for_no_copy_and_orders_none_but_for_heirs(env: Environment, camille: RecordId) -> None:
    assert ask_copy_at_desk(camille, CopyFor.HOLDER, TO, (), actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    asked = asks(env, ())
    assert order_on_proofs(asked.request.id, actor=ODILE, env=env) is NotDone.NOT_THIS_ROLE
    assert order_for_heirs(asked.request.id, actor=ODILE, env=env) is NoCopy.DOCTOR_DECIDES


def test_heirs_are_posted_what_a_doctor_decides_and_never_what_was_secret(env: Environment, camille: RecordId) -> None:
    here = Installation(env)
    secret = here.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=4, text="Secret."), from_=HOSPITAL_SOFTWARE)
    keep_secret(camille, secret, actor=Holder(camille), env=env)
    record_death(camille, proof="death-certificate", actor=INES, env=env)
    asked = asks(env, OF_HEIRS, CopyFor.HEIRS, purpose=HeirPurpose.CAUSE_OF_DEATH)
    assert not asked.is_ordered
    assert order_on_proofs(asked.request.id, actor=ALI, env=env) is NoCopy.DOCTOR_DECIDES
    assert order_for_heirs(asked.request.id, actor=ALI, env=env) is NotDone.NOT_THIS_ROLE
    assert isinstance(order_for_heirs(asked.request.id, actor=ODILE, env=env), PaperCopy)
    found = goes_out(env)
    assert "Genou droit" in found
    assert "Secret." not in found


@pytest.mark.usefixtures("camille")
def test_heirs_of_somebody_who_lives_have_nothing_to_ask(env: Environment) -> None:
    record = looks_up(env)
    answer = ask_copy_at_desk(record, CopyFor.HEIRS, TO, OF_HEIRS, purpose=HeirPurpose.MEMORY, actor=ALI, env=env)
    assert answer is NoCopy.NOT_THEIRS
    answer = ask_copy_at_desk(record, CopyFor.HEIRS, TO, OF_HEIRS, actor=ALI, env=env)
    assert answer is NoCopy.PURPOSE


@pytest.mark.usefixtures("camille")
def test_who_never_represented_anybody_is_sent_nothing(env: Environment) -> None:
    answer = ask_copy_at_desk(
        looks_up(env), CopyFor.REPRESENTATIVE, TO, IN_PERSON, account="somebody", actor=ALI, env=env
    )
    assert answer is NoCopy.NOT_THEIRS


def test_a_death_stops_a_copy_that_has_not_left(env: Environment, camille: RecordId) -> None:
    asked = asks(env)
    record_death(camille, proof="death-certificate", actor=INES, env=env)
    assert goes_out(env) == ""
    assert copy_of(asked).stage is CopyStage.STOPPED
    with pytest.raises(LookupError):
        paper_copies.envelope(copy_of(asked).id, keyring=env.keyring)


@pytest.mark.usefixtures("camille")
def test_a_request_that_is_refused_stops_its_copy(env: Environment) -> None:
    asked = asks(env)
    close_request(asked.request.id, Outcome.REFUSED, actor=ALI, env=env)
    assert copy_of(asked).stage is CopyStage.STOPPED
    assert compose_copies(env=env) == 0


@pytest.mark.usefixtures("camille")
def test_it_is_posted_once_and_whom_it_went_to_is_forgotten(env: Environment) -> None:
    asked = asks(env)
    assert compose_copies(env=env) == 1
    assert compose_copies(env=env) == 0
    assert copy_of(asked).stage is CopyStage.AT_THE_PRINT_HOUSE
    with pytest.raises(LookupError):
        paper_copies.envelope(copy_of(asked).id, keyring=env.keyring)
    assert follow_print_house(env=env) == 1
    assert follow_print_house(env=env) == 0


@pytest.mark.usefixtures("camille")
def test_without_a_print_house_nothing_is_ordered_and_the_desk_is_told(env: Environment) -> None:
    nowhere = replace(env, print_house=NO_PRINT_HOUSE)
    record = looks_up(nowhere)
    asked = ask_copy_at_desk(record, CopyFor.HOLDER, TO, IN_PERSON, actor=ALI, env=nowhere)
    assert isinstance(asked, CopyAtDesk)
    assert not asked.is_ordered
    assert order_on_proofs(asked.request.id, actor=ALI, env=nowhere) is NoCopy.NO_PRINT_HOUSE


@pytest.mark.usefixtures("camille")
def test_the_proofs_are_destroyed_thirty_days_after(env: Environment, database: Database) -> None:
    asked = asks(env)
    goes_out(env)
    passes(env, timedelta(days=30))
    with the_worker(database):
        assert forget_desk_proofs(env=env) == 1
    request = support_requests.of_id(asked.request.id)
    assert request is not None
    assert request.proofs == ()


@pytest.mark.usefixtures("camille")
def test_a_request_for_something_else_has_no_copy_to_order(env: Environment) -> None:
    assert order_on_proofs(UUID(int=7), actor=ALI, env=env) is NotDone.NOT_THERE
    assert paper_copies.of_request(UUID(int=7)) is None
