"""``carnet app software``: the operator registers software of care, and may let it exchange tokens."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from carnet.config import app_command
from carnet.config.app_command import app
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests.doors.fhir.keys import ec_keys
from tests.installation import HADDAD, HOSPITAL, KELLER, PRACTICE, Installation

CERTIFICATE = "x" * 43


@pytest.fixture(autouse=True)
def _installation(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    Installation(env).knows_everybody()
    monkeypatch.setattr(app_command, "environment", lambda _door: env)


def add(client_id: str = "cabinet", **changed: str | None) -> Result:
    """Register the software of the practice, but for what is changed; None leaves an option out."""
    told = {"structure": PRACTICE.value, "certificate": CERTIFICATE, "pro_sante_connect": "cabinet-at-psc", **changed}
    words = [(f"--{name.replace('_', '-')}", value) for name, value in told.items() if value is not None]
    return CliRunner().invoke(app, ["software", client_id, *(word for pair in words for word in pair)])


def test_the_software_of_a_structure_is_registered_and_may_exchange_tokens() -> None:
    assert add().output == "cabinet est inscrit.\n"
    known = tokens.find_client("cabinet")
    assert known is not None
    assert (known.kind, known.organization, known.practitioner) == (ClientKind.STRUCTURE, PRACTICE, None)
    assert (known.described.provider_client, known.described.certificates) == ("cabinet-at-psc", (CERTIFICATE,))


def test_that_of_a_professional_is_registered_with_its_keys_and_exchanges_nothing(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(ec_keys().jwks))
    own = {"professional": KELLER.identifier.value, "jwks": str(file), "certificate": None, "pro_sante_connect": None}
    assert add("keller", **own).exit_code == 0
    known = tokens.find_client("keller")
    assert known is not None
    assert (known.kind, known.practitioner, known.described.provider_client) == (
        ClientKind.PROFESSIONAL,
        KELLER.identifier,
        "",
    )
    assert known.can_prove_itself


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"structure": "1999999999"}, "n’est pas dans l’annuaire"),
        ({"professional": HADDAD.identifier.value}, "ne travaille pas"),
        ({"certificate": None}, "clés publiques"),
        ({"certificate": "short"}, "43 caractères"),
        ({"pro_sante_connect": "a name"}, "sans espace"),
    ],
    ids=str,
)
def test_what_is_not_sound_is_refused(changed: dict[str, Any], said: str) -> None:
    refused = add(**changed)
    assert refused.exit_code == 1
    assert said in refused.output
    assert tokens.find_client("cabinet") is None


def test_an_identifier_that_is_taken_by_another_kind_stays_its_own() -> None:
    hers = Client("cabinet", ClientKind.PROFESSIONAL, HADDAD.identifier, HOSPITAL, {"keys": []})
    tokens.save_client(hers)
    assert "autre sorte" in add().output
    assert tokens.find_client("cabinet") == hers
