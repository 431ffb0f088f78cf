"""npm ``fhir-kit-client``, unmodified, against a server on this machine: every transaction that it can speak."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests import browser
from tests.conftest import NOON
from tests.doors.fhir.client import bundle, document_reference
from tests.doors.fhir.deposits import base64_of, letter
from tests.doors.fhir.keys import ec_keys, naming
from tests.doors.fhir.patches import MASK
from tests.doors.fhir.test_consents import consent
from tests.installation import CAMILLE, HADDAD, HOSPITAL, KELLER, Installation, note
from tests.node.kit import run_kit, unpack_kit

Json = dict[str, Any]
INS = f"urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"
PRESENT = {"headers": {"Person-Present": "true"}}
FOUND = "$kept.patient.entry.0.resource.id"
"""The patient, as TD0.2 gave them."""
ONE = "$kept.pages.0.entry.0.resource.id"
"""The first document of the first page."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client, unpacked."""
    return unpack_kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture
def base(installation: Installation) -> Iterator[str]:
    """The base address of the door, over a real socket."""
    assert installation
    with browser.serve() as site:
        yield f"{site}/fhir"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def asks_token() -> Json:
    """How the hospital's software, with its registered key, gets the token of Dr Haddad."""
    keys = ec_keys()
    tokens.save_client(Client("chu", ClientKind.STRUCTURE, None, HOSPITAL, keys.jwks))
    private = keys.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "name": "token",
        "does": "askToken",
        "clientId": "chu",
        "key": private.decode(),
        "now": int(NOON.timestamp()),
        **naming(HADDAD.identifier.value),
    }


def step(name: str, does: str, resource_type: str = "", **asked: Any) -> Json:
    """One verb of the client, and what it is asked with."""
    about = {"resourceType": resource_type} if resource_type else {}
    return {"name": name, "does": does, **about, **asked}


def searching(name: str, resource_type: str, does: str = "search", *, by_post: bool = False, **by: Any) -> Json:
    """A search, by GET or by POST."""
    return step(name, does, resource_type, searchParams=by, options={"postSearch": by_post})


def done(answers: dict[str, Json], name: str) -> Any:
    """What a step gave; it was not refused."""
    assert "done" in answers[name], (name, answers[name])
    return answers[name]["done"]


def refused(answers: dict[str, Json], name: str) -> tuple[int, str]:
    """The status of a refusal, and the code that the client reads in it."""
    told = answers[name]["refused"]
    return told["status"], told["data"]["issue"][0]["details"]["coding"][0]["code"]


def test_it_finds_its_way_by_what_the_server_says_of_itself(kit: Path, base: str) -> None:
    answers = run_kit(kit, base, [step("addresses", "addresses"), step("capabilities", "capabilities")])
    site = base.removesuffix("/fhir")
    found = done(answers, "addresses")
    assert (found["authorizeUrl"], found["tokenUrl"]) == (f"{site}/oauth/authorize", f"{site}/oauth/token")
    can = done(answers, "capabilities")
    assert {"create", "read", "vread", "history-instance", "patch", "search-type", "patient"} <= {
        *can["DocumentReference"]
    }
    assert {"search-type", "identifier"} <= {*can["Patient"]}
    assert {"create", "update", "delete", "read", "search-type"} <= {*can["Consent"]}


