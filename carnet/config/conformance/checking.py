"""A check: one sentence about a server, where it is required, and what shows that it does not hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from carnet.config.conformance.caller import Answer
from carnet.config.conformance.credentials import Credentials
from carnet.config.conformance.server import Server

Faults = Iterator[str]
"""What is wrong, one sentence each; nothing when the check passes."""


class Need(Enum):
    """What a check cannot do without, as whoever runs it gives it."""

    CREDENTIALS = "a token, or the key of a professional's software"
    PATIENT = "the INS of a patient whose record may be fed and read"
    AUTHOR = "the national identifier of whoever signs, and of their structure"
    KEY = "the private key of a professional's software"
    STRUCTURE = "the private key of an establishment's software"
    CERTIFICATE = "a client certificate"


class Verdict(Enum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """``key``: stable; ``sentence``: what the server does; ``source``: who requires it; ``needs``: what it takes."""

    key: str
    sentence: str
    source: str
    needs: frozenset[Need]
    faults: Callable[[Server], Faults]


@dataclass(frozen=True, slots=True)
class Result:
    """A check and how it ended. ``why``: of what failed or was skipped, in sentences."""

    check: Check
    verdict: Verdict
    why: tuple[str, ...] = ()


READS = frozenset({Need.CREDENTIALS, Need.PATIENT})
FEEDS = READS | {Need.AUTHOR}
NOTHING: frozenset[Need] = frozenset()


def checks_of(*rows: tuple[str, str, str, frozenset[Need], Callable[[Server], Faults]]) -> tuple[Check, ...]:
    """Make the checks of a table."""
    return tuple(Check(*row) for row in rows)


def run(checks: Iterable[Check], server: Server) -> Iterator[Result]:
    """Run checks in their order, each on its own; one that lacks something is skipped, and says what."""
    for check in checks:
        missing = sorted(need.value for need in check.needs if not _has(server.credentials, need))
        if missing:
            yield Result(check, Verdict.SKIPPED, (f"It takes {' and '.join(missing)}.",))
            continue
        faults = tuple(check.faults(server))
        yield Result(check, Verdict.FAILED if faults else Verdict.PASSED, faults)


def _has(given: Credentials, need: Need) -> bool:
    match need:
        case Need.CREDENTIALS:
            return bool(given.token) or given.reader is not None
        case Need.PATIENT:
            return bool(given.patient)
        case Need.AUTHOR:
            return bool(given.author and given.source)
        case Need.KEY:
            return given.reader is not None
        case Need.STRUCTURE:
            return given.structure is not None
        case Need.CERTIFICATE:
            return bool(given.secure_base) and given.reader is not None and given.reader.trust.certificate is not None


# --- what many checks ask of an answer ------------------------------------------------------------------------------


def is_status(answer: Answer, *expected: int) -> Faults:
    """Ask for one of these statuses."""
    if answer.status not in expected:
        wanted = " or ".join(map(str, expected))
        said = answer.body[:200].decode("utf-8", "replace") if answer.status == 0 else f"the answer is {answer.status}"
        yield f"{wanted} is expected: {said}."


def is_refused(answer: Answer, *expected: int) -> Faults:
    """Ask for one of these statuses, and an OperationOutcome that says what is wrong."""
    yield from is_status(answer, *expected)
    if not answer.is_outcome():
        yield "The body is no OperationOutcome with an error, its code and its diagnostics."


def is_kind(answer: Answer, kind: str) -> Faults:
    """Ask for a resource of a type, with status 200."""
    yield from is_status(answer, 200)
    if answer.kind != kind:
        yield f"A {kind} is expected; {answer.kind or 'no resource'} came."
