"""Three failures close an account to strangers for a quarter of an hour, and never to its person's own telephone."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from carnet.core.accounts.one_time_code import CodeFault
from carnet.usecases.account.confirm_code import CodeRefused
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.forget_ended_sign_ins import forget_ended_sign_ins
from carnet.usecases.account.resend_code import TooSoon, resend_code
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.account.sign_in import SignInAnswer, sign_in
from tests.installation import CAMILLE, Installation
from tests.store.database import Database, point_django_at
from tests.usecases.sign_in_world import (
    WRONG,
    Browser,
    Person,
    code_in,
    history_of,
    sends_what_was_promised,
    settles_in,
)

QUARTER = timedelta(minutes=15)


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    record = installation.opens(CAMILLE)
    return settles_in(installation, record, identifier="camille.morel", password="les cerises de juin")


def passes(installation: Installation, time: timedelta) -> None:
    """Time passes."""
    installation.at(installation.env.clock.now() + time)


def test_the_page_counts_down_then_says_until_when(camille: Person) -> None:
    browser = camille.browser()
    answers = [camille.fails_on(browser) for _ in range(4)]
    until = camille.env.clock.now() + QUARTER
    assert answers == [IncorrectCredentials(2), IncorrectCredentials(1), Blocked(until), Blocked(until)]


def test_the_right_password_does_not_open_a_closed_account(camille: Person) -> None:
    browser = camille.browser()
    camille.fails_on(browser, 3)
    assert isinstance(browser.tries(camille.identifier, camille.password), Blocked)
    assert history_of(camille.record, camille.env)[-1] == ("sign-in", "refused", "unidentified", "closed")


def test_the_account_opens_by_itself_after_a_quarter_of_an_hour(camille: Person, installation: Installation) -> None:
    browser = camille.browser()
    camille.fails_on(browser, 3)
    passes(installation, QUARTER - timedelta(seconds=1))
    assert isinstance(browser.tries(camille.identifier, camille.password), Blocked)
    passes(installation, timedelta(seconds=1))
    assert camille.fails_on(browser) == IncorrectCredentials(2)
    assert isinstance(browser.tries(camille.identifier, camille.password), CodeSent)


def test_trying_while_it_is_closed_does_not_close_it_longer(camille: Person, installation: Installation) -> None:
    browser = camille.browser()
    camille.fails_on(browser, 3)
    until = camille.env.clock.now() + QUARTER
    passes(installation, timedelta(minutes=10))
    assert camille.fails_on(browser, 20) == Blocked(until)


def test_a_stranger_never_locks_camille_out_of_her_own_telephone(camille: Person) -> None:
    phone, stranger = camille.usual_browser(), camille.browser()
    camille.fails_on(stranger, 100)
    assert isinstance(camille.fails_on(stranger), Blocked)
    assert isinstance(phone.signs_in(camille.identifier, camille.password), SignedIn)


def test_strangers_count_together_wherever_they_are(camille: Person) -> None:
    strangers = [Browser(camille.env, device=device) for device in (None, "a tablet", "a server", "another")]
    answers = [camille.fails_on(stranger) for stranger in strangers]
    assert answers[:2] == [IncorrectCredentials(2), IncorrectCredentials(1)]
    assert all(isinstance(answer, Blocked) for answer in answers[2:])


def test_camille_who_mistypes_on_her_telephone_closes_it_alone(camille: Person) -> None:
    phone = camille.usual_browser()
    camille.fails_on(phone, 3)
    assert isinstance(camille.fails_on(phone), Blocked)
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), CodeSent)


def test_the_telephone_of_georges_is_a_stranger_to_camilles_account(camille: Person) -> None:
    of_somebody_else = Browser(camille.env, device="the telephone of somebody with another account")
    camille.fails_on(of_somebody_else, 2)
    assert isinstance(camille.fails_on(camille.browser()), Blocked)


def test_signing_in_takes_the_failures_of_that_device_away_and_no_others(camille: Person) -> None:
    phone, laptop = camille.usual_browser(), camille.browser()
    camille.fails_on(phone, 2)
    camille.fails_on(laptop, 2)
    phone.signs_in(camille.identifier, camille.password)
    assert camille.fails_on(phone) == IncorrectCredentials(2)
    assert isinstance(camille.fails_on(laptop), Blocked)


def test_a_right_password_alone_takes_no_failure_away(camille: Person) -> None:
    browser = camille.browser()
    camille.fails_on(browser, 2)
    assert isinstance(browser.tries(camille.identifier, camille.password), CodeSent)
    assert isinstance(camille.fails_on(browser), Blocked)


def test_georges_finds_his_password_at_the_third_try_and_nothing_closes(camille: Person) -> None:
    browser = camille.browser()
    camille.fails_on(browser, 2)
    browser.signs_in(camille.identifier, camille.password)
    assert camille.fails_on(camille.browser()) == IncorrectCredentials(2)


def test_a_hundred_tries_at_one_instant_are_worth_three(camille: Person) -> None:
    answers: list[SignInAnswer] = []
    together = threading.Barrier(8)

    def tries() -> None:
        together.wait()
        answers.append(sign_in(camille.identifier, WRONG, device=None, env=camille.env))
        connections.close_all()

    threads = [threading.Thread(target=tries) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tried = [line for line in history_of(camille.record, camille.env) if line[3] == "wrong-password"]
    assert len(tried) == 3
    assert sum(isinstance(answer, Blocked) for answer in answers) == 6
    assert {answer.tries_left for answer in answers if isinstance(answer, IncorrectCredentials)} == {1, 2}


def test_somebody_who_knows_the_password_does_not_ring_all_night(camille: Person, installation: Installation) -> None:
    stranger = camille.browser()
    start = camille.env.clock.now()
    for _ in range(5):
        assert isinstance(stranger.tries(camille.identifier, camille.password), CodeSent)
        passes(installation, timedelta(minutes=1))
    assert stranger.tries(camille.identifier, camille.password) == Blocked(start + QUARTER)
    assert history_of(camille.record, camille.env)[-1] == ("sign-in", "refused", "unidentified", "too-many-codes")
    assert stranger.attempt is not None
    asked_again = resend_code(stranger.attempt, channel=None, device=None, env=camille.env)
    assert asked_again == TooSoon(start + QUARTER)
    passes(installation, timedelta(minutes=10))
    assert isinstance(stranger.tries(camille.identifier, camille.password), CodeSent)


def test_nor_does_that_keep_camille_from_her_own_telephone(camille: Person) -> None:
    phone, stranger = camille.usual_browser(), camille.browser()
    for _ in range(6):
        stranger.tries(camille.identifier, camille.password)
    sends_what_was_promised(camille.env)
    assert isinstance(phone.signs_in(camille.identifier, camille.password), SignedIn)


def test_three_attempts_lost_by_wrong_codes_close_the_account(camille: Person) -> None:
    browser = camille.browser()
    for _ in range(3):
        browser.tries(camille.identifier, camille.password)
        code = code_in(sends_what_was_promised(camille.env)[0])
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        last = [browser.confirms(wrong) for _ in range(5)][-1]
        assert last == CodeRefused(CodeFault.NO_TRY_LEFT, 0)
    assert isinstance(browser.tries(camille.identifier, camille.password), Blocked)


def test_a_stranger_who_closes_the_account_does_not_end_an_attempt_under_way(camille: Person) -> None:
    laptop, stranger = camille.browser(), camille.browser()
    laptop.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    camille.fails_on(stranger, 3)
    assert isinstance(laptop.confirms(code), SignedIn)


def test_wrong_codes_in_a_closed_account_count_no_further(camille: Person) -> None:
    laptop, stranger = camille.browser(), camille.browser()
    laptop.tries(camille.identifier, camille.password)
    code = code_in(sends_what_was_promised(camille.env)[0])
    until = camille.env.clock.now() + QUARTER
    camille.fails_on(stranger, 3)
    for _ in range(5):
        laptop.confirms(f"{(int(code) + 1) % 10**6:06d}")
    assert camille.fails_on(stranger) == Blocked(until)


def test_the_worker_forgets_what_counts_no_more_and_nothing_else(
    camille: Person, installation: Installation, database: Database
) -> None:
    phone, stranger = camille.usual_browser(), camille.browser()
    camille.fails_on(stranger, 2)
    stranger.tries(camille.identifier, camille.password)
    passes(installation, timedelta(minutes=30))
    camille.fails_on(phone, 1)

    def left() -> dict[str, int]:
        with database.admin() as admin:
            tables = ("sign_in_failure", "one_time_code", "web_session", "device")
            counts = {table: admin.execute(f"select count(*) from {table}").fetchone() for table in tables}
        return {table: int(str(row[0])) for table, row in counts.items() if row is not None}

    def works() -> None:
        point_django_at(database.addresses.worker)
        forget_ended_sign_ins(env=camille.env)
        point_django_at(database.addresses.app)

    passes(installation, timedelta(hours=23, minutes=29))
    before = left()
    works()
    assert left() == before | {"one_time_code": 0, "web_session": 0}
    passes(installation, timedelta(minutes=1))
    works()
    assert left()["sign_in_failure"] == 1, "what happened half an hour later still counts"
    passes(installation, timedelta(days=400))
    works()
    assert left() == {"sign_in_failure": 0, "one_time_code": 0, "web_session": 0, "device": 0}
