"""The INS: what is read as one, what is refused, and that it never shows."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, nir_key, parse_patient_identifier

NIR = PatientIdentifierSystem.INS_NIR.value
NIA = PatientIdentifierSystem.INS_NIA.value
INS_C = PatientIdentifierSystem.INS_C.value
CAMILLE = "279035121518989"

PUBLISHED = (
    "255081416802538",
    "284052A32102552",
    "284052B32102579",
    "284992B32102531",
    "297022A02077878",
    "101066322075460",
    "277076322082910",
    "279035121518989",
    "277010115400329",
)
"""The examples of the CNAM, of the DMP test books and of the INS datamatrix (domain.md 1.3 and 1.4)."""

NOT_DIGITS = "²³٠١٢٣٤٥٦٧٨٩०１２"
"""Characters that Unicode calls digits, and that no INS holds."""

sexes = st.sampled_from("1234")
years = st.integers(0, 99).map("{:02d}".format)
months = st.one_of(st.integers(1, 12), st.integers(20, 99)).map("{:02d}".format)
corsica = st.sampled_from(["2A", "2B"])
departments = st.one_of(st.integers(1, 99).map("{:02d}".format), corsica)
places = st.integers(0, 999_999).map("{:06d}".format)
numbers = st.tuples(sexes, years, months, departments, places).map("".join)


def read(value: str, system: str = NIR, *, accepts_test: bool = False) -> PatientIdentifier | Defect:
    return parse_patient_identifier(system, value, accepts_test=accepts_test, where="identifier.value")


def refusal(value: str, system: str = NIR, *, accepts_test: bool = False) -> Defect:
    answer = read(value, system, accepts_test=accepts_test)
    assert isinstance(answer, Defect)
    return answer


def accepted(value: str, system: str = NIR, *, accepts_test: bool = False) -> PatientIdentifier:
    answer = read(value, system, accepts_test=accepts_test)
    assert isinstance(answer, PatientIdentifier)
    return answer


@pytest.mark.parametrize("ins", PUBLISHED)
def test_the_published_examples_have_the_key_that_we_compute(ins: str) -> None:
    assert nir_key(ins[:13]) == ins[13:]
    assert accepted(ins) == PatientIdentifier(PatientIdentifierSystem.INS_NIR, ins)


@settings(deadline=None)
@given(numbers)
def test_a_number_is_read_with_its_own_key_and_no_other(number: str) -> None:
    key = nir_key(number)
    assert 1 <= int(key) <= 97
    assert accepted(number + key).value == number + key
    for other in (f"{candidate:02d}" for candidate in range(100)):
        if other != key:
            assert refusal(number + other).code == "wrong-ins-key"


@given(numbers, st.integers(0, 12), st.sampled_from("0123456789"))
def test_one_digit_mistyped_is_always_noticed(number: str, position: int, digit: str) -> None:
    mistyped = number[:position] + digit + number[position + 1 :] + nir_key(number)
    if mistyped[:13] == number:
        assert accepted(mistyped).value == mistyped
    else:
        assert refusal(mistyped).code in {"wrong-ins-key", "malformed-ins"}


def test_somebody_born_in_corsica_keeps_the_letter_of_the_department() -> None:
    assert nir_key("284052A321025"[:5] + "2A" + "321025") == "52"
    assert accepted("284052A32102552").value == "284052A32102552"
    assert accepted("284052B32102579").value == "284052B32102579"


def test_a_letter_typed_in_lower_case_is_the_same_person() -> None:
    assert accepted("284052a32102552") == accepted("284052A32102552")


def test_corsica_north_and_south_are_two_people() -> None:
    assert refusal("284052B32102552").code == "wrong-ins-key"


@pytest.mark.parametrize("place", ["97105", "97407", "98818", "99100"])
def test_somebody_born_overseas_or_abroad_has_an_ins(place: str) -> None:
    number = f"27903{place}042"
    assert accepted(number + nir_key(number)).value.startswith("27903" + place)


@pytest.mark.parametrize("month", ["01", "12", "20", "42", "99"])
def test_a_month_of_birth_may_be_unknown(month: str) -> None:
    number = f"279{month}51215189"
    assert accepted(number + nir_key(number)).value[3:5] == month


@pytest.mark.parametrize("month", ["00", "13", "19"])
def test_a_month_that_cannot_be_is_refused(month: str) -> None:
    number = f"279{month}51215189"
    assert refusal(number + nir_key(number)).code == "malformed-ins"


@pytest.mark.parametrize("number", ["3790351215189", "4790351215189", "7790351215189", "8790351215189"])
def test_somebody_waiting_for_their_number_is_read_under_the_waiting_authority(number: str) -> None:
    waiting = accepted(number + nir_key(number), NIA)
    assert waiting.system is PatientIdentifierSystem.INS_NIA


@pytest.mark.parametrize("number", ["7112312345678", "8278965432189", "5118912345678", "6200112345678"])
def test_a_provisional_or_migrant_number_says_nothing_of_a_month(number: str) -> None:
    assert accepted(number + nir_key(number), NIA).value[:13] == number


@pytest.mark.parametrize("first", ["0", "9", "A"])
def test_a_number_of_no_known_kind_is_refused(first: str) -> None:
    assert refusal(first + CAMILLE[1:]).code == "malformed-ins"


@pytest.mark.parametrize("value", ["", CAMILLE[:13], CAMILLE + "0", CAMILLE[:-1], "2790A5121518989", "279-03-51"])
def test_another_shape_is_refused(value: str) -> None:
    assert refusal(value).code == "malformed-ins"


@given(st.integers(0, 14), st.sampled_from(NOT_DIGITS))
def test_a_digit_of_another_alphabet_is_not_a_second_spelling_of_somebody(position: int, digit: str) -> None:
    spelled = CAMILLE[:position] + digit + CAMILLE[position + 1 :]
    assert refusal(spelled).code == "malformed-ins"


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\t"])
def test_the_spaces_of_the_carte_vitale_do_not_matter(space: str) -> None:
    typed = space.join(("2", "79", "03", "51", "215", "189", "89"))
    assert accepted(typed) == accepted(CAMILLE)


@pytest.mark.parametrize("prefix", ["", "urn:oid:"])
def test_the_authority_is_an_oid_with_or_without_its_prefix(prefix: str) -> None:
    assert accepted(CAMILLE, prefix + NIR).system is PatientIdentifierSystem.INS_NIR


@pytest.mark.parametrize("system", ["", "1.2.250.1.213.1.4.1", "1.2.250.1.213.1.4.8.99999.202", "urn:oid:1.2.3", "INS"])
def test_an_unknown_authority_is_refused_before_the_number_is_looked_at(system: str) -> None:
    assert refusal("not a number", system).code == "unknown-patient-identifier-system"


@pytest.mark.parametrize("system", [PatientIdentifierSystem.INS_NIR_TEST, PatientIdentifierSystem.INS_NIR_DEMO])
def test_test_people_enter_only_where_they_are_awaited(system: PatientIdentifierSystem) -> None:
    assert refusal(CAMILLE, system.value).code == "test-patient-identifier"
    assert accepted(CAMILLE, system.value, accepts_test=True).system is system


def test_the_same_digits_under_two_authorities_are_two_identities() -> None:
    real = accepted(CAMILLE, accepts_test=True)
    test = accepted(CAMILLE, PatientIdentifierSystem.INS_NIR_TEST.value, accepts_test=True)
    assert real != test
    assert len({real, test}) == 2


def test_an_old_ins_c_is_read_with_its_key() -> None:
    assert accepted("0833910461279517589858", INS_C).system is PatientIdentifierSystem.INS_C
    assert refusal("0833910461279517589857", INS_C).code == "wrong-ins-c-key"
    assert refusal("083391046127951758985", INS_C).code == "malformed-ins-c"
    assert refusal("083391046127951758985٨", INS_C).code == "malformed-ins-c"
    assert refusal(CAMILLE, INS_C).code == "malformed-ins-c"


@pytest.mark.parametrize("ins", ["223042545611404", "221042545611404", "222127505611201", "224027511583555"])
def test_the_official_samples_that_carry_a_wrong_key_are_refused(ins: str) -> None:
    assert refusal(ins).code == "wrong-ins-key"


@given(numbers)
def test_an_ins_never_shows(number: str) -> None:
    shown = accepted(number + nir_key(number))
    for text in (repr(shown), str(shown), f"{shown}", repr([shown])):
        assert number not in text
    for wrong in (refusal(number + "00"), refusal(number)):
        assert number not in repr(dataclasses.astuple(wrong))
