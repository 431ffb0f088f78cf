"""What somebody wrote of their health: as silent, to whoever may not read it, as a document that says the same."""

from collections.abc import Mapping
from datetime import timedelta

from carnet.core.access.actors import Actor, Representative
from carnet.core.health.entry import HealthEntry
from carnet.core.identifiers import DocumentId
from carnet.store import carers, consents
from carnet.store.context import within
from carnet.usecases.confidentiality.choose_hidden_categories import HidingChoices, choose_hidden_categories
from carnet.usecases.health.add_health_entry import add_health_entry
from carnet.usecases.health.change_health_entry import HealthRemoved, remove_health_entry
from carnet.usecases.health.write_health import HealthWritten
from tests.two_worlds.kind import (
    A_CARER,
    A_COLLEAGUE,
    A_PHARMACIST,
    A_PODIATRIST,
    A_STRANGER,
    THE_BLOCKED,
    THE_FATHER,
    THE_HOLDER,
    THE_TREATING,
    hiding,
)
from tests.two_worlds.kinds.gone_or_shut import INTO_THE_RECORD, a_blocked_doctor
from tests.two_worlds.people import CARER, EVE, LOU
from tests.two_worlds.stage import Stage

PROFILE = "11"
"""The class of what people write of their health."""
PENICILLIN = {"what": "Pénicilline", "reaction": "plaques rouges"}
MOTHER = Representative("mother-of-lou")


def writes(stage: Stage, kind: str, words: Mapping[str, str], *, by: Actor | None = None) -> HealthEntry:
    """The person, or one who acts for them, writes a line."""
    answer = add_health_entry(stage.record, kind, words, is_sure=False, actor=by or stage.holder, env=stage.env)
    assert isinstance(answer, HealthWritten), answer
    return answer.entry


def what_she_writes_is_hidden(stage: Stage) -> DocumentId:
    """The person has a carer, and hides the whole category, in both worlds."""
    at = stage.env.clock.now()
    year = at + timedelta(days=365)
    with within(stage.record, exclusive=True):
        assert carers.invite(stage.record, CARER.account, at=at, ends_at=year)
        assert carers.accept(stage.record, CARER.account, at=at, until=year)
    answer = choose_hidden_categories(
        stage.record, {PROFILE}, masks_by_default=False, actor=stage.holder, env=stage.env
    )
    assert isinstance(answer, HidingChoices), answer
    return stage.shown


@hiding(A_COLLEAGUE, A_PODIATRIST, A_CARER, seen_by=(THE_HOLDER,), given=what_she_writes_is_hidden)
def an_allergy_in_a_hidden_category(stage: Stage) -> None:
    """She writes an allergy, under a category that she hides."""
    writes(stage, "allergy", PENICILLIN)


@hiding(A_PODIATRIST, seen_by=(THE_HOLDER, A_COLLEAGUE))
def her_directives_beyond_the_matrix(stage: Stage) -> None:
    """Where her advance directives are, which a podiatrist does not read."""
    writes(stage, "directives", {"where": "Chez le notaire"})


@hiding(THE_BLOCKED, A_STRANGER, seen_by=(THE_HOLDER, A_COLLEAGUE), given=a_blocked_doctor, apart=INTO_THE_RECORD)
def her_words_in_a_record_that_one_may_not_read(stage: Stage) -> None:
    """What she wrote makes no difference to who may not come in."""
    writes(stage, "treatment", {"what": "Lévothyroxine"})


@hiding(A_COLLEAGUE, A_PHARMACIST, THE_TREATING, seen_by=(THE_HOLDER,))
def an_allergy_that_she_removed(stage: Stage) -> None:
    """Written by mistake and taken away: those who treat her never learn that it stood there."""
    entry = writes(stage, "allergy", PENICILLIN)
    removed = remove_health_entry(stage.record, entry.id, actor=stage.holder, env=stage.env)
    assert isinstance(removed, HealthRemoved), removed


def two_parents(stage: Stage) -> DocumentId:
    """The mother represents the minor too."""
    with within(stage.record):
        consents.add_representative(stage.record, consents.Representation(MOTHER.account, EVE, None))
    return stage.shown


def _at_her_work(stage: Stage) -> None:
    writes(stage, "contact", {"name": "Le bureau", "phone": "06 39 98 07 08"}, by=MOTHER)


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU, given=two_parents, instead=_at_her_work)
def how_the_mother_is_reached(stage: Stage) -> None:
    """The father knows that the mother has written something, and not how she is reached."""
    writes(stage, "contact", {"name": "Odile Martin", "phone": "06 39 98 05 06"}, by=MOTHER)
