"""PyPI ``fhirpy``, unmodified, sync and async, through the transactions that a piece of software of care needs."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import pytest
import requests
from fhirpy import AsyncFHIRClient, SyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, ForbiddenError, OperationOutcome

from carnet.core.access.actors import Actor, Holder
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.names import IS_ARCHIVED
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests import browser
from tests.conftest import NOON
from tests.doors.fhir.client import Json, Software, bundle, document_reference
from tests.doors.fhir.deposits import base64_of, letter
from tests.doors.fhir.keys import JWT_BEARER, Keys, claims_of, ec_keys, naming
from tests.doors.fhir.patches import fhirpath, label
from tests.doors.fhir.test_consents import consent
from tests.installation import CAMILLE, HADDAD, HOSPITAL, Installation, note

INS = f"urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"
MONTH = ["ge2026-11-01", "lt2026-12-01"]
MASK = fhirpath("replace", "DocumentReference.securityLabel[0]", value={"valueCodeableConcept": label("MASQUE_PS")})
AWAY = fhirpath(
    "replace", f"DocumentReference.extension.where(url='{IS_ARCHIVED}').value", value={"valueBoolean": True}
)
PRESENT = {"Person-Present": "true"}


def finished(work: Coroutine[Any, Any, Json]) -> Json:
    """Wait for asynchronous work, in a thread of its own: a browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture
def site(installation: Installation) -> Iterator[str]:
    """The address of the product, over a real socket."""
    assert installation
    with browser.serve() as address:
        yield address


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


@pytest.fixture
def hospital() -> Keys:
    """The keys of the hospital's software, registered."""
    keys = ec_keys()
    tokens.save_client(Client("chu", ClientKind.STRUCTURE, None, HOSPITAL, keys.jwks))
    return keys


def credentials(keys: Keys, token_endpoint: str) -> dict[str, str]:
    """What the hospital's software sends for the token of Dr Haddad (SMART Backend Services)."""
    claims = claims_of("chu", at=NOON, aud=token_endpoint, **naming(HADDAD.identifier.value))
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": JWT_BEARER,
        "client_assertion": keys.sign(claims),
    }


def of(client: Any, resource: Json) -> Any:
    """A resource, in the hands of the client."""
    return client.resource(resource["resourceType"], **{k: one for k, one in resource.items() if k != "resourceType"})


