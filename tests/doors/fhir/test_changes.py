"""Masking, announcing, deleting and putting away by a patch: as the draft writes it, as the standards do, or not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.names import IS_ARCHIVED
from carnet.usecases.consent.block_professional import block_professional
from tests.doors.fhir.client import Answer, Software
from tests.doors.fhir.deposits import letter
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

PATCH = "application/json-patch+json"
TRE_A07 = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument"
UID = "urn:oid:1.2.250.1.999.1.1"


def label(code: str) -> dict[str, Any]:
    return {"coding": [{"system": TRE_A07, "code": code}]}


def operation(op: str, path: str, value: object = None) -> dict[str, Any]:
    return {"op": op, "path": path} if op == "remove" else {"op": op, "path": path, "value": value}


MASK = operation("replace", "/securityLabel/0", label("MASQUE_PS"))
UNMASK = operation("replace", "/securityLabel/0", label("N"))
ARCHIVE = operation("replace", f"/extension[url:'{IS_ARCHIVED}']/valueBoolean", True)
TAKE_OUT = operation("replace", f"/extension[url:'{IS_ARCHIVED}']/valueBoolean", False)
DELETE = operation("replace", "/status", "entered-in-error")


def fhirpath(kind: str, path: str, **parts: object) -> dict[str, Any]:
    part = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    part += [{"name": name, **value} for name, value in parts.items() if isinstance(value, dict)]
    return {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": part}]}


@dataclass(frozen=True, slots=True)
class Patched:
    """A document of Camille's, and those who ask for its metadata to change."""

    record: RecordId
    document: DocumentId
    of: Callable[[Actor], Software]

    @property
    def path(self) -> str:
        return f"DocumentReference/{document_id_text(self.record, self.document)}"

    def by(self, who: Actor, *operations: dict[str, Any], **headers: str) -> Answer:
        return self.of(who).ask("PATCH", self.path, json.dumps(operations).encode(), content_type=PATCH, **headers)

    def numbered(self, who: Actor, query: str, *operations: dict[str, Any]) -> Answer:
        body = json.dumps(operations).encode()
        return self.of(who).ask("PATCH", f"DocumentReference?{query}", body, content_type=PATCH)

    def labels(self) -> list[str]:
        return labels_of(self.of(Holder(self.record)).get(self.path))


def labels_of(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [one["coding"][0]["code"] for one in answer.json["securityLabel"]]


@pytest.fixture
def patched(installation: Installation, software: Callable[[Actor], Software]) -> Patched:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return Patched(record, installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=KELLER), software)


def test_camille_masks_and_shows_again_as_the_draft_writes_it(patched: Patched) -> None:
    camille = Holder(patched.record)
    masked = patched.by(camille, MASK)
    assert labels_of(masked) == ["MASQUE_PS", "N"]
    assert masked.headers["ETag"] == 'W/"2"'
    shown = patched.by(camille, UNMASK)
    assert labels_of(shown) == ["N"]
    assert shown.json["meta"]["versionId"] == "3"


def test_a_label_comes_and_goes_by_adding_and_removing(patched: Patched) -> None:
    camille = Holder(patched.record)
    for add in (
        operation("add", "/securityLabel/-", label("MASQUE_PS")),
        operation("add", "/securityLabel", [label("N"), label("MASQUE_PS")]),
        operation("replace", "/securityLabel", [label("MASQUE_PS")]),
        operation("replace", "/securityLabel/0/coding/0/code", "MASQUE_PS"),
        operation("add", "/securityLabel/0", label("MASQUE_PS")),
    ):
        assert labels_of(patched.by(camille, add)) == ["MASQUE_PS", "N"]
        assert labels_of(patched.by(camille, operation("remove", "/securityLabel/0"))) == ["N"]


def test_a_test_guards_a_change(patched: Patched) -> None:
    camille = Holder(patched.record)
    guard = operation("test", "/securityLabel/0", label("N"))
    assert labels_of(patched.by(camille, guard, MASK)) == ["MASQUE_PS", "N"]
    answer = patched.by(camille, guard, UNMASK)
    assert (answer.status, answer.codes) == (422, ["test-failed"])
    assert patched.labels() == ["MASQUE_PS", "N"]


