"""A new version takes the place of the old one when its author says so; anybody else finds nothing to replace."""

from collections.abc import Callable
from typing import Any

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import DocumentId, RecordId, UniqueId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import Change, add, changed, in_reference, letter, put
from tests.doors.fhir.wrong_bundles import patch
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, HUGO, KELLER, NURSE, Installation, note
from tests.store.test_races import at_once

pytestmark = pytest.mark.usefixtures("camille")

OLD = note(CAMILLE, by=HADDAD, number=1)
NEW = note(CAMILLE, by=HADDAD, number=2, text="Compte rendu de séjour, corrigé.")
NEW_BUNDLE = bundle(NEW.entry, NEW.content)
TWO_VERSIONS = {"submission_set": 2, "document": 2, "document_version": 3, "association": 1}
UNIQUE_ID = OLD.entry.unique_id.value


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def old(installation: Installation) -> DocumentId:
    return installation.receives(CAMILLE, OLD, from_=HADDAD)


def replacing(target: Json) -> Change:
    return add(*in_reference("relatesTo"), value={"code": "replaces", "target": target})


def shown_to(who: Software, record: RecordId) -> dict[str, Json]:
    """Each document that somebody finds, whatever its status, by its uniqueId."""
    answer = who.search("DocumentReference", f"patient={record_id_text(record)}&status=current,superseded")
    return {one["masterIdentifier"]["value"]: one for one in answer.documents}


def ways(document: str) -> dict[str, tuple[Json, str]]:
    """Each way to name the document to replace, and that of the update that may come with it."""
    return {
        "by our id": ({"reference": f"DocumentReference/{document}"}, f"DocumentReference/{document}"),
        "by the address that we gave": (
            {"reference": f"http://testserver/fhir/DocumentReference/{document}"},
            f"DocumentReference/{document}",
        ),
        "by a uniqueId, logically": (
            {"identifier": {"system": "urn:ietf:rfc:3986", "value": UNIQUE_ID}},
            f"DocumentReference?identifier=urn:ietf:rfc:3986|{UNIQUE_ID}",
        ),
        "by a uniqueId, conditionally": (
            {"reference": f"DocumentReference?identifier=urn:ietf:rfc:3986%7C{UNIQUE_ID}"},
            f"DocumentReference?identifier=urn:ietf:rfc:3986|{UNIQUE_ID}",
        ),
    }


@pytest.mark.parametrize("way", ways(""))
@pytest.mark.parametrize("with_update", [False, True])
def test_the_author_replaces_a_document_and_the_new_one_says_which(
    way: str,
    with_update: bool,
    software: Callable[[Actor], Software],
    camille: RecordId,
    old: DocumentId,
    rows: Callable[[], dict[str, int]],
) -> None:
    target, url = ways(document_id_text(camille, old))[way]
    changes = [replacing(target), *([add("entry", value=patch(url))] if with_update else [])]
    answer = software(HADDAD).post("", changed(NEW_BUNDLE, *changes))
    assert answer.status == 200, answer.body
    statuses = [entry["response"]["status"] for entry in answer.json["entry"]]
    assert statuses == ["201 Created"] * 3 + ["200 OK"] * with_update
    assert rows() == TWO_VERSIONS
    seen = shown_to(software(Holder(camille)), camille)
    assert {name: one["status"] for name, one in seen.items()} == {
        UNIQUE_ID: "superseded",
        NEW.entry.unique_id.value: "current",
    }
    reference = f"DocumentReference/{document_id_text(camille, old)}"
    assert seen[NEW.entry.unique_id.value]["relatesTo"] == [{"code": "replaces", "target": {"reference": reference}}]
    assert "relatesTo" not in seen[UNIQUE_ID]


def test_an_older_client_may_send_the_whole_superseded_document(
    software: Callable[[Actor], Software], camille: RecordId, old: DocumentId, rows: Callable[[], dict[str, int]]
) -> None:
    url = f"DocumentReference/{document_id_text(camille, old)}"
    superseded = changed(NEW_BUNDLE["entry"][1]["resource"], put("status", value="superseded"))
    update = {"resource": superseded, "request": {"method": "PUT", "url": url}}
    sent = changed(NEW_BUNDLE, replacing({"reference": url}), add("entry", value=update))
    assert software(HADDAD).post("", sent).status == 200
    assert rows() == TWO_VERSIONS


