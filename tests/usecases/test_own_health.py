"""What people write of their own health: sealed, kept with its versions, and read as their documents are."""

from dataclasses import replace
from uuid import UUID

import pytest

from carnet.core.access.actors import Holder, Representative
from carnet.core.audit.events import Party
from carnet.core.health.entry import Fault, Wrong
from carnet.core.health.kinds import KINDS, Answer
from carnet.core.health.told import line_of
from carnet.core.identifiers import RecordId
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.health.add_health_entry import (
    AskedAgain,
    NoSuchBlock,
    NotTaken,
    add_health_entry,
    answer_health_block,
)
from carnet.usecases.health.change_health_entry import (
    HealthRemoved,
    NoSuchEntry,
    correct_health_entry,
    put_back_health_entry,
    remove_health_entry,
)
from carnet.usecases.health.read_health import HealthRead, read_health
from carnet.usecases.health.write_health import HealthWritten
from tests.conftest import NOON
from tests.installation import KELLER, Installation, refused
from tests.store.database import Database
from tests.usecases.family.family import FATHER, LOU, is_parent_of
from tests.usecases.looking import told
from tests.usecases.own_words import PENICILLIN, SASHA, block, camille, cares, lines, writes

__all__ = ["camille"]


def test_what_she_writes_is_found_again_under_her_name_with_its_date(
    installation: Installation, camille: RecordId
) -> None:
    writes(installation, camille, PENICILLIN)
    (found,) = block(installation, camille).entries
    assert line_of(found.said) == "Pénicilline – plaques rouges"
    assert (found.by, found.written_at) == (Party("holder"), NOON)
    assert told(installation, camille)[-2:] == [("add-health", "done", ""), ("read-health", "done", "")]


