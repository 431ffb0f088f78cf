"""What comes back from the provider and opens nothing, each time with a page that says what to do."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from carnet.doors.kit.step_cookie import LASTS
from carnet.ports.environment import Environment
from carnet.store import directory
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import (
    PEOPLE,
    Strange,
    goes_and_is,
)
from tests.doors.professional_web.sign_in.browsing import (
    COME_BACK,
    SESSION,
    SIGN_IN,
    begins,
    sends,
    signs_in,
    words,
)
from tests.installation import HOSPITAL as HOSPITAL_HERE
from tests.installation import KELLER as KELLER_HERE
from tests.usecases.sign_in_world import history_of_nobody


def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(visitor: Client, env: Environment) -> None:
    """Somebody sends a doctor the address with which they themselves came back."""
    theirs = goes_and_is("stranger", begins(Client(SERVER_NAME="localhost")))
    mine = begins(visitor)
    answer = visitor.get(COME_BACK, theirs)
    assert answer.status_code == 403
    assert "un autre onglet" in words(answer)
    assert SESSION not in visitor.cookies
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "state")]
    assert visitor.get(COME_BACK, goes_and_is("keller", mine)).status_code == 302


@pytest.mark.parametrize("back", [{}, {"code": "c"}, {"code": "c", "state": "é"}, {"state": ""}])
def test_an_answer_out_of_nowhere_opens_nothing(visitor: Client, back: dict[str, str]) -> None:
    assert visitor.get(COME_BACK, back).status_code == 403
    begins(visitor)
    assert visitor.get(COME_BACK, back).status_code == 403
    assert SESSION not in visitor.cookies


def test_a_sign_in_that_lasted_too_long_is_begun_again(visitor: Client, clock: StoppedClock) -> None:
    url = begins(visitor)
    clock.instant += LASTS
    answer = visitor.get(COME_BACK, goes_and_is("keller", url))
    assert answer.status_code == 403
    assert "dix minutes" in words(answer)


def test_going_back_in_the_history_of_the_browser_does_not_sign_in_twice(visitor: Client) -> None:
    back = goes_and_is("keller", begins(visitor))
    assert visitor.get(COME_BACK, back).status_code == 302
    assert visitor.get(COME_BACK, back).status_code == 403


def test_a_code_that_the_provider_does_not_know_opens_nothing(visitor: Client, env: Environment) -> None:
    state = parse_qs(urlsplit(begins(visitor)).query)["state"][0]
    answer = visitor.get(COME_BACK, {"code": "of somebody else", "state": state})
    assert answer.status_code == 403
    assert "code à l’assistance : code" in words(answer)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "code")]


@pytest.mark.parametrize(
    ("lies", "said", "traced"),
    [
        ({"acr": None}, "pas assez fortement", "strength"),
        ({"nonce": "n"}, "n’a pas pu être vérifiée", "nonce"),
        ({"aud": "another"}, "n’a pas pu être vérifiée", "audience"),
    ],
)
def test_a_token_that_does_not_hold_opens_nothing(
    visitor: Client, provider: Strange, env: Environment, lies: dict[str, object], said: str, traced: str
) -> None:
    provider.lies = lies
    answer = signs_in(visitor)
    assert answer.status_code == 403
    assert said in words(answer)
    assert SESSION not in visitor.cookies
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", traced)]


def test_who_gives_up_is_told_that_nobody_is_signed_in(visitor: Client, env: Environment) -> None:
    answer = signs_in(visitor, "give up")
    assert answer.status_code == 403
    assert "Connexion abandonnée" in words(answer)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "given-up")]


def test_a_provider_that_reports_a_fault_opens_nothing(visitor: Client, env: Environment) -> None:
    state = parse_qs(urlsplit(begins(visitor)).query)["state"][0]
    answer = visitor.get(COME_BACK, {"error": "server_error", "error_description": "<script>", "state": state})
    assert answer.status_code == 403
    assert "script" not in words(answer)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "provider-error")]


@pytest.mark.parametrize(
    ("who", "said", "traced"),
    [
        ("stranger", "vous n’êtes pas dans l’annuaire de Carnet", "unknown-professional"),
        ("jeanne", "Votre rôle ne donne pas accès aux dossiers", "role"),
    ],
)
def test_somebody_whom_the_provider_knows_and_carnet_does_not_is_told_why(
    visitor: Client, env: Environment, who: str, said: str, traced: str
) -> None:
    answer = signs_in(visitor, who)
    assert answer.status_code == 403
    assert said in words(answer)
    person = next(one for one in PEOPLE if one.short == who)
    assert person.identifier in words(answer)
    assert "/logout?id_token_hint=" in answer.getvalue().decode()
    assert SESSION not in visitor.cookies
    assert history_of_nobody(env) == [("sign-in", "refused", "professional", traced)]


def test_somebody_who_works_nowhere_here_is_told_why(visitor: Client, env: Environment) -> None:
    directory.remove_member(KELLER_HERE.identifier, KELLER_HERE.organization or HOSPITAL_HERE)
    assert "dans aucune de vos structures" in words(signs_in(visitor))
    assert history_of_nobody(env) == [("sign-in", "refused", "professional", "no-membership")]


def test_a_provider_that_cannot_be_used_is_said_so_before_anybody_leaves(
    visitor: Client, provider: Strange, capsys: pytest.CaptureFixture[str]
) -> None:
    provider.described = {"issuer": "http://127.0.0.1:1"}
    visitor.get(SIGN_IN)
    answer = sends(visitor, SIGN_IN)
    assert answer.status_code == 503
    assert "Pro Santé Connect ne répond pas" in words(answer)
    assert "identity provider cannot be used" in capsys.readouterr().err


def test_a_provider_that_does_not_know_carnet_any_more_is_said_so_to_who_comes_back(
    visitor: Client, provider: Strange, env: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    back = goes_and_is("keller", begins(visitor))
    provider.client = replace(provider.client, client_secret="another secret")
    answer = visitor.get(COME_BACK, back)
    assert answer.status_code == 503
    assert "Réessayez dans quelques minutes" in words(answer)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "provider-unavailable")]
    logged = capsys.readouterr().err
    assert "identity provider cannot be used" in logged
    assert back["code"] not in logged
