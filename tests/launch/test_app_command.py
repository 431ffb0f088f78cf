"""``carnet app``: the operator registers an application, sees it, stops it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carnet.config import app_command
from carnet.config.app_command import app
from carnet.core.identifiers import OrganizationId
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests.doors.fhir.keys import ec_keys

SOUND = {
    "--name": "Mon Appli",
    "--purpose": "Montrer vos résultats en courbes.",
    "--purpose-en": "Shows your results as curves.",
    "--redirect-uri": "https://app.example.org/back",
}


@pytest.fixture(autouse=True)
def _installation(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_command, "environment", lambda _door: env)


def add(client_id: str = "mon-appli", *more: str, **changed: str) -> Result:
    """Register an application, with what is changed of it."""
    told = SOUND | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return CliRunner().invoke(app, ["add", client_id, *(word for pair in told.items() for word in pair), *more])


def test_an_application_is_registered_listed_stopped_and_started_again() -> None:
    assert add().output == "Mon Appli est inscrite sous le nom mon-appli.\n"
    listed = CliRunner().invoke(app, ["list"]).output
    assert "mon-appli « Mon Appli » · en marche · pour patients https://app.example.org/back" in listed
    assert CliRunner().invoke(app, ["stop", "mon-appli"]).exit_code == 0
    stopped = tokens.find_client("mon-appli")
    assert stopped is not None
    assert not stopped.is_active
    assert CliRunner().invoke(app, ["start", "mon-appli"]).exit_code == 0
    assert CliRunner().invoke(app, ["stop", "nobody"]).exit_code == 1


def test_its_public_keys_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(ec_keys().jwks))
    assert add("with-keys", "--jwks", str(file)).exit_code == 0
    client = tokens.find_client("with-keys")
    assert client is not None
    assert client.can_prove_itself


def test_private_keys_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": [{"kty": "EC", "d": "secret"}]}))
    refused = add("with-keys", "--jwks", str(file))
    assert refused.exit_code == 1
    assert "clés publiques seulement" in refused.output
    assert tokens.find_client("with-keys") is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"redirect_uri": "http://app.example.org/back"}, "Adresse de retour refusée"),
        ({"redirect_uri": "https://app.example.org/back#here"}, "Adresse de retour refusée"),
        ({"redirect_uri": "https://*.example.org/back"}, "Adresse de retour refusée"),
        ({"redirect_uri": "https://me@app.example.org/back"}, "Adresse de retour refusée"),
        ({"redirect_uri": "javascript:alert(1)"}, "Adresse de retour refusée"),
        ({"redirect_uri": "app:/back"}, "Adresse de retour refusée"),
        ({"origin": "https://app.example.org/page"}, "Origine refusée"),
        ({"origin": "http://app.example.org"}, "Origine refusée"),
        ({"certificate": "short"}, "Empreinte de certificat refusée"),
        ({"name": " "}, "Le nom"),
        ({"purpose": "x" * 301}, "À quoi elle sert"),
    ],
    ids=str,
)
def test_what_could_lead_people_astray_is_refused(changed: dict[str, str], said: str) -> None:
    refused = add(**changed)
    assert refused.exit_code == 1
    assert said in refused.output


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:4567/back", "http://localhost/back", "org.example.app:/back", "https://a.example/?x=1"],
)
def test_addresses_of_the_device_itself_are_taken(address: str) -> None:
    assert add(redirect_uri=address).exit_code == 0


def test_an_identifier_that_is_taken_by_software_of_care_stays_its_own() -> None:
    insurer = Client("insurer", ClientKind.INSURER, None, OrganizationId("1440000001"), {"keys": []})
    tokens.save_client(insurer)
    refused = add("insurer")
    assert refused.exit_code == 1
    assert "celui d’un logiciel" in refused.output
    assert tokens.find_client("insurer") == insurer
