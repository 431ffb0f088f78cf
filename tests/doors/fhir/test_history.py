"""ITI-81: who did what to a record, as each of those entitled to it sees it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AccessMode, AuditEvent, Door, Outcome, party
from carnet.core.identifiers import RecordId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.audit_event import write_audit_event
from carnet.formats.fhir.validate import validate
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.reading.read_access_history import HistoryLine
from carnet.usecases.reading.read_document import read_document
from tests.conftest import NOON
from tests.doors.fhir.client import Json, Software
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, HUGO, KELLER, NURSE, Installation, note

ALWAYS = "date=ge2020&date=lt2030"
REASON = "Malaise dans la salle d’attente, la personne ne répond plus."


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """A record to which things happened: one each hour, from noon on."""
    here = installation
    env = here.env
    record = here.opens(CAMILLE)
    holder = Holder(record)
    here.at(NOON + timedelta(hours=1))
    document = here.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    here.at(NOON + timedelta(hours=2))
    read_document(record, document, actor=KELLER, env=env)
    here.at(NOON + timedelta(hours=3))
    here.authorizes(record, KELLER)
    here.at(NOON + timedelta(hours=4))
    read_document(record, document, actor=KELLER, env=env)
    here.at(NOON + timedelta(hours=5))
    assert isinstance(break_the_glass(record, reason=REASON, actor=HADDAD, env=env), GlassBroken)
    here.at(NOON + timedelta(hours=6))
    read_document(record, document, actor=HADDAD, env=env)
    here.at(NOON + timedelta(hours=7))
    block_professional(record, HUGO.identifier, actor=holder, env=env)
    mask_document(record, document, actor=holder, env=env)
    here.at(NOON + timedelta(hours=8))
    return record


def lines(who: Software, record: RecordId, query: str = ALWAYS) -> list[Json]:
    """The lines that somebody sees, newest first."""
    answer = who.search("AuditEvent", f"patient={record_id_text(record)}&{query}")
    assert answer.status == 200, answer.body
    assert answer.json["total"] == len(answer.documents)
    return answer.documents


def told(line: Json) -> tuple[str, str, str, str]:
    """The act, how it ended, who did it, and the hour."""
    who = line["agent"][0]["who"]
    return line["subtype"][1]["code"], line["outcome"], who.get("display", ""), line["recorded"][11:16]


def test_the_holder_sees_every_line_with_who_what_when_and_how_it_ended(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    seen = [told(line) for line in lines(software(Holder(camille)), camille)]
    assert seen[0] == ("read-access-history", "0", "", "20:00")
    assert sorted(seen[1:3]) == [("block-professional", "0", "", "19:00"), ("mask-document", "0", "", "19:00")]
    assert seen[3:] == [
        ("read-document", "0", "Dr Inès Haddad", "18:00"),
        ("break-the-glass", "0", "Dr Inès Haddad", "17:00"),
        ("read-document", "0", "Dr Anne Keller", "16:00"),
        ("authorize-professional", "0", "", "15:00"),
        ("read-document", "4", "Dr Anne Keller", "14:00"),
        ("deposit-documents", "0", "CHU des Deux-Rives", "13:00"),
        ("open-record", "0", "Hugo Lemaire", "12:00"),
    ]


def test_a_line_names_its_patient_its_document_its_reason_and_its_refusal(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    by_act = {told(line)[::3]: line for line in lines(software(Holder(camille)), camille)}
    emergency = by_act["break-the-glass", "17:00"]
    assert emergency["purposeOfEvent"] == [
        {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "BTG"}], "text": REASON}
    ]
    in_emergency = by_act["read-document", "18:00"]
    assert in_emergency["purposeOfEvent"][0]["coding"][0]["code"] == "BTG"
    ordinary = by_act["read-document", "16:00"]
    assert ordinary["purposeOfEvent"][0]["coding"][0]["code"] == "TREAT"
    assert ordinary["agent"][0]["role"][0]["coding"][0]["code"] == "10"
    patient, document = (one["what"]["reference"] for one in ordinary["entity"])
    assert patient == f"Patient/{record_id_text(camille)}"
    assert document.startswith(f"DocumentReference/{record_id_text(camille)}-")
    concerned = by_act["authorize-professional", "15:00"]["entity"][1]["what"]
    assert (concerned["display"], concerned["identifier"]["value"]) == ("Dr Anne Keller", KELLER.identifier.value)
    refused = by_act["read-document", "14:00"]
    assert refused["outcomeDesc"] == "Aucune règle n’autorise cet accès."
    assert (refused["action"], refused["subtype"][0]["code"]) == ("R", "read")
    assert (by_act["deposit-documents", "13:00"]["action"], emergency["action"]) == ("C", "U")


def test_the_treating_physician_sees_the_accesses_of_professionals_and_nothing_else(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    name_treating_physician(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    assert [told(line) for line in lines(software(KELLER), camille)] == [
        ("read-access-history", "0", "Dr Anne Keller", "20:00"),
        ("read-document", "0", "Dr Inès Haddad", "18:00"),
        ("break-the-glass", "0", "Dr Inès Haddad", "17:00"),
        ("read-document", "0", "Dr Anne Keller", "16:00"),
        ("deposit-documents", "0", "CHU des Deux-Rives", "13:00"),
    ]


@pytest.mark.parametrize(
    "who", [KELLER, HADDAD, HUGO, NURSE], ids=["authorised", "in emergency", "blocked", "a stranger"]
)
def test_nobody_else_sees_a_line(
    who: Actor, camille: RecordId, software: Callable[[Actor], Software], traced: Callable[..., list[AuditEvent]]
) -> None:
    answer = software(who).get(f"AuditEvent?patient={record_id_text(camille)}&{ALWAYS}")
    assert (answer.status, answer.codes) == (403, ["no-access"])
    last = traced(camille)[-1]
    assert (last.action.value, last.outcome.value) == ("read-access-history", "refused")


def test_the_software_of_a_hospital_reads_no_history(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    answer = software(HOSPITAL_SOFTWARE).get(f"AuditEvent?patient={record_id_text(camille)}&{ALWAYS}")
    assert answer.codes == ["not-allowed"]


DATES: dict[str, list[str]] = {
    "date=ge2026-11-21T16:00:00Z&date=le2026-11-21T17:00:00Z": ["17:00", "16:00"],
    "date=gt2026-11-21T16:00:00Z&date=lt2026-11-21T19:00:00Z": ["18:00", "17:00"],
    "date=2026-11-21T14:00Z": ["14:00"],
    "date=ge2026-11&date=lt2026-11-21T13:00:00Z": ["12:00"],
    "date=2026-11-20": [],
    "date=ge2026&date=lt2026-11-21T14:00:00%2B01:00": ["12:00"],
}


@pytest.mark.parametrize("query", DATES)
def test_dates_bound_the_history(query: str, camille: RecordId, software: Callable[[Actor], Software]) -> None:
    assert [told(line)[3] for line in lines(software(Holder(camille)), camille, query)] == DATES[query]


def test_a_day_that_has_no_line_is_an_empty_answer(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    answer = software(Holder(camille)).get(f"AuditEvent?patient={record_id_text(camille)}&date=2020")
    assert (answer.json["total"], "entry" in answer.json) == (0, False)


def test_a_question_with_something_wrong_in_it_is_told_all_of_it(
    camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    holder = software(Holder(camille))
    query = "patient=x&date=yesterday&colour=red"
    assert holder.search("AuditEvent", query).codes == ["bad-patient-id", "bad-date"]
    answer = holder.search("AuditEvent", query, Prefer="handling=strict")
    assert (answer.status, sorted(answer.codes)) == (400, ["bad-date", "bad-patient-id", "unknown-search-parameter"])
    lenient = holder.search("AuditEvent", f"patient={record_id_text(camille)}&colour=red&date=2026")
    assert [one["details"]["coding"][0]["code"] for one in lenient.warnings] == ["ignored-search-parameter"]


def test_the_line_of_the_insurer_and_that_of_nobody_are_not_in_the_history_of_camille(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    before = len(lines(software(Holder(camille)), camille))
    software(HADDAD).get("Patient?identifier=urn:oid:1.2.250.1.213.1.4.11|269054958815780")
    software(HADDAD).post("", b"{")
    assert len(lines(software(Holder(camille)), camille)) == before + 1
    assert installation


def test_a_history_can_be_asked_by_the_ins(camille: RecordId, software: Callable[[Actor], Software]) -> None:
    ins = CAMILLE.identifiers[0]
    answer = software(Holder(camille)).search(
        "AuditEvent", f"patient.identifier=urn:oid:{ins.system.value}|{ins.value}&{ALWAYS}"
    )
    assert answer.json["total"] == 10


def test_the_choice_of_switches_is_a_line_too(
    installation: Installation, camille: RecordId, software: Callable[[Actor], Software]
) -> None:
    choose_emergency_access(
        camille, installation.env.policy.initial_switches, actor=Holder(camille), env=installation.env
    )
    at_that_instant = {told(line)[0] for line in lines(software(Holder(camille)), camille)[:2]}
    assert at_that_instant == {"read-access-history", "choose-emergency-access"}
    assert document_id_text(camille, installation.receives(CAMILLE, note(CAMILLE, number=8), from_=KELLER))


def test_an_access_of_a_samu_call_says_so(camille: RecordId) -> None:
    event = AuditEvent(
        UUID(int=1),
        camille,
        NOON,
        Action.LIST_DOCUMENTS,
        Outcome.DONE,
        party(HADDAD),
        Door.FHIR,
        mode=AccessMode.SAMU_CALL,
    )
    line = HistoryLine(event, "Dr Inès Haddad", "SAMU", "", ())
    written = write_audit_event(line, camille, base_url="https://carnet.example/fhir")
    assert written["purposeOfEvent"][0]["coding"][0]["code"] == "ETREAT"
    assert validate(written) == ()