def test_the_simplified_publication_replaces_too(
    software: Callable[[Actor], Software], old: DocumentId, rows: Callable[[], dict[str, int]]
) -> None:
    assert old
    target = {"identifier": {"system": "urn:ietf:rfc:3986", "value": UNIQUE_ID}}
    single = document_reference(NEW.entry, NEW.content)
    sent = changed(single, add("relatesTo", value={"code": "replaces", "target": target}))
    answer = software(HADDAD).post("DocumentReference", sent)
    assert answer.status == 201
    assert answer.json["relatesTo"][0]["code"] == "replaces"
    assert rows() == TWO_VERSIONS


def test_the_new_version_of_a_masked_document_is_masked(
    installation: Installation, software: Callable[[Actor], Software], camille: RecordId, old: DocumentId
) -> None:
    installation.authorizes(camille, KELLER)
    installation.authorizes(camille, HADDAD)
    mask_document(camille, old, actor=Holder(camille), env=installation.env)
    target = {"reference": f"DocumentReference/{document_id_text(camille, old)}"}
    assert software(HADDAD).post("", changed(NEW_BUNDLE, replacing(target))).status == 200
    assert shown_to(software(KELLER), camille) == {}
    codes = {
        label["coding"][0]["code"]
        for one in shown_to(software(HADDAD), camille).values()
        for label in one["securityLabel"]
    }
    assert codes == {"N", "MASQUE_PS"}


def test_a_masked_document_is_not_replaced_by_one_that_waits_for_its_announcement(
    installation: Installation,
    software: Callable[[Actor], Software],
    camille: RecordId,
    old: DocumentId,
    rows: Callable[[], dict[str, int]],
) -> None:
    mask_document(camille, old, actor=Holder(camille), env=installation.env)
    before = rows()
    hidden = {"coding": [{"code": "N"}, {"code": "INVISIBLE_PATIENT"}]}
    target = {"reference": f"DocumentReference/{document_id_text(camille, old)}"}
    sent = changed(NEW_BUNDLE, replacing(target), put(*in_reference("securityLabel"), value=[hidden]))
    answer = software(HADDAD).post("", sent)
    assert (answer.status, answer.codes) == (422, ["masked-and-not-announced"])
    assert rows() == before


def test_a_blocked_author_still_corrects_what_they_wrote(
    installation: Installation, software: Callable[[Actor], Software], camille: RecordId, old: DocumentId
) -> None:
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=installation.env)
    target = {"reference": f"DocumentReference/{document_id_text(camille, old)}"}
    assert software(HADDAD).post("", changed(NEW_BUNDLE, replacing(target))).status == 200


@pytest.mark.parametrize(
    "who", [KELLER, NURSE, HUGO, HOSPITAL_SOFTWARE], ids=["a doctor", "a nurse", "a pharmacist", "the software"]
)
def test_replacing_somebody_elses_document_is_answered_like_replacing_what_never_was(
    who: Actor,
    installation: Installation,
    software: Callable[[Actor], Software],
    camille: RecordId,
    old: DocumentId,
    rows: Callable[[], dict[str, int]],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    before = rows()
    absent = DocumentId(installation.env.chance.identifier())
    targets: list[Json] = [
        {"reference": f"DocumentReference/{document_id_text(camille, old)}"},
        {"reference": f"DocumentReference/{document_id_text(camille, absent)}"},
        {"reference": "DocumentReference/that-never-was"},
        {"identifier": {"system": "urn:ietf:rfc:3986", "value": UNIQUE_ID}},
        {"identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3.4"}},
        {"display": "le compte rendu de séjour"},
    ]
    answers = [software(who).post("", changed(NEW_BUNDLE, replacing(target))) for target in targets]
    assert {(answer.status, answer.body) for answer in answers} == {(422, answers[0].body)}
    assert answers[0].codes == ["replaced-document-not-found"]
    assert rows() == before
    lines: list[Any] = [
        (event.action.value, event.outcome.value, event.detail)
        for event in traced(camille)
        if event.detail or event.outcome.value == "refused"
    ]
    attempt = [
        ("replace-document", "refused", ""),
        ("deposit-documents", "defective", "replaced-document-not-found"),
    ]
    assert sorted(lines) == sorted(attempt * len(targets))


