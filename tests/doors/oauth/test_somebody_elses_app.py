"""The SMART client that everybody uses (npm ``fhirclient``), unmodified, in a page of another origin: it gets in."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from carnet.doors.fhir.identifiers import record_id_text
from tests.doors.oauth.app import register
from tests.journeys.every_page import window
from tests.journeys.sessions import session_of
from tests.journeys.world import World
from tests.people import CAMILLE
from tests.quiet import Quiet

LIBRARY = Path(__file__).resolve().parents[2] / "vendor" / "fhir-client.min.js"
LAUNCH = """<!doctype html><script src="fhir-client.min.js"></script><script>
FHIR.oauth2.authorize({ iss: "SITE/fhir", clientId: "smart-js", redirectUri: "back.html",
  scope: "launch/patient patient/DocumentReference.rs offline_access", pkceMode: "required" });
</script>"""
BACK = """<!doctype html><title>waiting</title><script src="fhir-client.min.js"></script><script>
FHIR.oauth2.ready()
  .then(client => client.request("DocumentReference?status=current&patient=" + client.patient.id)
    .then(bundle => client.refresh().then(() => { document.title = client.patient.id + " " + bundle.total; })))
  .catch(error => { document.title = "refused: " + error.message; });
</script>"""


class _Files(Quiet, SimpleHTTPRequestHandler):
    """The files of the application."""


@pytest.fixture
def application(tmp_path: Path, shared_site: str) -> Iterator[str]:
    """The address of the application, on another port of this machine."""
    (tmp_path / "launch.html").write_text(LAUNCH.replace("SITE", shared_site))
    (tmp_path / "back.html").write_text(BACK)
    (tmp_path / LIBRARY.name).write_bytes(LIBRARY.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_finds_its_way_asks_her_and_reads_her_documents(
    chromium: Browser, shared_site: str, world: World, application: str
) -> None:
    register(world, "smart-js", redirect_uris=(f"{application}/back.html",), origins=(application,))
    shown = window(chromium, shared_site, session_of(CAMILLE, world))
    shown.page.goto(f"{application}/launch.html")
    shown.page.get_by_role("button", name="Accepter").click()
    shown.page.wait_for_url(f"{application}/back.html*")
    shown.page.wait_for_function("document.title !== 'waiting'")
    patient, _, total = shown.page.title().partition(" ")
    assert patient == record_id_text(world.record(CAMILLE))
    assert int(total) > 0
    shown.page.context.close()
