"""What enters when somebody sends a harmful file: nothing."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.infra.antivirus import AntivirusUnavailableError, ClamdAntivirus, NoAntivirus
from carnet.ports.antivirus import Antivirus
from tests.adapters.large_contents import waiting
from tests.adapters.loopback_servers import VirusScanner

HARMFUL = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
A_LARGE_SCAN = bytes(5_000_000)


@pytest.fixture(params=["unix", "tcp"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VirusScanner]:
    with VirusScanner(path=tmp_path / "clamd.ctl" if request.param == "unix" else None) as scanner:
        yield scanner


@pytest.fixture(params=["unix", "tcp", "none"])
def antivirus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Antivirus]:
    if request.param == "none":
        yield NoAntivirus()
        return
    with VirusScanner(path=tmp_path / "clamd.ctl" if request.param == "unix" else None) as scanner:
        yield ClamdAntivirus(scanner.address)


@pytest.mark.parametrize("content", [b"", b"a letter", A_LARGE_SCAN])
def test_an_honest_document_enters(antivirus: Antivirus, content: bytes) -> None:
    assert antivirus.is_clean(content)


def test_a_harmful_document_does_not_enter_where_an_antivirus_is_configured(scanner: VirusScanner) -> None:
    antivirus = ClamdAntivirus(scanner.address)
    assert not antivirus.is_clean(HARMFUL)
    assert not antivirus.is_clean(A_LARGE_SCAN + HARMFUL)
    assert not antivirus.is_clean(waiting(A_LARGE_SCAN + HARMFUL))
    assert scanner.scanned == [len(HARMFUL), *[len(A_LARGE_SCAN) + len(HARMFUL)] * 2]


def test_where_none_is_configured_everything_enters() -> None:
    assert NoAntivirus().is_clean(HARMFUL)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: Can't allocate memory ERROR\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        b"stream: OK, but not quite\0",
        b"UNKNOWN COMMAND\0",
        b"\xff\xfe\0",
        b"O" * 10_000,
    ],
)
def test_a_document_that_was_not_examined_to_its_end_does_not_enter(scanner: VirusScanner, answer: bytes) -> None:
    scanner.answer = answer
    with pytest.raises(AntivirusUnavailableError, match="did not examine"):
        ClamdAntivirus(scanner.address).is_clean(b"a letter")


def test_a_document_too_long_for_the_scanner_does_not_enter(scanner: VirusScanner) -> None:
    scanner.longest = 1_000_000
    with pytest.raises(AntivirusUnavailableError):
        ClamdAntivirus(scanner.address).is_clean(A_LARGE_SCAN)


def test_nothing_enters_while_the_scanner_is_stopped(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    for address in (f"tcp://127.0.0.1:{port}", f"unix://{tmp_path}/clamd.ctl"):
        with pytest.raises(AntivirusUnavailableError, match="did not answer"):
            ClamdAntivirus(address).is_clean(b"a letter")


def test_nothing_enters_when_the_scanner_falls_asleep() -> None:
    with socket.create_server(("127.0.0.1", 0)) as asleep:
        port = asleep.getsockname()[1]
        with pytest.raises(AntivirusUnavailableError, match="TimeoutError"):
            ClamdAntivirus(f"tcp://127.0.0.1:{port}", timeout=0.05).is_clean(b"a letter")


@pytest.mark.parametrize(
    "address",
    ["", "clamd", "tcp://127.0.0.1", "tcp://clamd.hospital.example:3310", "tcp://192.0.2.1:3310", "unix://relative"],
)
def test_documents_do_not_travel_in_clear_to_a_scanner_elsewhere(address: str) -> None:
    with pytest.raises(ValueError, match="clamd is reached by"):
        ClamdAntivirus(address)
