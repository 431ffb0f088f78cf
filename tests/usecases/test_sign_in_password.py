"""The initial password, handed over once and used once; the one that the person chooses; and changing it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor
from carnet.core.accounts.credentials import INITIAL_PASSWORD_LASTS, PasswordFault
from carnet.core.identifiers import RecordId
from carnet.infra.chance import SystemChance
from carnet.ports.messages import Channel
from carnet.usecases.account.change_password import (
    NobodyHere,
    PasswordChanged,
    PasswordRefused,
    change_password,
)
from carnet.usecases.account.confirm_code import SignedIn
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.end_all_sessions import end_all_sessions
from carnet.usecases.account.holder import AccountWithoutRecordError
from carnet.usecases.account.open_account import AccountOpened, NotOpened, open_account
from carnet.usecases.account.password_work import SALT_SIZE
from carnet.usecases.account.recognize_session import awaits_password, recognize_session
from carnet.usecases.account.show_attempt import AttemptOver, CodeSent
from tests.installation import CAMILLE, GEORGES, HUGO, KELLER, SECRETARY, Installation
from tests.store.database import Database
from tests.usecases.sign_in_world import (
    ALI,
    WRONG,
    Browser,
    Person,
    at_the_patient_site,
    code_in,
    handed_over,
    history_of,
    history_of_nobody,
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


def opened(
    installation: Installation,
    record: RecordId,
    *,
    actor: Actor = HUGO,
    is_proved: bool = True,
    wanted: str | None = None,
) -> AccountOpened | NotOpened:
    """Hugo opens the account of somebody who is present; one thing may be different."""
    return open_account(
        record,
        channel=Channel.MAIL,
        identity_is_proved=is_proved,
        wanted_identifier=wanted,
        actor=actor,
        env=installation.env,
    )


def test_hugo_hands_over_an_identifier_and_a_password_that_nobody_can_read_again(
    installation: Installation, record: RecordId
) -> None:
    account = opened(installation, record)
    assert isinstance(account, AccountOpened)
    assert account.identifier not in repr(account)
    assert account.initial_password not in repr(account)
    assert history_of(record, installation.env) == [("account-opening", "done", "professional", "mail")]
    browser = Browser(at_the_patient_site(installation.env))
    assert isinstance(browser.tries(account.identifier, account.initial_password), CodeSent)


def test_camille_may_ask_for_an_identifier_of_her_own(installation: Installation, record: RecordId) -> None:
    account = opened(installation, record, wanted=" Camille.Morel ")
    assert isinstance(account, AccountOpened)
    assert account.identifier == "camille.morel"


@pytest.mark.parametrize(
    ("actor", "is_proved", "wanted", "why"),
    [
        (HUGO, False, None, NotOpened.NOT_ALLOWED),
        (SECRETARY, True, None, NotOpened.NOT_ALLOWED),
        (HUGO, True, "cam", NotOpened.IDENTIFIER_UNUSABLE),
        (HUGO, True, "camille morel", NotOpened.IDENTIFIER_UNUSABLE),
    ],
)
def test_an_account_that_may_not_be_opened_is_refused_and_traced(
    installation: Installation, record: RecordId, actor: Actor, is_proved: bool, wanted: str | None, why: NotOpened
) -> None:
    assert opened(installation, record, actor=actor, is_proved=is_proved, wanted=wanted) is why
    assert history_of(record, installation.env) == [("account-opening", "refused", "professional", why.value)]


def test_no_account_is_opened_on_a_record_that_does_not_exist(installation: Installation) -> None:
    nowhere = RecordId(installation.env.chance.identifier())
    assert opened(installation, nowhere) is NotOpened.NOT_ALLOWED
    assert history_of_nobody(installation.env) == [("account-opening", "refused", "professional", "not-allowed")]


def test_codes_go_where_the_person_can_be_reached(installation: Installation) -> None:
    georges = installation.opens(GEORGES)
    assert opened(installation, georges) is NotOpened.NO_ADDRESS


def test_a_person_has_one_account_and_an_identifier_one_person(installation: Installation, record: RecordId) -> None:
    georges = installation.opens(replace(GEORGES, mail="georges@example.org"))
    handed_over(installation, record, wanted="camille.morel")
    assert opened(installation, record) is NotOpened.HAS_ACCOUNT
    assert opened(installation, record, wanted="camille.morel") is NotOpened.HAS_ACCOUNT
    assert opened(installation, georges, wanted="CAMILLE.MOREL") is NotOpened.IDENTIFIER_TAKEN
    assert isinstance(opened(installation, georges), AccountOpened)


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


def test_an_account_does_not_outlive_its_record(camille: Person, database: Database) -> None:
    with database.admin() as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("delete from record_person")
    with pytest.raises(AccountWithoutRecordError):
        camille.browser().tries(camille.identifier, camille.password)
    with database.admin() as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("delete from record where id = %s", [camille.record])
    with pytest.raises(AccountWithoutRecordError):
        camille.browser().tries(camille.identifier, WRONG)


def test_keller_too_may_hand_an_account_over(installation: Installation, record: RecordId) -> None:
    assert isinstance(opened(installation, record, actor=KELLER), AccountOpened)
