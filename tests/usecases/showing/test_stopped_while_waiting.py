"""Who waits for the lock of a record while a showing is stopped opens nothing: the hour is that of the decision."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.identifiers import RecordId
from carnet.usecases.showing.redeem_showing import redeem_showing
from carnet.usecases.showing.stop_showing import ShowingStopped, stop_showing
from tests.conftest import NOON
from tests.installation import KELLER, Installation, refused
from tests.usecases.showing.showing import followed, shows


@dataclass(slots=True)
class WhileWaiting:
    """The clock of somebody who comes at noon and waits a minute: what happens meanwhile happens before they go on."""

    meanwhile: Callable[[], None]
    hours: list[datetime] = field(default_factory=lambda: [NOON])

    def now(self) -> datetime:
        """Noon at first; then a minute later, once the other has acted."""
        if self.hours:
            hour = self.hours.pop()
            self.meanwhile()
            return hour
        return NOON + timedelta(minutes=1)


def test_a_code_typed_while_she_stops_opens_nothing(installation: Installation, camille: RecordId) -> None:
    showing, code = shows(installation, camille)

    def she_stops() -> None:
        later = replace(installation.env, clock=WhileWaiting(lambda: None, hours=[NOON + timedelta(seconds=30)]))
        assert stop_showing(camille, showing, actor=Holder(camille), env=later) == ShowingStopped()

    answer = redeem_showing(code, actor=KELLER, env=replace(installation.env, clock=WhileWaiting(she_stops)))
    assert refused(answer).told is Told.CODE_OPENS_NOTHING
    (one,) = followed(installation, camille)
    assert (one.is_stopped, one.opened_by) == (True, ())
