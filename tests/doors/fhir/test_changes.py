"""Masking, announcing, deleting and putting away by a patch: as the draft writes it, as the standards do, or not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.fhir.names import IS_ARCHIVED
from carnet.usecases.consent.block_professional import block_professional
from tests.doors.fhir.client import Software
from tests.doors.fhir.patches import (
    ARCHIVE,
    DELETE,
    MASK,
    PATCH,
    TAKE_OUT,
    UNMASK,
    Patched,
    fhirpath,
    label,
    labels_of,
    operation,
)
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note


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
