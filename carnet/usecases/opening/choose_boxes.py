"""The two emergency boxes, shown and explained before a record is opened, as the person leaves them."""

from dataclasses import dataclass, replace

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import online_openings
from carnet.store.context import within
from carnet.usecases.opening.show_opening import OpeningOver
from carnet.usecases.trace import NONCE_SIZE


@dataclass(frozen=True, slots=True)
class BoxesChosen:
    """They are kept until the record is opened with them."""


def choose_boxes(token: str, *, samu: bool, break_the_glass: bool, env: Environment) -> BoxesChosen | OpeningOver:
    """Keep what somebody allows in an emergency (product.md, « Emergency »: « shown and explained at opening »)."""
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=env.clock.now(), held=True)
        if opening is None or not opening.progress.verified:
            return OpeningOver()
        chosen = replace(opening.progress, samu=samu, break_the_glass=break_the_glass)
        online_openings.save(token, chosen, nonce=env.chance.secret(NONCE_SIZE))
    return BoxesChosen()


def end_opening(token: str) -> None:
    """Forget an opening at once: the person gives it up, or has noted what it handed over."""
    online_openings.end(token)
