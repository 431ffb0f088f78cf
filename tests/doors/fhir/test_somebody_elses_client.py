"""A FHIR client that nobody here wrote, as it comes from its makers, against a server on this machine."""

import threading
from collections.abc import Callable, Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import ForbiddenError, ResourceNotFound

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from tests.adapters.card_readers import card_of
from tests.doors.fhir.client import Software, bundle, document_reference
from tests.doors.fhir.openings import opening_of
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note
from tests.quiet import Quiet

pytestmark = pytest.mark.usefixtures("installation")

SOUND = note(CAMILLE, by=HADDAD)
INS = f"urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"


class QuietHandler(Quiet, WSGIRequestHandler):
    """What answers each request, and says nothing of it."""


@pytest.fixture
def address() -> Iterator[str]:
    """The base address of the door, over a real socket."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=QuietHandler)

    def serve() -> None:
        server.serve_forever(poll_interval=0.01)
        connections.close_all()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/fhir"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def client_of(address: str, software: Callable[[Actor], Software]) -> Callable[[Actor], SyncFHIRClient]:
    """The client, with the token of somebody."""
    return lambda who: SyncFHIRClient(address, authorization=f"Bearer {software(who).token}")


def test_it_looks_a_patient_up(camille: RecordId, client_of: Callable[[Actor], SyncFHIRClient]) -> None:
    found = client_of(KELLER).resources("Patient").search(identifier=INS).first()
    assert found is not None
    assert (found.id, found["active"]) == (record_id_text(camille), True)


def test_it_deposits_a_document_and_a_bundle(camille: RecordId, client_of: Callable[[Actor], SyncFHIRClient]) -> None:
    client = client_of(HADDAD)
    body = document_reference(SOUND.entry, SOUND.content)
    single = client.resource(body.pop("resourceType"), **body)
    single.save()
    assert single.id.startswith(record_id_text(camille))
    other = note(CAMILLE, by=HADDAD, number=2)
    answer = client.execute("/", method="POST", data=bundle(other.entry, other.content))
    assert [entry["response"]["status"] for entry in answer["entry"]] == ["201 Created"] * 3


def test_it_searches_page_after_page_and_reads(
    installation: Installation, camille: RecordId, client_of: Callable[[Actor], SyncFHIRClient]
) -> None:
    for number in range(5):
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=number), from_=HADDAD)
    client = client_of(Holder(camille))
    search = client.resources("DocumentReference").search(patient=record_id_text(camille), status="current")
    assert len(search.limit(2).fetch()) == 2
    found = search.limit(2).fetch_all()
    assert len(found) == len({one.id for one in found}) == 5
    assert search.count() == 5
    assert search.search(type="11502-2").fetch_all() == []
    again = client.reference("DocumentReference", found[0].id).to_resource()
    assert dict(again) == dict(found[0])
    binary = client.execute(f"Binary/{again.id}", method="GET")
    assert binary["contentType"] == "text/plain"


def test_it_reads_the_history(camille: RecordId, client_of: Callable[[Actor], SyncFHIRClient]) -> None:
    history = client_of(Holder(camille)).resources("AuditEvent")
    lines = history.search(patient=record_id_text(camille), date=["ge2020-01-01", "lt2030-01-01"]).fetch_all()
    assert [line["subtype"][1]["code"] for line in lines] == ["read-access-history", "open-record"]


def test_it_understands_what_it_is_told_when_it_may_not(
    camille: RecordId, client_of: Callable[[Actor], SyncFHIRClient]
) -> None:
    client = client_of(KELLER)
    with pytest.raises(ForbiddenError, match="no-access"):
        client.resources("DocumentReference").search(patient=record_id_text(camille), status="current").fetch()
    with pytest.raises(ResourceNotFound):
        client.reference("DocumentReference", "1").to_resource()


def test_it_opens_a_record_with_a_card(
    installation: Installation, client_of: Callable[[Actor], SyncFHIRClient]
) -> None:
    card = card_of(GEORGES.identifiers[0].value, actor=HOSPITAL_SOFTWARE, env=installation.env)
    client = client_of(HOSPITAL_SOFTWARE)
    answer = client.execute("Patient/$open", method="POST", data=opening_of(GEORGES, card=card))
    assert answer["parameter"][0]["valueReference"]["reference"].startswith("Patient/")
    with pytest.raises(ForbiddenError, match="card-needed"):
        client.execute("Patient/$open", method="POST", data=opening_of(CAMILLE))
