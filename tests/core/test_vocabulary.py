"""The published value sets: what is known, under which names, and where a person finds it."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from carnet.core.vocabulary.care_settings import access_mode, facility_type, practice_setting
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.confidentiality_codes import confidentiality_code
from carnet.core.vocabulary.document_types import (
    ReservedDepositor,
    document_class,
    document_type,
    document_types,
)
from carnet.core.vocabulary.professions import author_specialty, profession, specialty
from carnet.core.vocabulary.shelves import shelves
from carnet.core.vocabulary.valueset import table
from tests.shared_samples import SHARED, needs_samples

LOINC = "2.16.840.1.113883.6.1"
TRE_A05 = "1.2.250.1.213.1.1.4.12"

TYPES_OF_THE_SAMPLES = {
    "11369-6": LOINC,
    "11488-4": LOINC,
    "11502-2": LOINC,
    "18748-4": LOINC,
    "18761-7": LOINC,
    "18776-5": LOINC,
    "29274-8": LOINC,
    "34133-9": LOINC,
    "34794-8": LOINC,
    "51969-4": LOINC,
    "55115-0": LOINC,
    "57055-6": LOINC,
    "57057-2": LOINC,
    "57075-4": LOINC,
    "57833-6": LOINC,
    "60591-5": LOINC,
    "60593-1": LOINC,
    "74207-2": LOINC,
    "75492-9": LOINC,
    "75496-0": LOINC,
    "77436-4": LOINC,
    "87273-9": LOINC,
    "89235-6": LOINC,
    "96173-0": LOINC,
    "CERT_DECL": TRE_A05,
    "REMB": TRE_A05,
}
"""The header code of every CDA sample. None is missing from the value set."""

TYPES_OUTSIDE_THE_DMP = {
    "101881-1",
    "28617-9",
    "34120-6",
    "51851-4",
    "56446-8",
    "60280-5",
    "78341-5",
    "89233-1",
    "E1762",
    "EXPORT_DUI",
    "FEUILLE-DE-STYLE",
    "FICHE-CONTACTS",
    "PIECE-IDENTITE",
}

Lookup = Callable[[str], Code | None]

LOOKUPS: list[tuple[Lookup, str, Code]] = [
    (profession, "professions_G15", Code("80", "1.2.250.1.71.1.2.7", "Pédicure-Podologue")),
    (specialty, "specialties_R01", Code("SM26", "1.2.250.1.71.4.2.5", "Qualifié en Médecine générale (SM)")),
    (author_specialty, "author_specialties_J01", Code("G15_92", "1.2.250.1.213.1.1.4.5", "Orthoptiste")),
    (facility_type, "healthcare_facility_types_J02", Code("SA33", "1.2.250.1.71.4.2.4", "Pharmacie d'officine")),
    (practice_setting, "practice_settings_J04", Code("DEPISTAGE", "1.2.250.1.213.1.1.4.9", "Dépistage")),
    (document_class, "document_classes", Code("10", "1.2.250.1.213.1.1.4.1", "Compte rendu")),
    (access_mode, "access_modes", Code("bris_de_glace", "1.2.250.1.213.1.1.4.336", "Accès en bris de glace")),
]


def reference(name: str) -> list[dict[str, str]]:
    with (SHARED / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def clinical_document(path: Path) -> etree._Element:
    root = etree.parse(str(path), etree.XMLParser(recover=True)).getroot()
    name = "{urn:hl7-org:v3}ClinicalDocument"
    found = root if root.tag == name else root.find(f".//{name}")
    assert found is not None, path.name
    return found


def codes_at(document: etree._Element, place: str) -> list[tuple[str, str]]:
    elements = document.iterfind(place, {"c": "urn:hl7-org:v3"})
    return [(str(e.attrib["code"]), str(e.attrib["codeSystem"])) for e in elements if "code" in e.attrib]


@pytest.mark.parametrize(("look_up", "_", "code"), LOOKUPS)
def test_a_published_code_has_its_system_and_its_french_label(look_up: Lookup, _: str, code: Code) -> None:
    assert look_up(code.value) == code


@pytest.mark.parametrize(("look_up", "_", "code"), LOOKUPS)
def test_a_code_that_is_not_published_is_not_known(look_up: Lookup, _: str, code: Code) -> None:
    for unknown in ("", "nothing", code.value + " ", code.label):
        assert look_up(unknown) is None


@needs_samples
@pytest.mark.parametrize(("look_up", "name", "_"), LOOKUPS)
def test_every_code_of_the_official_file_is_known_with_its_label(look_up: Lookup, name: str, _: Code) -> None:
    published = reference(name)
    assert published
    for row in published:
        found = look_up(row["code"])
        assert found is not None, row["code"]
        assert found.label == row["label_fr"]
        assert (row.get("oid") or row["code_system_oid"]).startswith(found.system)


@pytest.mark.parametrize("level", list(Confidentiality))
def test_every_confidentiality_is_published_by_the_system_that_we_name(level: Confidentiality) -> None:
    code = confidentiality_code(level)
    assert (code.value, code.system) == (level.value, level.system)
    assert code.label


def test_a_type_says_its_class_and_where_a_person_finds_it() -> None:
    report = document_type("34112-3")
    assert report is not None
    assert report.code == Code("34112-3", LOINC, "CR hospitalier (séjour)")
    assert report.class_code == document_class("10")
    assert report.reserved_depositor is None
    assert report.shelf.label == "Comptes rendus"


def test_a_type_that_is_not_published_is_not_known() -> None:
    for unknown in ("", "99999-9", "remb", "34112-3 ", "10"):
        assert document_type(unknown) is None


@pytest.mark.parametrize(("code", "system"), TYPES_OF_THE_SAMPLES.items())
def test_the_type_of_every_official_sample_is_known(code: str, system: str) -> None:
    known = document_type(code)
    assert known is not None
    assert known.code.system == system
    assert known.class_code is not None


@needs_samples
def test_the_samples_hold_no_other_type_role_or_place_than_the_published_ones() -> None:
    paths = sorted((SHARED / "samples").glob("cda*/*.xml"))
    types: set[str] = set()
    for path in paths:
        document = clinical_document(path)
        types.update(value for value, _ in codes_at(document, "c:code"))
        for place, look_up in (
            ("c:author/c:assignedAuthor/c:code", author_specialty),
            ("c:componentOf//c:healthCareFacility/c:code", facility_type),
            ("c:documentationOf//c:standardIndustryClassCode", practice_setting),
        ):
            for value, system in codes_at(document, place):
                found = look_up(value)
                assert found is not None, (path.name, value)
                assert found.system == system, (path.name, value)
    assert len(paths) >= 60
    assert types == set(TYPES_OF_THE_SAMPLES)


def test_only_the_types_outside_the_dmp_have_no_class() -> None:
    without_class = {code for code, known in document_types().items() if known.class_code is None}
    assert without_class == TYPES_OUTSIDE_THE_DMP
    assert len(document_types()) == 115


@needs_samples
def test_every_type_of_the_official_file_has_its_label_class_and_depositor() -> None:
    depositors = {
        "": None,
        "patient": ReservedDepositor.PATIENT,
        "assurance_maladie": ReservedDepositor.NATIONAL_INSURER,
        "si_dmp": ReservedDepositor.THE_RECORD_ITSELF,
    }
    published = reference("document_types")
    assert {row["type_code"] for row in published} == set(document_types())
    for row in published:
        known = document_types()[row["type_code"]]
        assert known.code == Code(row["type_code"], row["code_system_oid"], row["label_fr"])
        assert known.class_code == (document_class(row["class_code"]) if row["class_code"] else None)
        assert known.reserved_depositor is depositors[row["reserved_depositor"]]


def test_what_only_the_patient_the_insurer_or_the_record_itself_deposits() -> None:
    reserved = {code: known.reserved_depositor for code, known in document_types().items() if known.reserved_depositor}
    by_patient = {code for code, depositor in reserved.items() if depositor is ReservedDepositor.PATIENT}
    assert by_patient == {f"DOCPAT0{n}" for n in range(1, 10)} | {"EXPPAT_1", "EXPPAT_2", "EXPPAT_3", "74465-6"}
    assert {code: depositor for code, depositor in reserved.items() if code not in by_patient} == {
        "REMB": ReservedDepositor.NATIONAL_INSURER,
        "11369-6": ReservedDepositor.THE_RECORD_ITSELF,
    }


@pytest.mark.parametrize(
    ("code", "shelf"),
    [
        ("60591-5", "Ma santé en résumé"),
        ("DOCPAT08", "Mon profil médical"),
        ("57833-6", "Ordonnances et soins"),
        ("60593-1", "Ordonnances et soins"),
        ("11490-0", "Comptes rendus"),
        ("11502-2", "Biologie"),
        ("DOCPAT05", "Biologie"),
        ("18748-4", "Radio, écho, scanner, IRM"),
        ("75492-9", "Prévention et dépistages"),
        ("11369-6", "Vaccins"),
        ("89601-9", "Certificats"),
        ("EXPPAT_3", "Directives anticipées"),
        ("EXPPAT_1", "Volontés et droits"),
        ("74465-6", "Questionnaires de santé"),
        ("ATTEST-RESID", "Pièces administratives"),
        ("REMB", "Remboursements"),
        ("EXPPAT_2", "Autres documents"),
    ],
)
def test_a_person_finds_a_document_on_the_shelf_where_they_look(code: str, shelf: str) -> None:
    known = document_type(code)
    assert known is not None
    assert known.shelf.label == shelf


def test_every_shelf_has_a_label_an_icon_and_something_on_it() -> None:
    filled = Counter(known.shelf for known in document_types().values())
    assert set(filled) == set(shelves().values())
    labels = [shelf.label for shelf in shelves().values()]
    assert len(set(labels)) == len(labels)
    assert labels[0] == "Ma santé en résumé"
    assert labels[-1] == "Autres documents"
    for shelf in shelves().values():
        assert shelf.icon in {
            "file-text",
            "flask-conical",
            "heart-pulse",
            "pill",
            "scan-line",
            "shield-check",
            "stethoscope",
            "syringe",
        }


def test_no_shelf_is_given_to_a_type_that_does_not_exist() -> None:
    assert {row["type_code"] for row in table("type_shelves")} == set(document_types())
