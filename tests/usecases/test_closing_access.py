"""« Somebody else uses my access »: closing is easy, opening is hard, and asking tells nobody anything."""

from datetime import timedelta

import pytest

from carnet.core.accounts.one_time_code import CodeFault
from carnet.ports.messages import Channel
from carnet.usecases.account.add_passkey import PasskeyAdded, add_passkey
from carnet.usecases.account.ask_passkey import ask_to_add, ask_to_sign_in
from carnet.usecases.account.close_access import (
    AccessClosed,
    ClosingAsked,
    ask_closing_code,
    close_by_code,
    close_by_password,
)
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.open_account import AccountOpened
from carnet.usecases.account.recognize_session import recognize_session
from carnet.usecases.account.reissue_access import NotReissued, Reissue, reissue_access
from carnet.usecases.account.show_attempt import AttemptOver
from carnet.usecases.account.sign_in_with_passkey import PasskeyRefused, sign_in_with_passkey
from tests.installation import CAMILLE, GEORGES, Installation
from tests.store.statements import counted
from tests.usecases.account_world import acts, proved, session_of, told, works_off
from tests.usecases.passkey_device import Device
from tests.usecases.sign_in_world import ALI, WRONG, Person, code_in, settles_in
from tests.usecases.test_passkeys import SITE, asked

NOBODY = "personne.du.tout"


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(
        installation, installation.opens(CAMILLE), identifier="camille.morel", password="les cerises de juin"
    )


def asks(person: Person, channel: Channel = Channel.MAIL, *, identifier: str = "") -> str:
    """Somebody asks for the code that closes."""
    answer = ask_closing_code(identifier or person.identifier, channel, env=person.env)
    assert isinstance(answer, ClosingAsked), answer
    assert answer.closing not in repr(answer)
    return answer.closing


def closes(person: Person) -> None:
    """Somebody closes their access by their password."""
    answer = close_by_password(person.identifier, person.password, device=None, env=person.env)
    assert answer == AccessClosed()


@pytest.mark.parametrize("channel", Channel)
def test_a_code_on_either_channel_closes(camille: Person, channel: Channel) -> None:
    closing = asks(camille, channel)
    (message,) = [one for one in works_off(camille.env) if "ferme" in one.body]
    assert message.channel is channel
    assert close_by_code(closing, code_in(message), env=camille.env) == AccessClosed()
    assert acts(camille)[-1] == ("access-closing", "done", "code")
    assert told(camille)[-1] == "access-closed"


def test_everything_that_opened_the_account_dies_with_it(camille: Person) -> None:
    phone, device = camille.usual_browser(), Device()
    session = proved(camille)
    made = device.makes(asked(ask_to_add(session, site=SITE, env=camille.env)))
    assert add_passkey(session, made, "Téléphone", site=SITE, env=camille.env) is PasskeyAdded.ADDED
    thief = camille.browser()
    thief.tries(camille.identifier, camille.password)
    code = code_in(works_off(camille.env)[-1])
    closes(camille)
    assert phone.session is not None
    assert recognize_session(phone.session, env=camille.env) is None
    assert thief.confirms(code) == AttemptOver()
    answer = device.answers(asked(ask_to_sign_in(site=SITE, env=camille.env)))
    assert sign_in_with_passkey(answer, device=None, site=SITE, env=camille.env) == PasskeyRefused()
    assert isinstance(phone.tries(camille.identifier, camille.password), IncorrectCredentials)


def test_a_closed_access_is_answered_as_a_wrong_password(camille: Person) -> None:
    closes(camille)
    answers = [camille.browser().tries(who, camille.password) for who in (camille.identifier, NOBODY)]
    assert answers == [IncorrectCredentials(2)] * 2


def test_a_wrong_password_closes_nothing_and_counts_with_those_of_signing_in(camille: Person) -> None:
    for left in (2, 1):
        wrong = close_by_password(camille.identifier, WRONG, device=None, env=camille.env)
        assert wrong == IncorrectCredentials(left)
    assert isinstance(camille.fails_on(camille.browser()), Blocked)
    assert isinstance(close_by_password(camille.identifier, camille.password, device=None, env=camille.env), Blocked)
    closing = asks(camille)
    (message,) = [one for one in works_off(camille.env) if "ferme" in one.body]
    assert close_by_code(closing, code_in(message), env=camille.env) == AccessClosed(), "the code still does"


def test_asking_tells_nobody_whether_an_identifier_exists(camille: Person) -> None:
    statements = []
    for identifier in (camille.identifier, NOBODY):
        with counted() as made:
            closing = asks(camille, identifier=identifier)
            answers = [close_by_code(closing, "123456", env=camille.env) for _ in range(6)]
        statements.append([sql.split("'")[0] for sql in made])
        assert answers[:4] == [CodeRefused(CodeFault.WRONG, left) for left in (4, 3, 2, 1)]
        assert answers[4:] == [CodeRefused(CodeFault.NO_TRY_LEFT, 0), AttemptOver()]
    assert len(statements[0]) - len(statements[1]) in (0, 6), "the account's own row is held when there is one"


