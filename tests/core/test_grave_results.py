"""The list of what nobody should read alone by surprise: as data, well formed, and matched by the metadata alone."""

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.document_types import document_type
from carnet.core.vocabulary.grave_results import GraveFamily, grave_results, tells_grave_result

LOINC = "2.16.840.1.113883.6.1"
BIOLOGY = Code("11502-2", LOINC)


def check_digit(code: str) -> int:
    """The last digit of a LOINC, reckoned from the others (mod 10, as LOINC publishes it)."""
    total = 0
    for place, digit in enumerate(reversed(code)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return -total % 10


def test_the_list_has_every_family_that_the_product_names_and_says_why() -> None:
    listed = grave_results().values()
    assert {one.family for one in listed} == set(GraveFamily)
    assert [one.code.value for one in listed if not one.why or not one.code.label] == []


def test_no_code_of_the_list_is_misspelt() -> None:
    codes = [one.code.value.split("-") for one in grave_results().values() if one.code.system == LOINC]
    assert len(codes) == len(grave_results())
    assert [body for body, digit in codes if check_digit(body) != int(digit)] == []


def test_pathology_and_genetics_are_told_by_their_type() -> None:
    for code in ("11526-1", "60568-3", "51969-4"):
        assert document_type(code) is not None
        assert tells_grave_result(Code(code, LOINC), ())


def test_a_laboratory_report_is_one_when_it_names_such_an_examination() -> None:
    assert not tells_grave_result(BIOLOGY, ())
    assert not tells_grave_result(BIOLOGY, (Code("718-7", LOINC, "Hémoglobine"),))
    for examination in ("56888-1", "13955-0", "2857-1", "73967-2"):
        assert tells_grave_result(BIOLOGY, (Code("718-7", LOINC), Code(examination, LOINC)))


def test_the_same_digits_of_another_terminology_say_nothing() -> None:
    assert not tells_grave_result(BIOLOGY, (Code("56888-1", "1.2.250.1.213.1.1.4.12"),))
