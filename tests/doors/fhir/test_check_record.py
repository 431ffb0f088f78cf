"""TD0.2: whether somebody has a record, whether it can be fed, and the asker's own authorisation; nobody's traits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.consent.authorization import Authorization, AuthorizationStatus
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.names import FEEDABLE, TREATING_PHYSICIAN
from carnet.store import consents
from carnet.store.context import within
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Json, Software
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HOSPITAL,
    HOSPITAL_SOFTWARE,
    KELLER,
    NURSE,
    SECRETARY,
    Installation,
)

INS = CAMILLE.identifiers[0]
BY_INS = f"identifier=urn:oid:{INS.system.value}|{INS.value}"
NOBODY = "identifier=urn:oid:1.2.250.1.213.1.4.11|269054958815780"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def told(answer: Answer) -> tuple[bool, Json, AuthorizationStatus | None]:
    """Whether there is a record, what is said of it, and the status of the asker's authorisation."""
    assert answer.status == 200
    entries = [entry["resource"] for entry in answer.json.get("entry", [])]
    assert answer.json["total"] == len([one for one in entries if one["resourceType"] == "Patient"])
    if not entries:
        return False, {}, None
    patient, consent = entries
    extensions = {one["url"]: one["valueBoolean"] for one in patient["extension"]}
    assert patient["active"] == extensions[FEEDABLE]
    assert consent["patient"]["reference"] == f"Patient/{patient['id']}"
    return True, extensions, AuthorizationStatus(consent["extension"][0]["valueCoding"]["code"])