def test_a_version_that_was_replaced_is_not_replaced_again(
    software: Callable[[Actor], Software], camille: RecordId, old: DocumentId, rows: Callable[[], dict[str, int]]
) -> None:
    haddad = software(HADDAD)
    replaces = replacing({"reference": f"DocumentReference/{document_id_text(camille, old)}"})
    assert haddad.post("", changed(NEW_BUNDLE, replaces)).status == 200
    third = note(CAMILLE, by=HADDAD, number=3)
    answer = haddad.post("", changed(bundle(third.entry, third.content), replaces))
    assert (answer.status, answer.codes) == (422, ["already-superseded"])
    assert rows() == TWO_VERSIONS


def test_of_two_replacements_at_once_one_enters(
    software: Callable[[Actor], Software], camille: RecordId, old: DocumentId, rows: Callable[[], dict[str, int]]
) -> None:
    replaces = replacing({"reference": f"DocumentReference/{document_id_text(camille, old)}"})

    def sending(number: int) -> Callable[[], tuple[int, Json]]:
        one, sender = note(CAMILLE, by=HADDAD, number=number), software(HADDAD)
        sent = changed(bundle(one.entry, one.content), replaces)

        def act() -> tuple[int, Json]:
            answer = sender.post("", sent)
            return answer.status, answer.json

        return act

    answers = at_once([sending(2), sending(3)])
    assert sorted(status for status, _ in answers) == [200, 422]
    (refused,) = [body for status, body in answers if status == 422]
    assert refused["issue"][0]["details"]["coding"][0]["code"] == "already-superseded"
    assert rows() == TWO_VERSIONS


def test_a_cda_must_name_the_version_that_its_deposit_replaces(
    software: Callable[[Actor], Software], camille: RecordId, rows: Callable[[], dict[str, int]]
) -> None:
    haddad = software(HADDAD)
    first = letter(CAMILLE, number=1)
    sent = haddad.post("", bundle(first.entry, first.content))
    document = sent.json["entry"][1]["response"]["location"].split("/")[1]
    silent, telling = letter(CAMILLE, number=2), letter(CAMILLE, number=2, replaces=first.entry.unique_id)
    replaces = replacing({"reference": f"DocumentReference/{document}"})
    for wrong in (
        changed(bundle(silent.entry, silent.content), replaces),
        bundle(telling.entry, telling.content),
    ):
        answer = haddad.post("", wrong)
        assert (answer.status, answer.codes) == (422, ["replaced-document-differs"])
    assert rows()["document"] == 1
    assert haddad.post("", changed(bundle(telling.entry, telling.content), replaces)).status == 200
    assert {one["status"] for one in shown_to(software(Holder(camille)), camille).values()} == {"current", "superseded"}


def test_other_relations_are_not_kept_and_the_sender_is_told(
    software: Callable[[Actor], Software], camille: RecordId, old: DocumentId
) -> None:
    appended = {"code": "appends", "target": {"reference": f"DocumentReference/{document_id_text(camille, old)}"}}
    answer = software(HADDAD).post("", changed(NEW_BUNDLE, add(*in_reference("relatesTo"), value=appended)))
    assert answer.status == 200
    warnings = answer.json["entry"][1]["response"]["outcome"]["issue"]
    told = [(one["details"]["coding"][0]["code"], one["expression"]) for one in warnings]
    assert ("PartialAppendContentNotProcessed", ["Bundle.entry[1].resource.relatesTo"]) in told
    assert all("relatesTo" not in one for one in shown_to(software(Holder(camille)), camille).values())


def test_a_cda_that_names_what_its_depositor_could_not_replace_says_nothing_of_it(
    installation: Installation, software: Callable[[Actor], Software], camille: RecordId
) -> None:
    theirs = letter(CAMILLE, number=1)
    installation.receives(CAMILLE, theirs, from_=HADDAD)
    own = letter(CAMILLE, by=NURSE, number=2, replaces=theirs.entry.unique_id)
    never_was = letter(CAMILLE, by=NURSE, number=3, replaces=UniqueId("urn:oid:1.2.3.4"))
    assert [software(NURSE).post("", bundle(one.entry, one.content)).status for one in (own, never_was)] == [200] * 2
    assert {one["status"] for one in shown_to(software(Holder(camille)), camille).values()} == {"current"}
