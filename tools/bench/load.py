"""The FHIR door as it is served: one client and eight, among few documents and many, beside pgbench on the same SQL."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from carnet.core.documents.content import whole
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.formats.fhir.write import write_json
from carnet.store.records import RecordPerson
from tests.doors.fhir.client import bundle, document_reference
from tests.installation import HADDAD, Installation
from tools.bench import door, samples
from tools.bench.fresh import Fresh, fresh_of
from tools.bench.server import Database
from tools.bench.tables import Row, Table, per_second, share
from tools.bench.web import NoAnswerError, Web, served
from tools.bench.wire import statements_of
from tools.bench.world import LISTED, READER, World, deposit, with_new_token
from tools.bench.yardstick import Pgbench, Script, script_of

RECORDS = 8
"""How many records the clients ask about, in turns."""
CLIENTS = (1, 8)
FIRST_PERSON = 30
JSON = {"Content-Type": "application/fhir+json", "Accept": "application/fhir+json"}
_WARM = 2


@dataclass(frozen=True, slots=True)
class Target:
    """A record that clients ask about, whom it is about, and a document in it."""

    record: RecordId
    holder: RecordPerson
    document: DocumentId


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the door."""

    method: str
    path: str
    body: bytes
    statuses: frozenset[int]


Ask = Callable[[Target, int], Request]
"""Writes a request about a target; the number is one that no document has yet."""


def _create(target: Target, number: int) -> Request:
    document = samples.document(target.holder, number)
    body = write_json(document_reference(document.entry, whole(document.content)))
    return Request("POST", "DocumentReference", body, frozenset({201}))


def _provide(target: Target, number: int) -> Request:
    document = samples.document(target.holder, number)
    return Request("POST", "", write_json(bundle(document.entry, whole(document.content))), frozenset({200}))


def _read(target: Target, _number: int) -> Request:
    return Request("GET", f"Binary/{document_id_text(target.record, target.document)}", b"", frozenset({200}))


def _search(target: Target, _number: int) -> Request:
    path = f"DocumentReference?patient={record_id_text(target.record)}&status=current&_count={LISTED}"
    return Request("GET", path, b"", frozenset({200}))


INTERACTIONS: tuple[tuple[str, Ask, bool], ...] = (
    ("create, ITI-105", _create, True),
    ("read, ITI-68", _read, False),
    ("search, ITI-67", _search, False),
    ("a bundle, ITI-65", _provide, True),
)
"""What is asked, and whether it makes documents."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked, of what, how often: ``rounds`` of so many ``calls``, whatever the number of clients."""

    database: Database
    world: World
    pgbench: Pgbench
    folder: Path
    rounds: int
    calls: int


def under_load(load: Load, *, documents: Sequence[int]) -> Table:
    """Measure each interaction with each number of clients, the database holding so many ``documents`` (ascending)."""
    numbers = count(10, 10)  # none of those is masked
    # pgbench writes rows that no key opens, so that what it feeds is read by nobody; what is read, nobody feeds.
    read, fed, fed_by_pgbench = (tuple(_targets(load.world, group, numbers)) for group in range(3))
    rows: list[Row] = []
    for size in documents:
        load.database.fill_up_to(size, like=load.world.usual)
        with served(load.world.token) as started:
            for name, ask, writes in INTERACTIONS:
                world = with_new_token(load.world)
                web = replace(started, token=world.token)
                played = fed_by_pgbench if writes else read
                scripts = [_script(world, ask, target, numbers, writes=writes) for target in played]
                for clients in CLIENTS:
                    shares, ours, theirs = _rounds(load, web, ask, fed if writes else read, numbers, scripts, clients)
                    among = f"{name}; {clients} client{'s' if clients > 1 else ''}; {size:,} documents"
                    rows.append((among, per_second(1 / ours), per_second(1 / theirs), share(shares)))
    return Table("The FHIR door as it is served", ("", "a second", "pgbench", "share by clock"), tuple(rows))


def _rounds(
    load: Load,
    web: Web,
    ask: Ask,
    targets: Sequence[Target],
    numbers: Iterator[int],
    scripts: Sequence[Script],
    clients: int,
) -> tuple[list[float], float, float]:
    """Let both sides go in turns; give the shares, ascending, and both rates."""
    ours: list[float] = []
    theirs: list[float] = []

    def we() -> None:
        # Written before the clock starts: a request is its client's work.
        requests = [ask(targets[place % len(targets)], next(numbers)) for place in range(load.calls)]
        ours.append(clients / statistics.median(_latencies(web, requests, clients)))

    def they() -> None:
        lasted = load.pgbench.latencies(*scripts, folder=load.folder, calls=load.calls // clients, clients=clients)
        theirs.append(clients / statistics.median(lasted))

    for number in range(load.rounds):
        for side in (we, they) if number % 2 else (they, we):
            side()
    shares = sorted(mine / other for mine, other in zip(ours, theirs, strict=True))
    return shares, statistics.median(ours), statistics.median(theirs)


def _latencies(web: Web, requests: Sequence[Request], clients: int) -> list[float]:
    """Send the requests by so many clients at once, each over a connection of its own; give how long each lasted."""
    lasted: list[float] = []
    failed: list[str] = []

    def client(mine: Sequence[Request]) -> None:
        with web.connected() as ask:
            for request in mine:
                start = time.perf_counter()
                reply = ask(request.method, request.path, headers=JSON, body=request.body)
                lasted.append(time.perf_counter() - start)
                if reply.status not in request.statuses:
                    failed.append(f"{request.method} {request.path}: {reply.status} {reply.end[:300]!r}")

    threads = [threading.Thread(target=client, args=(requests[place::clients],)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed or len(lasted) != len(requests):
        raise NoAnswerError("; ".join(failed[:3]) or "a client ended before its requests did")
    return lasted


def _targets(world: World, group: int, numbers: Iterator[int]) -> Iterator[Target]:
    here = Installation(world.env)
    first = FIRST_PERSON + RECORDS * group
    for person in range(first, first + RECORDS):
        holder = samples.person(person, "MOREL")
        record = here.opens(holder)
        here.authorizes(record, READER)
        made = [samples.document(holder, next(numbers)) for _ in range(LISTED)]
        yield Target(record, holder, deposit(holder, *made, actor=HADDAD, env=world.env).documents[0])


def _script(world: World, ask: Ask, target: Target, numbers: Iterator[int], *, writes: bool) -> Script:
    """Write the SQL of a request as a script: what is new each time in it is drawn anew by each run."""

    def once() -> None:
        request = ask(target, next(numbers))
        door.asked(door.environ(world, request.method, request.path, request.body), statuses=request.statuses)

    for _ in range(_WARM):
        once()
    first, second = statements_of(once), statements_of(once)
    return script_of(second, fresh_of(first, second) if writes else Fresh.nothing())
