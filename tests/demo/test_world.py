"""The world of the demonstration: what its people find in their records on the day it is built."""

from datetime import timedelta
from pathlib import Path

import pytest

from carnet.core.access.actors import Actor, Holder, Representative
from carnet.core.access.decision import Refusal, Told
from carnet.core.audit.events import AccessMode, Outcome
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.demo.documents.paper import unique_id
from carnet.demo.sample_authors import SAMPLE_AUTHORS
from carnet.demo.stories.camille import REASON
from carnet.demo.world import WorldHalfBuiltError, build
from carnet.formats.cda.timestamps import PARIS
from carnet.infra.messages import FileOutbox
from carnet.ports.environment import Environment
from carnet.store import consents, notices
from carnet.store.context import within
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import AccessHistory, HistoryLine, read_access_history
from carnet.usecases.record.find_record import find_record
from carnet.usecases.record.open_record import Opened, open_record
from tests.adapters.card_readers import consent_of, with_card
from tests.people import (
    ALIX,
    BENALI,
    CAMILLE,
    CHU,
    CLAIRE,
    DELORME,
    GEORGES,
    HADDAD,
    HUGO,
    JEANNE,
    KELLER,
    LISE,
    LOU,
    NADIA,
    OFFICIAL_PATIENTS,
    PATIENTS,
    PAUL,
    SACHA,
    TOM,
    Caregiver,
    Member,
)
from tests.store.database import Database


def record_of(member: Member, env: Environment) -> RecordId:
    return find_record(member.identity.identifiers[0], env=env)


def asks(about: Member, who: Actor | None, env: Environment) -> ListedDocuments | Refusal:
    record = record_of(about, env)
    return list_documents(record, criteria=Criteria(), actor=who or Holder(record), env=env)


def sees(about: Member, who: Actor | None, env: Environment) -> set[str]:
    """What somebody finds in a record, by uniqueId; the holder when nobody is named."""
    listed = asks(about, who, env)
    assert isinstance(listed, ListedDocuments), listed
    return {shown.entry.unique_id.value for shown in listed.documents}


def told(about: Member, who: Actor, env: Environment) -> Told:
    answer = asks(about, who, env)
    assert isinstance(answer, Refusal), answer
    return answer.told


def is_among(key: str, seen: set[str]) -> bool:
    return unique_id(key).value in seen


def history_of(member: Member, env: Environment) -> tuple[HistoryLine, ...]:
    """What the history held before we looked: looking is a line of it."""
    record = record_of(member, env)
    history = read_access_history(record, actor=Holder(record), env=env)
    assert isinstance(history, AccessHistory), history
    return tuple(line for line in history.lines if line.event.at < env.clock.now())


def told_story(env: Environment) -> dict[str, list[tuple[object, ...]]]:
    """All that the holders may know of their records: each line of each history, without its random numbers."""
    return {
        member.short: [
            (line.event.at, line.event.action, line.event.outcome, line.name, line.structure, line.event.mode)
            for line in history_of(member, env)
        ]
        for member in (*PATIENTS, *OFFICIAL_PATIENTS)
    }


def test_building_a_second_time_changes_nothing(world: Environment, home: Path) -> None:
    before = [asks(member, None, world) for member in PATIENTS]
    assert not build(world, home=home)
    assert [asks(member, None, world) for member in PATIENTS] == before


def test_two_installations_tell_the_same_story(env: Environment, database: Database, tmp_path: Path) -> None:
    assert build(env, home=tmp_path)
    first = told_story(env)
    database.empty()
    assert build(env, home=tmp_path)
    assert told_story(env) == first


def test_a_building_that_was_cut_short_is_told_and_never_completed(env: Environment, tmp_path: Path) -> None:
    assistance = with_card(ALIX.identity, actor=KELLER.actor, env=env)
    consent = consent_of(ALIX.identity, env=env)
    started = open_record(ALIX.identity, consent=consent, assistance=assistance, actor=KELLER.actor, env=env)
    assert isinstance(started, Opened)
    with pytest.raises(WorldHalfBuiltError):
        build(env, home=tmp_path)


def test_everything_happened_before_the_day_of_building(world: Environment) -> None:
    today = world.clock.now().astimezone(PARIS).date()
    for member in PATIENTS:
        assert all(line.event.at.astimezone(PARIS).date() < today for line in history_of(member, world))


def test_camille_reads_of_her_last_days_what_the_screens_show(world: Environment) -> None:
    yesterday = world.clock.now().astimezone(PARIS).date() - timedelta(days=1)
    recent = [line for line in history_of(CAMILLE, world) if line.event.at.astimezone(PARIS).date() >= yesterday]
    assert [(line.event.action.value, line.name or line.event.actor.kind) for line in recent] == [
        ("read-document", "Hugo Lemaire"),
        ("list-documents", "Hugo Lemaire"),
        ("authorize-professional", "Hugo Lemaire"),
        ("deposit-documents", "Laboratoire des Docks"),
    ]


def test_the_night_in_the_emergency_room_stands_out_with_its_reason(world: Environment) -> None:
    night = [line.event for line in history_of(CAMILLE, world) if line.event.mode is AccessMode.BREAK_THE_GLASS]
    assert {event.actor.identifier for event in night} == {HADDAD.identifier.value}
    assert [event.action.value for event in night] == [*["read-document"] * 4, "list-documents", "break-the-glass"]
    assert night[-1].reason == REASON


