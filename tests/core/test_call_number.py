"""What is the number of a call to the SAMU, and what is not."""

import pytest

from carnet.core.emergency.call import read_call_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("20261121-0042", "20261121-0042"),
        ("  2026 1121   0042 ", "2026 1121 0042"),
        ("S44/2026.0042", "S44/2026.0042"),
        ("0042", "0042"),
    ],
)
def test_a_number_is_read_as_each_samu_writes_it(typed: str, number: str) -> None:
    assert read_call_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "042",
        "appel",
        "douleur thoracique depuis 2 heures, 0042",
        "douleurs 1500",
        "<b>20261121</b>",
        "2" * 41,
        "-0042",
    ],
)
def test_what_is_said_of_somebody_is_no_number(typed: str) -> None:
    assert read_call_number(typed) is None
