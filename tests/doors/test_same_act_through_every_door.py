"""One act, two doors: what enters and what is written down are the same, whichever door somebody takes."""

import base64
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pikepdf
import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from psycopg import sql

from carnet.config import wiring
from carnet.core.access.actors import Actor
from carnet.core.audit.events import AuditEvent, Door
from carnet.core.documents.selection import Criteria
from carnet.core.documents.submission import SubmissionSet
from carnet.core.identifiers import DocumentId, UniqueId
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.names import NON_OPPOSITION
from carnet.store import records, submissions, tokens
from carnet.store.context import within
from carnet.store.models import SubmissionSetRow
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.shown_document import ShownDocument
from tests import postgres
from tests.doors.fhir.client import Json, Software
from tests.journeys import fixtures
from tests.journeys import world as worlds
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.people import CAMILLE, DELORME, HADDAD, HUGO, KELLER

built = fixtures.built
TITLE = "Lettre de sortie"
OF_A_DOOR = ("web_session", "access_token", "client_assertion", "oauth_client", "account", "device", "one_time_code")
"""Tables of sessions, tokens and accounts: each door has its own way to know who asks."""
SEALED = ("audit_event",)
"""Compared once opened, line by line."""
RANDOM = (
    *("id", "entry_uuid", "submission_id", "document_id", "event", "blob_address", "blob_key", "sealed", "words"),
    *("source_id", "target_id"),
)
"""Columns that a random number or a fresh key makes; what is sealed is compared once opened."""

Act = Callable[[World], None]


@dataclass(frozen=True, slots=True)
class Left:
    """What an act left: the rows of every table, what their seals hold, the new lines of the record."""

    rows: dict[str, list[str]]
    documents: list[ShownDocument]
    submissions: list[SubmissionSet]
    lines: list[AuditEvent]


@pytest.fixture
def left_by(built: Path, worker_id: str, tmp_path: Path) -> Callable[[Act], Left]:
    """Do an act in a world of its own, and tell what it left there."""

    def do(act: Act) -> Left:
        with _a_world(built, tmp_path, worker_id) as here:
            known, before = set(here.documents(CAMILLE)), len(here.trace(CAMILLE))
            act(here)
            lines = here.trace(CAMILLE)[before:]
            return _left(here, known, lines)

    return do