def test_nothing_of_it_can_be_read_in_the_table(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    writes(installation, camille, PENICILLIN)
    with database.admin() as admin:
        (row,) = admin.execute("select health_entry::text from health_entry").fetchall()
    assert "nicilline" not in str(row)
    assert b"allergy".hex() not in str(row)


@pytest.mark.parametrize("kind", [one.key for one in KINDS if Answer.UNKNOWN in one.answers])
def test_i_do_not_know_is_an_answer_until_something_is_written(
    installation: Installation, camille: RecordId, kind: str
) -> None:
    answered = answer_health_block(camille, kind, Answer.UNKNOWN, actor=Holder(camille), env=installation.env)
    assert isinstance(answered, HealthWritten)
    said = block(installation, camille, kind).answer
    assert said is not None
    assert said.said.answer is Answer.UNKNOWN


def test_i_have_none_ends_when_something_is_written_and_does_not_come_back(
    installation: Installation, camille: RecordId
) -> None:
    holder = Holder(camille)
    assert isinstance(
        answer_health_block(camille, "allergy", Answer.NONE, actor=holder, env=installation.env), HealthWritten
    )
    entry = writes(installation, camille, PENICILLIN)
    assert block(installation, camille).answer is None
    assert remove_health_entry(camille, entry.id, actor=holder, env=installation.env) == HealthRemoved("allergy")
    left = block(installation, camille)
    assert (left.entries, left.answer) == ((), None)
    assert [one.id for one in left.former] == [entry.id]


def test_i_have_none_is_not_taken_where_something_is_written(installation: Installation, camille: RecordId) -> None:
    writes(installation, camille, PENICILLIN)
    answer = answer_health_block(camille, "allergy", Answer.NONE, actor=Holder(camille), env=installation.env)
    assert answer == NotTaken()


@pytest.mark.parametrize(("kind", "answer"), [("weight", Answer.NONE), ("blood", Answer.NONE), ("dreams", Answer.NONE)])
def test_a_block_takes_its_own_answers_and_no_other(
    installation: Installation, camille: RecordId, kind: str, answer: Answer
) -> None:
    said = answer_health_block(camille, kind, answer, actor=Holder(camille), env=installation.env)
    assert said == NoSuchBlock()


def test_what_she_puts_right_replaces_what_stood_there_and_the_version_is_kept(
    installation: Installation, camille: RecordId
) -> None:
    first = writes(installation, camille, PENICILLIN)
    typed = {"what": "Amoxicilline"}
    answer = correct_health_entry(camille, first.id, typed, is_sure=False, actor=Holder(camille), env=installation.env)
    assert isinstance(answer, HealthWritten)
    assert answer.entry.replaces == first.id
    found = block(installation, camille)
    assert lines(found) == ["Amoxicilline"]
    assert [line_of(one.said) for one in found.former] == ["Pénicilline – plaques rouges"]
    again = remove_health_entry(camille, first.id, actor=Holder(camille), env=installation.env)
    assert again == NoSuchEntry()


def test_she_has_one_blood_group(installation: Installation, camille: RecordId) -> None:
    writes(installation, camille, {"group": "A+"}, kind="blood")
    writes(installation, camille, {"group": "O-"}, kind="blood")
    assert lines(block(installation, camille, "blood")) == ["O−"]


@pytest.mark.parametrize(
    ("kind", "typed", "fault"),
    [
        ("allergy", {"what": " "}, Fault("what", Wrong.MISSING)),
        ("allergy", {"what": "a" * 201}, Fault("what", Wrong.TOO_LONG)),
        ("blood", {"group": "Z"}, Fault("group", Wrong.NOT_OFFERED)),
        ("contact", {"name": "Sacha", "phone": "voisin"}, Fault("phone", Wrong.NO_PHONE)),
        ("weight", {"weight": "beaucoup", "on": "2026-11-20"}, Fault("weight", Wrong.NO_NUMBER)),
        ("weight", {"weight": "7000", "on": "2026-11-20"}, Fault("weight", Wrong.IMPOSSIBLE)),
        ("weight", {"weight": "72", "on": "hier"}, Fault("on", Wrong.NO_DAY)),
        ("weight", {"weight": "72", "on": "2026-11-22"}, Fault("on", Wrong.TO_COME)),
        ("weight", {"weight": "350", "on": "2026-11-20"}, Fault("weight", Wrong.UNUSUAL)),
    ],
)
def test_what_cannot_be_is_asked_again(
    installation: Installation, camille: RecordId, kind: str, typed: dict[str, str], fault: Fault
) -> None:
    answer = add_health_entry(camille, kind, typed, is_sure=False, actor=Holder(camille), env=installation.env)
    assert isinstance(answer, AskedAgain)
    assert answer.faults == (fault,)
    assert block(installation, camille, kind).entries == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"weight": "072,50", "on": "20261120"}, {"weight": "72.50", "on": "2026-11-20"}),
        ({"weight": "72.", "on": "2026-W47-5"}, {"weight": "72", "on": "2026-11-20"}),
    ],
)
def test_one_number_and_one_day_are_kept_in_one_way(
    installation: Installation, camille: RecordId, typed: dict[str, str], kept: dict[str, str]
) -> None:
    assert dict(writes(installation, camille, typed, kind="weight").said.words) == kept


def test_what_no_page_can_show_is_left_out_of_what_she_writes(installation: Installation, camille: RecordId) -> None:
    writes(installation, camille, {"what": "Péni\x01cilline\x85\n"})
    assert lines(block(installation, camille)) == ["Péni cilline"]


def test_what_is_asked_again_stands_in_the_history_as_a_fault_and_never_as_a_change(
    installation: Installation, camille: RecordId
) -> None:
    holder, env = Holder(camille), installation.env
    entry = writes(installation, camille, PENICILLIN)
    add_health_entry(camille, "allergy", {"what": ""}, is_sure=False, actor=holder, env=env)
    correct_health_entry(camille, entry.id, {"what": ""}, is_sure=False, actor=holder, env=env)
    answer_health_block(camille, "allergy", Answer.NONE, actor=holder, env=env)
    remove_health_entry(camille, UUID(int=9), actor=holder, env=env)
    assert [(action, outcome) for action, outcome, _ in told(installation, camille)[-4:]] == [
        ("add-health", "defective"),
        ("change-health", "defective"),
        ("add-health", "defective"),
        ("change-health", "defective"),
    ]


