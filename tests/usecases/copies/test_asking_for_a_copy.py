"""Asking for a copy on paper from one's own pages: of one's record, of a child's, of a closed one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyStage
from carnet.core.support.requests import Proof
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import paper_copies, support_requests
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded
from carnet.usecases.claims.follow_claims import FollowedClaims, follow_claims
from carnet.usecases.copies.ask_for_copy import AddressDoesNotFit, CopyForm, CopyUnderWay, ask_for_copy, begin_copy
from carnet.usecases.copies.compose_copies import compose_copies, follow_print_house
from carnet.usecases.copies.decide_copy import order_on_proofs
from carnet.usecases.family.end_representation import end_representation
from carnet.usecases.record.close_record import close_record
from carnet.usecases.support.open_request import RequestOpened
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation, note, refused
from tests.usecases.account_world import proved, session_of
from tests.usecases.copies.print_house import words_of
from tests.usecases.family.family import DESK, LOU, is_parent_of
from tests.usecases.sign_in_world import Person, settles_in
from tests.usecases.support.desk import ALI, passes

TO = "Camille Morel\n3 place du Bouffay\n44000 NANTES"
AT_HOME = replace(CAMILLE, address=("3 place du Bouffay", "44000 NANTES"))


@pytest.fixture
def env(env: Environment) -> Environment:
    return replace(env, door=Door.PATIENT_SITE)


@pytest.fixture
def camille(installation: Installation) -> Person:
    record = installation.opens(AT_HOME)
    installation.receives(AT_HOME, note(CAMILLE, by=HADDAD, text="Genou droit."), from_=HOSPITAL_SOFTWARE)
    return settles_in(installation, record, identifier="camille.morel", password="les cerises de juin")


@pytest.fixture
def lou(installation: Installation) -> RecordId:
    record = installation.opens(LOU)
    installation.receives(LOU, note(LOU, by=HADDAD, number=2, text="Vaccin fait."), from_=HOSPITAL_SOFTWARE)
    hidden = frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    installation.receives(
        LOU, note(LOU, by=HADDAD, number=3, hidden=hidden, text="Entre nous."), from_=HOSPITAL_SOFTWARE
    )
    return record


def followed(record: RecordId, who: Actor, env: Environment) -> list[CopyStage]:
    """Where the copies of somebody have come to."""
    found = follow_claims(record, actor=who, env=env)
    assert isinstance(found, FollowedClaims)
    return [one.stage for one in found.copies]


def test_she_proves_who_she_is_and_her_address_is_known(camille: Person) -> None:
    env, holder = camille.env, Holder(camille.record)
    assert begin_copy(session_of(camille), camille.record, actor=holder, env=env) == ProofNeeded()
    assert begin_copy("nobody's", camille.record, actor=holder, env=env) == NobodyHere()
    form = begin_copy(proved(camille), camille.record, actor=holder, env=env)
    assert form == CopyForm(TO)
    assert ask_for_copy(session_of(camille), camille.record, TO, actor=holder, env=env) == ProofNeeded()


def test_she_follows_it_from_the_request_to_the_post(camille: Person) -> None:
    env, holder = camille.env, Holder(camille.record)
    asked = ask_for_copy(proved(camille), camille.record, TO, actor=holder, env=env)
    assert isinstance(asked, RequestOpened)
    assert followed(camille.record, holder, env) == [CopyStage.RECEIVED]
    request = support_requests.of_id(asked.id)
    assert request is not None
    assert request.proofs == (Proof.SIGN_IN,)
    order_on_proofs(asked.id, actor=ALI, env=env)
    assert followed(camille.record, holder, env) == [CopyStage.IN_THE_MAKING]
    compose_copies(env=env)
    assert followed(camille.record, holder, env) == [CopyStage.AT_THE_PRINT_HOUSE]
    follow_print_house(env=env)
    assert followed(camille.record, holder, env) == [CopyStage.SENT]
    assert "Genou droit." in words_of(env)


def test_asked_twice_it_is_one_and_an_address_that_does_not_fit_is_said(camille: Person) -> None:
    env, holder, session = camille.env, Holder(camille.record), proved(camille)
    assert ask_for_copy(session, camille.record, "Camille", actor=holder, env=env) == AddressDoesNotFit()
    assert isinstance(ask_for_copy(session, camille.record, TO, actor=holder, env=env), RequestOpened)
    assert ask_for_copy(session, camille.record, TO, actor=holder, env=env) == CopyUnderWay()
    assert len(paper_copies.of_record(camille.record)) == 1


def test_the_holder_of_a_closed_record_asks_too(camille: Person) -> None:
    env, holder = camille.env, Holder(camille.record)
    close_record(camille.record, reason="holder-asks", actor=holder, env=env)
    assert isinstance(ask_for_copy(proved(camille), camille.record, TO, actor=holder, env=env), RequestOpened)


def test_a_parent_is_sent_what_they_may_read_and_sees_nobody_elses_address(
    camille: Person, lou: RecordId, installation: Installation
) -> None:
    env, parent = camille.env, Representative("mother-of-lou")
    is_parent_of(installation, lou, parent)
    session = proved(camille)
    assert begin_copy(session, lou, actor=parent, env=env) == CopyForm("")
    asked = ask_for_copy(session, lou, TO, actor=parent, env=env)
    assert isinstance(asked, RequestOpened)
    assert followed(lou, parent, env) == [CopyStage.RECEIVED]
    assert followed(lou, Holder(lou), env) == []
    order_on_proofs(asked.id, actor=ALI, env=env)
    compose_copies(env=env)
    found = words_of(env)
    assert "Vaccin fait." in found
    assert "Entre nous." not in found


def test_a_parent_whose_power_ended_meanwhile_is_sent_nothing(
    camille: Person, lou: RecordId, installation: Installation
) -> None:
    env, parent = camille.env, Representative("mother-of-lou")
    is_parent_of(installation, lou, parent)
    asked = ask_for_copy(proved(camille), lou, TO, actor=parent, env=env)
    assert isinstance(asked, RequestOpened)
    order_on_proofs(asked.id, actor=ALI, env=env)
    passes(env, timedelta(minutes=1))
    end_representation(lou, parent.account, proof="court-decision", actor=DESK, env=env)
    assert compose_copies(env=env) == 0
    assert words_of(env) == ""
    (copy,) = paper_copies.of_record(lou)
    assert copy.stage is CopyStage.STOPPED


def test_a_carer_asks_for_no_copy(camille: Person) -> None:
    answer = ask_for_copy(proved(camille), camille.record, TO, actor=Carer("a-carer"), env=camille.env)
    assert refused(answer).reasons[0].rule == "CAR-05"
