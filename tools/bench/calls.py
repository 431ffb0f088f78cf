"""The hot requests, each as one call: the use case in process, and the whole door around it, from WSGI to JSON."""

from collections.abc import Callable
from itertools import count

from carnet.core.access.actors import Holder
from carnet.core.documents.selection import Criteria
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.usecases.access.recognize_bearer import recognize_bearer
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import read_access_history
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.reading.show_document import show_document
from carnet.usecases.record.check_record import check_record
from tests.installation import NURSE
from tools.bench import door, samples
from tools.bench.world import LISTED, READER, RefusedError, World, deposit

Call = Callable[[], object]


def list_in_process(world: World) -> Call:
    """List the usual record's documents."""

    def call() -> None:
        answer = list_documents(world.usual, criteria=Criteria(), actor=READER, env=world.env)
        if not isinstance(answer, ListedDocuments) or len(answer.documents) != LISTED:
            raise RefusedError("the list is not the one expected")

    return call


def list_large_in_process(world: World) -> Call:
    """List the large record's documents."""

    def call() -> None:
        answer = list_documents(world.large, criteria=Criteria(), actor=READER, env=world.env)
        if not isinstance(answer, ListedDocuments) or not answer.documents:
            raise RefusedError("the list is not the one expected")

    return call


def read_in_process(world: World) -> Call:
    """Read the CDA to its last byte."""

    def call() -> None:
        opened = read_document(world.with_cda, world.cda, actor=READER, env=world.env)
        if not isinstance(opened, OpenedDocument) or sum(map(len, opened.chunks)) != world.cda_size:
            raise RefusedError("the document is not the one expected")

    return call


def list_through_the_door(world: World) -> Call:
    """Search the usual record's documents over the FHIR door: a Bundle as bytes."""
    environ = door.environ(world, "GET", f"DocumentReference?patient={record_id_text(world.usual)}&status=current")
    expected = b'"total":%d,' % LISTED

    def call() -> None:
        if expected not in door.asked(environ):
            raise RefusedError("the list is not the one expected")

    return call


def read_through_the_door(world: World) -> Call:
    """Retrieve the CDA over the FHIR door, to its last byte."""
    environ = door.environ(world, "GET", f"Binary/{document_id_text(world.with_cda, world.cda)}")

    def call() -> None:
        if len(door.asked(environ)) != world.cda_size:
            raise RefusedError("the document is not the one expected")

    return call


def of_each_use_case(world: World) -> tuple[tuple[str, Call], ...]:
    """Name the use cases that are asked all day, each with a call of it."""
    env, person = world.env, world.cda_holder.identifiers[0]
    numbers = count(samples.FIRST_UNUSED)

    def deposit_one() -> None:
        deposit(world.cda_holder, samples.document(world.cda_holder, next(numbers)), actor=READER, env=env)

    return (
        ("recognize_bearer", lambda: recognize_bearer(world.token, env=env)),
        ("check_record, by INS", lambda: check_record(person, actor=READER, env=env)),
        ("list_documents", list_in_process(world)),
        ("read_document", read_in_process(world)),
        ("show_document", lambda: show_document(world.with_cda, world.cda, actor=READER, env=env)),
        ("read_access_history", lambda: read_access_history(world.with_cda, actor=Holder(world.with_cda), env=env)),
        ("deposit_documents, one, by INS", deposit_one),
        (
            "authorize_professional",
            lambda: authorize_professional(
                world.usual, NURSE.identifier, until=None, actor=Holder(world.usual), env=env
            ),
        ),
        ("the FHIR door: search", list_through_the_door(world)),
        ("the FHIR door: retrieve", read_through_the_door(world)),
    )
