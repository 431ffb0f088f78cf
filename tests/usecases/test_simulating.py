"""« Que verrait… ? » on a real record: the real tie, the real decision, cut to the asker, and one line of history."""

from datetime import datetime, timedelta

import pytest

from carnet.core.access.actors import Holder, StaffRole
from carnet.core.emergency.access import EmergencyMode
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import directory
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.health.add_health_entry import add_health_entry
from carnet.usecases.reading.simulate_access import (
    AsCarer,
    AuthorizedProfession,
    InEmergency,
    NamedProfessional,
    Simulation,
    Somebody,
    Unknown,
    simulate_access,
)
from tests.conftest import NOON
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    PHARMACY,
    PRACTICE,
    Installation,
    note,
    refused,
)
from tests.store.statements import counted
from tests.usecases.looking import told, traced


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.receives(CAMILLE, note(CAMILLE), from_=KELLER)
    masked = installation.receives(CAMILLE, note(CAMILLE, number=2, type_code="11502-2"), from_=HOSPITAL_SOFTWARE)
    mask_document(record, masked, actor=Holder(record), env=installation.env)
    unannounced = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    installation.receives(CAMILLE, note(CAMILLE, number=3, by=HADDAD, hidden=unannounced), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, HUGO, until=NOON + timedelta(days=30))
    return record


def eyes(of: Somebody, record: RecordId, here: Installation, on: datetime | None = None) -> Simulation:
    answer = simulate_access(record, of, on=on, actor=Holder(record), env=here.env)
    assert isinstance(answer, Simulation), answer
    return answer


def read(answer: Simulation) -> int:
    return sum(one.is_shown for one in answer.documents)


def test_she_learns_what_any_authorised_doctor_would_read(installation: Installation, camille: RecordId) -> None:
    answer = eyes(AuthorizedProfession("10"), camille, installation)
    assert (answer.opens, read(answer), len(answer.documents)) == (True, 1, 2)


def test_she_learns_what_her_pharmacist_reads_today_and_once_the_access_has_ended(
    installation: Installation, camille: RecordId
) -> None:
    hugo = NamedProfessional(HUGO.identifier)
    assert eyes(hugo, camille, installation).opens
    assert not eyes(hugo, camille, installation, on=NOON + timedelta(days=31)).opens


def test_a_professional_is_seen_with_the_right_of_their_care_team(
    installation: Installation, camille: RecordId
) -> None:
    assert not eyes(NamedProfessional(HADDAD.identifier), camille, installation).opens
    installation.authorizes(camille, HOSPITAL)
    assert eyes(NamedProfessional(HADDAD.identifier), camille, installation).opens


def test_somebody_blocked_would_read_nothing(installation: Installation, camille: RecordId) -> None:
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    answer = eyes(NamedProfessional(KELLER.identifier), camille, installation)
    assert (answer.opens, read(answer)) == (False, 0)
    assert [reason.rule for reason in answer.reasons] == ["BLK-01"]


def test_she_learns_who_would_read_what_she_wrote_of_her_health(installation: Installation, camille: RecordId) -> None:
    holder, env = Holder(camille), installation.env
    add_health_entry(camille, "allergy", {"what": "Pénicilline"}, is_sure=False, actor=holder, env=env)
    doctor = eyes(AuthorizedProfession("10"), camille, installation)
    assert [(one.kind.key, one.seen, one.lines) for one in doctor.own_words] == [("allergy", 1, 1)]
    choose_hidden_categories(camille, ["11"], masks_by_default=False, actor=holder, env=env)
    for somebody in (AuthorizedProfession("10"), AsCarer(), NamedProfessional(HADDAD.identifier)):
        assert [one.seen for one in eyes(somebody, camille, installation).own_words] == [0]


@pytest.mark.parametrize("mode", EmergencyMode)
def test_she_learns_what_an_emergency_would_open(
    installation: Installation, camille: RecordId, mode: EmergencyMode
) -> None:
    answer = eyes(InEmergency(mode), camille, installation)
    assert (answer.opens, read(answer)) == (True, 1)


def test_the_unannounced_result_is_in_no_simulation(installation: Installation, camille: RecordId) -> None:
    installation.authorizes(camille, HADDAD)
    for somebody in (NamedProfessional(HADDAD.identifier), AuthorizedProfession("10"), AsCarer()):
        answer = eyes(somebody, camille, installation)
        assert len(answer.documents) == 2  # the one she wrote nothing about, and the one she masked


def test_the_simulation_is_her_own_act_and_names_whom_it_was_about(
    installation: Installation, camille: RecordId
) -> None:
    eyes(NamedProfessional(HUGO.identifier), camille, installation)
    line = traced(installation, camille)[-1]
    assert (line.action.value, line.actor.kind, line.outcome.value) == ("simulate-access", "holder", "done")
    assert line.concerned is not None
    assert line.concerned.identifier == HUGO.identifier.value
    eyes(AuthorizedProfession("60"), camille, installation)
    assert told(installation, camille)[-1] == ("simulate-access", "done", "profession:60")


def test_a_professional_simulates_nobody(installation: Installation, camille: RecordId) -> None:
    answer = simulate_access(camille, AuthorizedProfession("10"), actor=HUGO, env=installation.env)
    assert [reason.rule for reason in refused(answer).reasons] == ["DEFAULT"]
    assert told(installation, camille)[-1] == ("simulate-access", "refused", "profession:10")


def test_somebody_unknown_to_the_directory_has_no_eyes(installation: Installation, camille: RecordId) -> None:
    nobody = NamedProfessional(PractitionerId("899799999999"))
    assert simulate_access(camille, nobody, actor=Holder(camille), env=installation.env) == Unknown()


def test_a_simulation_tells_nobody_of_a_first_access(installation: Installation, camille: RecordId) -> None:
    before = len(traced(installation, camille))
    with counted() as statements:
        eyes(AuthorizedProfession("10"), camille, installation)
    assert not any("first_access (" in one or "insert into notice" in one for one in statements)
    assert len(traced(installation, camille)) == before + 1


def test_somebody_who_works_in_two_places_is_seen_in_each(installation: Installation, camille: RecordId) -> None:
    directory.add_member(HADDAD.identifier, PRACTICE, role=StaffRole.CARE)
    installation.authorizes(camille, PRACTICE)
    assert eyes(NamedProfessional(HADDAD.identifier, PRACTICE), camille, installation).opens
    at_the_hospital = eyes(NamedProfessional(HADDAD.identifier, HOSPITAL), camille, installation)
    assert not at_the_hospital.opens
    assert at_the_hospital.place is not None
    assert at_the_hospital.place.organization == HOSPITAL
    assert [one.organization for one in at_the_hospital.elsewhere] == [PRACTICE]


def test_nobody_is_seen_where_they_do_not_work(installation: Installation, camille: RecordId) -> None:
    away = NamedProfessional(HADDAD.identifier, PHARMACY)
    assert simulate_access(camille, away, actor=Holder(camille), env=installation.env) == Unknown()
