"""Give the lines written since the last time their places in the tree, and sign the root over all of them."""

from dataclasses import dataclass

from django.db import transaction

from carnet.core.audit.transparency import Checkpoint, Frontier
from carnet.ports.environment import Environment
from carnet.store import audit_seals
from carnet.store.audit_seals import BEGINNING, SealedRoot


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many lines the tree holds now, and how many of them are new."""

    size: int
    added: int


def seal_trace(*, env: Environment) -> Sealed:
    """Seal what waits (RFC 9162; docs/decisions, « the trace is a transparency log »).

    One process at a time. The tree only grows: the new root is computed from what the last seal kept, never from rows
    that somebody could have changed since.
    """
    with transaction.atomic(durable=True):
        audit_seals.take_turn()
        last = audit_seals.last_seal()
        frontier = Frontier.from_bytes(last.frontier) if last is not None else Frontier()
        waiting = audit_seals.waiting(since=last.horizon if last is not None else BEGINNING)
        if not waiting.leaves:
            return Sealed(frontier.size, 0)
        grown = frontier.extended(waiting.leaves)
        checkpoint = Checkpoint(env.signer.origin, grown.size, grown.root())
        audit_seals.append_seal(
            SealedRoot(
                size=grown.size,
                root=grown.root(),
                at=env.clock.now(),
                checkpoint=env.signer.sign(checkpoint),
                horizon=waiting.horizon,
                frontier=grown.to_bytes(),
            ),
            waiting.leaves,
        )
    return Sealed(grown.size, len(waiting.leaves))
