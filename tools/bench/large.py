"""How much memory a document of a hundred megabytes takes, in and out, in the web server itself."""

from http import HTTPStatus
from pathlib import Path

from carnet.doors.fhir.identifiers import record_id_text
from tools.bench import large_samples, samples
from tools.bench.large_samples import LargeBody
from tools.bench.tables import Row, Table
from tools.bench.web import NoAnswerError, Reply, Web, served
from tools.bench.world import World, with_new_token

LIMIT = 64 * 1024 * 1024
"""What a large document may take above what the idle server has."""
FIRST_NUMBER = 2 * samples.FIRST_UNUSED
_WARM = 3


def large_documents(world: World, *, folder: Path, is_quick: bool) -> Table:
    """Measure the memory of the worker: idle once warm, and at most while one document comes in, or goes out.

    All peaks are told above the same idle memory, that of before the first document: what stays allocated counts.
    ``folder`` holds the bodies that are sent, some 150 MB at a time. ``is_quick``: one document each way.
    """
    rows: list[Row] = []
    with served(with_new_token(world).token) as web:
        _warm(web, world)
        idle = web.memory()
        bodies = large_samples.bodies(world.cda_holder, folder, first_number=FIRST_NUMBER)
        for make in bodies[:1] if is_quick else bodies:
            rows += _in_and_out(web, make(), idle, is_quick=is_quick)
    return Table("Large documents", ("", "MB on the wire", "idle MiB", "peak MiB above idle"), tuple(rows))


def _warm(web: Web, world: World) -> None:
    """Do once all that is done, with documents that fit into memory: what is loaded once is loaded."""
    body = large_samples.small_body(world.cda_holder, FIRST_NUMBER - 1)
    for _ in range(_WARM):
        _must(web.ask("GET", f"DocumentReference?patient={record_id_text(world.usual)}&status=current"))
    deposited = _must(web.ask("POST", "DocumentReference", headers={"Content-Type": large_samples.JSON}, body=body))
    binary = _binary(deposited)
    for accept in ("*/*", large_samples.JSON, large_samples.XML):
        _must(web.ask("GET", binary, headers={"Accept": accept}))


def _in_and_out(web: Web, body: LargeBody, idle: int, *, is_quick: bool) -> list[Row]:
    web.forget_peak()
    sent = body.file.stat().st_size
    with body.file.open("rb") as file:
        deposited = _must(web.ask("POST", body.path, headers={"Content-Type": body.content_type}, body=file))
    rows = [_row(f"in, {body.name}", sent, idle, web.peak())]
    body.file.unlink()
    binary = _binary(deposited)
    for accept, name in (
        ("*/*", "the bytes"),
        (large_samples.JSON, "Binary, JSON"),
        (large_samples.XML, "Binary, XML"),
    ):
        web.forget_peak()
        got = _must(web.ask("GET", binary, headers={"Accept": accept}))
        if got.size < body.size:
            raise NoAnswerError(f"{got.size} bytes came back of {body.size}")
        rows.append(_row(f"out, {name}", got.size, idle, web.peak()))
        if is_quick:
            break
    return rows


def _row(name: str, size: int, idle: int, peak: int) -> Row:
    return (name, f"{size / 1e6:.0f}", f"{idle / 2**20:.0f}", f"{(peak - idle) / 2**20:.1f}")


def _must(reply: Reply) -> Reply:
    if reply.status not in (HTTPStatus.OK, HTTPStatus.CREATED):
        raise NoAnswerError(f"{reply.status}: {reply.end.decode(errors='replace')}")
    return reply


def _binary(deposited: Reply) -> str:
    """Tell where the bytes of what was just deposited are: its id is that of its DocumentReference."""
    told = deposited.location or deposited.end.decode()
    return "Binary/" + told.partition("DocumentReference/")[2].partition("/")[0]
