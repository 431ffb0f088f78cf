"""The INS-C: the official vectors, and what is refused."""

import csv

import pytest

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, nir_key, parse_patient_identifier
from carnet.core.ins_c import ins_c
from tests.shared_samples import SHARED

VECTORS = SHARED / "reference" / "insc_vectors.csv"

WRITTEN_HERE = [
    ("PHILIPPE", "610217", "1610275754289", "08339104612795175898", "58"),
    ("JEAN", "500801", "1500815051040", "15411873874774855624", "88"),
    ("JEAN PIERRE", "231119", "1231111062689", "08113088515931289884", "70"),
    ("MUMUMUMUMUMUMUMUMUMUMUMUMUM", "500231", "2500271503558", "02080640305294932263", "44"),
    ("NELLY", "471100", "2471176711089", "14129090352055909919", "60"),
    ("THIBAUT", "210918", "121092A220868", "13415080579826007143", "78"),
    (" ", "440227", "1440211103873", "07620205641013609113", "45"),
    ("CLAUDIA", "191131", "119112B286730", "04522499038772561191", "26"),
]
"""Common, two names, a long one, lunar date, Corsica south, no first name, Corsica north (official; domain.md 1.1)."""


def computed(first_name: str, birth_date: str, nir: str) -> str:
    answer = ins_c(first_name, birth_date, nir)
    assert isinstance(answer, PatientIdentifier)
    assert answer.system is PatientIdentifierSystem.INS_C
    return answer.value


def refusal(first_name: str, birth_date: str, nir: str) -> Defect:
    answer = ins_c(first_name, birth_date, nir)
    assert isinstance(answer, Defect)
    return answer


@pytest.mark.parametrize(("first_name", "birth_date", "nir", "number", "key"), WRITTEN_HERE)
def test_the_published_people_have_their_published_ins_c(
    first_name: str, birth_date: str, nir: str, number: str, key: str
) -> None:
    assert computed(first_name, birth_date, nir) == number + key


@pytest.mark.skipif(not VECTORS.is_file(), reason="the official vectors (../shared/reference) are not here")
def test_the_two_thousand_official_vectors_hold() -> None:
    with VECTORS.open(encoding="latin-1", newline="") as lines:
        vectors = list(csv.reader(lines, delimiter=";"))[2:]
    assert len(vectors) == 2000
    for first_name, birth_date, nir, nir_key_published, number, key in vectors:
        assert computed(first_name, birth_date, nir) == number + key
        assert nir_key(nir) == nir_key_published


@pytest.mark.parametrize("spelled", ["Jean-Pierre", "JEAN PIERRE", "jean pierre", "Jéan  Pîerre", "J’ean Pierre"])
def test_accents_hyphens_spaces_and_case_do_not_make_another_person(spelled: str) -> None:
    assert computed(spelled, "231119", "1231111062689") == "0811308851593128988470"


def test_only_the_ten_first_letters_count() -> None:
    assert computed("JEAN PIERRE MARIE", "231119", "1231111062689") == computed(
        "JEAN PIERRE", "231119", "1231111062689"
    )
    assert computed("JEAN P", "231119", "1231111062689") != computed("JEAN PIERRE", "231119", "1231111062689")


def test_a_card_without_a_birth_date_counts_it_as_zeros() -> None:
    assert computed("NELLY", "", "2471176711089") == computed("NELLY", "000000", "2471176711089")
    assert computed("NELLY", "", "2471176711089") != computed("NELLY", "471100", "2471176711089")


def test_a_nir_may_be_typed_with_its_spaces_and_a_small_letter() -> None:
    assert computed("THIBAUT", "210918", "1 21 09 2a 220 868") == "1341508057982600714378"


def test_what_is_computed_is_an_ins_c_that_we_read() -> None:
    value = computed("JEAN", "500801", "1500815051040")
    read = parse_patient_identifier(PatientIdentifierSystem.INS_C.value, value, accepts_test=False, where="identifier")
    assert read == ins_c("JEAN", "500801", "1500815051040")


@pytest.mark.parametrize("nir", ["3610275754289", "7610275754289", "8112312345678", "5118912345678"])
def test_a_temporary_number_gives_no_ins_c(nir: str) -> None:
    assert refusal("PHILIPPE", "610217", nir).code == "malformed-ins-c-nir"


@pytest.mark.parametrize("nir", ["", "161027575428992", "161027575428", "16102757542８9", "1610C75754289"])
def test_a_nir_of_another_shape_gives_no_ins_c(nir: str) -> None:
    assert refusal("PHILIPPE", "610217", nir).code == "malformed-ins-c-nir"


@pytest.mark.parametrize("birth_date", ["17/02/1961", "1961-02-17", "19610217", "61021", "61021٧"])
def test_a_birth_date_written_otherwise_is_not_guessed(birth_date: str) -> None:
    assert refusal("PHILIPPE", birth_date, "1610275754289").code == "malformed-ins-c-birth-date"


@pytest.mark.parametrize("first_name", ["-’", "123", "Ωμέγα"])
def test_a_first_name_that_the_card_could_not_write_gives_no_ins_c(first_name: str) -> None:
    assert refusal(first_name, "610217", "1610275754289").code == "malformed-ins-c-first-name"


def test_a_refusal_names_nobody() -> None:
    for answer in (
        refusal("PHILIPPE", "hier", "1610275754289"),
        refusal("PHILIPPE", "610217", "3610275754289"),
        refusal("123", "610217", "1610275754289"),
    ):
        said = " ".join((answer.code, answer.where, answer.problem, answer.remedy))
        for secret in ("PHILIPPE", "1610275754289", "3610275754289", "610217", "hier", "123"):
            assert secret not in said
