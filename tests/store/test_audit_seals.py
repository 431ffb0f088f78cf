"""The sealing of the trace: every line takes one place, in an order that nothing can precede afterwards."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic

from django.db import connection, transaction

from carnet.core.audit.leaf import leaf
from carnet.core.audit.transparency import Frontier
from carnet.store import audit_seals
from carnet.store.audit_seals import BEGINNING, SealedRoot, Waiting
from carnet.store.context import within
from tests.store.database import Database, point_django_at
from tests.store.world import NOON, OpenRecord, a_line, trace

PATIENCE = 30
"""Seconds after which a test that hangs fails."""


def wait_for_every_older_act(database: Database) -> None:
    """Return once no transaction begun before is open any more, those of the server's other databases included."""
    deadline = monotonic() + PATIENCE
    with database.admin() as admin:
        now = admin.execute("select pg_current_xact_id()::text").fetchone()
        assert now is not None
        while admin.execute("select 1 where pg_snapshot_xmin(pg_current_snapshot()) <= %s::text::xid8", now).fetchone():
            assert monotonic() < deadline, "an older act does not end"


def sealed(database: Database) -> Waiting:
    """The worker seals whatever waits once all older acts have ended, and what it sealed is given."""
    wait_for_every_older_act(database)
    return sealed_at_once(database)


def sealed_at_once(database: Database) -> Waiting:
    """The worker seals whatever it may, as its job does, and what it sealed is given."""
    point_django_at(database.addresses.worker)
    with transaction.atomic():
        audit_seals.take_turn()
        last = audit_seals.last_seal()
        found = audit_seals.waiting(since=last.horizon if last else BEGINNING)
        size = (last.size if last else 0) + len(found.leaves)
        if found.leaves:
            root = Frontier().extended([*audit_seals.leaves(0, size), *found.leaves]).root()
            audit_seals.append_seal(
                SealedRoot(size, root, NOON, "checkpoint", found.horizon, b"frontier"), found.leaves
            )
    point_django_at(database.addresses.app)
    return found


def traced(record: OpenRecord) -> bytes:
    """Somebody does something; give the leaf of its line."""
    with within(record.id):
        return trace(a_line(record.id), record.key)


def test_the_lines_of_all_records_are_sealed_once_in_their_order(
    database: Database, camille: OpenRecord, georges: OpenRecord
) -> None:
    first = [traced(camille), traced(georges), traced(camille)]
    assert sealed(database).leaves == tuple(first)
    assert sealed(database).leaves == ()
    second = [traced(georges)]
    assert sealed(database).leaves == tuple(second)
    assert audit_seals.leaves(0, 10) == [*first, *second]
    assert [audit_seals.position_of(one) for one in (*first, *second)] == [0, 1, 2, 3]
    last = audit_seals.last_seal()
    assert last is not None
    assert (last.size, last.root) == (4, Frontier().extended([*first, *second]).root())


def test_every_seal_is_kept_the_smallest_first(database: Database, camille: OpenRecord) -> None:
    for _ in range(3):
        traced(camille)
        sealed(database)
    assert [seal.size for seal in audit_seals.seals()] == [1, 2, 3]
    assert audit_seals.last_seal() == audit_seals.seals()[-1]


def test_the_worker_tells_the_lines_that_must_be_sealed_from_those_that_came_after(
    database: Database, camille: OpenRecord
) -> None:
    before = traced(camille)
    horizon = sealed(database).horizon
    after = traced(camille)
    point_django_at(database.addresses.worker)
    lines = {line.leaf: line for line in audit_seals.stored_lines(horizon=horizon)}
    assert {one: line.is_below_horizon for one, line in lines.items()} == {before: True, after: False}
    assert {leaf(line.salt, line.body) for line in lines.values()} == {before, after}


def test_a_line_that_waits_has_no_place_yet(camille: OpenRecord) -> None:
    assert audit_seals.position_of(traced(camille)) is None
    assert audit_seals.last_seal() is None


def test_several_lines_of_one_act_are_all_sealed(database: Database, camille: OpenRecord) -> None:
    with within(camille.id):
        leaves = {trace(a_line(camille.id), camille.key) for _ in range(5)}
    assert set(sealed(database).leaves) == leaves


def test_a_slow_act_is_not_overtaken_by_the_seal(database: Database, camille: OpenRecord, georges: OpenRecord) -> None:
    """Its line is older than one that committed before it: neither is sealed until both can be, in their order."""
    written, may_commit = Event(), Event()

    def slow_act() -> bytes:
        try:
            with within(camille.id):
                slowly = trace(a_line(camille.id), camille.key)
                written.set()
                assert may_commit.wait(PATIENCE)
            return slowly
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(slow_act)
        assert written.wait(PATIENCE)
        quick = traced(georges)
        assert sealed_at_once(database).leaves == ()
        may_commit.set()
        older = slow.result(PATIENCE)
    in_the_end = sealed(database)
    assert in_the_end.leaves == (older, quick)


def test_an_act_that_was_undone_leaves_no_gap(database: Database, camille: OpenRecord) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local carnet.record = '{camille.id}'")
        trace(a_line(camille.id), camille.key)
        transaction.set_rollback(True)
    done = traced(camille)
    assert sealed(database).leaves == (done,)
    assert audit_seals.position_of(done) == 0


def test_two_seals_never_give_one_place_twice(database: Database, camille: OpenRecord) -> None:
    """The second waits for its turn, then finds nothing left to do."""
    leaves = [traced(camille) for _ in range(3)]
    wait_for_every_older_act(database)
    point_django_at(database.addresses.worker)

    def seal() -> int:
        try:
            with transaction.atomic():
                audit_seals.take_turn()
                last = audit_seals.last_seal()
                found = audit_seals.waiting(since=last.horizon if last else BEGINNING)
                if found.leaves:
                    root = SealedRoot(len(found.leaves), b"root", NOON, "checkpoint", found.horizon, b"frontier")
                    audit_seals.append_seal(root, found.leaves)
                return len(found.leaves)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        counts = sorted(pool.map(lambda _: seal(), range(3), timeout=PATIENCE))
    assert counts == [0, 0, 3]
    assert audit_seals.leaves(0, 10) == leaves