def test_a_stranger_who_types_anything_is_refused_before_it_is_read(
    installation: Installation, camille: RecordId
) -> None:
    refused(add_health_entry(camille, "allergy", {"what": ""}, is_sure=False, actor=KELLER, env=installation.env))
    assert told(installation, camille)[-1][:2] == ("add-health", "refused")


def test_a_rare_measure_is_kept_once_she_is_sure(installation: Installation, camille: RecordId) -> None:
    typed = {"systolic": "215", "diastolic": "85,5", "on": "2026-11-20"}
    asked = add_health_entry(camille, "pressure", typed, is_sure=False, actor=Holder(camille), env=installation.env)
    assert isinstance(asked, AskedAgain)
    kept = add_health_entry(camille, "pressure", typed, is_sure=True, actor=Holder(camille), env=installation.env)
    assert isinstance(kept, HealthWritten)
    assert lines(block(installation, camille, "pressure")) == ["215 / 85,5 mmHg – 20/11/2026"]


def test_a_parent_writes_for_the_child_under_their_own_name(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, FATHER)
    entry = writes(installation, lou, PENICILLIN, by=FATHER)
    assert entry.by == Party("representative", FATHER.account)
    assert lines(block(installation, lou)) == ["Pénicilline – plaques rouges"]


def test_a_carer_adds_and_changes_nothing(installation: Installation, camille: RecordId) -> None:
    cares(camille)
    entry = writes(installation, camille, PENICILLIN, by=SASHA)
    assert lines(block(installation, camille, by=SASHA)) == ["Pénicilline – plaques rouges"]
    refused(remove_health_entry(camille, entry.id, actor=SASHA, env=installation.env))
    refused(correct_health_entry(camille, entry.id, {"what": "rien"}, is_sure=False, actor=SASHA, env=installation.env))


def test_what_she_hides_by_category_her_carer_neither_reads_nor_writes(
    installation: Installation, camille: RecordId
) -> None:
    cares(camille)
    writes(installation, camille, PENICILLIN)
    choose_hidden_categories(camille, ["11"], masks_by_default=False, actor=Holder(camille), env=installation.env)
    found = read_health(camille, actor=SASHA, env=installation.env)
    assert isinstance(found, HealthRead)
    assert {one.kind.key for one in found.own.blocks} == {"directives", "donation"}
    answer = add_health_entry(camille, "allergy", PENICILLIN, is_sure=False, actor=SASHA, env=installation.env)
    assert answer == NoSuchBlock()


def test_strangers_and_doctors_write_nothing_there(installation: Installation, camille: RecordId) -> None:
    entry = writes(installation, camille, PENICILLIN)
    for who in (KELLER, Representative("nobody")):
        refused(read_health(camille, actor=who, env=installation.env))
        refused(add_health_entry(camille, "allergy", PENICILLIN, is_sure=False, actor=who, env=installation.env))
        refused(answer_health_block(camille, "history", Answer.NONE, actor=who, env=installation.env))
        refused(remove_health_entry(camille, entry.id, actor=who, env=installation.env))
        refused(put_back_health_entry(camille, entry.id, actor=who, env=installation.env))


def test_an_entry_that_never_was_is_not_there(installation: Installation, camille: RecordId) -> None:
    answer = remove_health_entry(camille, UUID(int=9), actor=Holder(camille), env=installation.env)
    assert answer == NoSuchEntry()
    assert repr(replace(writes(installation, camille, PENICILLIN), id=UUID(int=1))) == f"HealthEntry({UUID(int=1)})"
