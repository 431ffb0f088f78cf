"""The habilitation matrices: every cell is written, justified, and what the texts say."""

import csv
import re
from itertools import product
from pathlib import Path

import pytest

from carnet.core.access.matrix import Matrix, Provenance, load_matrix
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.professions import PHYSICIAN, profession
from carnet.core.vocabulary.valueset import value_set
from tests.shared_samples import SHARED, needs_samples
from tools.build_matrix import (
    PROFILES,
    TABLES,
    Cells,
    cells_of,
    main,
    read_principles,
    read_sourced,
    read_vocabulary,
    rows,
)

VOCABULARY = read_vocabulary()
PROFESSIONS = tuple(value_set("professions"))
TYPES = tuple(document_types())
PRINCIPLES = [(profile, name) for profile in PROFILES for name in read_principles(profile, VOCABULARY)]
SOURCED = [(profile, statement) for profile in PROFILES for statement in read_sourced(profile, VOCABULARY)]

PHARMACIST, DENTIST, MIDWIFE, NURSE, PSYCHIATRIC_NURSE = "21", "40", "50", "60", "69"
PHYSIOTHERAPIST, PODIATRIST, SPEECH_THERAPIST, ORTHOPTIST, PSYCHOLOGIST, DIETITIAN = "70", "80", "91", "92", "93", "95"
NURSING_ASSISTANT, AMBULANCE_DRIVER, CHILDCARE_ASSISTANT, DENTAL_ASSISTANT = "35", "36", "37", "31"
HOSPITAL_TECHNICIAN, TECHNICIAN = "38", "39"
CARERS = (
    PHARMACIST,
    DENTIST,
    MIDWIFE,
    NURSE,
    PSYCHIATRIC_NURSE,
    PHYSIOTHERAPIST,
    PODIATRIST,
    "91",
    "92",
    "94",
    "95",
    "96",
)


def cells_without(profile: str, name: str) -> Cells:
    principles = read_principles(profile, VOCABULARY)
    kept = [statement for other, statement in principles.items() if other != name]
    return cells_of([*kept, *read_sourced(profile, VOCABULARY)])


def readers(profile: str, type_code: str) -> set[str]:
    return {code for code in PROFESSIONS if load_matrix(profile).allows(code, type_code)}


def readable(profile: str, profession_code: str) -> set[str]:
    return {code for code in TYPES if load_matrix(profile).allows(profession_code, code)}


def test_the_tables_are_those_that_the_principles_and_the_sources_give() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("profile", PROFILES)
def test_a_table_changed_by_hand_is_noticed_and_rebuilt(tmp_path: Path, profile: str) -> None:
    for name in PROFILES:
        (tmp_path / f"{name}.csv").write_bytes((TABLES / f"{name}.csv").read_bytes())
    assert main(["--check"], tables=tmp_path) == 0
    table = tmp_path / f"{profile}.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("80,34112-3,N", "80,34112-3,Y"), encoding="utf-8")
    assert main(["--check"], tables=tmp_path) == 1
    assert main([], tables=tmp_path) == 0
    assert table.read_bytes() == (TABLES / f"{profile}.csv").read_bytes()


def test_a_table_that_is_missing_is_stale(tmp_path: Path) -> None:
    assert main(["--check"], tables=tmp_path) == 1


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profession_and_every_type_meet_exactly_once(profile: str) -> None:
    with (TABLES / f"{profile}.csv").open(encoding="utf-8", newline="") as lines:
        written = [(row["profession_code"], row["type_code"]) for row in csv.DictReader(lines)]
    assert len(written) == len(PROFESSIONS) * len(TYPES)
    assert set(written) == set(product(PROFESSIONS, TYPES)) == set(load_matrix(profile).cells)


@pytest.mark.parametrize(("profile", "name"), PRINCIPLES)
def test_no_principle_is_dead(profile: str, name: str) -> None:
    cells = load_matrix(profile).cells
    without = cells_without(profile, name)
    changed = [
        key for key, cell in cells.items() if key not in without or (without[key].may_read == "Y") != cell.may_read
    ]
    assert changed
    assert {cells[key].source for key in changed} == {name}


