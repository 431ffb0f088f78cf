"""Verbs of the tests of « Ma santé »: somebody writes a line, and what stands in a block is read."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Carer, Holder
from carnet.core.health.entry import HealthEntry
from carnet.core.health.told import line_of
from carnet.core.identifiers import RecordId
from carnet.store import carers
from carnet.store.context import within
from carnet.usecases.health.add_health_entry import add_health_entry
from carnet.usecases.health.own_health import Block
from carnet.usecases.health.read_health import HealthRead, read_health
from carnet.usecases.health.write_health import HealthWritten
from tests.conftest import NOON
from tests.installation import CAMILLE, Installation

PENICILLIN = {"what": "Pénicilline", "reaction": "plaques  rouges", "when": ""}
SASHA = Carer("sacha")


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record."""
    return installation.opens(CAMILLE)


def writes(
    here: Installation, record: RecordId, typed: dict[str, str], *, kind: str = "allergy", by: Actor | None = None
) -> HealthEntry:
    """The holder, or one who acts for her, writes a line."""
    answer = add_health_entry(record, kind, typed, is_sure=False, actor=by or Holder(record), env=here.env)
    assert isinstance(answer, HealthWritten), answer
    return answer.entry


def block(here: Installation, record: RecordId, kind: str = "allergy", *, by: Actor | None = None) -> Block:
    """One block as somebody from the person's side finds it."""
    found = read_health(record, actor=by or Holder(record), env=here.env)
    assert isinstance(found, HealthRead), found
    shown = found.own.block(kind)
    assert shown is not None
    return shown


def lines(shown: Block) -> list[str]:
    return [line_of(one.said) for one in shown.entries]


def cares(record: RecordId) -> None:
    """Sacha was invited, and accepted."""
    with within(record, exclusive=True):
        carers.invite(record, SASHA.account, at=NOON, ends_at=NOON + timedelta(days=7))
        assert carers.accept(record, SASHA.account, at=NOON, until=NOON + timedelta(days=365))