def test_a_fhirpath_patch_does_the_same(patched: Patched) -> None:
    person = patched.of(Holder(patched.record))
    concept = {"valueCodeableConcept": label("MASQUE_PS")}
    several = [
        fhirpath("add", "DocumentReference", name={"valueString": "securityLabel"}, value=concept),
        fhirpath("delete", "DocumentReference.securityLabel[0]"),
        fhirpath("replace", "DocumentReference.securityLabel[0]", value=concept),
        fhirpath("replace", "DocumentReference.securityLabel[0]", value={"valueCodeableConcept": label("N")}),
        fhirpath(
            "replace",
            f"DocumentReference.extension.where(url='{IS_ARCHIVED}').value",
            value={"valueBoolean": True},
        ),
    ]
    answers = [person.ask("PATCH", patched.path, json.dumps(one).encode()) for one in several]
    assert [labels_of(answer) for answer in answers] == [["MASQUE_PS", "N"], ["N"], ["MASQUE_PS", "N"], ["N"], ["N"]]
    assert answers[-1].json["extension"] == [{"url": IS_ARCHIVED, "valueBoolean": True}]


def test_a_doctor_masks_and_puts_away_at_once_when_camille_is_there_and_asks(patched: Patched) -> None:
    alone = patched.by(KELLER, MASK, ARCHIVE)
    assert (alone.status, alone.codes) == (403, ["no-access"])
    assert patched.labels() == ["N"]
    asked = patched.by(KELLER, MASK, ARCHIVE, **{"Person-Present": "true"})
    assert labels_of(asked) == ["MASQUE_PS", "N"]
    assert asked.json["extension"] == [{"url": IS_ARCHIVED, "valueBoolean": True}]


def test_a_document_is_put_away_and_taken_out(patched: Patched) -> None:
    assert "extension" in patched.by(KELLER, ARCHIVE).json
    assert "extension" not in patched.by(KELLER, TAKE_OUT).json
    whole = operation("add", "/extension/-", {"url": IS_ARCHIVED, "valueBoolean": True})
    assert "extension" in patched.by(KELLER, whole).json
    assert "extension" not in patched.by(KELLER, operation("remove", "/extension/0")).json


@pytest.mark.parametrize("status", ["entered-in-error", "superseded"])
def test_its_author_deletes_it_and_nobody_finds_it_any_more(patched: Patched, status: str) -> None:
    answer = patched.by(KELLER, operation("replace", "/status", status))
    assert (answer.status, answer.json["status"]) == (200, "entered-in-error")
    assert patched.of(Holder(patched.record)).get(patched.path).status == 404
    again = patched.by(KELLER, DELETE)
    assert (again.status, again.codes) == (404, ["not-found"])


def test_an_author_who_reads_nothing_any_more_still_deletes(installation: Installation, patched: Patched) -> None:
    block_professional(patched.record, KELLER.identifier, actor=Holder(patched.record), env=installation.env)
    masks = patched.by(KELLER, MASK, **{"Person-Present": "true"})
    assert masks.status == 403
    answer = patched.by(KELLER, DELETE)
    assert (answer.status, answer.codes) == (200, ["changed"])


def test_nobody_else_deletes_it(patched: Patched, installation: Installation) -> None:
    installation.authorizes(patched.record, HADDAD)
    for who in (HADDAD, Holder(patched.record)):
        assert patched.by(who, DELETE).status == 403
    assert patched.labels() == ["N"]


