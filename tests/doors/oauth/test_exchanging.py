"""Codes and refresh tokens are good once, for the one who got them; a second time ends what the person gave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Http

from carnet.core.audit.events import Outcome, SecurityAct
from carnet.usecases.access.accept_app import CODE_LASTS
from tests.doors.fhir.keys import claims_of, ec_keys
from tests.doors.oauth.app import SITE, App, Said, register, signed
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE
from tests.store.test_races import at_once

LIST = "DocumentReference?status=current&patient={}"


@pytest.fixture
def code(app: App, camille: Http, world: World) -> str:
    """A code that has just come back to the application."""
    return app.code(camille, record=str(world.record(CAMILLE)))


@pytest.fixture
def given(app: App, code: str) -> Said:
    """The tokens that came of it."""
    said = app.exchange(code)
    assert said.status == 200, said.json
    return said


def opens(app: App, given: Said) -> bool:
    """Whether an access token opens the list of documents."""
    return app.get(LIST.format(given.json["patient"]), given.json["access_token"]).status == 200


def last(world: World) -> tuple[object, Outcome, str]:
    """The last line about an application in her history."""
    line = next(one for one in reversed(world.trace(CAMILLE)) if one.software)
    return line.action, line.outcome, line.detail


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "another-verifier-of-forty-three-characters-at-least"},
        {"redirect_uri": "org.example.app:/back"},
    ],
    ids=["another verifier", "another address"],
)
def test_a_code_that_somebody_else_brings_gives_nothing_and_is_spent(
    app: App, code: str, changed: dict[str, str]
) -> None:
    brings: Callable[..., Said] = app.exchange
    refused = brings(code, **changed)
    assert (refused.status, refused.json["error"]) == (400, "invalid_grant")
    assert app.exchange(code).json["error"] == "invalid_grant"


def test_another_application_cannot_bring_her_code(app: App, code: str, world: World) -> None:
    other = register(world, "another-app")
    assert other.exchange(code).json["error"] == "invalid_grant"
    assert app.exchange(code).json["error"] == "invalid_grant"


def test_a_code_that_comes_twice_ends_what_the_first_one_got(app: App, code: str, given: Said, world: World) -> None:
    assert opens(app, given)
    again = app.exchange(code)
    assert (again.status, again.json["error"]) == (400, "invalid_grant")
    assert last(world) == (SecurityAct.SOFTWARE_ACCESS, Outcome.REFUSED, "code-used-twice")
    assert not opens(app, given)
    assert app.renew(given.json["refresh_token"]).json["error"] == "invalid_grant"


def test_a_code_lives_one_minute(app: App, code: str, world: World) -> None:
    world.passes(CODE_LASTS)
    assert app.exchange(code).json["error"] == "invalid_grant"


def test_a_guessed_code_opens_nothing_and_says_nothing(app: App, world: World) -> None:
    before = len(world.trace_of_nobody())
    answers = [app.exchange(f"guess-{number}") for number in range(3)]
    assert {(one.status, one.json["error"], one.json["error_description"]) for one in answers} == {
        (400, "invalid_grant", answers[0].json["error_description"])
    }
    assert len(world.trace_of_nobody()) == before + 3


def test_a_refresh_token_gives_the_next_ones_and_is_spent(app: App, given: Said, world: World) -> None:
    renewed = app.renew(given.json["refresh_token"])
    assert renewed.status == 200
    assert renewed.json["refresh_token"] != given.json["refresh_token"]
    assert renewed.json["scope"] == given.json["scope"]
    assert renewed.json["patient"] == given.json["patient"]
    assert last(world) == (SecurityAct.SOFTWARE_ACCESS, Outcome.DONE, "token-renewed")
    assert opens(app, renewed)


def test_a_refresh_token_names_its_application_when_the_form_does_not(app: App, given: Said) -> None:
    assert app.renew(given.json["refresh_token"], client_id="").status == 200
    assert app.renew("a guess", client_id="").json["error"] == "invalid_client"


def test_a_refresh_token_that_comes_twice_ends_everything(app: App, given: Said, world: World) -> None:
    renewed = app.renew(given.json["refresh_token"])
    assert app.renew(given.json["refresh_token"]).json["error"] == "invalid_grant"
    assert last(world) == (SecurityAct.SOFTWARE_ACCESS, Outcome.REFUSED, "refresh-used-twice")
    assert not opens(app, renewed)
    assert app.renew(renewed.json["refresh_token"]).json["error"] == "invalid_grant"


def test_a_refresh_token_is_of_no_use_to_another_application(app: App, given: Said, world: World) -> None:
    other = register(world, "another-app")
    assert other.renew(given.json["refresh_token"]).json["error"] == "invalid_grant"
    assert app.renew(given.json["refresh_token"]).status == 200


def test_a_renewed_token_may_do_less_and_never_more(app: App, given: Said) -> None:
    wider = app.renew(given.json["refresh_token"], scope="patient/DocumentReference.rs patient/DocumentReference.c")
    assert wider.json["error"] == "invalid_scope"
    narrower = app.renew(given.json["refresh_token"], scope="patient/AuditEvent.rs")
    assert narrower.json["scope"] == "patient/AuditEvent.rs"
    refused = app.get(LIST.format(narrower.json["patient"]), narrower.json["access_token"])
    assert refused.status == 403


def test_it_ends_on_the_day_she_chose(app: App, given: Said, world: World) -> None:
    world.passes(timedelta(days=181))
    renewed = app.renew(given.json["refresh_token"])
    assert renewed.status == 200
    world.passes(timedelta(days=1))
    assert not opens(app, renewed)
    assert app.renew(renewed.json["refresh_token"]).json["error"] == "invalid_grant"


def test_she_stops_it_and_it_reads_nothing_from_then_on(app: App, given: Said, world: World) -> None:
    camille = client_of(CAMILLE, world)
    listed = camille.get("/applications/").content.decode()
    assert "Mon Appli" in listed
    assert "dernière visite" in listed
    (address,) = {part.split('"')[0] for part in listed.split('href="') if "/arreter/" in part.split('"')[0]}
    assert "Mon Appli" in camille.get(address).content.decode()
    assert opens(app, given)
    assert camille.post(address).status_code == 302
    assert not opens(app, given)
    assert app.renew(given.json["refresh_token"]).json["error"] == "invalid_grant"
    assert "Mon Appli" not in camille.get("/applications/").content.decode()
    stopped = [one for one in world.trace(CAMILLE) if one.action is SecurityAct.SOFTWARE_STOP]
    assert [(one.actor.kind, one.software) for one in stopped] == [("holder", "mon-appli")]
    assert camille.post(address).status_code == 302
    assert camille.get(address).status_code == 404


def test_closing_her_record_puts_applications_out_for_good(app: App, given: Said, world: World) -> None:
    world.closes(CAMILLE)
    assert not opens(app, given)
    assert app.renew(given.json["refresh_token"]).json["error"] == "invalid_grant"


def test_it_is_not_renewed_before_she_has_accepted_the_terms_in_force(
    app: App, given: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("carnet.core.record.terms_of_use.version_at", lambda _at: "9999-01-01")
        refused = app.renew(given.json["refresh_token"])
        assert refused.json["error"] == "invalid_grant"
        assert "terms of use" in refused.json["error_description"]
    assert app.renew(given.json["refresh_token"]).status == 200


def test_an_application_that_keeps_keys_proves_itself_each_time(camille: Http, world: World) -> None:
    keys = ec_keys()
    app = register(world, "confidential", jwks=keys.jwks)

    def proved(given: Callable[..., Said], what: str) -> Said:
        claims = claims_of("confidential", at=world.env.clock.now(), aud=f"{SITE}/oauth/token")
        return given(what, **signed(keys.sign(claims)))

    code = app.code(camille, record=str(world.record(CAMILLE)))
    nameless = app.exchange(code)
    assert (nameless.status, nameless.json["error"]) == (401, "invalid_client")
    given = proved(app.exchange, code)
    assert given.status == 200, given.json
    assert app.renew(given.json["refresh_token"]).json["error"] == "invalid_client"
    assert proved(app.renew, given.json["refresh_token"]).status == 200


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/oauth/token", {"grant_type": "authorization_code", "client_id": "mon-appli"}),
        ("/oauth/token", {"grant_type": "refresh_token", "client_id": "mon-appli"}),
        ("/oauth/revoke", {"client_id": "mon-appli"}),
        ("/oauth/introspect", {"client_id": "mon-appli"}),
        ("/oauth/revoke", {"token": "x"}),
    ],
    ids=str,
)
def test_what_is_missing_is_named(app: App, path: str, form: dict[str, str]) -> None:
    refused = app.post(path, form)
    assert (refused.status, refused.json["error"]) == (400, "invalid_request")


def test_the_other_addresses_take_the_methods_they_say(app: App) -> None:
    assert {app.http.get(path).status_code for path in ("/oauth/revoke", "/oauth/introspect", "/oauth/token")} == {405}
    assert app.http.delete("/oauth/authorize").status_code == 405


def test_of_two_who_bring_one_code_at_the_same_moment_one_is_served_and_nobody_keeps_anything(
    app: App, code: str
) -> None:
    answers = at_once([lambda: App(app.world).exchange(code)] * 2)
    assert sorted(one.status for one in answers) == [200, 400]
    served = next(one for one in answers if one.status == 200)
    assert not opens(app, served)


def test_of_two_who_bring_one_refresh_token_at_the_same_moment_one_is_served(app: App, given: Said) -> None:
    answers = at_once([lambda: App(app.world).renew(given.json["refresh_token"])] * 2)
    assert sorted(one.status for one in answers) == [200, 400]
    assert not opens(app, given)
