"""Patients beside TD0.2: read by their id, looked for by name during a call, their records closed with them there."""

from collections.abc import Callable

import pytest

from carnet.core.access.actors import Actor, Holder, StructureKind
from carnet.core.audit.events import AuditEvent
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.store import directory
from carnet.store.directory import Organization
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.record.close_record import close_record
from tests.doors.fhir.client import Answer, Json, Software
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, NURSE, Installation
from tests.usecases.test_finding_by_traits import twin
from tests.usecases.test_samu_calls import CALL, REGULATOR, SAMU

MOREL = "family=Morel&birthdate=1984-03-12"
NO_SAMU = EmergencySwitches(samu=False, break_the_glass=True, masked_documents=False)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


@pytest.fixture
def regulator(installation: Installation, software: Callable[[Actor], Software]) -> Software:
    """The software of a doctor of the SAMU, which the directory knows as one."""
    assert installation
    directory.save_organization(Organization(SAMU, "Samu des Deux-Rives", StructureKind.SAMU))
    directory.add_member(REGULATOR.identifier, SAMU, role=REGULATOR.role)
    return software(REGULATOR)


def path(record: RecordId) -> str:
    return f"Patient/{record_id_text(record)}"


def test_camille_reads_who_she_is_and_no_way_to_reach_her(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    answer = software(Holder(camille)).get(path(camille))
    assert answer.status == 200
    told = answer.json
    assert (told["id"], told["name"][0]["family"], told["birthDate"]) == (
        record_id_text(camille),
        "MOREL",
        "1984-03-12",
    )
    assert told["identifier"][0]["value"] == CAMILLE.identifiers[0].value
    assert "telecom" not in told


@pytest.mark.parametrize(
    "who", [KELLER, HADDAD, NURSE, HOSPITAL_SOFTWARE], ids=["let in", "not", "a nurse", "software"]
)
def test_those_who_give_care_read_what_the_look_up_tells_and_no_trait(
    who: Actor, camille: RecordId, software: Callable[[Actor], Software], traced: Callable[..., list[AuditEvent]]
) -> None:
    answer = software(who).get(path(camille))
    assert (answer.status, set(answer.json)) == (200, {"resourceType", "id", "extension", "active"})
    looked_up = software(who).get(f"Patient?_id={record_id_text(camille)}")
    assert looked_up.documents[0] == answer.json
    assert [(one.action.value, one.outcome.value) for one in traced(camille)[-2:]] == [("check-record", "done")] * 2


def test_a_closed_record_is_to_a_stranger_as_one_that_never_was(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    close_record(camille, reason="no-use", actor=Holder(camille), env=installation.env)
    never = RecordId(installation.env.chance.identifier())
    shut, absent, malformed = (software(HADDAD).get(one) for one in (path(camille), path(never), "Patient/1"))
    assert (shut.status, shut.body) == (absent.status, absent.body) == (malformed.status, malformed.body)
    assert shut.status == 404
    assert software(KELLER).get(path(camille)).json["active"] is False


def during_a_call(who: Software, query: str = MOREL, call: str = CALL) -> Answer:
    return who.search("Patient", query, **({"Emergency-Call": call} if call else {}))


def named(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    people: list[Json] = answer.documents
    assert answer.json["total"] == len(people)
    return [one["id"] for one in people]


def test_a_regulating_doctor_finds_somebody_by_name_and_they_read_it(
    camille: RecordId, regulator: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    answer = during_a_call(regulator)
    assert named(answer) == [record_id_text(camille)]
    assert answer.documents[0]["name"][0]["given"] == ["CAMILLE"]
    assert CAMILLE.identifiers[0].value not in answer.body.decode(), "a name gives nobody the number"
    line = traced(camille)[-1]
    assert (line.action.value, line.outcome.value, line.reason) == ("find-by-traits", "done", CALL)
    assert named(during_a_call(regulator, "family=MOREL&birthdate=eq1984-03-12&given=Cam")) != []
    assert named(during_a_call(regulator, f"{MOREL}&given=Solene")) == []
    assert named(during_a_call(regulator, "family=Brunet&birthdate=1948-05-02")) == []


def test_whoever_refuses_or_has_closed_is_nobody(
    installation: Installation, camille: RecordId, regulator: Software
) -> None:
    never = during_a_call(regulator, "family=Nobody&birthdate=1984-03-12")
    choose_emergency_access(camille, NO_SAMU, actor=Holder(camille), env=installation.env)
    refusing = during_a_call(regulator)
    close_record(camille, reason="no-use", actor=Holder(camille), env=installation.env)
    shut = during_a_call(regulator)
    assert refusing.body == shut.body == never.body


def test_more_than_ten_are_nobody_until_a_first_name_tells_them_apart(
    installation: Installation, regulator: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    people = [installation.opens(twin(number, f"SOLENE{chr(65 + number)}")) for number in range(11)]
    answer = during_a_call(regulator)
    assert (answer.status, answer.codes) == (422, ["too-many-people"])
    assert all(traced(one)[-1].action.value == "open-record" for one in people)
    assert named(during_a_call(regulator, f"{MOREL}&given=SoleneC")) == [record_id_text(people[2])]


@pytest.mark.parametrize("who", ["a doctor", "a hospital", "the person"])
def test_nobody_else_looks_for_people_by_their_names(
    who: str, camille: RecordId, software: Callable[[Actor], Software], traced: Callable[..., list[AuditEvent]]
) -> None:
    askers: dict[str, Actor] = {"a doctor": KELLER, "a hospital": HOSPITAL_SOFTWARE, "the person": Holder(camille)}
    asker = askers[who]
    before = len(traced(camille))
    known, unknown = (during_a_call(software(asker), one) for one in (MOREL, "family=Nobody&birthdate=1984-03-12"))
    assert known.status == 403
    assert (known.status, known.body) == (unknown.status, unknown.body)
    assert len(traced(camille)) == before
    asked = [one for one in traced(NOBODYS_RECORD) if one.action.value == "find-by-traits"]
    assert [one.outcome.value for one in asked] == ["refused"] * 2


WRONG: dict[str, tuple[str, str, list[str]]] = {
    "outside a call": (MOREL, "", ["call-number"]),
    "with a story in place of a number": (MOREL, "malaise dans la rue 2026", ["call-number"]),
    "without a birth date": ("family=Morel", CALL, ["bad-traits"]),
    "with a year alone": ("family=Morel&birthdate=1984", CALL, ["bad-traits"]),
    "with two names": (f"{MOREL}&family=Brunet", CALL, ["bad-traits"]),
    "by the beginning of a name": ("family:contains=Mor&birthdate=1984-03-12", CALL, ["bad-traits"]),
    "and by a number": (f"{MOREL}&_id=1", CALL, ["bad-traits"]),
    "through something else": (f"{MOREL}&_has:Consent:patient:status=active", CALL, ["chain-refused"]),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_search_by_name_that_cannot_be_made_is_told_why(how: str, camille: RecordId, regulator: Software) -> None:
    assert camille
    query, call, codes = WRONG[how]
    answer = during_a_call(regulator, query, call)
    assert (answer.status, answer.codes) == (400, codes)


def closing(*, present: bool | None = True, reason: str = "") -> Json:
    parameters: list[Json] = [{"name": "reason", "valueCode": reason}] if reason else []
    parameters += [{"name": "person-present", "valueBoolean": present}] if present is not None else []
    return {"resourceType": "Parameters", "parameter": parameters} if parameters else {"resourceType": "Parameters"}


def test_keller_closes_the_record_of_camille_who_is_there_and_asks_for_it(
    camille: RecordId, software: Callable[[Actor], Software], traced: Callable[..., list[AuditEvent]]
) -> None:
    answer = software(KELLER).post(f"{path(camille)}/$close", closing(reason="confidentiality"))
    assert answer.status == 200, answer.body
    assert [one["name"] for one in answer.json["parameter"]] == ["patient", "closed-at"]
    line = traced(camille)[-1]
    assert (line.action.value, line.outcome.value, line.detail) == ("close-record", "done", "confidentiality")
    assert software(KELLER).get(path(camille)).json["active"] is False
    assert software(KELLER).post(f"{path(camille)}/$close", closing()).status == 403


@pytest.mark.parametrize("sent", [closing(present=False), closing(present=None)], ids=["absent", "not said"])
def test_nobody_closes_it_without_her(sent: Json, camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert software(KELLER).post(f"{path(camille)}/$close", sent).status == 403
    assert software(KELLER).get(path(camille)).json["active"] is True


def test_whoever_was_not_let_in_closes_nothing(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    for who in (HADDAD, HOSPITAL_SOFTWARE):
        assert software(who).post(f"{path(camille)}/$close", closing()).status == 403
    assert software(HADDAD).post("Patient/1/$close", closing()).status == 403
    assert software(KELLER).get(path(camille)).json["active"] is True


def test_a_reason_is_one_of_the_codes_and_no_story(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    doctor = software(KELLER)
    for sent, codes, status in (
        (closing(reason="death"), ["bad-closing-reason"], 422),
        (closing(reason="elle déménage"), ["bad-closing-reason"], 422),
        (
            {"resourceType": "Parameters", "parameter": [{"name": "why", "valueString": "x"}]},
            ["unknown-parameter"],
            400,
        ),
    ):
        answer = doctor.post(f"{path(camille)}/$close", sent)
        assert (answer.status, answer.codes) == (status, codes)


def test_reopening_by_software_is_answered_as_what_was_withdrawn(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    for who in (KELLER, Holder(camille)):
        answer = software(who).post(f"{path(camille)}/$reopen", closing())
        assert (answer.status, answer.codes) == (410, ["withdrawn-transaction"])
        assert "1 July 2021" in answer.json["issue"][0]["diagnostics"]
    changed = software(KELLER).ask("PUT", path(camille), b"{}")
    assert (changed.status, changed.headers["Allow"]) == (405, "GET")
    assert "TD1.3" in changed.json["issue"][0]["diagnostics"]
