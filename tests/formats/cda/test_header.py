"""The header of a document, read value by value, and every fault of it at once."""

from dataclasses import replace
from datetime import datetime

import pytest

from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.formats.cda.header import MAX_HEADER_ELEMENTS
from carnet.formats.cda.timestamps import PARIS
from tests.formats.cda.documents import (
    AMBULATORY,
    CONSULTATION_NOTE,
    DR_KELLER,
    HEALTH_CENTRE,
    INS,
    NIR,
    TRAITS,
    faults_of,
    header_of,
    note,
    section,
    self_presenting,
    structured,
    with_attributes,
    with_twin,
    without,
)

PATIENT_ID = "h:recordTarget/h:patientRole/h:id"
AUTHOR_ID = "h:author/h:assignedAuthor/h:id"
SIGNATORY_ID = "h:legalAuthenticator/h:assignedEntity/h:id"
MISSING = "cda-missing-element"


def test_a_consultation_note_is_read_value_by_value() -> None:
    header = header_of(note())
    assert header.unique_id == UniqueId("urn:oid:1.2.250.1.999.1.7^2024-118")
    assert header.type_code == CONSULTATION_NOTE
    assert header.title == "Consultation du 1er mars"
    assert header.effective_time == datetime(2024, 3, 1, 12, 5, 9, tzinfo=PARIS)
    assert header.confidentiality == {Confidentiality.NORMAL}
    assert header.language == "fr-FR"
    assert header.patient == INS
    assert header.traits == TRAITS
    assert header.authors == (DR_KELLER,)
    assert header.legal_authenticator == DR_KELLER
    assert header.principal_event.start == datetime(2024, 3, 1, 11, 30, tzinfo=PARIS)
    assert header.principal_event.stop == datetime(2024, 3, 1, 12, 0, tzinfo=PARIS)
    assert header.principal_event.practice_setting == AMBULATORY
    assert header.facility_type == HEALTH_CENTRE
    assert header.replaces is None
    assert header.format_code.value == "urn:ihe:iti:xds-sd:text:2008"
    assert (header.version_number, header.set_id) == (1, header.unique_id)
    assert not header.self_presenting


def test_nothing_of_the_person_shows_when_the_header_is_printed() -> None:
    assert repr(header_of(note())) == "CdaHeader(…)"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("h:realmCode", "/ClinicalDocument/realmCode[@code='FR']"),
        ("h:typeId", "/ClinicalDocument/typeId[@extension='POCD_HD000040']"),
        ("h:templateId", "/ClinicalDocument/templateId[@root='2.16.840.1.113883.2.8.2.1']"),
        ("h:id", "/ClinicalDocument/id"),
        ("h:code", "/ClinicalDocument/code"),
        ("h:title", "/ClinicalDocument/title"),
        ("h:effectiveTime", "/ClinicalDocument/effectiveTime"),
        ("h:confidentialityCode", "/ClinicalDocument/confidentialityCode"),
        ("h:languageCode", "/ClinicalDocument/languageCode"),
        ("h:recordTarget", "/ClinicalDocument/recordTarget"),
        ("h:recordTarget/h:patientRole", "/ClinicalDocument/recordTarget/patientRole"),
        ("h:author", "/ClinicalDocument/author"),
        ("h:author/h:assignedAuthor", "/ClinicalDocument/author/assignedAuthor"),
        (AUTHOR_ID, "/ClinicalDocument/author/assignedAuthor/id"),
        ("h:custodian", "/ClinicalDocument/custodian"),
        ("h:legalAuthenticator", "/ClinicalDocument/legalAuthenticator"),
        (SIGNATORY_ID, "/ClinicalDocument/legalAuthenticator/assignedEntity/id"),
        ("h:componentOf", "/ClinicalDocument/componentOf/encompassingEncounter/location/healthCareFacility/code"),
    ],
)
def test_an_element_that_is_missing_is_named_with_its_place(path: str, where: str) -> None:
    assert faults_of(without(note(), path)) == [(MISSING, where)]


