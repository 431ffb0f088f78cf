"""`carnet policy` and what keeps Carnet from starting under a profile that nobody can read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from carnet.config import wiring
from carnet.config.checks import unreadable_durations, unreadable_policies
from carnet.config.policy_command import policy
from tests.rules.test_profiles import MATRIX, PROFILE


def typed(*words: str) -> tuple[int, str]:
    told = CliRunner().invoke(policy, words)
    return told.exit_code, told.output


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An operator's folder, named by the settings."""
    (tmp_path / "maison.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "maison.csv").write_text(MATRIX, encoding="utf-8")
    with override_settings(CARNET_POLICIES=str(tmp_path)):
        wiring._policies.cache_clear()
        yield tmp_path
    wiring._policies.cache_clear()


def test_the_policies_are_listed_with_the_one_that_decides() -> None:
    code, told = typed("list")
    assert code == 0
    assert [line[:6] for line in told.splitlines()[:2]] == ["→ 2018", "  2026"]


def test_a_policy_is_shown_with_the_source_of_each_value() -> None:
    code, told = typed("show", "2026")
    assert code == 0
    assert "`occupational_health_may_read` : **oui**" in told
    assert "L1111-17 IV" in told
    assert "- Médecin (10) : " in told


def test_what_changes_is_told() -> None:
    code, told = typed("diff", "2018", "2026")
    assert code == 0
    assert told.startswith("# De 2018 à 2026")


@pytest.mark.parametrize("words", [("show", "1804"), ("diff", "2018", "1804")])
def test_a_policy_that_nobody_wrote_is_refused(words: tuple[str, ...]) -> None:
    code, told = typed(*words)
    assert code == 1
    assert "Ceux d’ici : 2018, 2026." in told


@pytest.mark.usefixtures("folder")
def test_an_operators_policy_stands_beside_ours() -> None:
    assert "maison, depuis le 01/01/2030" in typed("list")[1]
    assert "### Pharmacien (21)\n\n- Ne lit plus : " in typed("diff", "2018", "maison")[1]
    with override_settings(CARNET_POLICY="maison"):
        assert "→ maison" in typed("list")[1]
        assert unreadable_policies() == []
    assert [one.name for one in wiring._policies()] == ["2018", "2026", "maison"]


def test_a_policy_that_cannot_be_read_keeps_carnet_from_starting(folder: Path) -> None:
    (folder / "maison.csv").write_text(f"{MATRIX}60,11502-2,oui,default,x\n", encoding="utf-8")
    told = "maison.csv, ligne 3 : may_read doit être Y ou N."
    assert [one.msg for one in unreadable_policies()] == [told]
    with pytest.raises(ImproperlyConfigured, match="Carnet ne démarre pas"):
        wiring._policies()
    code, said = typed("list")
    assert code == 1
    assert told in said


@override_settings(CARNET_POLICY="1804")
def test_a_setting_that_names_no_policy_keeps_carnet_from_starting() -> None:
    (found,) = unreadable_policies()
    assert "CARNET_POLICY" in str(found.msg)
    assert typed("list")[0] == 1


@override_settings(CARNET_ANNOUNCEMENT_DAYS="3650", CARNET_DURATIONS="/nulle/part.csv")
def test_durations_that_cannot_be_keep_carnet_from_starting_and_each_is_named() -> None:
    assert [one.msg for one in unreadable_durations()] == [
        "CARNET_DURATIONS : ce fichier n’existe pas.",
        "CARNET_ANNOUNCEMENT_DAYS : il faut un nombre de jours entier, de 8 à 90.",
    ]
