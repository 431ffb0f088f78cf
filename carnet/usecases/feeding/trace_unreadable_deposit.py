"""Trace a deposit that could not even be read: nobody knows yet whose record it was for."""

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.defects import Defect
from carnet.ports.environment import Environment
from carnet.usecases.transparency.trace_unreadable import trace_unreadable


def trace_unreadable_deposit(defects: tuple[Defect, ...], *, actor: Actor, env: Environment) -> None:
    """Write down, in nobody's record, that somebody sent something with these defects: their codes, nothing of it."""
    codes = (defect.code for defect in defects)
    trace_unreadable(codes, action=Action.DEPOSIT_DOCUMENTS, actor=actor, env=env)
