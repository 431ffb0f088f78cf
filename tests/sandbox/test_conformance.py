"""The conformance kit: a sound server passes every check, and there is no check that a wrong one passes."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from carnet.config.conformance.checking import Need, Verdict, run
from carnet.config.conformance.checks import CHECKS
from carnet.config.conformance.credentials import Credentials, UnreadableFolder, read_folder
from carnet.config.conformance.server import READER, STRUCTURE, Server
from carnet.config.wiring import system_clock
from tests.sandbox.lies import Lie, lying
from tests.sandbox.running import Sandbox
from tests.sandbox.told import LIES

NOW = system_clock().now
BY_KEY = {one.key: one for one in CHECKS}
TOLD = [(key, index) for key, lies in LIES.items() for index in range(len(lies))]


def credentials(sandbox: Sandbox, address: str) -> Credentials:
    """What the folder gives, for the same server behind another address."""
    found = read_folder(sandbox.folder, f"{address}/fhir")
    assert isinstance(found, Credentials)
    return replace(found, token_endpoint=f"{address}/oauth/token")


@pytest.fixture(scope="module")
def tokens(sandbox: Sandbox) -> dict[str, str]:
    """A token of each, got once: it is good wherever the server is asked."""
    known = Server(credentials(sandbox, sandbox.site), NOW)
    return {who: known.token(who) for who in (READER, STRUCTURE)}


def typed(*words: str, **told: str) -> subprocess.CompletedProcess[str]:
    """`carnet conformance`, as somebody types it, on a machine where no Carnet runs."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "DATABASE_", "DJANGO"))
    }
    command = [sys.executable, "-m", "carnet.config.command", "conformance", *words]
    return subprocess.run(command, env=kept | told, capture_output=True, text=True, check=False)


def test_a_sound_server_passes_every_check(sandbox: Sandbox, tmp_path: Path) -> None:
    done = typed("--sandbox", str(sandbox.folder), "--json", CARNET_HOME=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["totals"] == {"passed": len(CHECKS), "failed": 0, "skipped": 0}
    assert all(one["sentence"].endswith(".") and one["source"] for one in told["checks"])


def test_a_check_has_a_key_of_its_own_and_lies_that_it_must_find() -> None:
    assert len(BY_KEY) == len(CHECKS)
    assert set(LIES) == set(BY_KEY)
    assert all(LIES.values())


@pytest.mark.parametrize(("key", "index"), TOLD)
def test_a_server_that_does_one_thing_wrong_fails_its_check(
    sandbox: Sandbox, tokens: dict[str, str], key: str, index: int
) -> None:
    lie: Lie = LIES[key][index]
    with lying(sandbox.port, lie) as address:
        (result,) = run([BY_KEY[key]], Server(credentials(sandbox, address), NOW, dict(tokens)))
    assert result.verdict is Verdict.FAILED
    assert result.why


def test_the_same_server_behind_one_that_changes_nothing_passes(sandbox: Sandbox) -> None:
    with lying(sandbox.port) as address:
        results = list(run(CHECKS, Server(credentials(sandbox, address), NOW)))
    assert [(one.check.key, one.why) for one in results if one.verdict is not Verdict.PASSED] == []


def test_what_is_not_given_is_skipped_with_its_reason_and_the_rest_is_checked(sandbox: Sandbox) -> None:
    results = list(run(CHECKS, Server(Credentials(f"{sandbox.site}/fhir"), NOW)))
    assert {one.verdict for one in results} == {Verdict.PASSED, Verdict.SKIPPED}
    for one in results:
        assert (one.verdict is Verdict.SKIPPED) == bool(one.check.needs)
        assert all(need.value in one.why[0] for need in one.check.needs)


def test_a_token_that_is_handed_over_stands_for_the_keys(sandbox: Sandbox) -> None:
    known = credentials(sandbox, sandbox.site)
    alone = replace(known, token=Server(known, NOW).token("reader"), reader=None, structure=None)
    results = {one.check.key: one.verdict for one in run(CHECKS, Server(alone, NOW))}
    without_keys = {one.key for one in CHECKS if one.needs & {Need.KEY, Need.STRUCTURE, Need.CERTIFICATE}}
    assert {key for key, verdict in results.items() if verdict is Verdict.SKIPPED} == without_keys
    assert Verdict.FAILED not in results.values()


def test_a_failure_is_said_and_ends_with_one(sandbox: Sandbox, tmp_path: Path) -> None:
    with lying(sandbox.port, *LIES["request-id"]) as address:
        done = typed(f"{address}/fhir", "--only", "request-id", "--only", "token", CARNET_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "✗ request-id" in done.stdout
    assert "X-Request-Id does not come back." in done.stdout
    assert "– token" in done.stdout
    assert "0 passed, 1 failed, 1 skipped." in done.stdout


def test_a_server_that_does_not_answer_fails_without_a_trace(tmp_path: Path) -> None:
    done = typed("http://127.0.0.1:9/fhir", "--only", "metadata", CARNET_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "Connection refused" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--sandbox"),
        (("http://127.0.0.1:9/fhir", "--only", "nothing"), "nothing"),
        (("--sandbox", "."), "n’est pas le dossier"),
    ],
)
def test_what_is_typed_wrong_is_said(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = typed(*words, CARNET_HOME=str(tmp_path))
    assert done.returncode in (1, 2)
    assert said in done.stderr


def test_the_checks_are_listed_without_asking_anybody(tmp_path: Path) -> None:
    done = typed("--list", CARNET_HOME=str(tmp_path))
    assert done.returncode == 0
    assert all(one.key in done.stdout and one.sentence in done.stdout for one in CHECKS)


def test_a_folder_that_is_no_sandbox_is_said(tmp_path: Path) -> None:
    (tmp_path / "sandbox.json").write_text("{}")
    assert isinstance(read_folder(tmp_path), UnreadableFolder)