@contextmanager
def _a_world(built: Path, tmp_path: Path, worker_id: str) -> Iterator[World]:
    with (
        worlds.copied(built, tmp_path / "outbox", worker=worker_id) as here,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(wiring, "_shared", lambda: here.env)
        wiring._environment.cache_clear()
        tokens.save_client(Client("doors", ClientKind.PATIENT, None, None, {"keys": []}))
        yield here
        wiring._environment.cache_clear()


def _left(world: World, known: set[DocumentId], lines: list[AuditEvent]) -> Left:
    record, rows = world.record(CAMILLE), _rows()
    listed = list_documents(record, criteria=Criteria(), actor=KELLER.actor, env=world.env)
    assert isinstance(listed, ListedDocuments)
    with within(record):
        wrapped = records.wrapped_key(record)
        assert wrapped is not None
        key = world.env.keyring.open_record_key(wrapped, record=record.bytes)
        numbers = SubmissionSetRow.objects.filter(record_id=record).values_list("id", flat=True)
        sets = [submissions.read_submission_set(record, number, record_key=key) for number in numbers]
    nothing = DocumentId(NEVER_WAS)

    def numbered(document: DocumentId) -> DocumentId:
        return document if document in known else nothing

    return Left(
        rows,
        [replace(one, document=numbered(one.document), entry_uuid=NEVER_WAS) for one in listed.documents],
        sorted((replace(one, unique_id=UniqueId("urn:oid:2.25.1")) for one in sets if one is not None), key=repr),
        [replace(line, id=NEVER_WAS, door=Door.FHIR, documents=tuple(map(numbered, line.documents))) for line in lines],
    )


def _rows() -> dict[str, list[str]]:
    """Every row of every table, as the superuser sees it, without what chance made."""
    database = settings.DATABASES["default"]["NAME"]
    address = urlunsplit(urlsplit(os.environ[postgres.ADMIN_URL])._replace(path=f"/{database}"))
    found = {}
    with psycopg.connect(address) as admin:
        named = admin.execute("select tablename::text from pg_tables where schemaname = 'public'").fetchall()
        for (name,) in named:
            if name in OF_A_DOOR or name in SEALED:
                continue
            rows = admin.execute(sql.SQL("select to_jsonb(t) from {} t").format(sql.Identifier(name))).fetchall()
            kept = [{column: value for column, value in row.items() if column not in RANDOM} for (row,) in rows]
            if name == "submission_set":
                kept = [{column: value for column, value in row.items() if column != "unique_id"} for row in kept]
            found[name] = sorted(json.dumps(row, sort_keys=True) for row in kept)
    return found


def software(actor: Actor, world: World) -> Software:
    """Software that speaks for somebody."""
    return Software(hand_over(actor, client_id="doors", env=world.env).token)


def patient() -> str:
    """Camille, as a search names her."""
    ins = CAMILLE.identity.identifiers[0]
    return f"urn:oid:{ins.system.value}|{ins.value}"


def page(world: World, below: str = "") -> str:
    """The address of her record on the professional site."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/{below}"


def binary(world: World, document: DocumentId) -> str:
    """The address of the bytes of a document at the FHIR door."""
    return f"Binary/{document_id_text(world.record(CAMILLE), document)}"


# --- a deposit --------------------------------------------------------------------------------------------------


def letter() -> SimpleUploadedFile:
    """One empty page, the same bytes each time."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.save(written, deterministic_id=True)
    return SimpleUploadedFile("lettre.pdf", written.getvalue(), "application/pdf")


def test_a_deposit_leaves_the_same_rows_and_the_same_line(left_by: Callable[[Act], Left]) -> None:
    deposited: list[Json] = []

    def from_the_page(world: World) -> None:
        known = set(world.documents(CAMILLE))
        form = {"fichier": letter(), "titre": TITLE, "type": "11488-4", "date": "2026-11-20", "non_opposition": "oui"}
        answer = client_of(HADDAD, world).post(page(world, "deposer/"), form)
        assert answer.status_code == 302, answer.content.decode()
        (new,) = set(world.documents(CAMILLE)) - known
        reference = software(HADDAD.actor, world).get(
            f"DocumentReference/{document_id_text(world.record(CAMILLE), new)}"
        )
        content = software(HADDAD.actor, world).get(binary(world, new))
        deposited.append(_to_send(reference.json, content.body))

    def from_software(world: World) -> None:
        answer = software(HADDAD.actor, world).post("DocumentReference", deposited[0])
        assert answer.status == 201, answer.json

    by_page, by_software = left_by(from_the_page), left_by(from_software)
    assert by_page.documents == by_software.documents
    assert by_page.submissions == by_software.submissions
    assert by_page.rows == by_software.rows
    (line,) = [line for line in by_page.lines if line.action.value == "deposit-documents"]
    assert [line] == [line for line in by_software.lines if line.actor.kind == "professional"]


def _to_send(reference: Json, content: bytes) -> Json:
    """What was read, as software deposits it: without the numbers that the server gave, with the bytes inside."""
    kept = {name: value for name, value in reference.items() if name not in ("id", "meta", "identifier")}
    ins = CAMILLE.identity.identifiers[0]
    kept["subject"] = {"reference": f"Patient?identifier=urn:oid:{ins.system.value}|{ins.value}"}
    attachment = {name: value for name, value in reference["content"][0]["attachment"].items() if name != "url"}
    attachment["data"] = base64.b64encode(content).decode()
    kept["content"] = [{**reference["content"][0], "attachment": attachment}]
    kept["extension"] = [*reference.get("extension", []), {"url": NON_OPPOSITION, "valueCode": "INO"}]
    return kept


# --- readings, and what is refused ------------------------------------------------------------------------------


def _lists_on_the_page(world: World) -> None:
    assert client_of(KELLER, world).get(page(world)).status_code == 200


def _lists_by_software(world: World) -> None:
    found = software(KELLER.actor, world).search("DocumentReference", f"patient.identifier={patient()}&status=current")
    assert found.status == 200


def _reads_on_the_page(world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    assert client_of(HUGO, world).get(page(world, f"documents/{document}/")).status_code == 200


def _reads_by_software(world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    assert software(HUGO.actor, world).get(binary(world, document)).status == 200


def _reads_her_own_on_the_page(world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    assert client_of(CAMILLE, world).get(f"/documents/{document}/").status_code == 200


def _reads_her_own_by_software(world: World) -> None:
    document = world.document(CAMILLE, "camille-ordonnance")
    assert software(world.holder(CAMILLE), world).get(binary(world, document)).status == 200


def _asks_for_what_is_masked_on_the_page(world: World) -> None:
    document = world.document(CAMILLE, "camille-radiographie")
    assert client_of(HUGO, world).get(page(world, f"documents/{document}/")).status_code == 404


def _asks_for_what_is_masked_by_software(world: World) -> None:
    document = world.document(CAMILLE, "camille-radiographie")
    assert software(HUGO.actor, world).get(binary(world, document)).status == 404


def _is_refused_on_the_page(world: World) -> None:
    assert client_of(DELORME, world).get(page(world)).status_code == 403


def _is_refused_by_software(world: World) -> None:
    asked = software(DELORME.actor, world).search("DocumentReference", f"patient.identifier={patient()}&status=current")
    assert asked.status == 403


def _looks_her_up_on_the_page(world: World) -> None:
    ins = CAMILLE.identity.identifiers[0]
    form = {"ins": ins.value, "autorite": ins.system.value}
    assert client_of(HADDAD, world).post("/pro/", form).status_code == 302


def _looks_her_up_by_software(world: World) -> None:
    assert software(HADDAD.actor, world).search("Patient", f"identifier={patient()}").status == 200


def _reads_who_came_on_the_page(world: World) -> None:
    assert client_of(KELLER, world).get(page(world, "historique/")).status_code == 200


def _reads_who_came_by_software(world: World) -> None:
    query = f"patient.identifier={patient()}&date=ge2020&date=lt2030"
    asked = software(KELLER.actor, world).search("AuditEvent", query)
    assert asked.status == 200, asked.json


ACTS = {
    "the list of documents": (_lists_on_the_page, _lists_by_software),
    "a document": (_reads_on_the_page, _reads_by_software),
    "a document of one's own": (_reads_her_own_on_the_page, _reads_her_own_by_software),
    "a document that is masked": (_asks_for_what_is_masked_on_the_page, _asks_for_what_is_masked_by_software),
    "a record that one may not read": (_is_refused_on_the_page, _is_refused_by_software),
    "whether there is a record": (_looks_her_up_on_the_page, _looks_her_up_by_software),
    "who came": (_reads_who_came_on_the_page, _reads_who_came_by_software),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_reading_or_its_refusal_leaves_the_same_rows_and_the_same_line(
    left_by: Callable[[Act], Left], name: str
) -> None:
    on_the_page, by_software = (left_by(act) for act in ACTS[name])
    assert on_the_page.rows == by_software.rows
    assert on_the_page.lines == by_software.lines
    assert on_the_page.lines, "no trace, no act"
