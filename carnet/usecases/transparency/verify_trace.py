"""Prove that nobody rewrote the history: every line against its leaf, every leaf against the signed roots."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from carnet.core.audit.leaf import leaf
from carnet.core.audit.transparency import Checkpoint, Frontier
from carnet.core.defects import Defect
from carnet.store import audit_seals
from carnet.store.audit_seals import BEGINNING

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class TraceVerified:
    """Everything agrees. ``sealed``: lines under a signed root; ``waiting``: lines that the next seal will take."""

    sealed: int
    waiting: int
    root: str


@dataclass(frozen=True, slots=True)
class TraceBroken:
    """What does not agree, in words for the operator. No line of it tells whose history it is."""

    findings: tuple[str, ...]


def verify_trace(*, open_checkpoint: Callable[[str], Checkpoint | Defect]) -> TraceVerified | TraceBroken:
    """Verify the whole trace. ``open_checkpoint``: verifies the signature of a note and gives its checkpoint.
    Run as the worker, who sees every line sealed and none open.

    Three things are checked: that the leaves give each root that was signed; that each stored line still has the leaf
    that its salt and its sealed body give; that no sealed line is missing and none was slipped in.
    """
    findings: list[str] = []
    with transaction.atomic(durable=True):
        seals = audit_seals.seals()
        frontier = Frontier()
        sealed: Counter[bytes] = Counter()
        for seal in seals:
            while frontier.size < seal.size:
                leaves = audit_seals.leaves(frontier.size, min(seal.size, frontier.size + AT_ONCE))
                if not leaves:
                    break
                sealed.update(leaves)
                frontier = frontier.extended(leaves)
            opened = open_checkpoint(seal.checkpoint)
            if isinstance(opened, Defect):
                findings.append(f"The checkpoint of size {seal.size} is not signed by this log: {opened.problem}")
            elif (opened.size, opened.root) != (seal.size, seal.root) or frontier.root() != seal.root:
                findings.append(f"The leaves do not give the signed root of size {seal.size}: the tree was rewritten.")
        waiting = 0
        for line in audit_seals.stored_lines(horizon=seals[-1].horizon if seals else BEGINNING):
            if leaf(line.salt, line.body) != line.leaf:
                findings.append("A line no longer gives its leaf: it was changed after it was written.")
            if sealed[line.leaf] > 0:
                sealed[line.leaf] -= 1
            elif line.is_below_horizon:
                findings.append("A line stands where the tree has none: it was slipped in.")
            else:
                waiting += 1
    if missing := sum(count for count in sealed.values() if count > 0):
        findings.append(f"{missing} sealed line(s) are no longer there.")
    if findings:
        return TraceBroken(tuple(dict.fromkeys(findings)))
    return TraceVerified(frontier.size, waiting, frontier.root().hex())