def test_software_of_care_deposits_finds_reads_and_changes(
    kit: Path, base: str, camille: RecordId, asks_token: Json
) -> None:
    first, second, third = (note(CAMILLE, by=HADDAD, number=number) for number in range(3))
    described, cda = document_reference(second.entry, second.content), letter(CAMILLE)
    binary = {"resourceType": "Binary", "contentType": "text/xml", "data": base64_of(cda.content)}
    generated = {"resourceType": "Parameters", "parameter": [{"name": "document", "resource": binary}]}
    documents: Json = {"patient": FOUND, "status": "current", "_count": 2}
    lists: Json = {"patient": FOUND, "status": "current", "code": "submissionset"}
    answers = run_kit(
        kit,
        base,
        [
            asks_token,
            searching("patient", "Patient", by_post=True, identifier=INS),
            step("declared", "create", "Consent", body=consent()),
            step("transaction", "transaction", body=bundle(first.entry, first.content)),
            step("checked", "operation", "DocumentReference", operation="$validate", input=described),
            step("created", "create", "DocumentReference", body=described),
            step("generated", "operation", "DocumentReference", operation="$generate-metadata", input=generated),
            step("third", "transaction", body=bundle(third.entry, third.content)),
            searching("pages", "DocumentReference", "pages", **documents),
            searching("posted", "DocumentReference", "pages", by_post=True, **documents),
            searching("lists", "List", "pages", **lists),
            step("list", "read", "List", id="$kept.lists.0.entry.0.resource.id"),
            step("document", "read", "DocumentReference", id=ONE),
            step("again", "resolve", reference="$kept.pages.0.entry.0.fullUrl"),
            step("content", "read", "Binary", id=ONE),
            step("masked", "patch", "DocumentReference", id=ONE, jsonPatch=[MASK], options=PRESENT),
            step("history", "history", "DocumentReference", id=ONE),
            step("first", "vread", "DocumentReference", id=ONE, version="1"),
            searching("mine", "Consent", patient=FOUND),
            step("consent", "read", "Consent", id="$kept.declared.id"),
            step("renewed", "update", "Consent", id="$kept.declared.id", body=consent()),
            searching("audit", "AuditEvent", patient=FOUND, date=["ge2026-11-01", "lt2026-12-01"]),
            step("ended", "delete", "Consent", id="$kept.declared.id"),
            searching("after", "DocumentReference", **documents),
        ],
    )
    assert done(answers, "token")["token_type"] == "Bearer"
    assert done(answers, "patient")["entry"][0]["resource"]["id"] == record_id_text(camille)
    assert done(answers, "declared")["provision"]["type"] == "permit"
    for name in ("transaction", "third"):
        assert [one["response"]["status"] for one in done(answers, name)["entry"]] == ["201 Created"] * 3
    assert {issue["severity"] for issue in done(answers, "checked")["issue"]} <= {"information", "warning"}
    number = done(answers, "created")["id"]
    assert done(answers, "generated")["resourceType"] == "Parameters"
    for name in ("pages", "posted"):
        found = [entry["resource"]["id"] for page in done(answers, name) for entry in page["entry"]]
        assert (len(found), len(set(found))) == (4, 4)
        assert number in found
    assert len(done(answers, "lists")[0]["entry"]) == 4
    assert done(answers, "list") == done(answers, "lists")[0]["entry"][0]["resource"]
    assert done(answers, "document") == done(answers, "again") == done(answers, "pages")[0]["entry"][0]["resource"]
    assert done(answers, "content")["resourceType"] == "Binary"
    assert len(done(answers, "masked")["securityLabel"]) == 2
    assert [one["resource"]["meta"]["versionId"] for one in done(answers, "history")["entry"]] == ["2", "1"]
    assert done(answers, "first")["meta"]["versionId"] == "1"
    assert done(answers, "mine")["entry"][0]["resource"] == done(answers, "consent")
    assert done(answers, "renewed")["id"] == done(answers, "declared")["id"]
    assert refused(answers, "audit")[0] == 403
    assert done(answers, "ended")["issue"][0]["details"]["coding"][0]["code"] == "access-ended"
    assert refused(answers, "after") == (403, "no-access")


def test_it_understands_what_it_is_told_when_it_may_not(
    kit: Path, base: str, camille: RecordId, asks_token: Json
) -> None:
    patient = record_id_text(camille)
    documents: Json = {"patient": patient, "status": "current"}
    asked = {**asks_token, **naming(KELLER.identifier.value)}
    answers = run_kit(
        kit,
        base,
        [
            searching("nobody", "DocumentReference", **documents),
            asked,
            {**asks_token, "name": "haddad"},
            searching("stranger", "DocumentReference", **documents),
            step("nothing", "read", "DocumentReference", id=f"{patient}.1"),
            step("nowhere", "read", "Observation", id="1"),
            step("empty", "create", "DocumentReference", body={"resourceType": "DocumentReference"}),
            searching("everything", "DocumentReference", _has="x"),
        ],
    )
    assert refused(answers, "nobody") == (401, "missing-token")
    assert done(answers, "token")["error"] == "invalid_request", "she does not work there"
    assert refused(answers, "stranger") == (403, "no-access")
    assert refused(answers, "nothing")[0] == 404
    assert refused(answers, "nowhere") == (404, "unknown-address")
    assert refused(answers, "empty")[0] in (400, 422)
    assert refused(answers, "everything")[0] == 400
