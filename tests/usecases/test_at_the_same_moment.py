"""Two people at the same moment: what each is told, and what the record holds afterwards."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from django.db import connection

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.ports.chance import Chance
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.feeding.deposit_documents import Rejected, deposit_documents
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note, submission_of
from tests.store.database import Database
from tests.store.test_races import at_once
from tests.usecases.looking import owed, rows, told, traced


@dataclass(slots=True)
class PunctualChance:
    """The chance of an installation, where something happens at the n-th number that is drawn."""

    real: Chance
    left: int
    meanwhile: Callable[[], object]

    def identifier(self) -> UUID:
        self.left -= 1
        if self.left == 0:
            self.meanwhile()
        return self.real.identifier()

    def secret(self, size: int) -> bytes:
        return self.real.secret(size)


def elsewhere(act: Callable[[], object]) -> None:
    """Do something over another connection, to its end."""

    def alone() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=alone)
    thread.start()
    thread.join()


def test_a_version_replaced_between_the_decision_and_the_writing_is_replaced_once(
    installation: Installation, database: Database
) -> None:
    record = installation.opens(CAMILLE)
    old = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)

    def replacing() -> None:
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=3, replaces=old), from_=HADDAD)

    # The first number is that of the document; the second is drawn when everything is decided for the last time.
    chance = PunctualChance(installation.env.chance, 2, lambda: elsewhere(replacing))
    newer = note(CAMILLE, by=HADDAD, number=2, replaces=old)
    answer = deposit_documents(
        submission_of(CAMILLE, newer), actor=HADDAD, env=replace(installation.env, chance=chance)
    )
    assert isinstance(answer, Rejected)
    assert [defect.code for defect in answer.defects] == ["already-superseded"]
    assert rows(database, "document", "association") == {"document": 2, "association": 1}
    assert sorted(told(installation, record)[-2:]) == [
        ("deposit-documents", "defective", "already-superseded"),
        ("deposit-documents", "done", ""),
    ]


def test_two_first_readings_at_once_are_told_once(installation: Installation, database: Database) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)

    def reading() -> ListedDocuments:
        answer = list_documents(record, criteria=Criteria(), actor=KELLER, env=installation.env)
        assert isinstance(answer, ListedDocuments)
        return answer

    assert len(at_once([reading] * 4)) == 4
    assert [kind for kind, _, _ in owed(database)] == ["first-access"]


@pytest.mark.parametrize("attempt", range(3))
def test_no_reading_is_written_down_as_done_after_the_block_that_forbids_it(
    attempt: int, installation: Installation
) -> None:
    assert attempt >= 0
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    env = installation.env

    def reading() -> list[bool]:
        return [_reads(KELLER, record, installation) for _ in range(6)]

    def blocking() -> list[bool]:
        block_professional(record, KELLER.identifier, actor=Holder(record), env=env)
        return []

    read, _ = at_once([reading, blocking])
    assert read == sorted(read, reverse=True)
    lines = [
        (event.action.value, event.outcome.value)
        for event in traced(installation, record)
        if event.action.value in ("list-documents", "block-professional")
    ]
    after = lines[lines.index(("block-professional", "done")) + 1 :]
    assert ("list-documents", "done") not in after


def _reads(who: Actor, record: RecordId, here: Installation) -> bool:
    answer = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    return isinstance(answer, ListedDocuments)