def test_nothing_is_sent_to_nobody(camille: Person) -> None:
    works_off(camille.env)
    asks(camille, identifier=NOBODY)
    assert works_off(camille.env) == []


def test_five_codes_in_a_quarter_of_an_hour_are_enough(camille: Person, installation: Installation) -> None:
    for identifier in (camille.identifier, NOBODY):
        for _ in range(5):
            asks(camille, identifier=identifier)
        until = camille.env.clock.now() + timedelta(minutes=15)
        assert ask_closing_code(identifier, Channel.SMS, env=camille.env) == Blocked(until)
    installation.at(camille.env.clock.now() + timedelta(minutes=15))
    asks(camille)


def test_a_code_that_closes_opens_nothing(camille: Person) -> None:
    laptop = camille.browser()
    laptop.tries(camille.identifier, camille.password)
    works_off(camille.env)
    asks(camille)
    (message,) = [one for one in works_off(camille.env) if "ferme" in one.body]
    assert isinstance(laptop.confirms(code_in(message)), CodeRefused)


@pytest.mark.parametrize("minutes", [10, 15])
def test_the_code_expires(camille: Person, installation: Installation, minutes: int) -> None:
    closing = asks(camille)
    (message,) = [one for one in works_off(camille.env) if "ferme" in one.body]
    installation.at(camille.env.clock.now() + timedelta(minutes=minutes))
    answer = close_by_code(closing, code_in(message), env=camille.env)
    assert answer == (CodeRefused(CodeFault.EXPIRED, 5) if minutes == 10 else AttemptOver())


def test_what_is_no_code_and_no_request_closes_nothing(camille: Person) -> None:
    assert close_by_code("never", "123456", env=camille.env) == AttemptOver()
    assert close_by_code(asks(camille), "douze", env=camille.env) == CodeUnreadable()


def test_an_access_is_reissued_to_whoever_proves_who_they_are(camille: Person) -> None:
    closes(camille)
    how = Reissue(Channel.MAIL, identity_is_proved=True)
    reissued = reissue_access(camille.record, how, actor=ALI, env=camille.env)
    assert isinstance(reissued, AccountOpened)
    assert reissued.account == camille.account
    assert isinstance(camille.browser().tries(camille.identifier, camille.password), IncorrectCredentials)
    signed_in = camille.browser().signs_in(reissued.identifier, reissued.initial_password)
    assert signed_in.must_change_password
    assert "access-reissued" not in told(camille), "the one they fled from may read their mail"


def test_knowledge_alone_reissues_nothing(camille: Person) -> None:
    how = Reissue(Channel.MAIL, identity_is_proved=False)
    assert reissue_access(camille.record, how, actor=ALI, env=camille.env) is NotReissued.NOT_ALLOWED
    assert acts(camille)[-1] == ("access-reissue", "refused", "not-allowed")
    assert recognize_session(session_of(camille), env=camille.env) is not None


def test_a_forgotten_password_leaves_what_was_not_lost(camille: Person) -> None:
    device, session = Device(), proved(camille)
    made = device.makes(asked(ask_to_add(session, site=SITE, env=camille.env)))
    add_passkey(session, made, "Téléphone", site=SITE, env=camille.env)
    reissued = reissue_access(camille.record, Reissue(Channel.MAIL, True), actor=ALI, env=camille.env)
    assert isinstance(reissued, AccountOpened)
    assert recognize_session(session, env=camille.env) is None
    assert told(camille)[-1] == "access-reissued"
    camille.browser().signs_in(reissued.identifier, reissued.initial_password)


def test_a_lost_telephone_takes_its_passkeys_with_it(camille: Person) -> None:
    device, session = Device(), proved(camille)
    made = device.makes(asked(ask_to_add(session, site=SITE, env=camille.env)))
    add_passkey(session, made, "Téléphone", site=SITE, env=camille.env)
    how = Reissue(Channel.MAIL, identity_is_proved=True, has_lost_means=True)
    reissue_access(camille.record, how, actor=ALI, env=camille.env)
    answer = device.answers(asked(ask_to_sign_in(site=SITE, env=camille.env)))
    assert sign_in_with_passkey(answer, device=None, site=SITE, env=camille.env) == PasskeyRefused()


def test_what_cannot_be_reissued_is_said(camille: Person, installation: Installation) -> None:
    georges = installation.opens(GEORGES)
    how = Reissue(Channel.SMS, identity_is_proved=True)
    assert reissue_access(georges, how, actor=ALI, env=camille.env) is NotReissued.NO_ACCOUNT


def test_somebody_signs_in_while_nothing_is_closed(camille: Person) -> None:
    asks(camille)
    assert isinstance(camille.usual_browser().signs_in(camille.identifier, camille.password), SignedIn)