def test_a_replacement_names_what_it_replaces() -> None:
    content = without(note(replaces=UniqueId("urn:oid:1.2.3")), "h:relatedDocument/h:parentDocument/h:id")
    assert faults_of(content) == [(MISSING, "/ClinicalDocument/relatedDocument/parentDocument/id")]


@pytest.mark.parametrize("path", ["h:setId", "h:versionNumber", "h:recordTarget/h:patientRole/h:patient/h:birthTime"])
def test_what_the_record_can_do_without_may_be_missing(path: str) -> None:
    assert header_of(without(note(), path)).authors == (DR_KELLER,)


@pytest.mark.parametrize(
    "path", ["h:id", "h:code", "h:title", "h:effectiveTime", "h:languageCode", "h:recordTarget", "h:legalAuthenticator"]
)
def test_what_stands_once_is_not_read_when_it_stands_twice(path: str) -> None:
    name = path.removeprefix("h:")
    assert faults_of(with_twin(note(), path)) == [("cda-repeated-element", f"/ClinicalDocument/{name}[2]")]


@pytest.mark.parametrize(
    ("path", "attributes", "code"),
    [
        ("h:id", {"root": "1.2.250.01"}, "cda-malformed-id"),
        ("h:id", {"root": "a report"}, "cda-malformed-id"),
        ("h:id", {"extension": "two words"}, "cda-malformed-id"),
        ("h:id", {"extension": "a^b"}, "cda-malformed-id"),
        ("h:setId", {"root": ""}, "cda-malformed-id"),
        ("h:code", {"code": ""}, "cda-incomplete-code"),
        ("h:code", {"codeSystem": ""}, "cda-incomplete-code"),
        ("h:effectiveTime", {"value": "1 mars 2024"}, "cda-malformed-time"),
        ("h:confidentialityCode", {"code": "SECRET"}, "cda-unknown-confidentiality"),
        ("h:confidentialityCode", {"codeSystem": "1.2.3"}, "cda-unknown-confidentiality"),
        (
            "h:confidentialityCode",
            {"code": "MASQUE_PS", "codeSystem": "1.2.250.1.213.1.1.4.13"},
            "cda-confidentiality-level",
        ),
        ("h:languageCode", {"code": "français"}, "cda-malformed-language"),
        ("h:versionNumber", {"value": "0"}, "cda-malformed-version"),
        ("h:versionNumber", {"value": "dernière"}, "cda-malformed-version"),
        (PATIENT_ID, {"extension": NIR + "00"}, "wrong-ins-key"),
        (PATIENT_ID, {"extension": "255086912345"}, "malformed-ins"),
        (PATIENT_ID, {"root": "1.2.250.1.213.1.4.99"}, "unknown-patient-identifier-system"),
        (PATIENT_ID, {"root": "1.2.250.1.999.5"}, "cda-missing-ins"),
        (AUTHOR_ID, {"root": "1.2.250.1.999.5"}, "cda-unknown-person-id-system"),
        (AUTHOR_ID, {"extension": ""}, "cda-malformed-person-id"),
        (AUTHOR_ID, {"extension": "Anne Keller"}, "cda-malformed-person-id"),
        (SIGNATORY_ID, {"root": "1.2.250.1.71"}, "cda-unknown-person-id-system"),
        ("h:author/h:assignedAuthor/h:code", {"codeSystem": ""}, "cda-incomplete-code"),
        ("h:documentationOf/h:serviceEvent/h:effectiveTime/h:high", {"value": "2023"}, "cda-period-reversed"),
        ("h:documentationOf/h:serviceEvent/h:effectiveTime/h:high", {"value": "demain"}, "cda-malformed-time"),
        ("h:documentationOf/h:serviceEvent/h:effectiveTime/h:low", {"nullFlavor": "UNK"}, "cda-no-principal-event"),
        (
            "h:componentOf/h:encompassingEncounter/h:location/h:healthCareFacility/h:code",
            {"code": ""},
            "cda-incomplete-code",
        ),
    ],
)
def test_a_wrong_value_is_one_defect_with_its_name(path: str, attributes: dict[str, str], code: str) -> None:
    assert [found for found, _ in faults_of(with_attributes(note(), path, **attributes))] == [code]


