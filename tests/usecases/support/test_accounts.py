"""Somebody calls the desk about their account: found, recognised, helped, and never more than that."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.authority import Assurance, NotDone
from carnet.core.support.identity_script import Secret, assurance_by_proofs
from carnet.core.support.requests import Proof, RequestKind
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.usecases.account.counted_try import Blocked
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.support.check_identity import IdentityChecked, ScriptClosed, ask_secrets, see_documents
from carnet.usecases.support.end_sessions_at_desk import SessionsEnded, end_sessions_at_desk
from carnet.usecases.support.look_up_account import (
    LookedUp,
    look_up_by_identifier,
    look_up_by_ins,
    look_up_by_receipt,
)
from carnet.usecases.support.open_request import open_request
from carnet.usecases.support.reissue_credentials import CredentialsOnTheirWay, NoLetter, reissue_credentials
from carnet.usecases.support.show_account import AccountSheet, show_account
from carnet.usecases.support.suspend_account import AccountSuspended, suspend_account
from carnet.usecases.support.unlock_account import Unlocked, unlock_account
from tests.adapters.clocks import StoppedClock
from tests.installation import CAMILLE, KELLER, Installation
from tests.usecases.sign_in_world import Person, is_now, settles_in
from tests.usecases.support.desk import ALI, INES, ODILE, at_the_desk, desk_lines, passes

IDENTIFIER, PASSWORD = "camille.morel", "les cerises de juin"
RIGHT = {Secret.IDENTIFIER: "Camille.Morel ", Secret.CHANNEL: "camille@example.org", Secret.BIRTH_PLACE: "44109"}
WRONG = {Secret.IDENTIFIER: "camille", Secret.CHANNEL: "c@example.org", Secret.BIRTH_PLACE: "75056"}
SEEN = [Proof.CARD, Proof.IDENTITY_DOCUMENT]


@pytest.fixture
def env(env: Environment) -> Environment:
    return at_the_desk(replace(env, clock=StoppedClock()))


@pytest.fixture
def camille(env: Environment) -> Person:
    """Camille, who chose her password yesterday and has a postal address."""
    here = Installation(env)
    here.knows_everybody()
    person = settles_in(here, here.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)
    is_now(replace(CAMILLE, address=("3 rue du Port", "44000 NANTES")), person)
    return person


def looks_up(env: Environment, actor: Actor = ALI) -> None:
    assert isinstance(look_up_by_identifier(IDENTIFIER, actor=actor, env=env), LookedUp)


def recognizes(camille: Person, env: Environment, actor: Actor = ALI) -> None:
    """An agent hears two right answers."""
    looks_up(env, actor)
    answer = ask_secrets(camille.record, RIGHT | {Secret.CHANNEL: ""}, actor=actor, env=env)
    assert answer == IdentityChecked(Assurance.KNOWLEDGE)


def proves(camille: Person, env: Environment, actor: Actor = ALI) -> None:
    """An agent sees the card and an identity document."""
    looks_up(env, actor)
    assert see_documents(camille.record, SEEN, actor=actor, env=env) == IdentityChecked(Assurance.PROVED)


def sheet(camille: Person, env: Environment, actor: Actor = ALI) -> AccountSheet:
    shown = show_account(camille.record, actor=actor, env=env)
    assert isinstance(shown, AccountSheet), shown
    return shown


def test_an_account_is_found_by_identifier_by_receipt_or_by_the_card(camille: Person, env: Environment) -> None:
    asked = open_request(RequestKind.ACCOUNT, record=camille.record, actor=Holder(camille.record), env=env)
    found = LookedUp(camille.record)
    assert look_up_by_identifier(" CAMILLE.morel", actor=ALI, env=env) == found
    assert look_up_by_receipt(asked.number.lower(), actor=ALI, env=env) == found
    assert look_up_by_ins(CAMILLE.identifiers[0], actor=ALI, env=env) == found
    assert desk_lines(camille.record, env)[1:] == [
        ("desk-look-up", "done", "support", by) for by in ("identifier", "receipt", "ins")
    ]


def test_looking_for_nobody_is_traced_too(env: Environment) -> None:
    assert look_up_by_identifier("nobody.at.all", actor=ALI, env=env) is NotDone.NOT_THERE
    assert look_up_by_receipt("not a number", actor=ALI, env=env) is NotDone.NOT_THERE
    assert look_up_by_ins(CAMILLE.identifiers[0], actor=ALI, env=env) is NotDone.NOT_THERE
    assert [line[:2] for line in desk_lines(NOBODYS_RECORD, env)] == [("desk-look-up", "refused")] * 3


def test_a_sheet_opens_for_the_agent_who_looked_the_person_up_and_for_half_an_hour(
    camille: Person, env: Environment
) -> None:
    assert show_account(camille.record, actor=ALI, env=env) is NotDone.NOT_SURE_ENOUGH
    looks_up(env)
    assert sheet(camille, env).assurance is Assurance.LOOKED_UP
    assert show_account(camille.record, actor=INES, env=env) is NotDone.NOT_SURE_ENOUGH
    passes(env, timedelta(minutes=30))
    assert show_account(camille.record, actor=ALI, env=env) is NotDone.NOT_SURE_ENOUGH
    assert desk_lines(camille.record, env)[-1] == ("desk-refusal", "refused", "support", "not-sure-enough")


def test_a_sheet_masks_who_it_is_and_where_codes_go(camille: Person, env: Environment) -> None:
    looks_up(env)
    shown = sheet(camille, env)
    assert (shown.initials, shown.birth_year) == ("C… M…", 1984)
    assert (shown.mail, shown.phone, shown.has_address) == ("c…@example.org", "…00", True)
    assert shown.account is not None
    assert (shown.account.is_shut, shown.account.closed_until) == (False, None)
    assert "MOREL" not in repr(shown)


@pytest.mark.parametrize("left_out", Secret)
def test_two_right_answers_of_three_are_enough_and_say_not_which(
    camille: Person, env: Environment, left_out: Secret
) -> None:
    looks_up(env)
    answer = ask_secrets(camille.record, RIGHT | {left_out: WRONG[left_out]}, actor=ALI, env=env)
    assert answer == IdentityChecked(Assurance.KNOWLEDGE)
    assert desk_lines(camille.record, env)[-1] == ("desk-identity-check", "done", "support", "secrets")


@pytest.mark.parametrize("said", [{}, WRONG, WRONG | {Secret.IDENTIFIER: IDENTIFIER}])
def test_one_right_answer_is_none(camille: Person, env: Environment, said: dict[Secret, str]) -> None:
    looks_up(env)
    assert ask_secrets(camille.record, said, actor=ALI, env=env) == IdentityChecked(Assurance.NONE)
    assert desk_lines(camille.record, env)[-1] == ("desk-identity-check", "refused", "support", "secrets")


def test_three_failed_scripts_close_the_script_for_a_quarter_of_an_hour_even_for_right_answers(
    camille: Person, env: Environment
) -> None:
    looks_up(env)
    for _ in range(3):
        assert ask_secrets(camille.record, WRONG, actor=ALI, env=env) == IdentityChecked(Assurance.NONE)
    assert isinstance(ask_secrets(camille.record, RIGHT, actor=ALI, env=env), ScriptClosed)
    looks_up(env, INES)
    assert isinstance(ask_secrets(camille.record, RIGHT, actor=INES, env=env), ScriptClosed)
    passes(env, timedelta(minutes=15))
    assert ask_secrets(camille.record, RIGHT, actor=ALI, env=env) == IdentityChecked(Assurance.KNOWLEDGE)


@pytest.mark.parametrize(
    ("proofs", "assurance"),
    [
        ({Proof.CARD, Proof.IDENTITY_DOCUMENT}, Assurance.PROVED),
        ({Proof.IN_PERSON, Proof.IDENTITY_DOCUMENT}, Assurance.PROVED),
        ({Proof.IDENTITY_DOCUMENT}, Assurance.NONE),
        ({Proof.CARD, Proof.IN_PERSON}, Assurance.NONE),
        ({Proof.CARD, Proof.FAMILY_BOOK}, Assurance.NONE),
        (set(), Assurance.NONE),
    ],
)
def test_an_identity_document_counts_with_the_card_or_with_the_person(proofs: set[Proof], assurance: Assurance) -> None:
    assert assurance_by_proofs(proofs) is assurance


def test_ali_unlocks_camille_after_the_script_and_she_signs_in_with_her_own_password(
    camille: Person, env: Environment
) -> None:
    browser = camille.browser()
    assert isinstance(camille.fails_on(browser, 3), Blocked)
    looks_up(env)
    shown = sheet(camille, env).account
    assert shown is not None
    assert shown.closed_until is not None
    assert unlock_account(camille.record, actor=ALI, env=env) is NotDone.NOT_SURE_ENOUGH
    recognizes(camille, env)
    assert unlock_account(camille.record, actor=ALI, env=env) == Unlocked()
    assert desk_lines(camille.record, env)[-1] == ("desk-unlock", "done", "support", "")
    assert isinstance(browser.tries(IDENTIFIER, PASSWORD), CodeSent)


def test_a_lost_telephone_opens_nothing_once_its_owner_was_recognised(camille: Person, env: Environment) -> None:
    session = camille.usual_browser().session
    assert session is not None
    recognizes(camille, env)
    assert end_sessions_at_desk(camille.record, actor=ALI, env=env) == SessionsEnded(1)
    assert recognize_session(session, env=camille.env) is None


def test_knowledge_alone_reissues_nothing(camille: Person, env: Environment) -> None:
    recognizes(camille, env)
    answer = reissue_credentials(camille.record, has_lost_means=False, actor=ALI, env=env)
    assert answer is NotDone.NOT_SURE_ENOUGH
    assert desk_lines(camille.record, env)[-1] == ("access-reissue", "refused", "support", "not-sure-enough")
    assert letters.still_there(most=9) == ()


def test_new_credentials_go_by_letter_and_no_agent_sees_them(camille: Person, env: Environment) -> None:
    proves(camille, env)
    answer = reissue_credentials(camille.record, has_lost_means=False, actor=ALI, env=env)
    assert answer == CredentialsOnTheirWay()
    assert repr(answer) == "CredentialsOnTheirWay()"
    (letter,) = letters.still_there(most=9)
    assert letter.kind == "credentials"
    assert not isinstance(camille.browser().tries(IDENTIFIER, PASSWORD), CodeSent)
    batch = env.chance.identifier()
    with transaction.atomic():
        letters.take_for_printing(batch, most=9, at=env.clock.now())
    (printed,) = letters.in_batch(batch, keyring=env.keyring)
    assert printed.content.lines == ("Camille MOREL", "3 rue du Port", "44000 NANTES")
    values = printed.content.values
    assert isinstance(camille.browser().tries(values["identifier"], values["password"]), CodeSent)


def test_without_a_postal_address_nothing_is_reissued_and_no_agent_chooses_one(
    camille: Person, env: Environment
) -> None:
    is_now(CAMILLE, camille)
    proves(camille, env)
    answer = reissue_credentials(camille.record, has_lost_means=False, actor=ALI, env=env)
    assert answer is NoLetter.NO_POSTAL_ADDRESS
    assert isinstance(camille.browser().tries(IDENTIFIER, PASSWORD), CodeSent)


def test_somebody_else_uses_her_access_it_is_shut_then_reissued(camille: Person, env: Environment) -> None:
    theirs = camille.usual_browser().session
    assert theirs is not None
    recognizes(camille, env)
    assert suspend_account(camille.record, actor=ALI, env=env) == AccountSuspended()
    assert recognize_session(theirs, env=camille.env) is None
    assert not isinstance(camille.browser().tries(IDENTIFIER, PASSWORD), CodeSent)
    shown = sheet(camille, env).account
    assert shown is not None
    assert shown.is_shut
    assert ("desk-suspension", "done", "support", "support-desk") in desk_lines(camille.record, env)
    proves(camille, env)
    answer = reissue_credentials(camille.record, has_lost_means=True, actor=ALI, env=env)
    assert answer == CredentialsOnTheirWay()


def test_neither_the_reviewer_nor_anybody_else_touches_an_account(camille: Person, env: Environment) -> None:
    for other in (ODILE, KELLER, Holder(camille.record)):
        assert look_up_by_identifier(IDENTIFIER, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        assert show_account(camille.record, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        assert ask_secrets(camille.record, RIGHT, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        assert see_documents(camille.record, SEEN, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        assert unlock_account(camille.record, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        assert end_sessions_at_desk(camille.record, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        assert suspend_account(camille.record, actor=other, env=env) is NotDone.NOT_THIS_ROLE
        refused = reissue_credentials(camille.record, has_lost_means=False, actor=other, env=env)
        assert refused is NotDone.NOT_THIS_ROLE
    assert all(outcome == "refused" for _, outcome, _, _ in desk_lines(camille.record, env))
