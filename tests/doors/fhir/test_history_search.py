"""ITI-81 whole: every parameter, both ends of the time, page after page, one line alone; written by nobody else."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import DocumentId, RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.reading.read_document import read_document
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Json, Software
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

ALWAYS = "date=ge2020&date=lt2030"
RPPS = "urn:oid:1.2.250.1.71.4.2.1"
REASON = "Malaise dans la salle d’attente, la personne ne répond plus."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """A record to which something happened each hour, from noon on."""
    here = installation
    record = here.opens(CAMILLE)
    here.at(NOON + timedelta(hours=1))
    document = here.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    here.at(NOON + timedelta(hours=2))
    read_document(record, document, actor=KELLER, env=here.env)
    here.at(NOON + timedelta(hours=3))
    here.authorizes(record, KELLER)
    here.at(NOON + timedelta(hours=4))
    read_document(record, document, actor=KELLER, env=here.env)
    here.at(NOON + timedelta(hours=5))
    assert isinstance(break_the_glass(record, reason=REASON, actor=HADDAD, env=here.env), GlassBroken)
    here.at(NOON + timedelta(hours=8))
    return record


@pytest.fixture
def holder(camille: RecordId, software: Callable[[Actor], Software]) -> Software:
    return software(Holder(camille))


def ask(who: Software, record: RecordId, query: str) -> Answer:
    return who.search("AuditEvent", f"patient={record_id_text(record)}&{ALWAYS}&{query}")


def acts(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    assert answer.json["total"] >= len(answer.documents)
    return [line["subtype"][1]["code"] for line in answer.documents]


DOCUMENT = "the document"
SEARCHES: dict[str, list[str]] = {
    "subtype=break-the-glass": ["break-the-glass"],
    "subtype=read": ["read-document", "read-document"],
    "subtype=http://hl7.org/fhir/restful-interaction|read": ["read-document", "read-document"],
    "subtype=urn:oid:1.2.3|read": [],
    "subtype=break-the-glass,open-record": ["break-the-glass", "open-record"],
    "subtype:not=read&subtype:not=search&subtype:not=update": ["deposit-documents", "open-record"],
    "type=rest&action=C": ["deposit-documents", "open-record"],
    "type=audit": [],
    "outcome=4": ["read-document"],
    "outcome=http://terminology.hl7.org/CodeSystem/audit-event-outcome|4&action=R": ["read-document"],
    f"agent.identifier={RPPS}|{HADDAD.identifier.value}": ["break-the-glass"],
    f"agent:identifier={HADDAD.identifier.value}": ["break-the-glass"],
    f"user={KELLER.identifier.value}": ["read-document", "read-document"],
    "user=patient-site": [],
    "agent.identifier=patient-site": [],
    "agent.identifier=fhir&subtype=search": ["read-access-history"],
    "agent-name=haddad": ["break-the-glass"],
    "agent-name:contains=rives": ["deposit-documents"],
    "agent-name:exact=Dr Anne Keller&outcome=0": ["read-document"],
    "agent-role=10&outcome=4": ["read-document"],
    "agent-role:missing=false&subtype:not=read&subtype:not=create": ["break-the-glass"],
    f"entity.identifier={RPPS}|{KELLER.identifier.value}": ["authorize-professional"],
    f"entity-id={KELLER.identifier.value}": ["authorize-professional"],
    "entity.role=15": ["authorize-professional"],
    "entity-role=http://terminology.hl7.org/CodeSystem/object-role|24": ["read-access-history"],
    "entity.type=2&outcome=0&action=R": ["read-document"],
    "entity-type=3": [],
    f"entity=DocumentReference/{DOCUMENT}": ["read-document", "read-document", "deposit-documents"],
    f"entity=http://testserver/fhir/DocumentReference/{DOCUMENT}&outcome=4": ["read-document"],
    f"entity={DOCUMENT}&action=C": ["deposit-documents"],
    f"entity:identifier=DocumentReference/{DOCUMENT}": [],
    "source.identifier=urn:ietf:rfc:3986|http://testserver/fhir&action=C": ["deposit-documents", "open-record"],
    "source=elsewhere": [],
    "_sort=date&action=C": ["open-record", "deposit-documents"],
}
"""What is asked → the acts of the lines that answer."""


@pytest.mark.parametrize("query", SEARCHES)
def test_each_parameter_chooses_among_the_lines(query: str, camille: RecordId, holder: Software) -> None:
    deposited = ask(holder, camille, "subtype=deposit-documents").documents[0]
    document = deposited["entity"][1]["what"]["reference"].removeprefix("DocumentReference/")
    found = acts(ask(holder, camille, quote(query.replace(DOCUMENT, document), safe="=&:")))
    # Looking for the document was a search of the history, too: it is told apart from those of Camille's care.
    assert [one for one in found if one != "read-access-history"] == [
        one for one in SEARCHES[query] if one != "read-access-history"
    ]
    assert ("read-access-history" in found) == ("read-access-history" in SEARCHES[query])


@pytest.mark.parametrize(
    "dates", ["", "date=ge2026-11-01", "date=lt2027", "date=ge2026-11-01&date=gt2026-11-02"], ids=str
)
def test_both_ends_of_the_time_are_asked_for_and_the_remedy_told(
    dates: str, camille: RecordId, holder: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    before = len(traced(camille))
    answer = holder.search("AuditEvent", f"patient={record_id_text(camille)}&{dates}")
    assert (answer.status, answer.codes) == (400, ["both-dates"])
    (issue,) = answer.json["issue"]
    assert issue["expression"] == ["date"]
    assert "date=ge2026-11-01 and date=lt2026-12-01" in issue["diagnostics"]
    assert len(traced(camille)) == before


WRONG = {
    "agent-role:below=10": "unsupported-modifier",
    "date:missing=true": "unsupported-modifier",
    "agent-role:missing=perhaps": "bad-boolean",
    "_sort=agent": None,
    "_count=many": "bad-count",
    "_total=most": "bad-total",
    "_after=here": "bad-page",
    "_has:DocumentReference:subject:type=x": "chain-refused",
    "entity.what:DocumentReference.type=57833-6": "chain-refused",
}


@pytest.mark.parametrize("query", WRONG)
def test_what_cannot_be_asked_is_told_by_its_name(query: str, camille: RecordId, holder: Software) -> None:
    answer, expected = ask(holder, camille, query), WRONG[query]
    if expected is None:
        assert [one["details"]["coding"][0]["code"] for one in answer.warnings] == ["ignored-search-parameter"]
        return
    assert (answer.status, answer.codes) == (400, [expected])


def pages(who: Software, first: str) -> list[Answer]:
    found = [who.get(first)]
    while (following := found[-1].link("next")) is not None:
        found.append(who.get(following))
        assert len(found) < 50
    return found


def test_pages_follow_each_other_and_each_is_a_line(
    camille: RecordId, holder: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    found = pages(holder, f"AuditEvent?patient={record_id_text(camille)}&{ALWAYS}&_count=2")
    assert [act for page in found for act in acts(page)] == [
        "read-access-history",
        "break-the-glass",
        "read-document",
        "authorize-professional",
        "read-document",
        "deposit-documents",
        "open-record",
    ]
    assert [len(page.documents) for page in found] == [2, 2, 2, 1]
    looks = [one for one in traced(camille) if one.action.value == "read-access-history"]
    assert [one.outcome.value for one in looks] == ["done"] * len(found)
    oldest_first = pages(holder, f"AuditEvent?patient={record_id_text(camille)}&{ALWAYS}&_count=3&_sort=date")
    assert acts(oldest_first[0]) == ["open-record", "deposit-documents", "read-document"]


def test_no_link_of_a_page_carries_an_ins(camille: RecordId, holder: Software) -> None:
    ins = CAMILLE.identifiers[0]
    form = f"patient.identifier=urn:oid:{ins.system.value}|{ins.value}&{ALWAYS}&_count=1"
    first = holder.search("AuditEvent", form)
    for link in (first.link("self"), first.link("next")):
        assert link is not None
        assert ins.value not in link
        assert link.startswith(f"AuditEvent?patient={record_id_text(camille)}&date=ge2020&date=lt2030")


def test_a_page_may_go_without_its_total_or_be_a_total_alone(camille: RecordId, holder: Software) -> None:
    assert "total" not in ask(holder, camille, "_total=none").json
    counted = ask(holder, camille, "_summary=count&action=C").json
    assert (counted["total"], "entry" in counted) == (2, False)


def test_a_line_is_read_alone_and_as_it_was_listed(camille: RecordId, holder: Software) -> None:
    listed = ask(holder, camille, "subtype=break-the-glass").json["entry"][0]
    answer = holder.get(f"AuditEvent/{listed['resource']['id']}")
    assert (answer.status, answer.json) == (200, listed["resource"])
    assert listed["fullUrl"].endswith(f"/fhir/AuditEvent/{listed['resource']['id']}")
    assert holder.get(f"AuditEvent/{listed['resource']['id']}", Accept="application/fhir+xml").resource == answer.json


def test_a_line_that_is_hidden_is_read_like_one_that_never_was(
    installation: Installation, camille: RecordId, holder: Software, software: Callable[[Actor], Software]
) -> None:
    stranger = ask(holder, camille, "outcome=4").documents[0]["id"]
    installation.authorizes(camille, HADDAD)
    name_treating_physician(camille, HADDAD.identifier, actor=Holder(camille), env=installation.env)
    doctor = software(HADDAD)
    never = document_id_text(camille, DocumentId(installation.env.chance.identifier()))
    hidden, absent = doctor.get(f"AuditEvent/{stranger}"), doctor.get(f"AuditEvent/{never}")
    assert (hidden.status, hidden.body) == (absent.status, absent.body)
    assert hidden.status == 404
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    refused = software(KELLER).get(f"AuditEvent/{stranger}")
    assert (refused.status, refused.codes) == (403, ["no-access"])
    assert software(KELLER).get("AuditEvent/1").status == 404


def test_nobody_writes_the_history_but_the_server(camille: RecordId, holder: Software) -> None:
    line = ask(holder, camille, "action=C").documents[0]
    for method, path in (
        ("POST", "AuditEvent"),
        ("PUT", f"AuditEvent/{line['id']}"),
        ("PATCH", f"AuditEvent/{line['id']}"),
        ("DELETE", f"AuditEvent/{line['id']}"),
    ):
        answer = holder.ask(method, path, json.dumps(line).encode())
        assert (answer.status, answer.codes, answer.headers["Allow"]) == (405, ["unknown-method"], "GET")
        assert "written by this server alone" in answer.json["issue"][0]["diagnostics"]


def agents(line: Json) -> list[str]:
    return [one["type"]["coding"][0]["code"] for one in line["agent"]]


def test_a_line_follows_its_profile_of_balp(camille: RecordId, holder: Software) -> None:
    by_act = {line["subtype"][1]["code"]: line for line in ask(holder, camille, "outcome=0").documents}
    read, search, created = (by_act[one] for one in ("read-document", "read-access-history", "deposit-documents"))
    assert [one["meta"]["profile"][0].rpartition(".")[2] for one in (read, search, created)] == [
        "PatientRead",
        "PatientQuery",
        "PatientCreate",
    ]
    # What is read comes from the server, what is searched for goes to it (BALP, « Read », « Query »).
    assert agents(read) == ["IRCP", "110152", "110153"]
    assert agents(search) == ["IRCP", "110153", "110152"]
    assert agents(created) == ["110153", "110152"]
    assert [one["requestor"] for one in read["agent"]] == [True, False, False]
    assert all("network" in one for one in (*read["agent"][1:], *created["agent"]))
    assert read["agent"][0]["purposeOfUse"][0]["coding"][0]["code"] == "TREAT"
    for line in (read, search, created):
        patients = [one for one in line["entity"] if one["type"]["code"] == "1"]
        assert [one["what"] for one in patients] == [{"reference": f"Patient/{record_id_text(camille)}"}]
        assert len([one for one in line["entity"] if one["type"]["code"] == "2"]) == 1
        assert line["source"]["observer"]["identifier"]["value"] == "http://testserver/fhir"
    (query,) = (one for one in search["entity"] if one["role"]["code"] == "24")
    assert "query" not in query, "what was searched for may hold an INS"
    refused = ask(holder, camille, "outcome=4").documents[0]
    assert "meta" not in refused, "the profiles are of what succeeded"


def test_a_line_keeps_the_number_that_the_client_gave_its_request(
    camille: RecordId, holder: Software, traced: Callable[..., list[AuditEvent]]
) -> None:
    holder.get(f"DocumentReference?patient={record_id_text(camille)}&status=current", **{"X-Request-Id": "abc-42"})
    assert traced(camille)[-1].request == "abc-42"
    line = ask(holder, camille, "subtype=list-documents").documents[0]
    (number,) = (one for one in line["entity"] if one["type"]["code"] == "XrequestId")
    assert number["what"] == {"identifier": {"value": "abc-42"}}
