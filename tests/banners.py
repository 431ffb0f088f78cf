"""The maintenance of Sunday morning, as Ali of the support desk publishes it."""

from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import SupportAgent
from carnet.core.content.banners import Banner, Function, Level
from carnet.core.content.words import Words
from carnet.ports.environment import Environment
from carnet.usecases.content.publish_banner import publish_banner

ALI = SupportAgent("ali.benali")


def maintenance(
    *,
    stops: Function | None = Function.OPENING,
    level: Level = Level.CAUTION,
    shown_from: str = "2026-11-22T07:00:00+01:00",
    begins: str = "2026-11-22T07:00:00+01:00",
    ends: str = "2026-11-22T08:00:00+01:00",
    title: str = "Maintenance dimanche matin.",
) -> Banner:
    """A maintenance of Sunday from 7 h to 8 h in France: opening stops, the rest works."""
    return Banner(
        id=UUID(int=25),
        version=1,
        level=level,
        stops=stops,
        shown_from=datetime.fromisoformat(shown_from),
        begins=datetime.fromisoformat(begins),
        ends=datetime.fromisoformat(ends),
        title=Words(title, "Maintenance on Sunday morning."),
        text=Words("Vous ne pourrez pas ouvrir de dossier.", "You will not be able to open a record."),
    )


def published(banner: Banner, *, env: Environment) -> Banner:
    """That banner, published by Ali."""
    answer = publish_banner(banner, actor=ALI, env=env)
    assert isinstance(answer, Banner), answer
    return answer
