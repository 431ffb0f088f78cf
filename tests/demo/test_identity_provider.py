"""The demonstration's identity provider: anybody of the cast, for our own site, and never where real people are."""

import os
import signal
import stat
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from click.testing import CliRunner
from django.test import override_settings

from carnet.config.launch.postgres import free_port
from carnet.core.access.actors import StaffRole
from carnet.core.identifiers import PractitionerId
from carnet.demo.command import demo
from carnet.demo.identity_provider.keys import kept_key
from carnet.demo.identity_provider.people import everybody, userinfo
from carnet.demo.identity_provider.serve import DemonstrationRefusedError, client_of, provider_of_the_demonstration
from carnet.formats.pro_sante_connect import read_userinfo
from carnet.infra.chance import SystemChance
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import ProfessionalIdentity
from carnet.store import directory
from carnet.usecases.account.sign_in_professional import ChoosePlace, RoleDoesNotConsult, SignedIn, sign_in_professional
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import (
    CHALLENGE,
    CLIENT,
    DESK_OVER,
    DESK_RETURN,
    OVER,
    RETURN,
    VERIFIER,
    Heard,
    Strange,
    asks,
    comes_back,
    goes_and_is,
    served,
)
from tests.launch.places import wait_until
from tests.people import CAREGIVERS


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    """With the people of the demonstration."""
    with served(clock, *everybody()) as here:
        yield here


def asked(provider: Strange, **changes: str | None) -> str:
    """The address of a good request, in which one thing is changed."""
    url = provider.adapter().authorization_url(state="s", nonce="n", code_challenge=CHALLENGE, redirect_uri=RETURN)
    query = dict(parse_qsl(urlsplit(url).query)) | changes
    kept = {name: value for name, value in query.items() if value is not None}
    return f"{provider.issuer}/authorize?{urlencode(kept)}"


