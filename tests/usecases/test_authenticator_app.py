"""The authenticator app: its codes replace those that are sent, each opens once, and its secret stays sealed."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pyotp.totp import TOTP

from carnet.core.accounts.one_time_code import CodeFault
from carnet.usecases.account.confirm_code import CodeRefused
from carnet.usecases.account.counted_try import Blocked
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.prove_again import ProvedAgain, prove_by_password
from carnet.usecases.account.resend_code import resend_code
from carnet.usecases.account.set_up_app import (
    AppConfirmed,
    AppToSetUp,
    HasApp,
    confirm_app,
    remove_app,
    set_up_app,
    show_app,
)
from carnet.usecases.account.show_attempt import AppCodeAwaited, AttemptOver, CodeSent, show_attempt
from carnet.usecases.account.who_is_here import ProofNeeded
from tests.installation import CAMILLE, Installation
from tests.store.database import Database
from tests.usecases.account_world import acts, proved, session_of, told, works_off
from tests.usecases.sign_in_world import Browser, Person, code_in, settles_in

HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


class App:
    """An app on a telephone: it has read the picture."""

    def __init__(self, shown: object) -> None:
        assert isinstance(shown, AppToSetUp), shown
        address = urlsplit(shown.address)
        assert (address.scheme, address.netloc) == ("otpauth", "totp")
        self.secret = parse_qs(address.query)["secret"][0]
        assert shown.key.replace(" ", "") == self.secret

    def code(self, at: datetime) -> str:
        return TOTP(self.secret).at(at)


def has_app(person: Person, here: Installation) -> App:
    """Somebody sets an app up; a minute passes."""
    session = proved(person)
    app = App(set_up_app(session, env=person.env))
    code = app.code(person.env.clock.now())
    assert confirm_app(session, code, env=person.env) is AppConfirmed.ADDED
    here.at(person.env.clock.now() + 2 * HALF_A_MINUTE)
    return app


def proves(person: Person, session: str) -> str:
    """Somebody types their password again."""
    again = prove_by_password(session, person.password, env=person.env)
    assert isinstance(again, ProvedAgain), again
    return again.session


def begins(person: Person) -> Browser:
    """Somebody has typed their password."""
    browser = person.browser()
    assert isinstance(browser.tries(person.identifier, person.password), AppCodeAwaited)
    return browser


def test_its_codes_replace_those_that_are_sent(camille: Person, installation: Installation) -> None:
    app = has_app(camille, installation)
    works_off(camille.env)
    browser = begins(camille)
    assert works_off(camille.env) == []
    assert isinstance(browser.confirms(app.code(camille.env.clock.now())), SignedIn)


def test_a_code_opens_once_even_within_its_window(camille: Person, installation: Installation) -> None:
    app = has_app(camille, installation)
    now = camille.env.clock.now()
    assert isinstance(begins(camille).confirms(app.code(now)), SignedIn)
    assert begins(camille).confirms(app.code(now)) == CodeRefused(CodeFault.WRONG, 4)
    assert begins(camille).confirms(app.code(now - HALF_A_MINUTE)) == CodeRefused(CodeFault.WRONG, 4), "an older one"
    assert isinstance(begins(camille).confirms(app.code(now + HALF_A_MINUTE)), SignedIn)


@pytest.mark.parametrize("steps", [-2, -1, 0, 1, 2])
def test_a_telephone_may_be_half_a_minute_early_or_late(
    camille: Person, installation: Installation, steps: int
) -> None:
    app = has_app(camille, installation)
    installation.at(camille.env.clock.now() + timedelta(hours=1))
    answer = begins(camille).confirms(app.code(camille.env.clock.now() + steps * HALF_A_MINUTE))
    assert isinstance(answer, SignedIn) is (abs(steps) <= 1)


def test_wrong_codes_are_counted_as_those_that_are_sent(camille: Person, installation: Installation) -> None:
    app = has_app(camille, installation)
    for _ in range(3):
        browser = begins(camille)
        wrong = f"{(int(app.code(camille.env.clock.now())) + 1) % 10**6:06d}"
        assert [browser.confirms(wrong) for _ in range(5)][-1] == CodeRefused(CodeFault.NO_TRY_LEFT, 0)
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), Blocked)


def test_no_code_is_sent_to_whoever_asks_for_one(camille: Person, installation: Installation) -> None:
    has_app(camille, installation)
    works_off(camille.env)
    browser = begins(camille)
    assert browser.attempt is not None
    installation.at(camille.env.clock.now() + timedelta(minutes=1))
    answer = resend_code(browser.attempt, channel=None, device=None, env=camille.env)
    assert isinstance(answer, AppCodeAwaited)
    assert isinstance(show_attempt(browser.attempt, device=None, env=camille.env), AppCodeAwaited)
    assert browser.attempt not in repr(answer)
    assert works_off(camille.env) == []


def test_a_code_that_was_on_its_way_opens_nothing_once_there_is_an_app(
    camille: Person, installation: Installation
) -> None:
    laptop = camille.browser()
    laptop.tries(camille.identifier, camille.password)
    code = code_in(works_off(camille.env)[-1])
    has_app(camille, installation)
    assert laptop.confirms(code) == AttemptOver()


def test_an_app_is_set_up_only_by_whoever_has_just_proved_who_they_are(camille: Person) -> None:
    session = session_of(camille)
    assert set_up_app(session, env=camille.env) == ProofNeeded()
    assert confirm_app(session, "123456", env=camille.env) == ProofNeeded()
    assert remove_app(session, env=camille.env) == ProofNeeded()


def test_an_app_that_was_never_confirmed_replaces_nothing(camille: Person) -> None:
    set_up_app(proved(camille), env=camille.env)
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), CodeSent)


def test_after_a_wrong_code_the_same_picture_is_shown(camille: Person) -> None:
    session = proved(camille)
    first = App(show_app(session, env=camille.env))
    wrong = f"{(int(first.code(camille.env.clock.now())) + 1) % 10**6:06d}"
    assert confirm_app(session, wrong, env=camille.env) is AppConfirmed.WRONG
    assert confirm_app(session, "douze", env=camille.env) is AppConfirmed.UNREADABLE
    assert App(show_app(session, env=camille.env)).secret == first.secret
    assert acts(camille)[-1] == ("app-addition", "refused", "wrong-code")


def test_three_wrong_first_codes_close_the_setting_up(camille: Person) -> None:
    session = proved(camille)
    app = App(set_up_app(session, env=camille.env))
    wrong = f"{(int(app.code(camille.env.clock.now())) + 1) % 10**6:06d}"
    assert [confirm_app(session, wrong, env=camille.env) for _ in range(4)][-1] is AppConfirmed.OVER
    assert confirm_app(session, app.code(camille.env.clock.now()), env=camille.env) is AppConfirmed.OVER


def test_the_person_is_told_when_an_app_comes(camille: Person, installation: Installation) -> None:
    has_app(camille, installation)
    assert told(camille)[-1] == "app-added"
    assert ("app-addition", "done", "") in acts(camille)


def test_the_secret_is_kept_sealed(camille: Person, database: Database) -> None:
    app = App(set_up_app(proved(camille), env=camille.env))
    with database.admin() as admin:
        kept = str(admin.execute("select * from authenticator_app").fetchall())
    assert app.secret not in kept


def test_one_app_is_enough(camille: Person, installation: Installation) -> None:
    app = has_app(camille, installation)
    browser = begins(camille)
    signed_in = browser.confirms(app.code(camille.env.clock.now()))
    assert isinstance(signed_in, SignedIn)
    assert set_up_app(proves(camille, signed_in.session), env=camille.env) == HasApp()


def test_an_app_that_is_taken_away_lets_codes_be_sent_again(camille: Person, installation: Installation) -> None:
    app = has_app(camille, installation)
    signed_in = begins(camille).confirms(app.code(camille.env.clock.now()))
    assert isinstance(signed_in, SignedIn)
    session = proves(camille, signed_in.session)
    assert remove_app(session, env=camille.env) is True
    assert remove_app(session, env=camille.env) is False
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), CodeSent)
    assert told(camille)[-1] == "app-removed"
    assert ("app-removal", "done", "") in acts(camille)
