"""Opposed, blocked, closed and absent give one answer to who breaks the glass (product.md, « Emergency »)."""

from collections.abc import Callable

import pytest
from django.db import reset_queries

from carnet.usecases.record.close_record import Closed, close_record
from tests.installation import CAMILLE
from tests.two_worlds.asking import Answer
from tests.two_worlds.compare import differences
from tests.two_worlds.conftest import Begin
from tests.two_worlds.history import go_on
from tests.two_worlds.kinds.gone_or_shut import CONSENT, emergencies_are_refused
from tests.two_worlds.people import LOU, STRANGER
from tests.two_worlds.stage import Hidden, Stage
from tests.two_worlds.walk import walk

TOLD_BEFORE = CONSENT | {
    "GET Patient",
    "POST Patient/_search",
    "GET Patient/{id}",
    "POST Patient/$open",
    "GET Consent",
    "POST Consent/_search",
    "/pro/",
    "/pro/dossiers/<uuid:record>/motif/",
    "POST ",
    "POST DocumentReference",
    "POST DocumentReference/$validate",
    "POST DocumentReference/$generate-metadata",
    "POST Bundle/$validate",
    "/pro/dossiers/<uuid:record>/deposer/",
    "/pro/ouvrir/compte/",
    "/pro/ouvrir/papiers/",
    "/pro/ouvrir/remis/",
    "/pro/ouvrir/remis/papier.pdf",
}
"""Whether there is a record that can be fed is told to whoever feeds (DMP TD0.2), before any emergency and by these;
one's own access is told with it, as a Consent;
and to whoever opens or hands over an account with the person there, and their card (OPN-03)."""

Cause = Callable[[Stage], None]


def opposed(stage: Stage) -> None:
    """Camille lets nobody in by emergency."""
    emergencies_are_refused(stage)


def blocked(stage: Stage) -> None:
    """She blocks this doctor."""
    stage.blocks(STRANGER)


def closed(stage: Stage) -> None:
    """She closes her record."""
    answer = close_record(stage.record, reason="holder-asks", actor=stage.holder, env=stage.env)
    assert isinstance(answer, Closed), answer


@pytest.fixture
def answers(beginning: Begin) -> Callable[[Cause | None], list[Answer]]:
    """All that a doctor is answered who comes in an emergency, whatever stands against it."""

    def of(cause: Cause | None) -> list[Answer]:
        stage = beginning(CAMILLE)
        go_on(stage)
        stage.chance.turn_to("hidden")
        if cause is not None:
            cause(stage)
        return walk(stage, STRANGER, Hidden((stage.shown,)), with_public=True, apart=TOLD_BEFORE)

    return of


@pytest.fixture
def of_nobody(beginning: Begin) -> Callable[[], list[Answer]]:
    """The same questions about a record that never was."""

    def ask() -> list[Answer]:
        camille = beginning(CAMILLE)
        stage = beginning(LOU)
        go_on(stage)
        stage.person, stage.record = CAMILLE, camille.record
        stage.shown, stage.given = camille.shown, camille.given
        return walk(stage, STRANGER, Hidden((camille.shown,)), with_public=True, apart=TOLD_BEFORE)

    return ask


def test_no_emergency_tells_why_it_was_refused(
    answers: Callable[[Cause | None], list[Answer]], of_nobody: Callable[[], list[Answer]]
) -> None:
    absent = of_nobody()
    for cause in (opposed, blocked, closed):
        reset_queries()  # five walks in one test are more statements than Django keeps
        apart = differences(answers(cause), absent)
        assert not apart, "\n".join([f"{cause.__name__}: {len(apart)} differences", *apart[:12]])
    reset_queries()
    assert differences(answers(None), absent), "an emergency that is granted is answered otherwise"
