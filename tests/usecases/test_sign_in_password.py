"""The initial password, used once; the one that the person chooses; and changing it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.accounts.credentials import INITIAL_PASSWORD_LASTS, PasswordFault
from carnet.core.identifiers import RecordId
from carnet.infra.chance import SystemChance
from carnet.usecases.account.change_password import PasswordChanged, PasswordRefused, change_password
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.end_all_sessions import end_all_sessions
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.password_work import SALT_SIZE
from carnet.usecases.account.recognize_session import awaits_password, recognize_session
from carnet.usecases.account.show_attempt import AttemptOver, CodeSent
from carnet.usecases.account.who_is_here import NobodyHere
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import (
    ALI,
    WRONG,
    Browser,
    Person,
    at_the_patient_site,
    code_in,
    handed_over,
    history_of,
    sends_what_was_promised,
    settles_in,
)

OLD, NEW = "les cerises de juin", "la mer en novembre"


@pytest.fixture
def record(installation: Installation) -> RecordId:
    """The record of Camille, who has no account yet."""
    return installation.opens(CAMILLE)


@pytest.fixture
def camille(installation: Installation, record: RecordId) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(installation, record, identifier="camille.morel", password=OLD)


def test_the_initial_password_opens_one_session_that_only_changes_it(
    installation: Installation, record: RecordId
) -> None:
    account, env = handed_over(installation, record), at_the_patient_site(installation.env)
    browser = Browser(env)
    signed_in = browser.signs_in(account.identifier, account.initial_password)
    assert signed_in.must_change_password
    assert recognize_session(signed_in.session, env=env) is None, "it opens no page of the record"
    assert awaits_password(signed_in.session, env=env)
    changed = change_password(signed_in.session, current=None, new=NEW, env=env)
    assert isinstance(changed, PasswordChanged)
    assert recognize_session(changed.session, env=env) is not None
    assert not awaits_password(changed.session, env=env)
    assert not awaits_password(signed_in.session, env=env), "the former token ended with the former password"
    assert history_of(record, env)[-1] == ("password-change", "done", "holder", "first")
    assert isinstance(browser.tries(account.identifier, NEW), CodeSent)


def test_the_initial_password_is_good_once_even_when_nothing_followed(
    installation: Installation, record: RecordId
) -> None:
    account, env = handed_over(installation, record), at_the_patient_site(installation.env)
    Browser(env).signs_in(account.identifier, account.initial_password)
    again = Browser(env).tries(account.identifier, account.initial_password)
    assert again == IncorrectCredentials(2)


def test_of_two_sign_ins_with_the_initial_password_one_opens(installation: Installation, record: RecordId) -> None:
    account, env = handed_over(installation, record), at_the_patient_site(installation.env)
    codes, browsers = [], [Browser(env), Browser(env)]
    for browser in browsers:
        browser.tries(account.identifier, account.initial_password)
        codes.append(code_in(sends_what_was_promised(env)[0]))
    assert isinstance(browsers[0].confirms(codes[0]), SignedIn)
    assert browsers[1].confirms(codes[1]) == AttemptOver()


def test_the_initial_password_lies_about_for_a_month_at_most(installation: Installation, record: RecordId) -> None:
    account, env = handed_over(installation, record), at_the_patient_site(installation.env)
    installation.at(env.clock.now() + INITIAL_PASSWORD_LASTS)
    assert Browser(env).tries(account.identifier, account.initial_password) == IncorrectCredentials(2)


@pytest.mark.parametrize(
    ("new", "faults"),
    [
        ("cerises", (PasswordFault.TOO_SHORT,)),
        ("motdepasse", (PasswordFault.COMMON,)),
        ("camille.morel", (PasswordFault.IS_IDENTIFIER,)),
        (" Camille.MOREL", (PasswordFault.IS_IDENTIFIER,)),
        ("c" * 129, (PasswordFault.TOO_LONG,)),
    ],
)
def test_a_password_that_may_not_be_chosen_changes_nothing(
    installation: Installation, record: RecordId, new: str, faults: tuple[PasswordFault, ...]
) -> None:
    account, env = handed_over(installation, record, wanted="camille.morel"), at_the_patient_site(installation.env)
    session = Browser(env).signs_in(account.identifier, account.initial_password).session
    assert change_password(session, current=None, new=new, env=env) == PasswordRefused(faults)
    assert awaits_password(session, env=env), "and may be tried again"


def test_camille_changes_her_password_and_every_other_session_ends(camille: Person) -> None:
    phone, laptop = camille.usual_browser(), camille.usual_browser()
    assert phone.session is not None
    assert laptop.session is not None
    changed = change_password(phone.session, current=OLD, new=NEW, env=camille.env)
    assert isinstance(changed, PasswordChanged)
    assert changed.session not in repr(changed)
    living = [recognize_session(token, env=camille.env) for token in (phone.session, laptop.session, changed.session)]
    assert [session is not None for session in living] == [False, False, True]
    assert history_of(camille.record, camille.env)[-1] == ("password-change", "done", "holder", "")
    assert isinstance(phone.tries(camille.identifier, NEW), CodeSent)
    assert phone.tries(camille.identifier, OLD) == IncorrectCredentials(2)


def test_the_session_that_changes_the_password_keeps_what_is_new(camille: Person) -> None:
    before = recognize_session(camille.usual_browser().session or "", env=camille.env)
    browser = camille.usual_browser()
    session = recognize_session(browser.session or "", env=camille.env)
    changed = change_password(browser.session or "", current=OLD, new=NEW, env=camille.env)
    assert isinstance(changed, PasswordChanged)
    after = recognize_session(changed.session, env=camille.env)
    assert before is not None
    assert session is not None
    assert after is not None
    assert after.previous_visit == session.previous_visit == before.opened_at


def test_a_code_asked_for_with_the_former_password_opens_nothing(camille: Person) -> None:
    phone, thief = camille.usual_browser(), camille.browser()
    thief.tries(camille.identifier, OLD)
    code = code_in(sends_what_was_promised(camille.env)[0])
    change_password(phone.session or "", current=OLD, new=NEW, env=camille.env)
    assert thief.confirms(code) == AttemptOver()


def test_the_present_password_is_asked_for_three_times_and_no_more(camille: Person, installation: Installation) -> None:
    phone = camille.usual_browser()
    session = phone.session or ""
    until = camille.env.clock.now() + timedelta(minutes=15)
    wrong = [change_password(session, current=WRONG, new=NEW, env=camille.env) for _ in range(4)]
    assert wrong == [IncorrectCredentials(2), IncorrectCredentials(1), Blocked(until), Blocked(until)]
    assert change_password(session, current=OLD, new=NEW, env=camille.env) == Blocked(until)
    assert history_of(camille.record, camille.env)[-1] == ("password-change", "refused", "holder", "closed")
    assert isinstance(camille.browser().tries(camille.identifier, OLD), CodeSent), "nobody is shut out elsewhere"
    installation.at(until - timedelta(minutes=1))
    recognize_session(session, env=camille.env)
    installation.at(until)
    recognize_session(session, env=camille.env)
    assert isinstance(change_password(session, current=OLD, new=NEW, env=camille.env), PasswordChanged)


def test_without_the_present_password_nothing_changes(camille: Person) -> None:
    session = camille.usual_browser().session or ""
    assert change_password(session, current=None, new=NEW, env=camille.env) == IncorrectCredentials(2)
    assert change_password(session, current="", new=NEW, env=camille.env) == IncorrectCredentials(1)


def test_a_session_that_has_ended_changes_nothing(camille: Person) -> None:
    session = camille.usual_browser().session or ""
    end_all_sessions(camille.account, actor=ALI, env=camille.env)
    assert change_password(session, current=OLD, new=NEW, env=camille.env) == NobodyHere()
    assert change_password("never", current=OLD, new=NEW, env=camille.env) == NobodyHere()


@dataclass(slots=True)
class SlowChance:
    """Chance, in an outside world where something happens while a password is being hashed."""

    meanwhile: Callable[[], object]
    real: SystemChance = field(default_factory=SystemChance)

    def identifier(self) -> UUID:
        return self.real.identifier()

    def secret(self, size: int) -> bytes:
        if size == SALT_SIZE:
            meanwhile, self.meanwhile = self.meanwhile, int
            meanwhile()
        return self.real.secret(size)


def test_a_session_ended_while_the_password_was_being_hashed_changes_nothing(camille: Person) -> None:
    browser = camille.usual_browser()
    slow = SlowChance(lambda: end_all_sessions(camille.account, actor=ALI, env=camille.env))
    changed = change_password(browser.session or "", current=OLD, new=NEW, env=replace(camille.env, chance=slow))
    assert changed == NobodyHere()
    assert isinstance(browser.tries(camille.identifier, OLD), CodeSent)


def test_of_two_changes_at_once_one_counts(camille: Person) -> None:
    browser, other = camille.usual_browser(), camille.usual_browser()
    third = "une troisième idée"
    slow = SlowChance(lambda: change_password(other.session or "", current=OLD, new=third, env=camille.env))
    changed = change_password(browser.session or "", current=OLD, new=NEW, env=replace(camille.env, chance=slow))
    assert changed == NobodyHere()
    assert isinstance(browser.tries(camille.identifier, third), CodeSent)
