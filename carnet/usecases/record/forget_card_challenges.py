"""Forget the challenges of card readers that no reading can answer any more."""

from carnet.ports.environment import Environment
from carnet.store import openings
from carnet.usecases.record.card_presence import ASKED_FOR


def forget_card_challenges(*, env: Environment) -> None:
    """Remove what was kept so that a reading serves once: it is too old to serve at all. Run every hour."""
    openings.forget_challenges(used_before=env.clock.now() - ASKED_FOR)
