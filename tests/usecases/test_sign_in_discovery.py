"""What somebody learns who has no account, or not the password: nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import argon2
import pytest

from carnet.usecases.account import password_work
from carnet.usecases.account.counted_try import Blocked, IncorrectCredentials
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.show_attempt import CodeSent
from tests.installation import CAMILLE, Installation
from tests.store.statements import counted
from tests.usecases.sign_in_world import (
    WRONG,
    Person,
    code_in,
    history_of,
    history_of_nobody,
    sends_what_was_promised,
    settles_in,
)

NOBODY = "personne.du.tout"


@pytest.fixture
def camille(installation: Installation) -> Person:
    """Camille, who chose her password yesterday and gets her codes by mail."""
    record = installation.opens(CAMILLE)
    return settles_in(installation, record, identifier="camille.morel", password="les cerises de juin")


def sent_code(answer: object) -> CodeSent:
    """The code that an answer must announce."""
    assert isinstance(answer, CodeSent), answer
    return answer


@contextmanager
def verifications(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int, int]]]:
    """The Argon2 verifications that are made, by their parameters: the library is listened to, not replaced."""
    made: list[tuple[int, int, int]] = []
    verify: Callable[..., Any] = argon2.PasswordHasher.verify

    def listening(self: argon2.PasswordHasher, hashed: str, password: str) -> Any:
        parameters = argon2.extract_parameters(hashed)
        made.append((parameters.time_cost, parameters.memory_cost, parameters.parallelism))
        return verify(self, hashed, password)

    with monkeypatch.context() as patch:
        patch.setattr(argon2.PasswordHasher, "verify", listening)
        yield made


def test_an_identifier_that_nobody_has_is_answered_in_the_same_words_to_the_end(camille: Person) -> None:
    for identifier in (camille.identifier, NOBODY):
        browser = camille.browser()
        answers = [browser.tries(identifier, WRONG) for _ in range(5)]
        until = camille.env.clock.now() + timedelta(minutes=15)
        assert answers == [IncorrectCredentials(2), IncorrectCredentials(1), *[Blocked(until)] * 3]


@pytest.mark.parametrize("times", [1, 4])
def test_the_same_work_is_done_whether_anybody_has_the_identifier(
    camille: Person, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    work: dict[str, tuple[list[tuple[int, int, int]], list[str]]] = {}
    for identifier in (camille.identifier, NOBODY):
        with verifications(monkeypatch) as made, counted() as statements:
            for _ in range(times):
                camille.browser().tries(identifier, WRONG)
        work[identifier] = made, [sql.split("'")[0] for sql in statements]
    assert work[camille.identifier] == work[NOBODY]
    assert len(work[NOBODY][0]) == min(times, 3), "nothing is verified while the account is closed"


def test_the_decoy_costs_what_a_password_costs_and_is_nobodys_password() -> None:
    assert not password_work._HASHER.check_needs_rehash(password_work._DECOY)
    assert not password_work.is_password("", "")


def test_what_a_stranger_tries_is_traced_in_nobodys_record(camille: Person) -> None:
    before = history_of(camille.record, camille.env)
    camille.browser().tries(NOBODY, WRONG)
    assert history_of_nobody(camille.env) == [("sign-in", "refused", "unidentified", "wrong-password")]
    assert history_of(camille.record, camille.env) == before


def test_answers_show_neither_tokens_nor_addresses(camille: Person) -> None:
    browser = camille.browser()
    told = sent_code(browser.tries(camille.identifier, camille.password))
    assert told.attempt not in repr(told)
    assert told.address not in repr(told)
    signed_in = browser.confirms(code_in(sends_what_was_promised(camille.env)[0]))
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session not in repr(signed_in)
    assert signed_in.device not in repr(signed_in)
