"""npm ``fhir-kit-client``, unmodified, as the application of a person: let in by her, it reads what she let it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from carnet.doors.fhir.identifiers import record_id_text
from tests.doors.oauth.app import BACK, VERIFIER, App
from tests.journeys.world import World
from tests.node.kit import Json, run_kit, unpack_kit
from tests.people import CAMILLE

SCOPE = "patient/*.rs offline_access launch/patient"
TICKED = ("READ_DOCUMENTS", "READ_HISTORY", "READ_IDENTITY", "READ_ACCESS_RIGHTS")
PATIENT = "$kept.token.patient"
MONTH = ["ge2026-11-01", "lt2026-12-01"]


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client, unpacked."""
    return unpack_kit(tmp_path_factory.mktemp("kit"))


def search(name: str, resource_type: str, **by: object) -> Json:
    """All pages of a search about her."""
    return {"name": name, "does": "pages", "resourceType": resource_type, "searchParams": {"patient": PATIENT, **by}}


def found(answers: dict[str, Json], name: str) -> list[Json]:
    """What a search found, on all its pages."""
    assert "done" in answers[name], answers[name]
    return [entry["resource"] for page in answers[name]["done"] for entry in page.get("entry", [])]


def test_it_is_let_in_and_reads_page_after_page_and_comes_back(
    kit: Path, shared_site: str, world: World, app: App, camille: Client
) -> None:
    base = f"{shared_site}/fhir"
    (asked_where,) = run_kit(kit, base, [{"name": "where", "does": "addresses"}]).values()
    assert urlsplit(asked_where["done"]["authorizeUrl"]).path == "/oauth/authorize"
    code = app.code(camille, record=str(world.record(CAMILLE)), scope=SCOPE, ticked=TICKED)
    public = {"client_id": app.client_id}
    exchanged = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    renewed = {"grant_type": "refresh_token", "refresh_token": "$kept.token.refresh_token"}
    answers = run_kit(
        kit,
        base,
        [
            {"name": "token", "does": "askWith", **exchanged, **public},
            search("documents", "DocumentReference", status="current", _count=3),
            {
                "name": "document",
                "does": "read",
                "resourceType": "DocumentReference",
                "id": "$kept.documents.0.entry.0.resource.id",
            },
            {
                "name": "content",
                "does": "resolve",
                "reference": "$kept.document.content.0.attachment.url",
            },
            search("lists", "List", code="submissionset", status="current", _count=3),
            search("audit", "AuditEvent", date=MONTH, _count=20),
            search("consents", "Consent"),
            {"name": "renewed", "does": "askWith", **renewed, **public},
            search("again", "DocumentReference", status="current"),
        ],
    )
    assert answers["token"]["done"]["patient"] == record_id_text(world.record(CAMILLE))
    documents, again = found(answers, "documents"), found(answers, "again")
    assert len(answers["documents"]["done"]) > 1
    assert sorted(one["id"] for one in documents) == sorted(one["id"] for one in again)
    assert answers["document"]["done"] == documents[0]
    assert answers["content"]["done"]["resourceType"] == "Binary"
    assert {one["resourceType"] for one in found(answers, "lists")} == {"List"}
    assert {one["resourceType"] for one in found(answers, "audit")} == {"AuditEvent"}
    assert {one["resourceType"] for one in found(answers, "consents")} == {"Consent"}
    assert answers["renewed"]["done"]["refresh_token"] != answers["token"]["done"]["refresh_token"]
