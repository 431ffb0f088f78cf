"""A document is named by a number of its author’s, or of its metadata, when its place is not known."""

from collections.abc import Callable
from urllib.parse import quote

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from tests.doors.fhir.client import Software
from tests.doors.fhir.deposits import letter
from tests.doors.fhir.patches import ARCHIVE, DELETE, MASK, TAKE_OUT, UID, UNMASK, Patched, labels_of
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note


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
