"""Which passwords may be chosen, and how the first ones are made."""

import re
import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.accounts.credentials import (
    INITIAL_PASSWORD_LASTS,
    LETTERS,
    LONGEST_IDENTIFIER,
    LONGEST_PASSWORD,
    MADE_FROM,
    Candidate,
    PasswordFault,
    faults_of,
    is_initial_password_living,
    is_usable_identifier,
    normal_identifier,
    normal_password,
    spell,
)
from tests.adapters.clocks import NOON

GOOD = "les cerises de juin"
NO_FAULT: tuple[PasswordFault, ...] = ()


@pytest.mark.parametrize(
    ("text", "is_identifier", "faults"),
    [
        (GOOD, False, NO_FAULT),
        ("cerise-4", False, NO_FAULT),
        ("cerises", False, (PasswordFault.TOO_SHORT,)),
        ("", False, (PasswordFault.TOO_SHORT,)),
        ("é" * 8, False, NO_FAULT),
        ("👩‍⚕️ soigne", False, NO_FAULT),
        ("c" * LONGEST_PASSWORD, False, NO_FAULT),
        ("c" * (LONGEST_PASSWORD + 1), False, (PasswordFault.TOO_LONG,)),
        # No composition rules: letters alone, spaces alone between them, all of it is fine.
        ("cerisesdejuin", False, NO_FAULT),
        ("4815162342108", False, NO_FAULT),
        ("password", False, (PasswordFault.COMMON,)),
        ("MotDePasse", False, (PasswordFault.COMMON,)),
        ("azertyuiop", False, (PasswordFault.COMMON,)),
        ("DossierMedical", False, (PasswordFault.COMMON,)),
        ("123456789", False, (PasswordFault.COMMON,)),
        ("camille.morel", True, (PasswordFault.IS_IDENTIFIER,)),
        ("12345678", True, (PasswordFault.COMMON, PasswordFault.IS_IDENTIFIER)),
    ],
)
def test_a_password_is_long_enough_not_common_and_not_the_identifier(
    text: str, is_identifier: bool, faults: tuple[PasswordFault, ...]
) -> None:
    assert faults_of(Candidate(text, is_identifier=is_identifier)) == faults


def test_a_candidate_shows_nothing_of_itself() -> None:
    assert GOOD not in repr(Candidate(GOOD, is_identifier=False))


@given(st.text(max_size=300))
def test_a_password_is_the_same_whatever_keyboard_wrote_its_accents(text: str) -> None:
    once = normal_password(text)
    assert normal_password(once) == once
    assert len(once) <= LONGEST_PASSWORD + 1


def test_an_accent_in_two_pieces_is_the_same_accent_and_nothing_else_changes() -> None:
    assert normal_password(unicodedata.normalize("NFD", "Été À Rezé ")) == "Été À Rezé "


def test_a_password_beyond_the_longest_equals_no_password() -> None:
    assert normal_password("c" * 10_000) == "c" * (LONGEST_PASSWORD + 1)


@pytest.mark.parametrize("typed", ["camille.morel", " Camille.Morel ", "CAMILLE.MOREL\n", "ｃamille.morel"])
def test_an_identifier_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normal_identifier(typed) == "camille.morel"


@pytest.mark.parametrize(
    ("identifier", "is_usable"),
    [("camille.morel", True), ("lou1", True), ("lou", False), ("", False), ("a b c d", False), ("cam\x00ille", False)],
)
def test_an_identifier_has_four_characters_and_no_space(identifier: str, is_usable: bool) -> None:
    assert is_usable_identifier(identifier) is is_usable


@given(st.text())
def test_an_identifier_never_grows_without_end(text: str) -> None:
    # One character may stand for several once written in its normal form (ﷺ for eighteen).
    assert len(normal_identifier(text)) <= 18 * LONGEST_IDENTIFIER


@given(st.binary(min_size=MADE_FROM, max_size=MADE_FROM))
def test_what_is_made_can_be_read_on_paper_and_may_be_used(chance: bytes) -> None:
    made = spell(chance)
    assert re.fullmatch(f"[{LETTERS}]{{4}}(-[{LETTERS}]{{4}}){{2}}", made)
    assert not set("ilo01") & set(made)
    assert normal_identifier(made) == made
    assert is_usable_identifier(made)


@given(st.binary(max_size=40).filter(lambda chance: len(chance) != MADE_FROM))
def test_nothing_is_made_from_another_quantity_of_chance(chance: bytes) -> None:
    with pytest.raises(ValueError, match="random bytes"):
        spell(chance)


def test_an_initial_password_lies_about_for_a_month_at_most() -> None:
    assert is_initial_password_living(NOON, at=NOON + INITIAL_PASSWORD_LASTS - timedelta(seconds=1))
    assert not is_initial_password_living(NOON, at=NOON + INITIAL_PASSWORD_LASTS)