def test_every_fault_is_listed_at_once() -> None:
    broken = without(with_attributes(note(), "h:effectiveTime", value="?"), "h:custodian")
    broken = with_attributes(with_attributes(broken, PATIENT_ID, extension=NIR + "00"), "h:languageCode", code="?")
    assert {code for code, _ in faults_of(broken)} == {
        "cda-malformed-time",
        "cda-malformed-language",
        "wrong-ins-key",
        MISSING,
    }


def test_a_blank_title_is_no_title() -> None:
    assert faults_of(note(title=" ")) == [(MISSING, "/ClinicalDocument/title/text()")]


def test_a_principal_act_without_practice_setting_is_not_enough() -> None:
    setting = "h:documentationOf/h:serviceEvent/h:performer/h:assignedEntity/h:representedOrganization/"
    assert [code for code, _ in faults_of(without(note(), setting + "h:standardIndustryClassCode"))] == [
        "cda-no-principal-event"
    ]


def test_a_uuid_may_identify_a_document() -> None:
    header = header_of(note(unique_id=UniqueId("urn:uuid:90e1c8ec-f951-4b26-a305-a34848818dd6")))
    assert header.unique_id == UniqueId("urn:uuid:90e1c8ec-f951-4b26-a305-a34848818dd6")


def test_a_replaced_document_is_named() -> None:
    old = UniqueId("urn:oid:1.2.250.1.999.1.7^2024-117")
    assert header_of(note(replaces=old)).replaces == old


def test_a_document_replaces_one_other_at_most() -> None:
    content = with_twin(note(replaces=UniqueId("urn:oid:1.2.3")), "h:relatedDocument")
    assert [code for code, _ in faults_of(content)] == ["cda-repeated-element"]


def test_a_self_presenting_note_says_the_same_as_the_note() -> None:
    wrapped = header_of(self_presenting(note()))
    assert wrapped == replace(header_of(note()), self_presenting=True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html/>", "not-a-cda"),
        (b'<ClinicalDocument xmlns="urn:hl7-org:v2"/>', "not-a-cda"),
        (self_presenting(b""), "cda-self-presenting-ambiguous"),
        (self_presenting(b"<?xml?>" + note().partition(b"?>")[2] * 2), "cda-self-presenting-ambiguous"),
        (b"<!DOCTYPE a><a/>", "doctype-refused"),
    ],
)
def test_what_is_no_clinical_document_has_one_defect(content: bytes, code: str) -> None:
    assert [found for found, _ in faults_of(content)] == [code]


def test_a_style_sheet_that_writes_into_the_document_is_refused() -> None:
    computed = b'<title><xsl:value-of select="$t"/></title>'
    content = self_presenting(note()).replace(b"<title>Consultation du 1er mars</title>", computed)
    assert faults_of(content) == [("cda-style-sheet-inside", "/ClinicalDocument")]


def test_a_header_without_end_is_not_read() -> None:
    author = b"<author><assignedAuthor/></author>"
    content = note().replace(b"<custodian>", author * (MAX_HEADER_ELEMENTS // 2) + b"<custodian>")
    assert [code for code, _ in faults_of(content)] == ["cda-header-too-long"]


@pytest.mark.parametrize(
    ("template", "format_code"),
    [
        ("1.2.250.1.213.1.1.1.55", "urn:ihe:lab:xd-lab:2008"),
        ("1.2.250.1.213.1.1.1.13", "urn:asip:ci-sis:vsm:2012"),
        ("1.2.3.4", "urn:asipSante:modelesHorsProfils:2011"),
    ],
)
def test_the_model_of_a_structured_document_gives_its_format(template: str, format_code: str) -> None:
    content = with_attributes(structured(section("Rien")), "h:templateId[3]", root=template)
    assert header_of(content).format_code.value == format_code
