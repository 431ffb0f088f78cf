"""Opening a record, once for each identity; closing it; and whether the product can work at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder, StructureKind
from carnet.core.access.decision import Refusal, Told
from carnet.core.audit.events import AuditEvent
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PatientIdentifierSystem, RecordId
from carnet.ports.environment import Environment
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.record.check_health import check_health
from carnet.usecases.record.check_record import CheckedRecord, check_record
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.find_record import find_record
from carnet.usecases.record.open_record import Opened, open_record
from tests.adapters.card_readers import SAID_YES, with_card
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    SECRETARY,
    Installation,
    note,
    refused,
)
from tests.store.database import Database
from tests.store.test_races import at_once
from tests.usecases.looking import owed, rows, told, traced

HOSPITAL_SOFTWARE_OF_A_SAMU = replace(HOSPITAL_SOFTWARE, structure_kind=StructureKind.SAMU)
INS_C = PatientIdentifier(PatientIdentifierSystem.INS_C, "0" * 20 + "97")


def opening(actor: Actor, env: Environment, *, present: bool = True) -> Opened | Refusal:
    assistance = replace(with_card(CAMILLE, actor=actor, env=env), person_is_present=present)
    return open_record(CAMILLE, consent=SAID_YES, assistance=assistance, actor=actor, env=env)


def test_a_pharmacist_opens_the_record_of_somebody_who_is_there(installation: Installation, database: Database) -> None:
    opened = opening(HUGO, installation.env)
    assert isinstance(opened, Opened)
    assert find_record(CAMILLE.identifiers[0], env=installation.env) == opened.record
    assert told(installation, opened.record) == [("open-record", "done", "")]
    assert rows(database, "opening_consent") == {"opening_consent": 1}


@pytest.mark.parametrize("who", [SECRETARY, HOSPITAL_SOFTWARE_OF_A_SAMU, Holder(RecordId(NOBODYS_RECORD))])
def test_nobody_else_opens_one(who: Actor, installation: Installation, database: Database) -> None:
    assert isinstance(opening(who, installation.env), Refusal)
    assert rows(database, "record") == {"record": 1}


def test_nobody_opens_the_record_of_somebody_who_is_not_there(installation: Installation) -> None:
    assert refused(opening(HUGO, installation.env, present=False)).told is Told.NOT_ALLOWED
    assert [event.action.value for event in traced(installation)] == ["open-record"]


def test_one_identity_has_one_record_under_any_of_its_numbers(installation: Installation) -> None:
    both = replace(CAMILLE, identifiers=(*CAMILLE.identifiers, INS_C))
    record = installation.opens(both)
    provisional = PatientIdentifier(PatientIdentifierSystem.INS_NIA, "701024410900124")
    for known in (CAMILLE, replace(CAMILLE, identifiers=(provisional, INS_C)), both):
        assistance = with_card(known, actor=HUGO, env=installation.env)
        answer = open_record(known, consent=SAID_YES, assistance=assistance, actor=HUGO, env=installation.env)
        assert refused(answer).told is Told.ALREADY_OPEN
    assert told(installation, record)[1:] == [("open-record", "refused", "")] * 3


def test_a_closed_record_is_not_opened_a_second_time(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    close_record(record, reason="holder-asks", actor=Holder(record), env=installation.env)
    assert refused(opening(HUGO, installation.env)).told is Told.ALREADY_OPEN


def test_of_two_openings_at_once_one_makes_a_record_and_the_other_is_told(
    installation: Installation, database: Database
) -> None:
    answers = at_once([lambda: opening(HUGO, installation.env), lambda: opening(KELLER, installation.env)])
    assert sorted(type(answer).__name__ for answer in answers) == ["Opened", "Refusal"]
    assert {answer.told for answer in answers if isinstance(answer, Refusal)} == {Told.ALREADY_OPEN}
    assert rows(database, "record", "record_person", "patient_identifier") == {
        "record": 2,
        "record_person": 1,
        "patient_identifier": 1,
    }


def test_a_closed_record_is_read_and_fed_by_nobody_and_its_holder_sees_who_came(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    answer = close_record(record, reason="holder-asks", actor=Holder(record), env=installation.env)
    assert answer == Closed(NOON)
    for who, words in ((Holder(record), Told.RECORD_CLOSED), (KELLER, Told.RECORD_CLOSED), (HADDAD, Told.NO_ACCESS)):
        listed = list_documents(record, criteria=Criteria(), actor=who, env=installation.env)
        assert refused(listed).told is words
    history = read_access_history(record, actor=Holder(record), env=installation.env)
    assert isinstance(history, AccessHistory)


def test_a_professional_closes_at_the_request_of_somebody_who_is_there_and_the_person_is_told(
    installation: Installation, database: Database
) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    env = installation.env
    assert refused(close_record(record, reason="holder-asks", actor=KELLER, env=env)).told is Told.NO_ACCESS
    answer = close_record(record, reason="holder-asks", person_is_present=True, actor=KELLER, env=env)
    assert answer == Closed(NOON)
    assert owed(database) == [("record-closed", NOON, False)]
    assert told(installation, record)[-1] == ("close-record", "done", "holder-asks")


def test_a_record_is_asked_for_by_a_number_or_by_the_id_that_it_gave(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    by_number = check_record(CAMILLE.identifiers[0], actor=KELLER, env=installation.env)
    by_id = check_record(record, actor=KELLER, env=installation.env)
    assert isinstance(by_number, CheckedRecord)
    assert isinstance(by_id, CheckedRecord)
    assert (by_number.identifier, by_id.identifier) == (CAMILLE.identifiers[0], None)
    assert by_number.glimpse == by_id.glimpse
    nobody = check_record(GEORGES.identifiers[0], actor=KELLER, env=installation.env)
    assert isinstance(nobody, CheckedRecord)
    assert not nobody.glimpse.exists


def test_a_history_is_bounded_and_names_structures_and_people(installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.at(NOON + timedelta(hours=1))
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    history = read_access_history(record, actor=Holder(record), env=installation.env)
    assert isinstance(history, AccessHistory)
    named: list[tuple[AuditEvent, str, str]] = [(line.event, line.name, line.structure) for line in history.lines]
    assert [(name, where) for _, name, where in named[1:]] == [
        ("CHU des Deux-Rives", "CHU des Deux-Rives"),
        ("Hugo Lemaire", "Pharmacie du Marché"),
    ]


def test_an_installation_that_has_started_can_work(env: Environment) -> None:
    assert check_health(env=env)


def test_an_installation_that_never_started_cannot(env: Environment, database: Database) -> None:
    database.empty()
    assert not check_health(env=env)
