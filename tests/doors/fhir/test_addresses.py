"""Every address of the door, with every method: what is answered there, and an answer in FHIR everywhere else."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.actors import Actor
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, read_document_id, read_record_id, record_id_text
from carnet.doors.fhir.router import ROUTES, NoSuchMethod, find_route
from tests.conftest import NOON
from tests.doors.fhir.client import Software
from tests.installation import KELLER, Installation

pytestmark = pytest.mark.usefixtures("installation")

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE")
ADDRESSES = sorted(
    {route.path.replace("{id}", f"{'a' * 26}-{'a' * 26}").replace("{vid}", "1") for route in ROUTES}
    | {"metadata", "openapi.json"}
)


@pytest.fixture
def stranger() -> Software:
    return Software(None)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_method_that_an_address_does_not_take_is_refused_with_those_that_it_takes(
    path: str, stranger: Software
) -> None:
    found = find_route("UNHEARD-OF", path)
    taken = found.allowed if isinstance(found, NoSuchMethod) else ("GET",)
    assert taken
    for method in METHODS:
        answer = stranger.ask(method, path)
        if method in taken:
            assert answer.status == (200 if path in ("metadata", "openapi.json") else 401)
            continue
        assert (answer.status, answer.headers["Allow"]) == (405, ", ".join(taken))
        if method != "HEAD":
            assert answer.codes == ["unknown-method"]


UNKNOWN = [
    "nowhere",
    "Practitioner",
    "DocumentReference/a/b",
    "DocumentReference/a/_history/1/2",
    "Binary/a/_history/1",
    "DocumentReference/$nothing",
    "Patient/12/_history",
    "AuditEvent/12/_history",
    "Observation",
    "metadata/x",
    "%0a",
    "_search",
    "../health",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_where_nothing_is_answered_fhir_says_so(path: str, stranger: Software) -> None:
    for method in ("GET", "POST"):
        answer = stranger.ask(method, path)
        assert (answer.status, answer.codes) == (404, ["unknown-address"])


def test_the_base_address_has_a_slash_or_not(stranger: Software) -> None:
    response = stranger.http.post("/fhir", b"{}", content_type="application/fhir+json")
    assert response.status_code == stranger.post("", b"{}").status == 401


def test_a_host_that_is_not_ours_is_told_so_in_fhir(
    installation: Installation, software: Callable[[Actor], Software]
) -> None:
    assert installation
    answer = software(KELLER).get("Patient?identifier=x", Host="elsewhere.example")
    assert (answer.status, answer.codes) == (400, ["bad-request"])


def test_the_capability_statement_tells_what_the_table_of_routes_holds(stranger: Software) -> None:
    statement = stranger.get("metadata").json
    assert (statement["fhirVersion"], statement["date"]) == (
        "4.0.1",
        NOON.isoformat(timespec="milliseconds")[:23] + "Z",
    )
    assert statement["implementation"]["url"] == "http://testserver/fhir"
    (rest,) = statement["rest"]
    told = {
        (resource["type"], interaction["code"])
        for resource in rest["resource"]
        for interaction in resource.get("interaction", ())
    }
    named = [one for one in ROUTES if one.resource]
    assert told == {(one.resource, one.interaction) for one in named if one.interaction != "operation"}
    offered = {operation["name"] for resource in rest["resource"] for operation in resource.get("operation", ())}
    assert offered == {one.path.partition("$")[2].partition("/")[0] for one in named if one.interaction == "operation"}
    assert [one["code"] for one in rest["interaction"]] == ["transaction"]


def test_every_parameter_that_is_announced_is_known(
    installation: Installation, software: Callable[[Actor], Software], stranger: Software
) -> None:
    assert installation
    person = software(KELLER)
    for resource in stranger.get("metadata").json["rest"][0]["resource"]:
        names = [one["name"] for one in resource.get("searchParam", [])]
        if not names:
            continue
        query = "&".join(f"{name}=" for name in names)
        answer = person.get(f"{resource['type']}?{query}", Prefer="handling=strict")
        # A search that needs no parameter is answered; strictly, that tells that it knows all of them.
        assert answer.status in (200, 400)
        assert answer.status == 200 or "unknown-search-parameter" not in answer.codes


IDS = st.uuids()


@given(record=IDS, document=IDS)
def test_an_id_that_is_written_is_read_back(record: UUID, document: UUID) -> None:
    assert read_record_id(record_id_text(RecordId(record))) == record
    assert read_document_id(document_id_text(RecordId(record), DocumentId(document))) == (record, document)


@given(text=st.text(max_size=60) | st.from_regex(r"[a-z2-7]{26}(-[a-z2-7]{26})?", fullmatch=True))
def test_one_document_has_one_id(text: str) -> None:
    read = read_document_id(text)
    assert read is None or document_id_text(*read) == text
    alone = read_record_id(text)
    assert alone is None or record_id_text(alone) == text


class BrokenClock:
    """A machine that does not know the time."""

    def now(self) -> None:
        raise OSError("the clock of Camille MOREL, 284034410902579, is broken")


def test_a_broken_machine_says_nothing_of_the_inside(
    installation: Installation,
    software: Callable[[Actor], Software],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    person = software(KELLER)
    monkeypatch.setattr(type(installation.env.clock), "now", BrokenClock.now)
    answer = person.get("Patient?identifier=x")
    assert (answer.status, answer.codes) == (500, ["server-error"])
    assert "MOREL" not in answer.body.decode()
    assert "fhir request failed" in "".join(capfd.readouterr())