def test_a_doctor_learns_that_there_is_a_record_to_feed_and_that_nobody_let_her_in(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    answer = software(KELLER).search("Patient", BY_INS)
    assert told(answer) == (True, {FEEDABLE: True}, AuthorizationStatus.NONE)
    patient, consent = (entry["resource"] for entry in answer.json["entry"])
    assert patient["id"] == record_id_text(camille)
    assert patient.keys() == {"resourceType", "id", "extension", "active", "identifier"}
    assert [one["value"] for one in patient["identifier"]] == [INS.value]
    assert (consent["status"], consent["provision"]["type"]) == ("inactive", "deny")
    (actor,) = consent["provision"]["actor"]
    assert actor["reference"]["identifier"]["value"] == KELLER.identifier.value


def test_by_get_by_post_and_by_the_id_that_we_gave_the_answer_is_the_same_but_for_the_ins(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    person = software(KELLER)
    posted, got, by_id = (
        person.search("Patient", BY_INS),
        person.get(f"Patient?{BY_INS}"),
        person.get(f"Patient?_id={record_id_text(camille)}"),
    )
    assert posted.body == got.body
    without_ins = got.json
    del without_ins["entry"][0]["resource"]["identifier"]
    assert by_id.json == without_ins


def test_an_authorised_doctor_learns_that_she_is(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    installation.authorizes(camille, KELLER, until=NOON + timedelta(days=1))
    answer = software(KELLER).search("Patient", BY_INS)
    assert told(answer) == (True, {FEEDABLE: True}, AuthorizationStatus.VALID)
    consent = answer.json["entry"][1]["resource"]
    assert (consent["status"], consent["provision"]["type"]) == ("active", "permit")
    installation.at(NOON + timedelta(days=1))
    assert told(software(KELLER).search("Patient", BY_INS))[2] is AuthorizationStatus.EXPIRED


def test_a_team_learns_the_authorisation_of_its_establishment(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    installation.authorizes(camille, HOSPITAL)
    assert told(software(NURSE).search("Patient", BY_INS))[2] is AuthorizationStatus.VALID
    answer = software(HOSPITAL_SOFTWARE).search("Patient", BY_INS)
    assert told(answer)[:2] == (True, {FEEDABLE: True})
    (actor,) = answer.json["entry"][1]["resource"]["provision"]["actor"]
    assert actor["reference"]["identifier"]["value"] == HOSPITAL.value


def test_the_treating_physician_learns_that_she_is(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    installation.authorizes(camille, KELLER)
    name_treating_physician(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert told(software(KELLER).search("Patient", BY_INS))[1] == {FEEDABLE: True, TREATING_PHYSICIAN: True}


def test_camille_learns_that_her_record_is_open(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    answer = software(Holder(camille)).get(f"Patient?_id={record_id_text(camille)}")
    assert told(answer) == (True, {FEEDABLE: True}, AuthorizationStatus.VALID)
    assert "actor" not in answer.json["entry"][1]["resource"]["provision"]


def test_a_blocked_doctor_learns_what_one_learns_whom_nobody_let_in(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    installation.authorizes(camille, KELLER)
    before = software(HADDAD).search("Patient", BY_INS)
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=installation.env)
    assert software(HADDAD).search("Patient", BY_INS).body == before.body
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert told(software(KELLER).search("Patient", BY_INS)) == (True, {FEEDABLE: True}, AuthorizationStatus.NONE)


def test_a_closed_record_is_absent_but_to_those_who_once_could_read_it(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    installation.authorizes(camille, KELLER)
    close_record(camille, reason="holder-asks", actor=Holder(camille), env=installation.env)
    assert told(software(KELLER).search("Patient", BY_INS))[1] == {FEEDABLE: False}
    closed, never_was = (software(HADDAD).search("Patient", who) for who in (BY_INS, NOBODY))
    assert told(closed) == told(never_was) == (False, {}, None)
    assert (closed.body, str(closed.headers)) == (never_was.body, str(never_was.headers))


def test_a_secretary_may_ask(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert camille
    assert told(software(SECRETARY).search("Patient", BY_INS))[0] is True


def test_an_unknown_parameter_is_told_or_refused(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert camille
    person = software(KELLER)
    for who, total in ((BY_INS, 1), (NOBODY, 0)):
        answer = person.search("Patient", f"{who}&address-city=Nantes")
        assert (answer.json["total"], len(answer.warnings)) == (total, 1)
        refused = person.search("Patient", f"{who}&address-city=Nantes", Prefer="handling=strict")
        assert (refused.status, refused.codes) == (400, ["unknown-search-parameter"])


@pytest.mark.parametrize("query", ["", "identifier=", f"{BY_INS}&{BY_INS}", f"{BY_INS}&_id=x", "_id=x"])
def test_a_question_about_nobody_or_about_two_is_refused(
    query: str, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert camille
    assert software(KELLER).search("Patient", query).status == 400


def test_each_question_is_written_down_where_it_leads(
    camille: RecordId, software: Callable[[Actor], Software], traced: Callable[..., list[AuditEvent]]
) -> None:
    person = software(KELLER)
    for who in (BY_INS, NOBODY):
        person.search("Patient", who)
    lines: list[Any] = [traced(camille)[-1], traced()[-1]]
    assert [(one.action.value, one.actor.identifier) for one in lines] == [
        ("check-record", KELLER.identifier.value)
    ] * 2


def test_a_search_of_nobody_and_of_somebody_who_said_no_are_answered_alike(
    installation: Installation, software: Callable[[Actor], Software]
) -> None:
    installation.opens(GEORGES)
    doctor = software(KELLER)
    nobody = "patient.identifier=urn:oid:1.2.250.1.213.1.4.11|269054958815780"
    georges = f"patient.identifier=urn:oid:1.2.250.1.213.1.4.11|{GEORGES.identifiers[0].value}"
    never_given = f"patient={'a' * 26}"
    answers = [doctor.search("DocumentReference", f"{who}&status=current") for who in (nobody, georges, never_given)]
    assert {(one.status, one.body, str(one.headers)) for one in answers} == {
        (403, answers[0].body, str(answers[0].headers))
    }
    assert answers[0].codes == ["no-access"]


def test_software_that_names_nobody_learns_of_the_authorisation_of_its_own_establishment(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    assert told(software(HOSPITAL_SOFTWARE).search("Patient", BY_INS))[2] is AuthorizationStatus.NONE
    with within(camille, exclusive=True):
        consents.authorize(camille, HOSPITAL, Authorization(NOON, NOON + timedelta(days=1)))
    assert told(software(HOSPITAL_SOFTWARE).search("Patient", BY_INS))[2] is AuthorizationStatus.VALID
    refused = software(HOSPITAL_SOFTWARE).get(f"DocumentReference?patient={record_id_text(camille)}&status=current")
    assert refused.status == 403, "it still reads nothing"
    installation.at(NOON + timedelta(days=1))
    assert told(software(HOSPITAL_SOFTWARE).search("Patient", BY_INS))[2] is AuthorizationStatus.EXPIRED
