"""`carnet sandbox` where it may not be, and what it keeps or makes anew."""

import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from carnet.demo.sandbox.certificates import authority, issued
from carnet.demo.sandbox.clients import HOSPITAL_SOFTWARE, OF_CARE, PATIENT_APP, PRACTICE_SOFTWARE
from carnet.demo.sandbox.folder import Addresses, write_folder
from carnet.ports.environment import Environment
from carnet.store import tokens
from tests.adapters.clocks import StoppedClock

ADDRESSES = Addresses("http://localhost:8000", "https://localhost:8002")


def typed(*words: str, **told: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DATABASE_", "DJANGO"))
    }
    command = [sys.executable, "-m", "carnet.config.command", *words]
    return subprocess.run(command, env=kept | told, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_it_does_not_exist_with_the_settings_of_production() -> None:
    for words in (("sandbox",), ("sandbox", "prepare"), ("sandbox", "--reset", "--yes")):
        done = typed(*words, DJANGO_SETTINGS_MODULE="carnet.config.settings.production")
        assert done.returncode == 2
        assert "No such command 'sandbox'" in done.stderr
    assert "sandbox" not in typed("--help", DJANGO_SETTINGS_MODULE="carnet.config.settings.production").stdout


def test_what_is_erased_is_asked_first(tmp_path: Path) -> None:
    (tmp_path / "sandbox").mkdir()
    done = typed("sandbox", "--reset", CARNET_HOME=str(tmp_path))
    assert done.returncode == 1
    assert (tmp_path / "sandbox").exists()


def test_the_folder_is_written_twice_with_the_same_keys_and_certificates(world: Environment, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, ADDRESSES, world)
    first = contents(folder)
    assert contents(write_folder(tmp_path, ADDRESSES, world)) == first
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*") if one.is_file()} == {0o600}
    again = contents(write_folder(tmp_path / "another", ADDRESSES, world))
    secrets = [name for name in first if name.endswith((".pem", "key.pem"))]
    assert len(secrets) == 10
    assert all(again[name] != first[name] for name in secrets)


def test_the_software_is_registered_with_its_keys_its_certificate_and_nothing_that_is_secret(
    world: Environment, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path, ADDRESSES, world)
    for one in OF_CARE:
        client = tokens.find_client(one.client_id)
        assert client is not None
        assert client.can_prove_itself
        assert len(client.described.certificates) == 1
        assert all("d" not in key for key in client.jwks["keys"])
        assert client.organization == one.organization
    app = tokens.find_client(PATIENT_APP.client_id)
    assert app is not None
    assert not app.can_prove_itself, "a patient's application keeps no secret"
    assert (folder / HOSPITAL_SOFTWARE.client_id / "key.pem").exists()


def test_a_certificate_whose_time_is_over_is_made_again_by_the_same_authority(env: Environment, tmp_path: Path) -> None:
    signer = authority(tmp_path / "authority", env)
    first = issued(tmp_path / "one", PRACTICE_SOFTWARE.client_id, signer, env)
    assert issued(tmp_path / "one", PRACTICE_SOFTWARE.client_id, signer, env) == first
    assert isinstance(env.clock, StoppedClock)
    env.clock.instant += timedelta(days=400)
    later = authority(tmp_path / "authority", env)
    renewed = issued(tmp_path / "one", PRACTICE_SOFTWARE.client_id, later, env)
    assert renewed.thumbprint != first.thumbprint
    read = x509.load_pem_x509_certificate(renewed.certificate.read_bytes())
    read.verify_directly_issued_by(x509.load_pem_x509_certificate(later.certificate.read_bytes()))
    assert read.not_valid_before_utc < env.clock.now() < read.not_valid_after_utc


@pytest.mark.parametrize("name", ["localhost", "sandbox-practice"])
def test_a_certificate_is_good_for_what_it_was_made_for(env: Environment, tmp_path: Path, name: str) -> None:
    signer = authority(tmp_path / "authority", env)
    read = x509.load_pem_x509_certificate(issued(tmp_path / "one", name, signer, env).certificate.read_bytes())
    usage = read.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    is_server = name == "localhost"
    assert [one._name for one in usage] == ["serverAuth" if is_server else "clientAuth"]
    assert not read.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
