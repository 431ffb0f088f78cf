"""Who may see a record, as Consents: one's own, declared, renewed and given up; all of them for the person."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.mapping.consent import STATUSES, consent_id
from carnet.usecases.consent.block_professional import block_professional
from tests.doors.fhir.client import Answer, Json, Software, subject_of
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

pytestmark = pytest.mark.usefixtures("camille")

RPPS = "urn:oid:1.2.250.1.71.4.2.1"
INS = CAMILLE.identifiers[0]
NAMED = quote(f"urn:oid:{INS.system.value}|{INS.value}")


def consent(*, gives: bool = True, present: bool = True, **changes: Any) -> Json:
    """What a doctor's software sends: Camille, there in person, says yes."""
    provision: Json = {"type": "permit" if gives else "deny", **changes.pop("provision", {})}
    return {
        "resourceType": "Consent",
        "status": "active",
        "scope": {"coding": [{"code": "patient-privacy"}]},
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": subject_of(INS),
        "policy": [{"uri": "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006072665"}],
        "verification": [{"verified": present}],
        "provision": provision,
        **changes,
    }


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def keller(software: Callable[[Actor], Software]) -> Software:
    return software(KELLER)


def put(who: Software, number: str, resource: Json) -> Answer:
    return who.ask("PUT", f"Consent/{number}", json.dumps(resource).encode())


def status_of(answer: Answer) -> list[tuple[str, str]]:
    assert answer.status == 200, answer.body
    return [(one["status"], one["extension"][0]["valueCoding"]["code"]) for one in answer.documents]