def test_it_does_the_whole_day_of_a_doctor(site: str, camille: RecordId, hospital: Keys) -> None:
    found = requests.get(f"{site}/fhir/.well-known/smart-configuration", timeout=30).json()["token_endpoint"]
    given = requests.post(found, credentials(hospital, found), timeout=30).json()
    client: Any = SyncFHIRClient(f"{site}/fhir", authorization=f"Bearer {given['access_token']}", extra_headers=PRESENT)
    assert client.execute("metadata", method="get")["fhirVersion"] == "4.0.1"

    patient = client.resources("Patient").search(identifier=INS).get()
    assert patient.id == record_id_text(camille)
    declared = of(client, consent())
    declared.save()
    first, second, third = (note(CAMILLE, by=HADDAD, number=number) for number in range(3))
    for sent in (first, third):
        answer = client.execute("", data=bundle(sent.entry, sent.content))
        assert [entry["response"]["status"] for entry in answer["entry"]] == ["201 Created"] * 3
    described = document_reference(second.entry, second.content)
    assert of(client, described).is_valid(raise_exception=True)
    unsound = {name: value for name, value in described.items() if name != "content"}
    assert not of(client, unsound).is_valid()
    created = of(client, described)
    created.save()
    assert created.id.startswith(patient.id)
    binary = {"resourceType": "Binary", "contentType": "text/xml", "data": base64_of(letter(CAMILLE).content)}
    asked = {"resourceType": "Parameters", "parameter": [{"name": "document", "resource": binary}]}
    generated = client.resources("DocumentReference").execute("$generate-metadata", data=asked)
    assert generated["resourceType"] == "Parameters"

    search = client.resources("DocumentReference").search(patient=patient.id, status="current")
    documents = search.limit(2).fetch_all()
    assert len({one.id for one in documents}) == search.count() == 4
    assert search.sort("-date").limit(1).fetch_raw()["total"] == 4
    lists = client.resources("List").search(patient=patient.id, status="current", code="submissionset").fetch_all()
    assert len(lists) == 4
    assert client.reference("List", lists[0].id).to_resource().serialize() == lists[0].serialize()
    one = client.reference("DocumentReference", created.id).to_resource()
    assert client.execute(f"Binary/{one.id}", method="get")["contentType"] == "text/plain"
    before = one.serialize()
    assert one.refresh().serialize() == before

    masked = client.execute(f"DocumentReference/{one.id}", method="patch", data=MASK)
    assert [entry["coding"][0]["code"] for entry in masked["securityLabel"]] == ["MASQUE_PS", "N"]
    history = one.execute("_history", method="get")
    assert [entry["resource"]["meta"]["versionId"] for entry in history["entry"]] == ["2", "1"]
    assert one.execute("_history/1", method="get")["meta"]["versionId"] == "1"

    mine = client.resources("Consent").search(patient=patient.id).get()
    assert (mine.id, mine["status"]) == (declared.id, "active")
    of(client, {**consent(), "id": declared.id}).save()
    with pytest.raises(ForbiddenError):
        client.resources("AuditEvent").search(patient=patient.id, date=MONTH).fetch()
    assert mine.delete()["issue"][0]["details"]["coding"][0]["code"] == "access-ended"
    with pytest.raises(ForbiddenError, match="no-access"):
        search.fetch()


def test_the_async_one_does_the_day_of_its_person(
    site: str, installation: Installation, camille: RecordId, software: Callable[[Actor], Software], hospital: Keys
) -> None:
    for number in range(5):
        installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=number), from_=HADDAD)
    token = software(Holder(camille)).token
    told = finished(the_day_of_camille(f"{site}/fhir", f"Bearer {token}", record_id_text(camille)))
    assert told["documents"] == 5
    assert {"read-access-history", "open-record"} <= told["history"]
    assert told["put away"] is True
    assert finished(the_token_of_the_hospital(site, hospital))["token_type"] == "Bearer"


async def the_day_of_camille(base: str, authorization: str, patient: str) -> Json:
    """She reads everything, puts one document away, and looks at who came."""
    client: Any = AsyncFHIRClient(base, authorization=authorization)
    search = client.resources("DocumentReference").search(patient=patient, status="current")
    documents = [one async for one in search.limit(2)]
    number = documents[0].id
    put_away = await client.execute(f"DocumentReference/{number}", method="patch", data=AWAY)
    assert (await client.get("DocumentReference", number)) == put_away
    lines = client.resources("AuditEvent").search(patient=patient, date=MONTH)
    history = {one["subtype"][1]["code"] async for one in lines.limit(3)}
    consents = await client.resources("Consent").search(patient=patient).fetch_all()
    assert consents == []
    binary = await client.execute(f"Binary/{number}", method="get")
    assert binary["contentType"] == "text/plain"
    with pytest.raises(OperationOutcome, match="include-refused"):
        await search.include("DocumentReference", "author").fetch()
    with pytest.raises(AuthorizationError, match="invalid-token"):
        await AsyncFHIRClient(base, authorization="Bearer nothing").resources("Consent").fetch()
    return {"documents": len(documents), "history": history, "put away": put_away["extension"][0]["valueBoolean"]}


async def the_token_of_the_hospital(site: str, keys: Keys) -> Any:
    """The library that the async client leans on asks for a token."""
    async with aiohttp.ClientSession() as session:
        form = credentials(keys, f"{site}/oauth/token")
        async with session.post(f"{site}/oauth/token", data=form) as answer:
            return await answer.json()
