"""A copy that cannot be composed is kept and told to the operator; the copies of others leave all the same."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, CopyStage
from carnet.core.support.requests import Proof
from carnet.ports.environment import Environment
from carnet.ports.print_house import PrintHouseUnavailableError
from carnet.store import paper_copies
from carnet.store.records import RecordPerson
from carnet.usecases.copies.ask_copy_at_desk import CopyAtDesk, ask_copy_at_desk
from carnet.usecases.copies.compose_copies import AGAIN_AFTER, CopiesBrokenError, compose_copies, follow_print_house
from carnet.usecases.support.look_up_account import LookedUp, look_up_by_ins
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, Installation, note
from tests.store.database import Database
from tests.usecases.copies.print_house import words_of
from tests.usecases.sign_in_world import lines_of
from tests.usecases.support.desk import ALI, passes

IN_PERSON = (Proof.IDENTITY_DOCUMENT, Proof.IN_PERSON)
Breaks = Callable[[Path, Database, RecordId], None]


@pytest.fixture
def camille(env: Environment) -> RecordId:
    here = Installation(env)
    here.knows_everybody()
    return asks(env, CAMILLE, text="Genou droit : rien de grave.")


@pytest.fixture
def georges(env: Environment, camille: RecordId) -> RecordId:
    """Georges, who asked a minute after her."""
    passes(env, timedelta(minutes=1))
    georges = asks(env, GEORGES, text="Hanche : rien de grave.")
    assert georges != camille
    return georges


def asks(env: Environment, person: RecordPerson, *, text: str) -> RecordId:
    """Somebody comes to the desk with their papers, for a copy of their record."""
    here = Installation(env)
    here.opens(person)
    here.receives(person, note(person, by=HADDAD, text=text), from_=HOSPITAL_SOFTWARE)
    found = look_up_by_ins(person.identifiers[0], actor=ALI, env=env)
    assert isinstance(found, LookedUp)
    to = f"{person.traits.birth_name}\n3 place du Bouffay\n44000 NANTES"
    asked = ask_copy_at_desk(found.record, CopyFor.HOLDER, to, IN_PERSON, actor=ALI, env=env)
    assert isinstance(asked, CopyAtDesk)
    assert asked.is_ordered
    return found.record


def its_bytes_are_damaged(documents: Path, _database: Database, _record: RecordId) -> None:
    """The oldest file loses its end."""
    oldest = min((one for one in documents.rglob("*") if one.is_file()), key=lambda one: one.stat().st_mtime_ns)
    oldest.write_bytes(oldest.read_bytes()[:-1])


def its_envelope_does_not_open(_documents: Path, database: Database, record: RecordId) -> None:
    with database.admin() as admin:
        admin.execute("update paper_copy set sealed = 'x' where record_id = %s", [record])


def stage_of(record: RecordId) -> CopyStage:
    (copy,) = paper_copies.of_record(record)
    return copy.stage


def copies_traced(record: RecordId, env: Environment) -> int:
    return sum(line.action.value == "copy-document" for line in lines_of(record, env))


@pytest.mark.parametrize("breaks", [its_bytes_are_damaged, its_envelope_does_not_open])
def test_what_breaks_one_copy_holds_back_nobody_elses(
    env: Environment, tmp_path: Path, database: Database, camille: RecordId, georges: RecordId, breaks: Breaks
) -> None:
    breaks(tmp_path / "documents", database, camille)
    with pytest.raises(CopiesBrokenError, match=r": 1$") as told:
        compose_copies(env=env)
    assert told.value.__cause__ is not None
    follow_print_house(env=env)
    assert "Hanche : rien de grave." in words_of(env)
    assert (stage_of(camille), stage_of(georges)) == (CopyStage.IN_THE_MAKING, CopyStage.SENT)


def test_while_the_print_house_is_away_a_copy_is_written_down_once_an_hour_and_leaves_when_it_is_back(
    env: Environment, tmp_path: Path, camille: RecordId
) -> None:
    spool = tmp_path / "print-house" / "to-print"
    spool.write_bytes(b"a file, where its folder should be")
    with pytest.raises(PrintHouseUnavailableError):
        compose_copies(env=env)
    passes(env, timedelta(minutes=1))
    assert compose_copies(env=env) == 0
    assert copies_traced(camille, env) == 1
    spool.unlink()
    passes(env, AGAIN_AFTER)
    assert compose_copies(env=env) == 1
    assert stage_of(camille) is CopyStage.AT_THE_PRINT_HOUSE


def test_it_is_tried_again_an_hour_later_and_not_every_minute(
    env: Environment, tmp_path: Path, database: Database, camille: RecordId
) -> None:
    its_bytes_are_damaged(tmp_path / "documents", database, camille)
    with pytest.raises(CopiesBrokenError):
        compose_copies(env=env)
    passes(env, timedelta(minutes=1))
    assert compose_copies(env=env) == 0
    assert copies_traced(camille, env) == 1
    passes(env, AGAIN_AFTER)
    with pytest.raises(CopiesBrokenError):
        compose_copies(env=env)
    assert copies_traced(camille, env) == 2