def test_keller_declares_that_camille_agrees_and_then_reads(
    installation: Installation, keller: Software, camille: RecordId, traced: Callable[..., list[AuditEvent]]
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    documents = f"DocumentReference?patient={record_id_text(camille)}&status=current"
    assert keller.get(documents).status == 403
    answer = keller.post("Consent", consent())
    number = consent_id(camille, KELLER.identifier)
    assert (answer.status, answer.json["id"]) == (201, number)
    assert answer.headers["Location"].endswith(f"/fhir/Consent/{number}")
    assert keller.get(documents).json["total"] == 1
    assert keller.get(f"Consent/{number}").json["provision"]["type"] == "permit"
    assert status_of(keller.search("Consent", f"patient.identifier={NAMED}")) == [("active", "VALIDE")]
    assert ("authorize-professional", "done") in [
        (event.action.value, event.outcome.value) for event in traced(camille)
    ]


def test_nobody_declares_without_camille_being_there(keller: Software, camille: RecordId) -> None:
    for sent in (consent(present=False), {name: value for name, value in consent().items() if name != "verification"}):
        assert keller.post("Consent", sent).status == 403
    assert status_of(keller.get(f"Consent?patient={record_id_text(camille)}")) == [("inactive", "NON_EXISTE")]


def test_keller_gives_her_access_up_by_each_way(keller: Software, camille: RecordId) -> None:
    number = consent_id(camille, KELLER.identifier)
    ways: list[Callable[[], Answer]] = [
        lambda: keller.ask("DELETE", f"Consent/{number}"),
        lambda: put(keller, number, consent(gives=False)),
        lambda: put(keller, number, consent(status="inactive")),
        lambda: keller.post("Consent", consent(gives=False)),
    ]
    for way in ways:
        assert keller.post("Consent", consent()).status == 201
        answer = way()
        assert (answer.status, answer.codes) == (200, ["access-ended"])
        assert status_of(keller.get(f"Consent?patient={record_id_text(camille)}")) == [("inactive", "EXPIRE")]
    assert keller.ask("DELETE", f"Consent/{number}").status == 403


def test_a_consent_is_renewed_where_it_stands(keller: Software, camille: RecordId) -> None:
    keller.post("Consent", consent())
    number = consent_id(camille, KELLER.identifier)
    answer = put(keller, number, consent())
    assert (answer.status, answer.json["id"]) == (200, number)
    again = put(keller, number, answer.json | {"verification": [{"verified": True}]})
    assert (again.status, again.json["id"]) == (200, number)


def test_camille_reads_whom_she_let_in_and_whom_she_shut_out(
    installation: Installation, keller: Software, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    keller.post("Consent", consent())
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=installation.env)
    person = software(Holder(camille))
    everything = f"Consent?patient={record_id_text(camille)}"
    assert sorted(status_of(person.get(everything))) == [("active", "BLOQUE"), ("active", "VALIDE")]
    assert sorted(one["provision"]["type"] for one in person.get(everything).documents) == ["deny", "permit"]
    assert status_of(person.get(f"{everything}&actor={HADDAD.identifier.value}")) == [("active", "BLOQUE")]
    assert status_of(person.get(f"{everything}&actor:identifier={RPPS}|{KELLER.identifier.value}")) == [
        ("active", "VALIDE")
    ]
    assert status_of(person.get(f"{everything}&status=inactive")) == []
    number = consent_id(camille, HADDAD.identifier)
    assert status_of(person.get(f"{everything}&_id={number},1")) == [("active", "BLOQUE")]
    assert person.get(f"Consent/{number}").json["provision"]["actor"][0]["reference"]["display"]
    assert person.get(f"Consent/{consent_id(camille, HOSPITAL_SOFTWARE.organization)}").status == 404


def test_a_block_looks_to_the_blocked_like_nothing_at_all(
    installation: Installation, keller: Software, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    keller.post("Consent", consent())
    search = f"Consent?patient={record_id_text(camille)}"
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert status_of(keller.get(search)) == [("inactive", "NON_EXISTE")]
    assert status_of(software(HADDAD).get(search)) == [("inactive", "NON_EXISTE")]


def test_a_stranger_learns_of_nobody_else(
    keller: Software, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    keller.post("Consent", consent())
    haddad = software(HADDAD)
    number = consent_id(camille, KELLER.identifier)
    assert haddad.get(f"Consent/{number}").status == 404
    assert status_of(haddad.get(f"Consent?patient={record_id_text(camille)}&actor={KELLER.identifier.value}")) == []
    assert haddad.ask("DELETE", f"Consent/{number}").status == 403
    assert status_of(keller.get(f"Consent?patient={record_id_text(camille)}")) == [("active", "VALIDE")]


def test_whoever_names_the_consent_of_somebody_else_changes_not_even_their_own(
    keller: Software, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    haddad = software(HADDAD)
    for one in (keller, haddad):
        assert one.post("Consent", consent()).status == 201
    number = consent_id(camille, KELLER.identifier)
    assert haddad.ask("DELETE", f"Consent/{number}").status == 403
    assert put(haddad, number, consent(gives=False)).status == 403
    for one in (keller, haddad):
        assert status_of(one.get(f"Consent?patient={record_id_text(camille)}")) == [("active", "VALIDE")]


@pytest.mark.parametrize("gives", [True, False])
def test_what_is_said_of_somebody_else_changes_the_consent_of_nobody(
    keller: Software, camille: RecordId, installation: Installation, gives: bool
) -> None:
    georges, number = installation.opens(GEORGES), consent_id(camille, KELLER.identifier)
    for one in (CAMILLE, GEORGES) if not gives else ():
        assert keller.post("Consent", consent(patient=subject_of(one.identifiers[0]))).status == 201
    said_by_id = consent(gives=gives, patient={"reference": f"Patient/{record_id_text(georges)}"})
    refused = put(keller, number, said_by_id)
    assert (refused.status, refused.codes) == (422, ["another-patient"])
    assert put(keller, number, consent(gives=gives, patient=subject_of(GEORGES.identifiers[0]))).status == 403
    expected = [("inactive", "NON_EXISTE")] if gives else [("active", "VALIDE")]
    for record in (camille, georges):
        assert status_of(keller.get(f"Consent?patient={record_id_text(record)}")) == expected


def test_there_is_no_consent_where_there_is_no_record(keller: Software) -> None:
    nobody = GEORGES.identifiers[0]
    search = f"patient.identifier={quote(f'urn:oid:{nobody.system.value}|{nobody.value}')}"
    found = keller.search("Consent", search)
    assert (found.json["total"], "entry" in found.json) == (0, False)
    assert found.link("self") == "Consent?", "an id would tell that there is something"
    assert keller.get("Consent/1").status == 404
    assert keller.post("Consent", consent(patient=subject_of(nobody))).status == 403


def test_only_a_named_professional_has_an_access_to_declare(
    camille: RecordId, software: Callable[[Actor], Software], traced: Callable[..., list[AuditEvent]]
) -> None:
    for who in (Holder(camille), HOSPITAL_SOFTWARE):
        assert software(who).post("Consent", consent()).status == 403
        assert software(who).ask("DELETE", f"Consent/{consent_id(camille, KELLER.identifier)}").status == 403
    assert [(one.action.value, one.outcome.value) for one in traced(camille)][-4:] == [
        ("give-up-access", "refused")
    ] * 4


WRONG: dict[str, tuple[Json, list[str]]] = {
    "somebody else": (
        consent(
            provision={
                "actor": [
                    {
                        "role": {"coding": [{"code": "IRCP"}]},
                        "reference": {"identifier": {"system": RPPS, "value": HADDAD.identifier.value}},
                    }
                ]
            }
        ),
        ["another-s-access"],
    ),
    "an end of her own": (consent(provision={"period": {"end": "2027-01-01"}}), ["consent-too-fine"]),
    "one document only": (
        consent(provision={"data": [{"meaning": "instance", "reference": {"display": "x"}}]}),
        ["consent-too-fine"],
    ),
    "neither yes nor no": (
        {**consent(), "provision": {"code": [{"coding": [{"system": STATUSES, "code": "VALIDE"}]}]}},
        ["no-provision"],
    ),
    "a class only": (consent(provision={"code": [{"coding": [{"code": "42"}]}]}), ["consent-too-fine"]),
    "nobody": (consent(patient={"display": "x"}), ["missing-ins"]),
    "no consent": ({"resourceType": "Patient"}, ["unexpected-resource"]),
}


def test_what_no_access_can_be_is_refused_with_its_reason(keller: Software) -> None:
    answers = {what: keller.post("Consent", sent) for what, (sent, _) in WRONG.items()}
    assert {what: answer.codes for what, answer in answers.items()} == {
        what: codes for what, (_, codes) in WRONG.items()
    }
    assert {answer.status for answer in answers.values()} == {422}
    assert keller.post("Consent", b"{").status == 400
    assert keller.get("Consent").codes == ["one-patient"]
