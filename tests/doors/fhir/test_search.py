"""Searching: each parameter selects and excludes, alone and with others, by GET and by POST."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder, Professional
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import RecordId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.doors.fhir.identifiers import record_id_text
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Software
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, KELLER, Installation, note

INS = f"urn:oid:{CAMILLE.identifiers[0].system.value}|{CAMILLE.identifiers[0].value}"
ACT, OTHER_ACT = (Code(value, "1.2.250.1.213.2.5") for value in ("DEQP003", "ZZQM001"))


@dataclass(frozen=True, slots=True)
class Searched:
    """The record of Camille, and somebody who searches it."""

    person: Software
    patient: str

    def by_get(self, query: str) -> Answer:
        return self.person.get(f"DocumentReference?patient={self.patient}&{query}")

    def titles(self, query: str) -> list[str]:
        """The titles found, by GET and by POST alike."""
        got = self.by_get(query)
        posted = self.person.search("DocumentReference", f"patient.identifier={quote(INS)}&{query}")
        assert (got.status, posted.status) == (200, 200), got.body
        assert got.titles == posted.titles
        assert got.json["total"] == posted.json["total"] == len(got.titles)
        return sorted(got.titles)


def written_by(who: Professional, name: PersonName) -> tuple[Author, ...]:
    return (Author(AuthorKind.PROFESSIONAL, who.identifier, name),)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """A record with a stay at the hospital, a result and a prescription in it."""
    record = installation.opens(CAMILLE)
    stay, result, prescription = (note(CAMILLE, by=HADDAD, number=number) for number in (1, 2, 3))
    stay = replace(
        stay,
        entry=replace(
            stay.entry,
            title="séjour",
            facility_type=Code("SA01", "1.2.250.1.71.4.2.4"),
            practice_setting=Code("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9"),
            events=(ACT,),
            creation=datetime.fromisoformat("2026-01-15T09:30:15.250+01:00"),
            service_start=datetime.fromisoformat("2026-01-10T08:00:00+01:00"),
            service_stop=datetime.fromisoformat("2026-01-15T10:00:00+01:00"),
            authors=written_by(HADDAD, PersonName("Haddad", "Inès Marie", "Dr")),
        ),
    )
    result = replace(
        result,
        entry=replace(
            result.entry,
            title="résultat",
            type_code=Code("11502-2", "2.16.840.1.113883.6.1"),
            format_code=Code("urn:ihe:lab:xd-lab:2008", "1.3.6.1.4.1.19376.1.2.3"),
            facility_type=Code("SA25", "1.2.250.1.71.4.2.4"),
            practice_setting=Code("AMBULATOIRE", "1.2.250.1.213.1.1.4.9"),
            events=(ACT, OTHER_ACT),
            confidentiality=frozenset({Confidentiality.RESTRICTED}),
            creation=datetime.fromisoformat("2026-02-20T10:00:00+01:00"),
            service_start=datetime.fromisoformat("2026-02-20T07:00:00+01:00"),
            authors=written_by(KELLER, PersonName("Keller", "Anne", "Dr")),
        ),
    )
    prescription = replace(
        prescription,
        entry=replace(
            prescription.entry,
            title="ordonnance",
            type_code=Code("57833-6", "2.16.840.1.113883.6.1"),
            class_code=Code("42", "1.2.250.1.213.1.1.4.1"),
            confidentiality=frozenset({Confidentiality.NORMAL, Confidentiality.MASKED_TO_PROFESSIONALS}),
            creation=datetime.fromisoformat("2025-12-31T23:30:00+00:00"),
            service_start=None,
            authors=(Author(AuthorKind.DEVICE, organization_name="Automate"),),
        ),
    )
    for document in (stay, result):
        installation.receives(CAMILLE, document, from_=HOSPITAL_SOFTWARE)
    installation.at(NOON + timedelta(hours=30, milliseconds=123, microseconds=456))
    installation.receives(CAMILLE, prescription, from_=HOSPITAL_SOFTWARE)
    installation.at(NOON + timedelta(hours=31))
    return record


@pytest.fixture
def searched(camille: RecordId, software: Callable[[Actor], Software]) -> Searched:
    return Searched(software(Holder(camille)), record_id_text(camille))


ALL = ["ordonnance", "résultat", "séjour"]
LOINC = "http%3A//loinc.org"
CRITERIA: dict[str, list[str]] = {
    "": ALL,
    "type=34112-3": ["séjour"],
    "type=34112-3,11502-2": ["résultat", "séjour"],
    f"type={LOINC}|34112-3": ["séjour"],
    "type=urn:oid:2.16.840.1.113883.6.1|34112-3": ["séjour"],
    f"type={LOINC}|": ALL,
    "type=http://snomed.info/sct|34112-3": [],
    "type=34112-3&type=11502-2": [],
    "type=": ALL,
    "category=42": ["ordonnance"],
    "category=10": ["résultat", "séjour"],
    "category=urn:oid:1.2.250.1.213.1.1.4.1|10": ["résultat", "séjour"],
    "format=urn:ihe:lab:xd-lab:2008": ["résultat"],
    "format=urn:ihe:iti:xds:2017:mimeTypeSufficient": ["ordonnance", "séjour"],
    "facility=SA01": ["séjour"],
    "facility=SA01,SA25": ["résultat", "séjour"],
    "setting=AMBULATOIRE": ["résultat"],
    "setting=urn:oid:1.2.250.1.213.1.1.4.9|": ["résultat", "séjour"],
    "event=DEQP003": ["résultat", "séjour"],
    "event=DEQP003,ZZQM001": ["résultat", "séjour"],
    "event=DEQP003&event=ZZQM001": ["résultat"],
    "security-label=N": ["ordonnance", "séjour"],
    "security-label=R": ["résultat"],
    "security-label=N&security-label=MASQUE_PS": ["ordonnance"],
    "security-label=http://terminology.hl7.org/CodeSystem/v3-Confidentiality|N": ["ordonnance", "séjour"],
    "creation=2026": ["ordonnance", "résultat", "séjour"],
    "creation=2025": [],
    "creation=2026-01": ["ordonnance", "séjour"],
    "creation=2026-01-15": ["séjour"],
    "creation=eq2026-01-15T09:30%2B01:00": ["séjour"],
    "creation=2026-01-15T09:30:15%2B01:00": ["séjour"],
    "creation=2026-01-15T08:30:15.250Z": ["séjour"],
    "creation=2026-01-15T08:30:15.251Z": [],
    "creation=2026-01-15T09:30": ["séjour"],
    "creation=ge2026-02": ["résultat"],
    "creation=ge2026-01-15": ["résultat", "séjour"],
    "creation=gt2026-01-15": ["résultat"],
    "creation=gt2026-01-15T08:30:15.250Z": ["résultat"],
    "creation=gt2026-01-15T08:30:15.249Z": ["résultat", "séjour"],
    "creation=lt2026-01-15": ["ordonnance"],
    "creation=le2026-01-15": ["ordonnance", "séjour"],
    "creation=le9999-12-31": ALL,
    "creation=le9999": ALL,
    "creation=gt9999-12": [],
    "creation=ge0001": ALL,
    "creation=ge2026-01-02&creation=lt2026-02-01": ["séjour"],
    "date=2026-11-21": ["résultat", "séjour"],
    "date=gt2026-11-22": [],
    "date=ge2026-11-22": ["ordonnance"],
    "date=gt2026-11-22T18:00:00.123Z": [],
    "date=gt2026-11-22T18:00:00.122Z": ["ordonnance"],
    "period=2026-01-12": ["séjour"],
    "period=ge2026-01-16": ["résultat"],
    "period=lt2026-01-11": ["séjour"],
    "period=2026-02-20": ["résultat"],
    "author.family=keller": ["résultat"],
    "author.family=HAD": ["séjour"],
    "author.family=Keller,Haddad": ["résultat", "séjour"],
    "author.family=add": [],
    "author.given=ines": ["séjour"],
    "author.given=Marie": ["séjour"],
    "author.given=In%C3%A8s Marie": ["séjour"],
    "author.given=Anne": ["résultat"],
    "author.family=Keller&author.given=Inès": [],
    "identifier=urn:oid:1.2.250.1.999.1.2": ["résultat"],
    "identifier=urn:ietf:rfc:3986|urn:oid:1.2.250.1.999.1.2": ["résultat"],
    "identifier=urn:oid:1.2.250.1.999.1.2,urn:oid:1.2.250.1.999.1.3": ["ordonnance", "résultat"],
    "identifier=urn:oid:1.2.250.1.999.1.2&identifier=urn:oid:1.2.250.1.999.1.3": [],
    "type=34112-3&facility=SA01&event=DEQP003&creation=2026-01&author.family=Haddad": ["séjour"],
    "type=34112-3&facility=SA25": [],
    "_format=json&_pretty=true": ALL,
}


def test_camille_finds_what_she_asks_for(searched: Searched) -> None:
    assert {query: searched.titles(f"status=current&{query}".rstrip("&")) for query in CRITERIA} == CRITERIA


def test_the_newest_document_comes_first(searched: Searched) -> None:
    assert searched.by_get("status=current").titles == ["résultat", "séjour", "ordonnance"]


def test_a_document_is_found_by_its_id_its_uniqueid_and_the_number_of_its_metadata(searched: Searched) -> None:
    for shown in searched.by_get("status=current").documents:
        title = shown["content"][0]["attachment"]["title"]
        number = shown["identifier"][0]["value"]
        assert number.startswith("urn:uuid:")
        for query in (f"_id={shown['id']}", f"identifier={number}", f"identifier={shown['masterIdentifier']['value']}"):
            assert searched.titles(f"status=current&{query}") == [title]


def test_an_id_is_one_criterion_among_others(searched: Searched) -> None:
    stay, result = (
        searched.by_get(f"status=current&type={code}").documents[0]["id"] for code in ("34112-3", "11502-2")
    )
    assert searched.titles(f"status=current&_id={stay},{result}") == ["résultat", "séjour"]
    assert searched.titles(f"status=current&_id={stay}&_id={result}") == []
    assert searched.titles(f"status=current&_id={stay}&type=11502-2") == []
    assert searched.titles(f"status=superseded&_id={stay}") == []
    assert searched.titles("status=current&_id=1") == []


def test_status_tells_current_from_superseded(installation: Installation, searched: Searched) -> None:
    unique_id = note(CAMILLE, by=HADDAD, number=1).entry.unique_id
    newer = note(CAMILLE, by=KELLER, number=7, replaces=unique_id)
    older = note(CAMILLE, by=KELLER, number=1)
    installation.receives(CAMILLE, older, from_=KELLER)
    installation.receives(CAMILLE, newer, from_=KELLER)
    assert searched.titles("status=superseded") == ["Compte rendu"]
    assert searched.titles("status=current") == sorted([*ALL, "Compte rendu"])
    assert searched.titles("status=current,superseded") == sorted([*ALL, "Compte rendu", "Compte rendu"])


WRONG: dict[str, tuple[str, list[str]]] = {
    "no status": ("type=34112-3", ["bad-status"]),
    "an unknown status": ("status=current,gone", ["bad-status"]),
    "a deleted status": ("status=entered-in-error", ["bad-status"]),
    "a date that is none": ("status=current&date=yesterday", ["bad-date"]),
    "a month that is none": ("status=current&date=2026-13", ["bad-date"]),
    "a day that is none": ("status=current&creation=ge2026-02-30", ["bad-date"]),
    "the year before the first": ("status=current&creation=0000", ["bad-date"]),
    "an unknown prefix": ("status=current&date=ap2026", ["bad-date"]),
    "a count that is none": ("status=current&_count=many", ["bad-count"]),
    "a count below zero": ("status=current&_count=-1", ["bad-count"]),
    "a page that is none": ("status=current&_after=12", ["bad-page"]),
    "a page of words": ("status=current&_after=a.b", ["bad-page"]),
    "several of them": ("date=x&period=y&_count=z", ["bad-count", "bad-date", "bad-date", "bad-status"]),
    "a second patient": ("status=current&patient=x", ["one-patient"]),
}


def test_a_search_with_something_wrong_in_it_is_told_all_of_it(searched: Searched) -> None:
    answers = {what: searched.by_get(query) for what, (query, _) in WRONG.items()}
    assert {answer.status for answer in answers.values()} == {400}
    assert {what: sorted(answer.codes) for what, answer in answers.items()} == {
        what: codes for what, (_, codes) in WRONG.items()
    }


PATIENTS: dict[str, list[str]] = {
    "": ["one-patient"],
    "patient=12": ["bad-patient-id"],
    "patient=http://elsewhere.example/Patient/12": ["bad-patient-id"],
    f"patient.identifier={quote(INS)}&patient=x": ["one-patient"],
    f"patient.identifier={quote(INS)}&patient.identifier={quote(INS)}": ["one-patient"],
    "patient.identifier=284034410902579": ["unknown-patient-identifier-system"],
    "patient.identifier=urn:oid:1.2.250.1.213.1.4.11|284034410902500": ["wrong-ins-key"],
    "patient.identifier=urn:oid:1.2.250.1.213.1.4.11|": ["malformed-ins"],
    "patient.identifier=|284034410902579": ["unknown-patient-identifier-system"],
}


def test_a_search_is_about_exactly_one_patient(searched: Searched) -> None:
    answers = {who: searched.person.search("DocumentReference", f"status=current&{who}") for who in PATIENTS}
    assert {who: answer.codes for who, answer in answers.items()} == PATIENTS
    assert {answer.status for answer in answers.values()} == {400}


def test_a_patient_is_also_named_as_a_reference_is_written(searched: Searched) -> None:
    answer = searched.person.get(f"DocumentReference?patient=Patient/{searched.patient}&status=current")
    assert answer.json["total"] == 3


def test_an_unknown_parameter_is_ignored_and_said_to_be(searched: Searched) -> None:
    answer = searched.by_get("status=current&colour=red&shape=round")
    assert (answer.status, answer.json["total"], len(answer.titles)) == (200, 3, 3)
    assert [(one["severity"], one["details"]["coding"][0]["code"]) for one in answer.warnings] == [
        ("warning", "ignored-search-parameter")
    ]
    assert "colour, shape" in answer.warnings[0]["diagnostics"]


def test_an_unknown_parameter_is_refused_to_who_asks_for_strictness(searched: Searched) -> None:
    query = f"patient={searched.patient}&status=current&colour=red&_sort=colour"
    for prefer in ("handling=strict", "return=minimal, handling = strict"):
        answer = searched.person.search("DocumentReference", query, Prefer=prefer)
        assert (answer.status, answer.codes) == (400, ["unknown-search-parameter", "unknown-order"])
    assert searched.person.search("DocumentReference", query, Prefer="handling=lenient").status == 200


def test_parameters_that_cannot_be_read_are_refused(searched: Searched) -> None:
    for query in ("&".join(f"x{number}=1" for number in range(101)), "status=%ff", "status=current&x=%c3"):
        assert searched.by_get(query).codes == ["bad-parameters"]
        answer = searched.person.search("DocumentReference", query)
        assert (answer.status, answer.codes) == (400, ["bad-parameters"])