def test_every_principle_says_why_in_one_sentence_and_has_a_name_of_its_own() -> None:
    principles = rows(TABLES / "principles.csv")
    assert [row["id"] for row in principles] == [f"MAT-D{n:02d}" for n in range(1, len(principles) + 1)]
    for row in principles:
        assert row["may_read"] in {"Y", "N"}
        assert set(row["profiles"].split()) <= set(PROFILES)
        assert row["why"].endswith(".")
        assert "'" not in row["why"]


def test_every_group_is_used_and_says_what_it_is() -> None:
    groups = rows(TABLES / "groups.csv")
    used: dict[str, set[str]] = {"professions": set(), "types": set()}
    for row in rows(TABLES / "principles.csv"):
        used["professions"].update(row["professions"].split())
        used["types"].update(row["types"].split())
    for row in groups:
        used[row["kind"]].update(row["members"].split())
    for row in groups:
        assert row["name"] in used[row["kind"]], row["name"]
        assert row["meaning"]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_default_cell_names_the_principle_that_decides_it(profile: str) -> None:
    principles = read_principles(profile, VOCABULARY)
    for key, cell in load_matrix(profile).cells.items():
        if cell.provenance is Provenance.DEFAULT:
            principle = principles[cell.source]
            assert key[0] in principle.professions
            assert key[1] in principle.types
            assert cell.may_read == (principle.may_read == "Y")
        else:
            assert re.search(r"\b20(18|22|23)\b", cell.source), "a sourced cell says which text, of which year"


@pytest.mark.parametrize("profile", PROFILES)
def test_what_a_text_says_wins_over_our_principles(profile: str) -> None:
    expected = cells_of(read_sourced(profile, VOCABULARY))
    assert expected
    cells = load_matrix(profile).cells
    for key, cell in expected.items():
        assert cells[key].may_read == (cell.may_read == "Y"), key
        assert cells[key].provenance is Provenance(cell.provenance) is not Provenance.DEFAULT
        assert cells[key].source == cell.source
    for key, written in cells.items():
        assert (key in expected) == (written.provenance is not Provenance.DEFAULT)


@needs_samples
def test_every_fragment_of_the_official_matrix_that_was_found_holds() -> None:
    with (SHARED / "reference" / "habilitation_matrix_fragments.csv").open(encoding="utf-8", newline="") as lines:
        fragments = list(csv.DictReader(lines))
    assert len(fragments) == 23
    for row in fragments:
        profile = "2018" if row["as_of"].startswith("2018") else "2026"
        types = TYPES if row["type_code"] == "*" else (row["type_code"],)
        for type_code in types:
            if row["type_code"] == "*" and type_code == "ATTEST-RESID":
                continue
            cell = load_matrix(profile).cells[row["profession_code"], type_code]
            assert cell.may_read == (row["read_allowed"] == "Y"), (row["profession_code"], type_code)


@pytest.mark.parametrize(
    ("profession_code", "type_code"),
    [(PODIATRIST, "34112-3"), (PODIATRIST, "11490-0"), (PODIATRIST, "34874-8"), (SPEECH_THERAPIST, "11502-2")],
)
def test_the_two_examples_of_2018_hold(profession_code: str, type_code: str) -> None:
    assert not load_matrix("2018").allows(profession_code, type_code)


@pytest.mark.parametrize("profile", PROFILES)
def test_an_unknown_type_or_profession_is_closed_to_everyone_but_doctors(profile: str) -> None:
    matrix = load_matrix(profile)
    for code in (*PROFESSIONS, "", "99"):
        assert matrix.allows(code, "99999-9") == (code == PHYSICIAN)
    for type_code in TYPES:
        assert not matrix.allows("", type_code)
    assert not Matrix("empty", {}).allows(NURSE, "34112-3")
    assert Matrix("empty", {}).allows(PHYSICIAN, "34112-3")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_doctor_reads_everything_but_a_proof_of_residence(profile: str) -> None:
    assert set(TYPES) - readable(profile, PHYSICIAN) == {"ATTEST-RESID"}
    assert readers(profile, "ATTEST-RESID") == set()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "type_code",
    [
        "51969-4",
        "75496-0",
        "89601-9",
        "CERT_DECL",
        "DOCPAT07",
        "REMB",
        "EXPPAT_2",
        "ATTEST-DROITS-AM",
        "PIECE-IDENTITE",
        "E1762",
    ],
)
def test_genetics_certificates_reimbursements_and_papers_are_for_doctors_alone(profile: str, type_code: str) -> None:
    assert readers(profile, type_code) == {PHYSICIAN}


