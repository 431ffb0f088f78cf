"""Prove that nobody rewrote the history: every line against its leaf, every leaf against the signed roots."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from carnet.core.audit.leaf import leaf
from carnet.core.audit.transparency import Frontier
from carnet.core.defects import Defect
from carnet.ports.environment import Environment
from carnet.store import audit_seals
from carnet.store.audit_seals import BEGINNING, SealedRoot

AT_ONCE = 10_000

CHANGED = "A line no longer gives its leaf: it was changed after it was written."
SLIPPED_IN = "A line stands where the tree has none: it was slipped in."


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


def verify_trace(*, env: Environment) -> TraceVerified | TraceBroken:
    """Verify the whole trace, as the worker: it sees every line sealed, and none open.

    Three things are checked: that the leaves give each root that was signed; that each stored line still has the leaf
    that its salt and its sealed body give; that no sealed line is missing and none was slipped in.
    """
    with transaction.atomic(durable=True):
        seals = audit_seals.seals()
        frontier, sealed, findings = _verify_tree(seals, env)
        waiting = _verify_lines(seals, sealed, findings)
    if missing := sum(sealed.values()):
        findings.append(f"{missing} sealed line(s) are no longer there.")
    if findings:
        return TraceBroken(tuple(dict.fromkeys(findings)))
    return TraceVerified(frontier.size, waiting, frontier.root().hex())


def _verify_tree(seals: list[SealedRoot], env: Environment) -> tuple[Frontier, Counter[bytes], list[str]]:
    """Rebuild the tree from its leaves, and hold each signed root against it."""
    findings: list[str] = []
    frontier, sealed = Frontier(), Counter[bytes]()
    for seal in seals:
        while frontier.size < seal.size:
            leaves = audit_seals.leaves(frontier.size, min(seal.size, frontier.size + AT_ONCE))
            if not leaves:
                break
            sealed.update(leaves)
            frontier = frontier.extended(leaves)
        opened = env.signer.open(seal.checkpoint)
        if isinstance(opened, Defect):
            findings.append(f"The checkpoint of size {seal.size} is not signed by this log: {opened.problem}")
        elif (opened.size, opened.root) != (seal.size, seal.root) or frontier.root() != seal.root:
            findings.append(f"The leaves do not give the signed root of size {seal.size}: the tree was rewritten.")
    return frontier, sealed, findings


def _verify_lines(seals: list[SealedRoot], sealed: Counter[bytes], findings: list[str]) -> int:
    """Hold each stored line against its leaf and the tree; take it off ``sealed``. Gives how many wait for a seal."""
    waiting = 0
    for line in audit_seals.stored_lines(horizon=seals[-1].horizon if seals else BEGINNING):
        if leaf(line.salt, line.body) != line.leaf:
            findings.append(CHANGED)
        if sealed[line.leaf] > 0:
            sealed[line.leaf] -= 1
        elif line.is_below_horizon:
            findings.append(SLIPPED_IN)
        else:
            waiting += 1
    return waiting