def test_six_are_let_into_camilles_record_and_one_is_blocked(world: Environment) -> None:
    record = record_of(CAMILLE, world)
    with within(record):
        given = consents.authorizations(record)
        blocked = [one.grantee for one in consents.blocks(record)]
    valid = {
        one.grantee for one in given if status_of(one.authorization, at=world.clock.now()) is AuthorizationStatus.VALID
    }
    assert valid == {one.identifier for one in (KELLER, HUGO, PAUL, CLAIRE, TOM, BENALI)}
    assert blocked == [DELORME.identifier]


def test_the_masked_radiograph_is_there_for_its_author_and_the_treating_physician_only(world: Environment) -> None:
    seeing = [
        one for one in (KELLER, BENALI, HUGO, TOM) if is_among("camille-radiographie", sees(CAMILLE, one.actor, world))
    ]
    assert seeing == [KELLER, BENALI]


def test_the_new_synthesis_replaces_the_old_one(world: Environment) -> None:
    listed = asks(CAMILLE, None, world)
    assert isinstance(listed, ListedDocuments)
    status = {shown.entry.unique_id: shown.status.value for shown in listed.documents}
    assert status[unique_id("camille-synthese-1")] == "superseded"
    assert status[unique_id("camille-synthese-2")] == "current"


@pytest.mark.parametrize("who", [HADDAD, DELORME], ids=["after the emergency", "blocked"])
def test_neither_doctor_reads_camilles_record_any_longer(who: Caregiver, world: Environment) -> None:
    assert told(CAMILLE, who.actor, world) is Told.NO_ACCESS


def test_the_speech_therapist_sees_no_blood_test_and_the_podiatrist_no_emergency_report(world: Environment) -> None:
    assert not is_among("camille-biologie-4", sees(CAMILLE, CLAIRE.actor, world))
    assert is_among("camille-urgences", sees(CAMILLE, CLAIRE.actor, world))
    assert is_among("camille-biologie-4", sees(CAMILLE, PAUL.actor, world))
    assert not is_among("camille-urgences", sees(CAMILLE, PAUL.actor, world))


def test_georges_does_not_find_the_result_that_nobody_has_announced_and_his_doctor_does(world: Environment) -> None:
    assert not is_among("georges-anatomopathologie", sees(GEORGES, None, world))
    assert is_among("georges-anatomopathologie", sees(GEORGES, KELLER.actor, world))


def test_the_care_team_of_the_hospital_reads_and_its_secretary_does_not(world: Environment) -> None:
    assert is_among("georges-hospitalisation", sees(GEORGES, LISE.actor, world))
    assert is_among("nadia-biologie", sees(NADIA, HADDAD.actor, world))
    assert told(GEORGES, JEANNE.actor, world) is Told.NOT_ALLOWED


def test_sacha_reads_lous_certificate_and_finds_no_trace_of_the_other_visit(world: Environment) -> None:
    sacha = Representative(SACHA.account)
    assert sees(LOU, sacha, world) == {unique_id("lou-certificat").value}
    assert is_among("lou-consultation", sees(LOU, KELLER.actor, world))


def test_camille_and_sacha_both_read_alixs_record_and_camille_not_lous(world: Environment) -> None:
    expected = {unique_id("alix-examen").value, unique_id("alix-vaccination").value}
    assert sees(ALIX, Representative(CAMILLE.account), world) == expected
    assert sees(ALIX, Representative(SACHA.account), world) == expected
    assert isinstance(asks(LOU, Representative(CAMILLE.account), world), Refusal)


def test_the_official_patients_let_in_dr_keller_the_hospital_and_those_who_sign_the_samples(world: Environment) -> None:
    expected = {KELLER.identifier, CHU.identifier, *(one.identifier for one in SAMPLE_AUTHORS)}
    for patient in OFFICIAL_PATIENTS:
        record = record_of(patient, world)
        with within(record):
            assert {one.grantee for one in consents.authorizations(record)} == expected
    assert len({record_of(patient, world) for patient in OFFICIAL_PATIENTS}) == len(OFFICIAL_PATIENTS)


def test_the_occupational_physician_was_refused_and_camille_knows_it(world: Environment) -> None:
    refused = [line for line in history_of(CAMILLE, world) if line.event.outcome is Outcome.REFUSED]
    assert [line.name for line in refused] == ["Dr Élise Marchand"]
    assert refused[0].sentences


def test_the_treating_physician_of_each_patient_is_dr_keller(world: Environment) -> None:
    named: dict[str, list[PractitionerId]] = {}
    for member in PATIENTS:
        record = record_of(member, world)
        with within(record):
            named[member.short] = consents.treating_physicians(record)
    assert named == {member.short: [KELLER.identifier] for member in PATIENTS}


def test_people_have_been_told_all_that_they_were_owed_before_the_first_day(world: Environment, home: Path) -> None:
    midnight = world.clock.now().astimezone(PARIS).replace(hour=0)
    for member in PATIENTS:
        record = record_of(member, world)
        with within(record):
            assert notices.due(at=midnight, most=100) == []
    assert FileOutbox(home / "outbox", clock=world.clock).outbox() == ()
