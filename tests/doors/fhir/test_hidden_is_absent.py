"""To the one from whom a document is hidden, the world is the world without it, byte for byte (product.md, rule 2)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, RecordId
from carnet.core.people import PersonName
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.store import directory, records
from carnet.store.directory import Practitioner
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from tests.conftest import NOON, WrittenJobs
from tests.doors.fhir.client import Answer, Software, bundle
from tests.doors.fhir.conftest import open_door
from tests.doors.fhir.deposits import add, changed, in_reference
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL_SOFTWARE,
    HUGO,
    KELLER,
    PAUL_PODIATRIST,
    PRACTICE,
    Installation,
    note,
    professional,
)
from tests.store.database import Database

OURS = re.compile(
    rb"\b[a-z2-7]{26}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<=_after=)[A-Za-z0-9_-]{54}(?![A-Za-z0-9_-])"
)
"""The ids that an installation draws, and the marks of pages made of them: each world has its own."""

ALWAYS = "date=ge2020&date=lt2030"

STRANGER = professional(21, "10", PRACTICE)
BLOCKED = professional(22, "10", PRACTICE)
HIDDEN_TEXT = "Ce que personne d’autre ne doit lire."


def dated(document: SubmittedDocument, hours: int) -> SubmittedDocument:
    at = document.entry.creation + timedelta(hours=hours)
    return replace(document, entry=replace(document.entry, creation=at, service_start=at))


def prescription(number: int, *, at: int) -> SubmittedDocument:
    return dated(note(CAMILLE, by=KELLER, number=number, type_code="57833-6", class_code="42"), at)


@dataclass(slots=True)
class World:
    """An installation with the record of Camille in it, where something is hidden, or is not there at all."""

    here: Installation
    software: Callable[[Actor], Software]
    camille: RecordId
    hidden: DocumentId

    def asked_by(self, who: Actor) -> list[tuple[int, list[tuple[str, str]], bytes]]:
        """Everything that somebody can be answered about this record, its ids put aside."""
        person = self.software(who)
        patient, hidden = record_id_text(self.camille), document_id_text(self.camille, self.hidden)
        ins = f"urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"
        answers = [
            person.get(f"DocumentReference?patient={patient}&status=current"),
            person.get(f"DocumentReference?patient={patient}&status=current,superseded&_count=0"),
            person.search("DocumentReference", f"patient.identifier={ins}&status=current&type=34112-3"),
            person.search("DocumentReference", f"patient.identifier={ins}&status=superseded"),
            person.search("DocumentReference", f"patient={patient}&status=current&_id={hidden}"),
            person.search("DocumentReference", f"patient={patient}&status=current&security-label=MASQUE_PS"),
            person.search("DocumentReference", f"patient={patient}&status=current&_after=1795000000000000.{hidden}"),
            *self._pages(person, f"DocumentReference?patient={patient}&status=current&_count=1"),
            person.get(f"DocumentReference/{hidden}"),
            person.get(f"Binary/{hidden}"),
            person.get(f"Binary/{hidden}", Accept="application/fhir+json"),
            person.search("Patient", f"identifier={ins}"),
            person.get(f"Patient?_id={patient}"),
            person.get(f"AuditEvent?patient={patient}&{ALWAYS}"),
            person.get(f"AuditEvent?patient={patient}&date=ge2026-11-01&date=lt2026-12-01"),
            self._replacing(person, hidden),
            self._sending_the_same_unique_id(person),
            person.get(f"DocumentReference?patient={patient}&status=current"),
            person.get(f"AuditEvent?patient={patient}&{ALWAYS}"),
        ]
        return [as_compared(answer) for answer in answers]

    def _pages(self, person: Software, first: str) -> list[Answer]:
        pages: list[Answer] = []
        following = first
        while following and len(pages) < 20:
            pages.append(person.get(following))
            following = pages[-1].link("next") or "" if pages[-1].status == 200 else ""
        return pages

    def _replacing(self, person: Software, document: str) -> Answer:
        one = note(CAMILLE, by=KELLER, number=50)
        target = {"code": "replaces", "target": {"reference": f"DocumentReference/{document}"}}
        return person.post("", changed(bundle(one.entry, one.content), add(*in_reference("relatesTo"), value=target)))

    def _sending_the_same_unique_id(self, person: Software) -> Answer:
        one = dated(note(CAMILLE, by=KELLER, number=9), 6)
        return person.post("", bundle(one.entry, one.content))


def as_compared(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    """An answer, its ids replaced by the order in which they first came."""
    seen: dict[bytes, bytes] = {}

    def numbered(found: re.Match[bytes]) -> bytes:
        return seen.setdefault(found[0], b"id-%d" % len(seen))

    body = OURS.sub(numbered, answer.body)
    # An AuditEvent is a UUID long, a document two ids: lengths agree, and a header names no id of its own.
    headers = [(name, OURS.sub(numbered, value.encode()).decode()) for name, value in sorted(answer.headers.items())]
    return answer.status, headers, body


Hide = Callable[[Installation, RecordId], DocumentId]


def nothing(here: Installation, record: RecordId) -> DocumentId:
    """The world without it: an id that never was."""
    assert record != NOBODYS_RECORD
    return DocumentId(here.env.chance.identifier())


def masked_by_camille(here: Installation, record: RecordId) -> DocumentId:
    """A report that she masked, that its author has read since, and that a second version has replaced."""
    report = dated(note(CAMILLE, by=HADDAD, number=9, text=HIDDEN_TEXT), 1)
    document = here.receives(CAMILLE, report, from_=HADDAD)
    mask_document(record, document, actor=Holder(record), env=here.env)
    newer = dated(note(CAMILLE, by=HADDAD, number=10, text=HIDDEN_TEXT, replaces=document), 3)
    return here.receives(CAMILLE, newer, from_=HADDAD)


def masked_at_the_deposit(here: Installation, record: RecordId) -> DocumentId:
    """A report that came masked."""
    assert record != NOBODYS_RECORD
    hidden = frozenset({Confidentiality.MASKED_TO_PROFESSIONALS})
    return here.receives(CAMILLE, dated(note(CAMILLE, by=HADDAD, number=9, hidden=hidden), 1), from_=HOSPITAL_SOFTWARE)


def unannounced(here: Installation, record: RecordId) -> DocumentId:
    """A result of which no doctor has told her yet."""
    hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    report = dated(note(CAMILLE, by=HADDAD, number=9, hidden=hidden), 1)
    assert record != NOBODYS_RECORD
    return here.receives(CAMILLE, report, from_=HOSPITAL_SOFTWARE)


def beyond_the_matrix(here: Installation, record: RecordId) -> DocumentId:
    """A hospital report like any other: a podiatrist does not read those."""
    assert record != NOBODYS_RECORD
    return here.receives(CAMILLE, dated(note(CAMILLE, by=HADDAD, number=9), 1), from_=HOSPITAL_SOFTWARE)


@pytest.fixture
def world(installation: Installation, database: Database) -> Callable[[Hide], World]:
    """Make the world anew, with something hidden in it."""

    def made(hide: Hide) -> World:
        database.empty()
        env = installation.env
        records.ensure_nobodys_record(env.keyring, at=NOON)
        here, software = open_door(env)
        for doctor, family in ((STRANGER, "Caradec"), (BLOCKED, "Ferrand")):
            directory.save_practitioner(Practitioner(doctor.identifier, PersonName(family), doctor.profession))
            directory.add_member(doctor.identifier, PRACTICE, role=doctor.role)
        camille = here.opens(CAMILLE)
        for who in (KELLER, HUGO, PAUL_PODIATRIST):
            here.authorizes(camille, who)
        here.receives(CAMILLE, prescription(1, at=0), from_=KELLER)
        hidden = hide(here, camille)
        here.receives(CAMILLE, prescription(2, at=4), from_=KELLER)
        here.receives(CAMILLE, dated(note(CAMILLE, by=HADDAD, number=3, type_code="11502-2"), 2), from_=HADDAD)
        block_professional(camille, BLOCKED.identifier, actor=Holder(camille), env=env)
        return World(here, software, camille, hidden)

    return made


PROFESSIONALS = {
    "a stranger": STRANGER,
    "somebody blocked": BLOCKED,
    "a podiatrist": PAUL_PODIATRIST,
    "her doctor": KELLER,
}


@pytest.mark.parametrize("hide", [masked_by_camille, masked_at_the_deposit])
@pytest.mark.parametrize("who", PROFESSIONALS)
def test_a_masked_document_changes_no_byte_of_any_answer(who: str, hide: Hide, world: Callable[[Hide], World]) -> None:
    with_it, without_it = world(hide).asked_by(PROFESSIONALS[who]), world(nothing).asked_by(PROFESSIONALS[who])
    assert with_it == without_it
    assert any(status == 200 for status, _, _ in with_it)


@pytest.mark.parametrize("hide", [beyond_the_matrix, unannounced])
def test_no_document_changes_a_byte_of_what_a_stranger_is_answered(hide: Hide, world: Callable[[Hide], World]) -> None:
    assert world(hide).asked_by(STRANGER) == world(nothing).asked_by(STRANGER)


def test_a_report_changes_no_byte_of_what_a_podiatrist_is_answered(world: Callable[[Hide], World]) -> None:
    with_it = world(beyond_the_matrix).asked_by(PAUL_PODIATRIST)
    assert with_it == world(nothing).asked_by(PAUL_PODIATRIST)


def test_an_unannounced_result_changes_no_byte_of_what_camille_is_answered(world: Callable[[Hide], World]) -> None:
    hidden = world(unannounced)
    with_it = hidden.asked_by(Holder(hidden.camille))
    empty = world(nothing)
    assert with_it == empty.asked_by(Holder(empty.camille))


def test_an_unannounced_result_is_announced_by_no_mail_either(world: Callable[[Hide], World]) -> None:
    def promised(hide: Hide) -> list[str]:
        here = world(hide).here
        jobs = here.env.jobs
        assert isinstance(jobs, WrittenJobs)
        kinds = [job for job, _ in jobs.promised]
        jobs.promised.clear()
        return kinds

    assert promised(unannounced) == promised(nothing)


def test_a_stranger_gets_one_answer_for_what_is_there_what_is_hidden_and_what_never_was(
    world: Callable[[Hide], World],
) -> None:
    here = world(masked_at_the_deposit)
    shown = here.here.receives(CAMILLE, note(CAMILLE, by=KELLER, number=30), from_=KELLER)
    never_was = DocumentId(here.here.env.chance.identifier())
    nowhere = RecordId(here.here.env.chance.identifier())
    ids = [document_id_text(here.camille, one) for one in (shown, here.hidden, never_was)]
    ids += [document_id_text(nowhere, shown), document_id_text(NOBODYS_RECORD, never_was)]
    stranger = here.software(STRANGER)
    for path in ("DocumentReference", "Binary"):
        answers = [stranger.get(f"{path}/{one}") for one in ids]
        assert {(one.status, one.body, str(one.headers)) for one in answers} == {
            (403, answers[0].body, str(answers[0].headers))
        }
        assert answers[0].codes == ["no-access"]


def test_who_may_know_gets_one_answer_for_what_is_hidden_what_never_was_and_what_is_no_id(
    world: Callable[[Hide], World],
) -> None:
    here = world(masked_at_the_deposit)
    hidden = document_id_text(here.camille, here.hidden)
    absent = document_id_text(here.camille, DocumentId(here.here.env.chance.identifier()))
    malformed = ["1", "-", hidden.upper(), hidden[:-1], f"{hidden}x", hidden.replace("-", "."), "é" * 53, "a" * 90]
    malformed += [
        hidden.partition("-")[0],
        f"{hidden}-{hidden}",
        "a1-b",
        f"{'0' * 26}-{'1' * 26}",
        "a%20b",
        "%00",
        "a%0ab",
    ]
    doctor = here.software(KELLER)
    for path in ("DocumentReference", "Binary"):
        answers = [doctor.get(f"{path}/{one}") for one in (hidden, absent, *malformed)]
        assert {(one.status, one.body, str(one.headers)) for one in answers} == {
            (404, answers[0].body, str(answers[0].headers))
        }
        assert answers[0].codes == ["not-found"]
