"""PyPI ``schemathesis`` reads our OpenAPI description and asks whatever it allows, and what it does not, in any order.

No answer is a 5xx, and each is what the description says: status, media type, shape; a route that asks for a token is
closed without one. The draws are the same at each run, so that what fails here fails again.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from tests import browser
from tests.doors.fhir.client import Software
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note

PROGRAM = Path(sys.executable).parent / "schemathesis"
INS = f"urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "unsupported_method",
)
KNOWN = """
[[operations]]
include-path-regex = "^/Patient(/_search)?$"
parameters = {{ "query.identifier" = "{ins}" }}

[[operations]]
include-path-regex = "^/(DocumentReference|List|Consent)$"
parameters = {{ "query.patient" = "{patient}", "query.status" = "current", "query.code" = "submissionset" }}
"""
"""What nobody guesses: the number of a person, and that of their record."""


@pytest.fixture
def base(installation: Installation) -> Iterator[str]:
    """The base address of the door, over a real socket."""
    assert installation
    with browser.serve() as site:
        yield f"{site}/fhir"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Somebody who has two documents, and a doctor."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    for number in (1, 2):
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=number), from_=HADDAD)
    return record


def ask_everything(base: str, folder: Path, camille: RecordId, *more: str) -> str:
    """Run it on the whole description; gives what it says, which tells how to ask again what failed."""
    settings = folder / "schemathesis.toml"
    settings.write_text(KNOWN.format(ins=INS, patient=record_id_text(camille)))
    command = [str(PROGRAM), f"--config-file={settings}", "run", f"{base}/openapi.json", "--no-color"]
    command += [f"--checks={','.join(CHECKS)}", "--generation-deterministic", "--seed=1", "--no-shrink"]
    command += ["--suppress-health-check=all", "--warnings=off", "--continue-on-failure"]
    ran = subprocess.run([*command, *more], capture_output=True, text=True, check=False, cwd=folder, timeout=280)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_whatever_a_doctor_asks_is_answered_as_described(
    base: str, tmp_path: Path, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    bearer = f"--header=Authorization: Bearer {software(KELLER).token}"
    ask_everything(base, tmp_path, camille, "--max-examples=2", "--phases=fuzzing", bearer)


def test_whatever_the_holder_asks_next_is_answered_as_described(
    base: str, tmp_path: Path, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    bearer = f"--header=Authorization: Bearer {software(Holder(camille)).token}"
    said = ask_everything(base, tmp_path, camille, "--max-examples=20", "--phases=stateful", bearer)
    assert "Stateful" in said


def test_whatever_is_asked_without_a_token_is_answered_as_described(
    base: str, tmp_path: Path, camille: RecordId
) -> None:
    ask_everything(base, tmp_path, camille, "--max-examples=1", "--phases=fuzzing")
