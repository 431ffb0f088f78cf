"""The sealing of the trace: leaves that wait, places they take, roots over them. The worker alone writes here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from carnet.store import statement

# Identity columns commit out of order: a line is taken only when no transaction as old as it can still add another
# before it (stack.md, « audit »). Rows that this snapshot does not see and whose number is lower were rolled back.
# Transaction numbers are common to all the databases of a server: one that is seen to belong to another database, or
# to PostgreSQL's own workers (which have no user), can write no line here and holds nothing up.
_WAITING = """
    with snapshot as materialized (select pg_current_snapshot() as taken),
    unfinished as (
        select number
        from snapshot, pg_snapshot_xip(taken) as number
        where not exists (
            select 1 from pg_stat_activity as other
            where other.backend_xid = number::xid
            and (other.datname is distinct from current_database() or other.usesysid is null)
        )
    ),
    horizon as (
        select coalesce((select number from unfinished order by number limit 1), pg_snapshot_xmax(taken)) as xid
        from snapshot
    )
    select h.xid::text, e.leaf
    from horizon h
    left join audit_event e on e.xid < h.xid and e.xid >= %(since)s::text::xid8
    order by e.xid, e.record_id, e.id
"""
_SEALS = "select size, root, at, checkpoint, horizon::text, frontier from audit_seal"
_LAST_SEAL = f"{_SEALS} order by size desc limit 1"
_ALL_SEALS = f"{_SEALS} order by size"
_PLACE = """
    insert into audit_leaf (position, leaf)
    select %(first)s::bigint + rank - 1, leaf from unnest(%(leaves)s::bytea[]) with ordinality as given (leaf, rank)
"""
_SEAL = """
    insert into audit_seal (size, root, at, checkpoint, horizon, frontier)
    values (%(size)s, %(root)s, %(at)s, %(checkpoint)s, %(horizon)s::text::xid8, %(frontier)s)
"""
_LEAVES = "select leaf from audit_leaf where position >= %(first)s and position < %(end)s order by position"
_POSITION = "select position from audit_leaf where leaf = %(leaf)s"
_LINES = "select salt, body, leaf, xid < %(horizon)s::text::xid8 from audit_event"
_SEAL_LOCK = "select pg_advisory_xact_lock(hashtextextended('carnet.audit_seal', 0))"

BEGINNING = "0"
"""The horizon before the first seal."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The leaves to be sealed next, in their order, and the horizon under which they all lie."""

    leaves: tuple[bytes, ...]
    horizon: str


@dataclass(frozen=True, slots=True)
class SealedRoot:
    """A root over the ``size`` first leaves, its signed checkpoint, and the horizon that it reached.

    ``frontier``: ``Frontier.to_bytes()`` of that tree, from which the next seal goes on.
    """

    size: int
    root: bytes
    at: datetime
    checkpoint: str
    horizon: str
    frontier: bytes


def take_turn() -> None:
    """Wait until no other sealing is under way; held until the transaction ends."""
    statement.run(_SEAL_LOCK, {})


def last_seal() -> SealedRoot | None:
    """Give the newest seal, or None before the first."""
    rows = statement.run(_LAST_SEAL, {})
    return SealedRoot(*rows[0]) if rows else None


def seals() -> list[SealedRoot]:
    """Give every seal, the smallest first."""
    return [SealedRoot(*row) for row in statement.run(_ALL_SEALS, {})]


@dataclass(frozen=True, slots=True)
class StoredLine:
    """One line as it is stored, still sealed. ``is_below_horizon``: whether the last seal must hold it."""

    salt: bytes
    body: bytes
    leaf: bytes
    is_below_horizon: bool


def stored_lines(*, horizon: str) -> Iterator[StoredLine]:
    """Give every line of the trace, of all records, in no order. For the worker: it reads ciphertext and no name."""
    for row in statement.run(_LINES, {"horizon": horizon}):
        yield StoredLine(*row)


def waiting(*, since: str) -> Waiting:
    """Give every leaf written since a horizon (that of the last seal, or ``BEGINNING``) that none can precede any more.

    For the worker, in a transaction of its own and in no record's context: it sees leaves, never bodies.
    """
    rows = statement.run(_WAITING, {"since": since})
    return Waiting(tuple(leaf for _, leaf in rows if leaf is not None), rows[0][0])


def append_seal(seal: SealedRoot, leaves: Iterable[bytes]) -> None:
    """Give these leaves the last places of the tree and write the root over all of them.

    ``seal.size`` counts them in. In one transaction with ``take_turn``, ``last_seal`` and ``waiting``.
    """
    placed = list(leaves)
    statement.run(_PLACE, {"first": seal.size - len(placed), "leaves": placed})
    statement.run(
        _SEAL,
        {
            "size": seal.size,
            "root": seal.root,
            "at": seal.at,
            "checkpoint": seal.checkpoint,
            "horizon": seal.horizon,
            "frontier": seal.frontier,
        },
    )


def leaves(first: int, end: int) -> list[bytes]:
    """Give the leaves from a position (from 0) up to, without it, another: what proofs are made of."""
    return [leaf for (leaf,) in statement.run(_LEAVES, {"first": first, "end": end})]


def position_of(leaf: bytes) -> int | None:
    """Find the place of a leaf in the tree; None while it waits to be sealed."""
    rows = statement.run(_POSITION, {"leaf": leaf})
    return int(rows[0][0]) if rows else None