def redeems(provider: Strange, code: str, secret: str = CLIENT.client_secret, **changes: str) -> Heard:
    """The site shows a code, and a secret as the form of the request."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN, "code_verifier": VERIFIER}
    known = {"client_id": CLIENT.client_id, "client_secret": secret}
    return asks("POST", f"{provider.issuer}/token", urlencode(form | known | changes))


def test_the_page_offers_everybody_of_the_cast_by_name_and_place(provider: Strange) -> None:
    page = asks("GET", asked(provider)).body
    for one in CAREGIVERS:
        places = " ; ".join(place.name for place in one.places)
        assert f"<strong>{one.name.shown()}</strong>, {one.what} – {places}" in page


def test_each_of_them_gets_in_as_the_directory_knows_them_and_the_secretary_does_not(
    env: Environment, provider: Strange
) -> None:
    env = replace(env, identity_provider=provider.adapter())
    for one in CAREGIVERS:
        directory.save_practitioner(one.practitioner)
        for place in one.places:
            directory.save_organization(place)
            directory.add_member(one.identifier, place.identifier, role=one.role)
        back = goes_and_is(one.short, asked(provider))
        identity = env.identity_provider.exchange(back["code"], code_verifier=VERIFIER, redirect_uri=RETURN, nonce="n")
        assert isinstance(identity, ProfessionalIdentity)
        answer = sign_in_professional(identity, None, env=env)
        expected = SignedIn if not one.also_in else ChoosePlace
        assert isinstance(answer, expected if one.role is StaffRole.CARE else RoleDoesNotConsult), one


def test_what_it_says_of_somebody_has_the_shape_of_pro_sante_connect() -> None:
    for person, one in zip(everybody()[: len(CAREGIVERS)], CAREGIVERS, strict=True):
        identity = read_userinfo(userinfo(person), acr="eidas1", id_token="t")
        assert identity is not None
        assert identity.practitioner == PractitionerId(one.identifier.value)
        assert [(place.organization, place.profession) for place in identity.places] == [
            (place.identifier, one.practitioner.profession) for place in one.places
        ]


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": f"{RETURN}more"},
        {"redirect_uri": None},
        {"client_id": "another"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": None},
        {"scope": "profile"},
        {"state": None},
        {"nonce": None},
    ],
)
def test_a_bad_request_is_told_on_its_own_page_and_leads_nowhere(
    provider: Strange, changes: dict[str, str | None]
) -> None:
    url = asked(provider, **changes)
    shown = asks("GET", url)
    pressed = asks(
        "POST", f"{provider.issuer}/authorize", urlencode({"asked": urlsplit(url).query, "person": "keller"})
    )
    for answer in (shown, pressed):
        assert (answer.status, answer.location) == (400, "")
        assert "evil.example" not in answer.body


def test_nobody_but_the_cast_can_be_chosen(provider: Strange) -> None:
    form = urlencode({"asked": urlsplit(asked(provider)).query, "person": "camille"})
    assert asks("POST", f"{provider.issuer}/authorize", form).status == 400


def test_the_page_runs_no_script_and_leads_to_our_site_alone(provider: Strange) -> None:
    policy = asks("GET", asked(provider)).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://localhost:8000" in policy
    assert asks("GET", f"{provider.issuer}/static/kit/css/foundation.css").status == 200
    assert asks("GET", f"{provider.issuer}/static/../../../people.py").status == 404


def test_a_code_is_good_once_for_who_asked_and_for_a_minute(provider: Strange, clock: StoppedClock) -> None:
    code = comes_back(provider.adapter(), "keller")
    assert redeems(provider, code).status == 200
    assert redeems(provider, code).status == 400
    assert redeems(provider, comes_back(provider.adapter()), code_verifier="another").status == 400
    assert redeems(provider, comes_back(provider.adapter()), grant_type="password").status == 400
    late = comes_back(provider.adapter())
    clock.instant += timedelta(seconds=61)
    assert redeems(provider, late).status == 400


def test_a_stranger_gets_no_token(provider: Strange) -> None:
    assert redeems(provider, comes_back(provider.adapter()), secret="another").status == 401
    basic = f"Basic {b64encode(b'carnet').decode()}"
    assert asks("POST", f"{provider.issuer}/token", "", Authorization=basic).status == 401
    assert asks("POST", f"{provider.issuer}/token", "", Authorization="Basic ???").status == 401


def test_a_token_says_who_it_is_for_two_minutes(provider: Strange, clock: StoppedClock) -> None:
    code = comes_back(provider.adapter(), "keller")
    token = redeems(provider, code).json()["access_token"]
    address = f"{provider.issuer}/userinfo"
    assert asks("GET", address, Authorization=f"Bearer {token}").json()["SubjectNameID"] == "899700000001"
    assert asks("GET", address).status == 401
    clock.instant += timedelta(minutes=2)
    assert asks("GET", address, Authorization=f"Bearer {token}").status == 401


def test_who_leaves_goes_back_to_our_site_and_nowhere_else(provider: Strange) -> None:
    id_token = redeems(provider, comes_back(provider.adapter())).json()["id_token"]

    def left(**query: str) -> Heard:
        good = {"id_token_hint": id_token, "post_logout_redirect_uri": OVER, "state": "s"}
        return asks("GET", f"{provider.issuer}/logout?{urlencode(good | query)}")

    assert (left().status, left().location) == (303, f"{OVER}?state=s")
    for strange in (left(post_logout_redirect_uri="https://evil.example/"), left(id_token_hint="forged")):
        assert (strange.status, strange.location) == (200, "")
        assert "Vous êtes déconnecté" in strange.body


def test_its_key_is_kept_from_one_start_to_the_next_and_read_by_nobody_else(tmp_path: Path) -> None:
    first, second = (kept_key(tmp_path, SystemChance()) for _ in range(2))
    assert first.jwks() == second.jwks()
    assert "d" not in first.jwks()["keys"][0]
    (kept,) = (tmp_path / "demo").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_it_answers_the_addresses_that_our_site_has() -> None:
    client = client_of("http://localhost:8000")
    assert (client.redirect_uris, client.post_logout_redirect_uris) == (
        (RETURN, DESK_RETURN),
        (OVER, DESK_OVER),
    )


def test_it_does_not_run_where_the_demonstration_may_not(env: Environment, tmp_path: Path) -> None:
    with override_settings(CARNET_DEMO=False, HOME=tmp_path):
        with pytest.raises(DemonstrationRefusedError):
            provider_of_the_demonstration(env)
        answer = CliRunner().invoke(demo, ["identity-provider", "--port", "8001"])
    assert answer.exit_code == 1
    assert "interdisent la démonstration" in answer.output
    assert not (tmp_path / "demo").exists()


def test_a_port_that_is_taken_is_said(provider: Strange, tmp_path: Path) -> None:
    taken = str(urlsplit(provider.issuer).port)
    with override_settings(HOME=tmp_path):
        answer = CliRunner().invoke(demo, ["identity-provider", "--port", taken])
    assert answer.exit_code == 1
    assert f"Le port {taken}" in answer.output


def test_the_command_serves_it_without_a_database_until_it_is_told_to_stop(tmp_path: Path) -> None:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DATABASE_URL"))}
    told = {"CARNET_HOME": str(tmp_path), "CARNET_OIDC_ISSUER": f"http://localhost:{port}"}
    settings = {"DJANGO_SETTINGS_MODULE": "carnet.config.settings.development"}
    command = [sys.executable, "-m", "carnet.config.command", "demo", "identity-provider", "--port", str(port)]
    with (tmp_path / "said").open("wb") as output:
        process = subprocess.Popen(command, env=kept | told | settings, stdout=output, stderr=output)
    try:
        wait_until(lambda: process.poll() is not None or answers(port))
        described = asks("GET", f"http://127.0.0.1:{port}/.well-known/openid-configuration?secret=1").json()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
    assert described["issuer"] == f"http://localhost:{port}"
    assert (tmp_path / "said").read_text() == ""


def answers(port: int) -> bool:
    try:
        return asks("GET", f"http://127.0.0.1:{port}/jwks").status == 200
    except OSError:
        return False