def test_a_doctor_announces_by_taking_the_label_away(
    installation: Installation, patched: Patched, software: Callable[[Actor], Software]
) -> None:
    news = note(CAMILLE, by=KELLER, number=2, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    hidden = Patched(patched.record, installation.receives(CAMILLE, news, from_=KELLER), software)
    assert software(Holder(patched.record)).get(hidden.path).status == 404
    again = hidden.by(KELLER, operation("add", "/securityLabel/-", label("MASQUE_PS")), **{"Person-Present": "true"})
    assert (again.status, again.codes) == (422, ["not-announced-yet"])
    assert labels_of(hidden.by(KELLER, UNMASK)) == ["N"]
    assert software(Holder(patched.record)).get(hidden.path).status == 200


WRONG: dict[str, tuple[list[dict[str, Any]], int, list[str]]] = {
    "hidden from her afterwards": (
        [operation("replace", "/securityLabel/0", label("INVISIBLE_PATIENT"))],
        422,
        ["not-hidden-afterwards"],
    ),
    "another level": ([operation("replace", "/securityLabel/0", label("V"))], 422, ["level-not-changed"]),
    "no label at all": ([operation("remove", "/securityLabel/0")], 422, ["level-not-changed"]),
    "a label that is none": (
        [operation("add", "/securityLabel/-", label("SECRET"))],
        422,
        ["unknown-confidentiality-code"],
    ),
    "a place that is none": ([operation("remove", "/securityLabel/7")], 422, ["no-such-label"]),
    "another title": ([operation("replace", "/content/0/attachment/title", "x")], 405, ["element-not-changed"]),
    "another element beside": ([MASK, operation("add", "/description", "x")], 405, ["element-not-changed"]),
    "another extension": ([operation("add", "/extension/-", {"url": "x", "valueCode": "y"})], 422, ["bad-is-archived"]),
    "a status of its own": ([operation("replace", "/status", "final")], 422, ["status-not-changed"]),
    "a deletion among others": ([DELETE, MASK], 422, ["deletion-alone"]),
    "an unknown operation": ([{"op": "move", "path": "/status", "from": "/x"}], 422, ["bad-operation"]),
    "no operation": ([], 422, ["not-a-patch"]),
}


def test_what_cannot_be_changed_is_refused_with_its_reason(patched: Patched) -> None:
    answers = {what: patched.by(KELLER, *operations) for what, (operations, _, _) in WRONG.items()}
    assert {what: (answer.status, answer.codes) for what, answer in answers.items()} == {
        what: (status, codes) for what, (_, status, codes) in WRONG.items()
    }
    assert answers["another title"].headers["Allow"] == "GET, PATCH"
    assert patched.labels() == ["N"]


def test_a_body_that_is_no_patch_is_refused(patched: Patched) -> None:
    doctor = patched.of(KELLER)
    bodies = {b"{": 400, b'[{"op":"add","op":"remove"}]': 400, b"[]": 422, b'[],"x":[]': 422, b'"x"': 422}
    for body, status in bodies.items():
        assert doctor.ask("PATCH", patched.path, body, content_type=PATCH).status == status
    patient = json.dumps({"resourceType": "Patient"}).encode()
    assert doctor.ask("PATCH", patched.path, patient).codes == ["unexpected-resource"]


def test_a_change_meant_for_another_version_is_not_made(patched: Patched) -> None:
    camille = Holder(patched.record)
    for tag in ('W/"2"', "nonsense", '"1x"'):
        answer = patched.by(camille, MASK, **{"If-Match": tag})
        assert (answer.status, answer.codes) == (412, ["version-differs"])
    assert labels_of(patched.by(camille, MASK, **{"If-Match": 'W/"1"'})) == ["MASQUE_PS", "N"]


def test_an_author_names_the_document_as_they_numbered_it(patched: Patched) -> None:
    number = quote(f"urn:ietf:rfc:3986|{UID}")
    assert "extension" in patched.numbered(KELLER, f"identifier={number}", ARCHIVE).json
    assert "extension" not in patched.numbered(KELLER, f"identifier={UID}", TAKE_OUT).json
    ins = CAMILLE.identifiers[0]
    patient = quote(f"urn:oid:{ins.system.value}|{ins.value}")
    named = patched.numbered(Holder(patched.record), f"identifier={UID}&patient.identifier={patient}", MASK)
    assert labels_of(named) == ["MASQUE_PS", "N"]
    own = patched.numbered(Holder(patched.record), f"identifier={UID}", UNMASK)
    assert labels_of(own) == ["N"]


def test_the_number_of_the_metadata_names_it_too(patched: Patched) -> None:
    number = patched.of(KELLER).get(patched.path).json["identifier"][0]["value"]
    query = f"identifier={number}&patient={record_id_text(patched.record)}"
    assert "extension" in patched.numbered(KELLER, query, ARCHIVE).json


def test_a_number_of_somebody_else_names_nothing(patched: Patched) -> None:
    for who in (HADDAD, HOSPITAL_SOFTWARE):
        known = patched.numbered(who, f"identifier={UID}", DELETE)
        never = patched.numbered(who, "identifier=urn:oid:1.2.250.1.999.404", DELETE)
        assert (known.status, known.body) == (never.status, never.body)
        assert (known.status, known.codes) == (404, ["not-found"])
    assert patched.labels() == ["N"]


def test_an_author_deletes_by_its_number_what_their_establishment_deposited(
    installation: Installation, patched: Patched, software: Callable[[Actor], Software]
) -> None:
    """In 2018 the establishment itself is no author: its software is answered as if there were nothing."""
    sent = letter(CAMILLE, by=HADDAD, number=5)
    deposited = installation.receives(CAMILLE, sent, from_=HOSPITAL_SOFTWARE)
    document = f"DocumentReference/{document_id_text(patched.record, deposited)}"
    number = f"identifier={sent.entry.unique_id.value}"
    assert patched.numbered(HOSPITAL_SOFTWARE, number, DELETE).codes == ["not-found"]
    assert software(Holder(patched.record)).get(document).status == 200
    answer = patched.numbered(HADDAD, number, DELETE)
    assert (answer.status, answer.json["status"]) == (200, "entered-in-error")
    assert software(Holder(patched.record)).get(document).status == 404


def test_a_number_of_several_documents_is_not_enough(
    installation: Installation, patched: Patched, traced: Callable[..., list[AuditEvent]]
) -> None:
    installation.authorizes(patched.record, KELLER)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    answer = patched.numbered(KELLER, f"identifier={UID}&patient={record_id_text(patched.record)}", ARCHIVE)
    assert (answer.status, answer.codes) == (412, ["several-documents"])
    assert [(one.detail, one.outcome.value) for one in traced(patched.record)][-1] == ("several-documents", "defective")
    installation.opens(GEORGES)
    installation.receives(GEORGES, note(GEORGES, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    answer = patched.numbered(HOSPITAL_SOFTWARE, f"identifier={UID}", DELETE)
    assert (answer.status, answer.codes) == (412, ["several-documents"])


def test_a_change_names_one_document(patched: Patched) -> None:
    wrong = {
        "": ["one-identifier"],
        "identifier=": ["one-identifier"],
        f"identifier={UID}&identifier=x": ["one-identifier"],
        f"identifier={UID}&title=x": ["unknown-search-parameter"],
        f"identifier={UID}&patient=x": ["bad-patient-id"],
    }
    answers = {query: patched.numbered(KELLER, query, ARCHIVE) for query in wrong}
    assert {query: answer.codes for query, answer in answers.items()} == wrong
    assert {answer.status for answer in answers.values()} == {400}


def test_each_change_is_a_line_of_the_history(patched: Patched, traced: Callable[..., list[AuditEvent]]) -> None:
    patched.by(Holder(patched.record), MASK)
    patched.by(Holder(patched.record), UNMASK)
    patched.by(KELLER, MASK)
    patched.by(KELLER, operation("replace", "/status", "final"))
    patched.by(KELLER, MASK, **{"If-Match": 'W/"9"'})
    lines = [(event.action.value, event.outcome.value, event.detail) for event in traced(patched.record)][-5:]
    assert lines == [
        ("mask-document", "done", ""),
        ("unmask-document", "done", ""),
        ("mask-document", "refused", ""),
        ("read-document", "defective", "status-not-changed"),
        ("read-document", "defective", "another-version"),
    ]
