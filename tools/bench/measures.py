"""What is measured, one function a table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from carnet.core.access.actions import Action
from carnet.core.access.cases.tables import all_cases
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Permit
from carnet.core.audit.events import event_of
from carnet.store import access_log, facts, statement
from carnet.store.context import within
from carnet.usecases.trace import NONCE_SIZE, SALT_SIZE
from tools.bench import calls, samples
from tools.bench.server import Database
from tools.bench.tables import Row, Table, milliseconds, per_second, share
from tools.bench.timing import Comparison, Pace, compare, middle, pace_of, pace_of_child, pace_over
from tools.bench.wire import statements_of, traffic_of
from tools.bench.world import READER, World, deposit
from tools.bench.yardstick import Pgbench, script_of

_PLAIN_TABLE = """
    create table bench_plain (
        record_id uuid, id uuid, at timestamptz not null, salt bytea not null, body bytea not null, leaf bytea not null,
        primary key (record_id, id)
    )
"""
_PLAIN_INSERT = """
    insert into bench_plain (record_id, id, at, salt, body, leaf)
    values (%(record)s, %(id)s, %(at)s, %(salt)s, %(body)s, %(leaf)s)
"""
_WARM = 10
"""Calls before a measure: statements are prepared and tables are read by then."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and how often: ``rounds`` of so many ``calls``, for either side of a comparison.

    What takes long is called ``few`` times a round.
    """

    database: Database
    world: World
    pgbench: Pgbench
    folder: Path
    rounds: int
    calls: int
    few: int

    def pace(self, call: Callable[[], object]) -> Pace:
        """Measure a call for one round, the server's CPU included."""
        return pace_of(call, calls=self.calls, server_cpu=self.database.cpu_seconds)

    def all_rounds(self, call: Callable[[], object], *, calls: int) -> Pace:
        """Measure a call by itself, over all rounds."""
        return middle([pace_of(call, calls=calls, server_cpu=self.database.cpu_seconds) for _ in range(self.rounds)])

    def warm(self, call: Callable[[], object]) -> None:
        """Call it a few times, so that what happens once happens now."""
        for _ in range(_WARM):
            call()


def against_pgbench(bench: Bench) -> Table:
    """Compare the hot requests with pgbench on their own SQL."""
    opening = _time_to_open(bench)
    hot: list[tuple[str, Callable[[], object], Pace]] = [
        ("list20: use case", calls.list_in_process(bench.world), Pace(0, 0)),
        ("list20: HTTP and FHIR around it", calls.list_through_the_door(bench.world), Pace(0, 0)),
        ("read200k: use case", calls.read_in_process(bench.world), opening),
        ("read200k: HTTP around it", calls.read_through_the_door(bench.world), opening),
    ]
    rows = [_compared(name, _beside_pgbench(bench, call, beside)) for name, call, beside in hot]
    rows.append(("opening the 200 kB alone", per_second(opening.wall), "", "", "", milliseconds(opening.client), ""))
    heads = (
        "",
        "a second",
        "pgbench",
        "share by clock",
        "share by CPU",
        "CPU ms (ours + server)",
        "CPU ms (pgbench + server)",
    )
    return Table("Hot requests against pgbench on the same SQL", heads, tuple(rows))


def _beside_pgbench(bench: Bench, call: Callable[[], object], beside: Pace) -> Comparison:
    """Compare a call with pgbench sending its SQL; ``beside``: what pgbench cannot do, added to its time."""
    bench.warm(call)
    script = script_of(statements_of(call))

    def yardstick() -> Pace:
        pace = pace_of_child(
            lambda: bench.pgbench.latencies(script, folder=bench.folder, calls=bench.calls),
            server_cpu=bench.database.cpu_seconds,
        )
        return Pace(pace.wall + beside.wall, pace.client + beside.client, pace.server)

    return compare(lambda: bench.pace(call), yardstick, rounds=bench.rounds)


def _compared(name: str, comparison: Comparison) -> Row:
    ours, other = middle(comparison.ours), middle(comparison.yardstick)
    return (
        name,
        per_second(ours.wall),
        per_second(other.wall),
        share(comparison.shares()),
        f"{comparison.share_by_cpu():.2f}",
        f"{milliseconds(ours.client)} + {milliseconds(ours.server)}",
        f"{milliseconds(other.client)} + {milliseconds(other.server)}",
    )


