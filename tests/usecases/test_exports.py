"""What an export is made of: how far it has come, what base 64 joins, what makes it void, what dies with an access."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from carnet.config.export_jobs import WordsOfDoors
from carnet.core.access.actors import Holder
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, RecordId
from carnet.core.record.export import (
    LEASE,
    Asker,
    ExportKind,
    ExportStage,
    Part,
    Prepared,
    RecordExport,
    Wish,
    asker_of,
    is_within,
)
from carnet.formats.base64_pieces import in_base64
from carnet.store import record_exports
from carnet.store.context import within
from carnet.usecases.export.ask_export import ask_export
from carnet.usecases.export.asked import NoSuchExport
from carnet.usecases.export.follow_exports import list_exports, look_at_export
from carnet.usecases.export.prepare_exports import work_on_exports
from carnet.usecases.record.close_record import Closed, close_record
from tests.installation import CAMILLE, GEORGES, HADDAD, Installation, note

WISH = Wish(ExportKind.FOLDER, frozenset(Part), "https://carnet.example/fhir")


def asked(record: RecordId, here: Installation) -> RecordExport:
    answer = ask_export(record, WISH, actor=Holder(record), env=here.env)
    assert isinstance(answer, RecordExport), answer
    return answer


def test_it_is_never_whole_before_it_is_ready() -> None:
    one = RecordExport(
        UUID(int=1), NOBODYS_RECORD, Asker("", ""), WISH, datetime(2026, 1, 1, tzinfo=UTC), ExportStage.WAITING
    )
    assert one.percent == 0
    assert replace(one, done=3, total=3).percent == 99
    assert replace(one, done=1, total=4).percent == 25
    assert replace(one, stage=ExportStage.READY).percent == 100


@pytest.mark.parametrize("sizes", [(0,), (1,), (2, 2), (3, 1, 5), (7, 0, 4)])
def test_base_64_written_in_pieces_is_that_of_the_whole(sizes: tuple[int, ...]) -> None:
    chunks = [bytes(range(size)) for size in sizes]
    assert b"".join(in_base64(chunks)) == base64.b64encode(b"".join(chunks))


def test_one_document_that_may_no_longer_be_read_makes_it_void() -> None:
    first, second = DocumentId(UUID(int=1)), DocumentId(UUID(int=2))
    prepared = Prepared((), frozenset({first, second}), frozenset())
    assert is_within(prepared, [second, first, DocumentId(UUID(int=3))])
    assert not is_within(prepared, [first])
    line = UUID(int=4)
    assert not is_within(replace(prepared, entries=frozenset({line})), [first, second])
    assert is_within(replace(prepared, entries=frozenset({line})), [first, second], [line])


def test_whoever_takes_no_record_away_is_nobody_who_asked() -> None:
    with pytest.raises(TypeError):
        asker_of(HADDAD)


def test_a_professional_is_refused_and_it_is_written_down(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    assert isinstance(ask_export(record, WISH, actor=HADDAD, env=installation.env), Refusal)
    assert isinstance(list_exports(record, actor=HADDAD, env=installation.env), Refusal)


def test_one_of_another_record_is_none_of_hers(installation: Installation) -> None:
    hers, his = installation.opens(CAMILLE), installation.opens(GEORGES)
    one = asked(his, installation)
    assert look_at_export(hers, one.id, actor=Holder(hers), env=installation.env) == NoSuchExport()


def test_what_was_prepared_dies_with_the_access_of_whoever_asked(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    asked(record, installation)
    assert work_on_exports(write=WordsOfDoors(), env=installation.env) == 1
    with within(record, exclusive=True):
        addresses = record_exports.remove_all_of(record, "")
    assert len(addresses) == 1
    assert not record_exports.names_file(addresses[0])
    assert list_exports(record, actor=Holder(record), env=installation.env) == ()


def test_what_is_refused_between_asking_and_preparing_is_not_prepared(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    asked(record, installation)
    closed = close_record(record, reason="holder-asks", actor=Holder(record), env=installation.env)
    assert isinstance(closed, Closed)
    assert work_on_exports(write=WordsOfDoors(), env=installation.env) == 0
    assert record_exports.claim(at=installation.env.clock.now() + LEASE, until=installation.env.clock.now()) is None
