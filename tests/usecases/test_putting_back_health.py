"""What was written of somebody's health is taken away and put back; what a minor is not asked, what parents keep."""

from uuid import UUID

from carnet.core.access.actors import Holder
from carnet.core.audit.events import Party
from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import Answer
from carnet.core.identifiers import RecordId
from carnet.store import health_entries
from carnet.store.context import within
from carnet.usecases.health.add_health_entry import (
    MOST_ENTRIES,
    NoSuchBlock,
    NotTaken,
    add_health_entry,
    answer_health_block,
)
from carnet.usecases.health.change_health_entry import (
    HealthRemoved,
    NoSuchEntry,
    put_back_health_entry,
    remove_health_entry,
)
from carnet.usecases.health.read_health import read_health
from carnet.usecases.health.write_health import HealthWritten
from tests.conftest import NOON
from tests.installation import Installation, refused
from tests.store.statements import counted
from tests.usecases.family.family import FATHER, LOU, MOTHER, is_parent_of
from tests.usecases.looking import record_key
from tests.usecases.own_words import PENICILLIN, SASHA, block, camille, cares, lines, writes

__all__ = ["camille"]


def test_what_she_removed_she_puts_back_as_a_new_version(installation: Installation, camille: RecordId) -> None:
    holder, first = Holder(camille), writes(installation, camille, PENICILLIN)
    remove_health_entry(camille, first.id, actor=holder, env=installation.env)
    put_back = put_back_health_entry(camille, first.id, actor=holder, env=installation.env)
    assert isinstance(put_back, HealthWritten)
    assert put_back.entry.replaces == first.id
    assert lines(block(installation, camille)) == ["Pénicilline – plaques rouges"]
    again = put_back_health_entry(camille, first.id, actor=holder, env=installation.env)
    assert again == NoSuchEntry()


def test_a_blood_group_put_back_takes_the_place_of_the_one_that_stands_there(
    installation: Installation, camille: RecordId
) -> None:
    holder, first = Holder(camille), writes(installation, camille, {"group": "A+"}, kind="blood")
    remove_health_entry(camille, first.id, actor=holder, env=installation.env)
    writes(installation, camille, {"group": "O-"}, kind="blood")
    put_back_health_entry(camille, first.id, actor=holder, env=installation.env)
    assert lines(block(installation, camille, "blood")) == ["A+"]


def test_an_answer_without_words_can_be_taken_away(installation: Installation, camille: RecordId) -> None:
    holder, env = Holder(camille), installation.env
    answered = answer_health_block(camille, "allergy", Answer.NONE, actor=holder, env=env)
    assert isinstance(answered, HealthWritten)
    removed = remove_health_entry(camille, answered.entry.id, actor=holder, env=env)
    assert removed == HealthRemoved("allergy")
    assert block(installation, camille).answer is None


def test_a_carer_does_not_learn_what_was_removed(installation: Installation, camille: RecordId) -> None:
    cares(camille)
    entry = writes(installation, camille, PENICILLIN)
    remove_health_entry(camille, entry.id, actor=Holder(camille), env=installation.env)
    assert block(installation, camille, by=SASHA).former == ()
    refused(put_back_health_entry(camille, entry.id, actor=SASHA, env=installation.env))


def test_a_parent_is_not_told_how_the_other_is_reached(installation: Installation) -> None:
    lou = installation.opens(LOU)
    for parent in (FATHER, MOTHER):
        is_parent_of(installation, lou, parent)
    mothers = {"name": "Odile Martin", "tie": "mère", "phone": "06 39 98 04 05"}
    writes(installation, lou, mothers, kind="contact", by=MOTHER)
    writes(installation, lou, PENICILLIN, by=MOTHER)
    assert lines(block(installation, lou, "contact", by=MOTHER)) == ["Odile Martin – mère – 06 39 98 04 05"]
    assert lines(block(installation, lou, "contact", by=FATHER)) == []
    assert lines(block(installation, lou, by=FATHER)) == ["Pénicilline – plaques rouges"]


def test_nobody_asks_a_child_for_advance_directives(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, FATHER)
    answer = add_health_entry(lou, "directives", {"where": "là"}, is_sure=False, actor=FATHER, env=installation.env)
    assert answer == NoSuchBlock()
    assert block(installation, lou, "donation", by=FATHER).entries == ()


def test_reading_it_costs_as_much_whatever_is_written(installation: Installation, camille: RecordId) -> None:
    counts = []
    for _ in range(2):
        with counted() as statements:
            read_health(camille, actor=Holder(camille), env=installation.env)
        counts.append(len(statements))
        for kind in ("allergy", "treatment", "history"):
            writes(installation, camille, {"what": "Quelque chose"}, kind=kind)
    assert counts[0] == counts[1]


def test_nothing_is_put_back_into_a_block_that_is_full(installation: Installation, camille: RecordId) -> None:
    holder, first = Holder(camille), writes(installation, camille, PENICILLIN)
    remove_health_entry(camille, first.id, actor=holder, env=installation.env)
    with within(camille, exclusive=True):
        key = record_key(installation, camille)
        for number in range(MOST_ENTRIES):
            entry = HealthEntry(UUID(int=number + 1), first.said, Party("holder"), NOON)
            health_entries.add(camille, entry, record_key=key, nonce=number.to_bytes(12, "big"))
    assert put_back_health_entry(camille, first.id, actor=holder, env=installation.env) == NotTaken()
