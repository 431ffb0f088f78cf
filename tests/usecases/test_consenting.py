"""Letting somebody in, shutting them out, naming a treating physician, setting what an emergency may open."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder, SupportAgent
from carnet.core.access.decision import Told
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.consent.authorization import Authorization
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.usecases.consent.authorize_professional import Authorized, authorize_professional
from carnet.usecases.consent.block_professional import (
    Blocked,
    Unblocked,
    block_professional,
    unblock_professional,
)
from carnet.usecases.consent.choose_emergency_access import Chosen, choose_emergency_access
from carnet.usecases.consent.declare_consent import declare_consent
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.emergency.break_the_glass import break_the_glass
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL,
    HUGO,
    KELLER,
    NURSE,
    SECRETARY,
    Installation,
    refused,
)
from tests.store.database import Database
from tests.usecases.looking import NOBODY, owed, reads, told, traced

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def test_a_professional_is_not_let_in_by_themself_but_by_the_person_who_is_there(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    env = installation.env
    assert refused(declare_consent(camille, person_is_present=False, actor=KELLER, env=env)).told is Told.NO_ACCESS
    answer = declare_consent(CAMILLE.identifiers[0], person_is_present=True, actor=KELLER, env=env)
    assert answer == Authorized(Authorization(NOON))
    assert reads(KELLER, camille, installation)
    assert [kind for kind, _, _ in owed(database)] == ["first-access"]
    assert reads(KELLER, camille, installation)
    assert [kind for kind, _, _ in owed(database)] == ["first-access"]


def test_a_new_declaration_never_changes_what_the_person_gave(installation: Installation, camille: RecordId) -> None:
    installation.authorizes(camille, KELLER, until=TOMORROW)
    installation.at(NOON + timedelta(hours=1))
    answer = declare_consent(camille, person_is_present=True, actor=KELLER, env=installation.env)
    assert answer == Authorized(Authorization(NOON, TOMORROW))
    installation.at(TOMORROW)
    assert not reads(KELLER, camille, installation)
    again = declare_consent(camille, person_is_present=True, actor=KELLER, env=installation.env)
    assert again == Authorized(Authorization(TOMORROW))
    assert reads(KELLER, camille, installation)


def test_nobody_declares_anything_of_a_record_that_is_not_there(installation: Installation) -> None:
    answer = declare_consent(NOBODY, person_is_present=True, actor=KELLER, env=installation.env)
    assert refused(answer).told is Told.NO_ACCESS
    assert [event.action.value for event in traced(installation)] == ["authorize-professional"]


def test_a_secretary_declares_nothing_and_support_lets_nobody_in(installation: Installation, camille: RecordId) -> None:
    env = installation.env
    assert refused(declare_consent(camille, person_is_present=True, actor=SECRETARY, env=env)).told is Told.NOT_ALLOWED
    answer = authorize_professional(camille, KELLER.identifier, actor=SupportAgent("a"), env=env)
    assert refused(answer).told is Told.NOT_ALLOWED


def test_a_line_says_whom_an_authorisation_and_a_block_bear_on(installation: Installation, camille: RecordId) -> None:
    installation.authorizes(camille, HOSPITAL)
    block_professional(camille, HUGO.identifier, actor=Holder(camille), env=installation.env)
    concerned = [event.concerned for event in traced(installation, camille)[1:]]
    assert [(one.kind, one.identifier) for one in concerned if one] == [
        ("structure", HOSPITAL.value),
        ("professional", HUGO.identifier.value),
    ]


def test_an_establishment_is_shut_out_with_all_who_act_for_it(installation: Installation, camille: RecordId) -> None:
    installation.authorizes(camille, HOSPITAL)
    assert reads(NURSE, camille, installation)
    answer = block_professional(camille, HOSPITAL, actor=Holder(camille), env=installation.env)
    assert answer == Blocked(HOSPITAL)
    assert not reads(NURSE, camille, installation)
    assert unblock_professional(camille, HOSPITAL, actor=Holder(camille), env=installation.env) == Unblocked(HOSPITAL)
    assert not reads(NURSE, camille, installation)


def test_only_the_treating_physician_blocks_a_colleague_and_only_when_asked(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    for who in (KELLER, HADDAD):
        installation.authorizes(camille, who)
    name_treating_physician(camille, KELLER.identifier, actor=holder, env=env)
    assert refused(block_professional(camille, KELLER.identifier, person_asks=True, actor=HADDAD, env=env))
    assert refused(block_professional(camille, HADDAD.identifier, actor=KELLER, env=env))
    assert block_professional(camille, HADDAD.identifier, person_asks=True, actor=KELLER, env=env) == Blocked(
        HADDAD.identifier
    )
    assert not reads(HADDAD, camille, installation)
    assert refused(unblock_professional(camille, HADDAD.identifier, actor=KELLER, env=env)).told is Told.NO_ACCESS


def test_a_block_ends_the_status_of_treating_physician_for_good(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    installation.authorizes(camille, KELLER)
    name_treating_physician(camille, KELLER.identifier, actor=holder, env=env)
    block_professional(camille, KELLER.identifier, actor=holder, env=env)
    unblock_professional(camille, KELLER.identifier, actor=holder, env=env)
    installation.authorizes(camille, KELLER)
    assert refused(block_professional(camille, HUGO.identifier, person_asks=True, actor=KELLER, env=env))


def test_the_treating_physician_is_an_authorised_doctor(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    installation.authorizes(camille, NURSE)
    stranger = PractitionerId("899799999999")
    for who in (KELLER.identifier, NURSE.identifier, stranger):
        answer = name_treating_physician(camille, who, actor=holder, env=env)
        assert refused(answer).told is Told.NOT_AN_AUTHORIZED_DOCTOR
    installation.authorizes(camille, KELLER)
    assert name_treating_physician(camille, KELLER.identifier, actor=holder, env=env) == Named(KELLER.identifier)


def test_the_status_is_one_persons_unless_the_patient_wants_several(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    for who in (KELLER, HADDAD):
        installation.authorizes(camille, who)
    name_treating_physician(camille, KELLER.identifier, actor=holder, env=env)
    name_treating_physician(camille, HADDAD.identifier, keeps_others=True, actor=holder, env=env)

    def blocks(who: Actor) -> bool:
        answer = block_professional(camille, HUGO.identifier, person_asks=True, actor=who, env=env)
        return isinstance(answer, Blocked)

    assert blocks(KELLER)
    assert blocks(HADDAD)
    name_treating_physician(camille, HADDAD.identifier, actor=holder, env=env)
    assert not blocks(KELLER)
    assert blocks(HADDAD)


def test_the_treating_physician_passes_the_status_on_with_the_persons_agreement(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    for who in (KELLER, HADDAD):
        installation.authorizes(camille, who)
    name_treating_physician(camille, KELLER.identifier, actor=Holder(camille), env=env)
    assert refused(name_treating_physician(camille, HADDAD.identifier, actor=KELLER, env=env))
    paper = Agreement(Proof.SIGNED_PAPER, NOON.date())
    answer = name_treating_physician(camille, HADDAD.identifier, agreement=paper, actor=KELLER, env=env)
    assert answer == Named(HADDAD.identifier)
    assert refused(name_treating_physician(camille, KELLER.identifier, agreement=paper, actor=KELLER, env=env))


def test_the_switches_are_the_persons_or_a_professionals_who_is_with_them(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    all_on = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True)
    all_off = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)
    assert refused(choose_emergency_access(camille, all_off, person_is_present=True, actor=KELLER, env=env))
    installation.authorizes(camille, KELLER)
    assert refused(choose_emergency_access(camille, all_off, actor=KELLER, env=env))
    answer = choose_emergency_access(camille, all_off, person_is_present=True, actor=KELLER, env=env)
    assert answer == Chosen(all_off)
    reason = "La personne ne répond plus."
    assert refused(break_the_glass(camille, reason=reason, actor=HADDAD, env=env)).told is Told.NO_EMERGENCY_ACCESS
    assert choose_emergency_access(camille, all_on, actor=Holder(camille), env=env) == Chosen(all_on)
    details = [detail for act, _, detail in told(installation, camille) if act == "choose-emergency-access"]
    assert details == ["none", "none", "none", "samu break_the_glass masked_documents"]
