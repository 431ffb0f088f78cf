"""What the server says of itself, to whom it lets browsers talk, and what a token is, told to who may know."""

import json

import pytest
from django.db import connection
from django.test import Client as Http

from carnet.core.access.scopes import OFFERED, Context, scope_of
from carnet.doors.fhir.token_endpoint import GRANTS
from tests.doors.fhir.keys import claims_of, ec_keys
from tests.doors.oauth.app import SITE, App, Said, register, signed
from tests.journeys.world import World
from tests.people import CAMILLE

PAGE = "https://app.example.org"


@pytest.fixture
def given(app: App, camille: Http, world: World) -> Said:
    """The tokens of the application."""
    return app.exchange(app.code(camille, record=str(world.record(CAMILLE))))


def test_both_descriptions_say_the_same_and_what_is_done(app: App) -> None:
    smart = app.http.get("/fhir/.well-known/smart-configuration")
    server = app.http.get("/.well-known/oauth-authorization-server")
    assert {smart.status_code, server.status_code} == {200}
    assert {one["Access-Control-Allow-Origin"] for one in (smart, server)} == {"*"}
    described, whole = json.loads(smart.content), json.loads(server.content)
    assert whole["issuer"] == SITE
    assert all(described[name] == whole[name] for name in whole if name != "issuer")
    assert described["code_challenge_methods_supported"] == ["S256"]
    assert described["grant_types_supported"] == list(GRANTS)
    assert {scope_of(Context.PATIENT, one) for one in OFFERED[Context.PATIENT]} <= set(described["scopes_supported"])
    assert {"permission-v1", "permission-v2", "launch-standalone"} <= set(described["capabilities"])
    for name in ("authorization_endpoint", "token_endpoint", "revocation_endpoint", "introspection_endpoint"):
        address = described[name].removeprefix(SITE)
        assert app.http.get(address).status_code != 404, name


def test_every_grant_that_is_described_is_answered(app: App) -> None:
    for grant in GRANTS:
        answer = app.post("/oauth/token", {"grant_type": grant, "client_id": "nobody"})
        assert answer.json["error"] != "unsupported_grant_type"
    assert app.post("/oauth/token", {"grant_type": "password"}).json["error"] == "unsupported_grant_type"


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke", "/fhir/DocumentReference"])
def test_the_pages_of_a_registered_application_may_call_and_no_others(app: App, path: str) -> None:
    def asks(origin: str) -> str | None:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = app.http.options(path, headers=headers)
        assert answer.status_code == 204
        return answer.get("Access-Control-Allow-Origin")

    assert asks(PAGE) == PAGE
    assert asks("https://evil.example") is None
    assert asks("https://app.example.org.evil.example") is None
    assert asks("null") is None
    sent = app.http.post(path, headers={"Origin": PAGE})
    assert sent["Access-Control-Allow-Origin"] == PAGE
    assert "Access-Control-Allow-Credentials" not in sent
    assert "Access-Control-Allow-Origin" not in app.http.post(path, headers={"Origin": "https://evil.example"})


def test_the_pages_of_an_application_that_was_switched_off_may_call_no_more(app: App) -> None:
    register(app.world, origins=())
    answer = app.http.post("/oauth/token", headers={"Origin": PAGE})
    assert "Access-Control-Allow-Origin" not in answer


def test_an_application_gives_its_refresh_token_back_and_is_gone(app: App, given: Said) -> None:
    back = app.post("/oauth/revoke", {"token": given.json["refresh_token"], "client_id": app.client_id})
    assert back.status == 200
    assert app.get("DocumentReference", given.json["access_token"]).status == 401
    assert app.renew(given.json["refresh_token"]).json["error"] == "invalid_grant"


def test_an_application_gives_one_access_token_back_and_goes_on(app: App, given: Said) -> None:
    assert app.post("/oauth/revoke", {"token": given.json["access_token"], "client_id": app.client_id}).status == 200
    assert app.get("DocumentReference", given.json["access_token"]).status == 401
    assert app.renew(given.json["refresh_token"]).status == 200


def test_giving_back_what_is_anothers_or_nothing_changes_nothing(app: App, given: Said, world: World) -> None:
    other = register(world, "another-app")
    for token in (given.json["access_token"], given.json["refresh_token"], "a guess"):
        assert other.post("/oauth/revoke", {"token": token, "client_id": "another-app"}).status == 200
    path = f"DocumentReference?status=current&patient={given.json['patient']}"
    assert app.get(path, given.json["access_token"]).status == 200
    refused = app.post("/oauth/revoke", {"token": given.json["access_token"], "client_id": "nobody"})
    assert (refused.status, refused.json["error"]) == (401, "invalid_client")


def test_what_a_token_is_is_told_to_who_answers_for_resources(app: App, given: Said, world: World) -> None:
    keys = ec_keys()
    resource = register(world, "resource", jwks=keys.jwks, introspects=True)
    curious = register(world, "curious", jwks=keys.jwks)

    def told(to: App, token: str) -> Said:
        claims = claims_of(to.client_id, at=world.env.clock.now(), aud=f"{SITE}/oauth/token")
        return to.post("/oauth/introspect", {"token": token, **signed(keys.sign(claims))})

    known = told(resource, given.json["access_token"])
    assert known.json["active"]
    assert known.json["client_id"] == app.client_id
    assert known.json["patient"] == given.json["patient"]
    assert known.json["scope"] == "patient/DocumentReference.rs patient/AuditEvent.rs"
    assert known.json["exp"] - known.json["iat"] == 900
    assert told(curious, given.json["access_token"]).json == {"active": False}
    assert told(resource, "a guess").json == {"active": False}
    public = app.post("/oauth/introspect", {"token": given.json["access_token"], "client_id": app.client_id})
    assert (public.status, public.json["error"]) == (401, "invalid_client")


def test_no_token_and_no_code_stands_in_the_database(app: App, given: Said) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select encode(digest, 'escape') from access_token union all select encode(digest, 'escape') "
            "from refresh_token union all select encode(digest, 'escape') from authorization_code"
        )
        kept = "".join(row[0] for row in cursor.fetchall())
    assert given.json["access_token"] not in kept
    assert given.json["refresh_token"] not in kept
    assert app.client_id not in kept