@pytest.mark.parametrize(
    ("profile", "type_code", "who"),
    [
        ("2018", "68599-0", {PHYSICIAN, PSYCHIATRIC_NURSE}),
        ("2026", "68599-0", {PHYSICIAN, PSYCHIATRIC_NURSE, PSYCHOLOGIST}),
        ("2018", "83901-9", {PHYSICIAN, PSYCHIATRIC_NURSE, PSYCHOLOGIST}),
        ("2026", "83901-9", {PHYSICIAN, PSYCHIATRIC_NURSE, PSYCHOLOGIST, SPEECH_THERAPIST, "96"}),
        ("2018", "EXPPAT_3", {PHYSICIAN, NURSE}),
        ("2026", "EXPPAT_3", {PHYSICIAN, NURSE}),
        ("2018", "PRESC-AAT", {PHYSICIAN, MIDWIFE}),
        ("2026", "PRESC-AAT", {PHYSICIAN, MIDWIFE, DENTIST}),
        ("2018", "68817-6", {PHYSICIAN, MIDWIFE}),
        ("2026", "68817-6", {PHYSICIAN, MIDWIFE}),
    ],
)
def test_who_reads_what_is_most_private(profile: str, type_code: str, who: set[str]) -> None:
    assert readers(profile, type_code) == who


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("helper", "responsible"),
    [
        (NURSING_ASSISTANT, NURSE),
        (CHILDCARE_ASSISTANT, NURSE),
        (DENTAL_ASSISTANT, DENTIST),
        (HOSPITAL_TECHNICIAN, PHARMACIST),
        (TECHNICIAN, PHARMACIST),
    ],
)
def test_a_helper_reads_less_than_whom_they_help(profile: str, helper: str, responsible: str) -> None:
    assert readable(profile, helper) < readable(profile, responsible)
    assert len(readable(profile, helper)) < 10


@pytest.mark.parametrize("profile", PROFILES)
def test_an_ambulance_driver_reads_nothing(profile: str) -> None:
    assert readable(profile, AMBULANCE_DRIVER) == set()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("carer", CARERS)
def test_whoever_cares_knows_allergies_and_history(profile: str, carer: str) -> None:
    assert {"60591-5", "74207-2", "DOCPAT08"} <= readable(profile, carer)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("deposited", "alike"),
    [
        ("DOCPAT04", "18748-4"),
        ("DOCPAT05", "11502-2"),
        ("DOCPAT06", "75492-9"),
        ("DOCPAT07", "89601-9"),
        ("DOCPAT09", "51851-4"),
    ],
)
def test_what_the_person_deposits_is_read_by_no_more_than_its_like(profile: str, deposited: str, alike: str) -> None:
    assert readers(profile, deposited) <= readers(profile, alike)


def test_a_pharmacist_of_2018_reads_what_makes_a_dispensation_safe_and_no_hospital_report() -> None:
    reads = readable("2018", PHARMACIST)
    assert {"57833-6", "60593-1", "56445-0", "11502-2", "11490-0", "11369-6", "87273-9", "PROT_ALD", "61357-0"} <= reads
    assert not {"34112-3", "34874-8", "18748-4", "15507-7", "PRESC-AAT", "74465-6"} & reads


def test_the_law_of_2023_gave_pharmacists_and_nurses_almost_everything_and_other_carers_the_majority() -> None:
    of_the_dmp = {code for code, known in document_types().items() if known.class_code is not None}
    others = [code for code in CARERS if code not in {PHARMACIST, NURSE, PSYCHIATRIC_NURSE}]
    for broad in (PHARMACIST, NURSE, PSYCHIATRIC_NURSE):
        assert all(len(readable("2026", broad)) > len(readable("2026", other)) for other in others)
    for carer in CARERS:
        assert len(readable("2026", carer) & of_the_dmp) > len(of_the_dmp) / 2
        assert len(readable("2018", carer)) < len(readable("2026", carer))


@pytest.mark.parametrize("code", PROFESSIONS)
def test_the_law_of_2023_took_nothing_from_anyone_without_a_sentence(code: str) -> None:
    assert profession(code) is not None
    assert readable("2018", code) <= readable("2026", code)
