"""Documents that wait for their announcement, as the tables keep them and as the worker sees them."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import ProgrammingError, connection

from carnet.core.access.actors import Clockwork
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import announcements, documents, facts
from carnet.store.context import within
from tests.store.database import Database, point_django_at
from tests.store.world import CHANCE, NOON, POLICY, OpenRecord, admitted, deposit, letter

DUE = NOON + timedelta(days=30)
UNANNOUNCED = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
CLOCK = Clockwork("release-announcements")


def waiting(record: OpenRecord) -> DocumentId:
    """A document that waits for its announcement."""
    document = replace(admitted(letter(hidden=UNANNOUNCED)), announcement_due=DUE)
    with within(record.id):
        deposit(record, document)
    return document.id


def test_the_worker_finds_the_records_whose_delay_is_over_and_the_application_none(
    database: Database, camille: OpenRecord
) -> None:
    waiting(camille)
    assert announcements.records_with_waiting(until=DUE) == []
    point_django_at(database.addresses.worker)
    assert announcements.records_with_waiting(until=DUE - timedelta(seconds=1)) == []
    assert announcements.records_with_waiting(until=DUE) == [camille.id]
    for column in ("type_code", "written_by", "sealed", "blob_key"):
        with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(f"select {column} from document")


def test_the_worker_gathers_what_is_due_and_nothing_else(database: Database, camille: OpenRecord) -> None:
    document = waiting(camille)
    point_django_at(database.addresses.worker)
    with within(camille.id):
        assert facts.about_waiting(camille.id, actor=CLOCK, at=NOON, policy=POLICY) == []
        (gathered,) = facts.about_waiting(camille.id, actor=CLOCK, at=DUE, policy=POLICY)
    assert gathered.facts.document is not None
    assert (gathered.facts.document.id, gathered.facts.document.announcement_due) == (document, DUE)
    assert gathered.facts.document.confidentiality == UNANNOUNCED | {Confidentiality.NORMAL}


def test_a_delay_is_put_off_once(camille: OpenRecord) -> None:
    document = waiting(camille)
    with within(camille.id, exclusive=True):
        assert announcements.extend(camille.id, document, due=DUE + timedelta(days=30))
        assert not announcements.extend(camille.id, document, due=DUE + timedelta(days=60))
        assert not announcements.extend(camille.id, DocumentId(CHANCE.identifier()), due=DUE)


def test_what_was_announced_waits_no_more(database: Database, camille: OpenRecord) -> None:
    document = waiting(camille)
    with within(camille.id, exclusive=True):
        assert documents.change_visibility(
            camille.id,
            document,
            confidentiality=frozenset({Confidentiality.NORMAL}),
            at=DUE,
            event=CHANCE.identifier(),
            entry_uuid=CHANCE.identifier(),
        )
    with database.admin() as admin:
        assert admin.execute("select announcement_due from document").fetchall() == [(None,)]


def test_what_waited_before_delays_were_kept_gets_thirty_days(database: Database, camille: OpenRecord) -> None:
    migration = import_module("carnet.store.migrations.0010_announcements")
    waiting(camille)
    with within(camille.id):
        deposit(camille, admitted(letter(2)))
    with database.admin() as admin:
        admin.execute("update document set announcement_due = null")
        admin.execute("set role carnet_owner")
        for statement in migration.FILL_SQL:
            admin.execute(statement)
        admin.execute("reset role")
        found = admin.execute("select announcement_due from document order by announcement_due").fetchall()
    assert found == [(DUE,), (None,)]