def _time_to_open(bench: Bench) -> Pace:
    """Measure what reading the CDA costs apart from its SQL: its bytes found, opened and streamed to the end."""
    world = bench.world
    with within(world.with_cda):
        gathered = facts.about_document(
            world.with_cda,
            world.cda,
            action=Action.READ_DOCUMENT,
            actor=READER,
            at=world.env.clock.now(),
            policy=world.env.policy,
        )
    key = world.env.keyring.open_record_key(gathered.wrapped_key, record=world.with_cda.bytes)

    def open_with(permit: object) -> None:
        if isinstance(permit, Permit):
            for _piece in world.env.blobs.open(permit, record_key=key):
                pass

    def permits() -> list[object]:
        # One for each opening, made before the clock starts.
        return [decide(gathered.facts) for _ in range(bench.calls)]

    return middle([pace_over(open_with, permits()) for _ in range(bench.rounds)])


def decisions(bench: Bench) -> Table:
    """Measure decisions alone, without the database."""
    world = bench.world
    mix = [case.facts() for case in all_cases()]

    def decide_the_mix() -> None:
        for situation in mix:
            decide(situation)

    with within(world.large):
        large = facts.about_documents(
            world.large, action=Action.LIST_DOCUMENTS, actor=READER, at=world.env.clock.now(), policy=world.env.policy
        )
    documents = [one.facts for one in large.documents]
    mixed = bench.all_rounds(decide_the_mix, calls=bench.few)
    chosen = bench.all_rounds(lambda: visible(large.facts, documents), calls=bench.calls)
    listing = calls.list_large_in_process(world)
    listing()
    listed = bench.all_rounds(listing, calls=bench.few)
    one = Pace(mixed.wall / len(mix), mixed.client / len(mix))
    return Table(
        "Decisions",
        ("", "a second", "CPU ms"),
        (
            (f"decide: one of the {len(mix)} cases of the tables", per_second(one.wall), f"{one.client * 1000:.4f}"),
            (
                f"decide: which of {len(documents):,} documents are shown",
                per_second(chosen.wall),
                milliseconds(chosen.client),
            ),
            (
                "the whole list of that record",
                per_second(listed.wall),
                f"{milliseconds(listed.client)} + {milliseconds(listed.server)}",
            ),
        ),
    )


def writings(bench: Bench) -> Table:
    """Measure a deposit, and a line of the trace against a plain insert of the same bytes."""
    world = bench.world
    numbers = count(1)
    paces = []
    for _ in range(bench.rounds):
        # Written before the clock starts: a CDA is its sender's work.
        cdas = [samples.cda(world.cda_holder, next(numbers)) for _ in range(bench.few)]
        paces.append(
            pace_over(
                lambda cda: deposit(world.cda_holder, cda, actor=READER, env=world.env),
                cdas,
                server_cpu=bench.database.cpu_seconds,
            )
        )
    deposited = middle(paces)
    traced = _trace_beside_plain_insert(bench)
    heads = (
        "",
        "a second",
        "plain",
        "share by clock",
        "share by CPU",
        "CPU ms (ours + server)",
        "CPU ms (plain + server)",
    )
    cpu = f"{milliseconds(deposited.client)} + {milliseconds(deposited.server)}"
    rows = (
        ("deposit of the 200 kB CDA", per_second(deposited.wall), "", "", "", cpu, ""),
        _compared("a line of the trace", traced),
    )
    return Table("Writing", heads, rows)


def _trace_beside_plain_insert(bench: Bench) -> Comparison:
    """Compare appending to the trace with inserting its bytes into a table without wall, trigger nor second index."""
    world = bench.world
    bench.database.run_as_owner(_PLAIN_TABLE)
    with within(world.usual):
        gathered = facts.about_record(
            world.usual, action=Action.CHECK_RECORD, actor=READER, at=world.env.clock.now(), policy=world.env.policy
        )
    line = event_of(decide(gathered.facts), event=world.env.chance.identifier(), door=world.env.door)
    key = world.env.keyring.open_record_key(gathered.wrapped_key, record=world.usual.bytes)

    def append() -> None:
        chance = world.env.chance
        with within(world.usual):
            access_log.append(
                replace(line, id=chance.identifier()),
                record_key=key,
                salt=chance.secret(SALT_SIZE),
                nonce=chance.secret(NONCE_SIZE),
            )

    values = next(kept.values for kept in statements_of(append) if "audit_event" in kept.sql)
    if not isinstance(values, dict):
        raise TypeError("the trace names its values")

    def insert() -> None:
        with within(world.usual):
            statement.run(_PLAIN_INSERT, {**values, "id": world.env.chance.identifier()})

    bench.warm(append)
    bench.warm(insert)
    return compare(lambda: bench.pace(append), lambda: bench.pace(insert), rounds=bench.rounds)


def traffic(bench: Bench) -> Table:
    """Count what each use case sends to the database."""
    rows = []
    for name, call in calls.of_each_use_case(bench.world):
        bench.warm(call)
        seen = traffic_of(call)
        rows.append((name, str(seen.statements), str(seen.transactions), str(seen.round_trips)))
    return Table("SQL of each use case", ("", "statements", "transactions", "round trips"), tuple(rows))
