"""Dated policies are files: ours say where each value comes from, an operator's may be wrong in no silent way."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from carnet.config.policies import deciding_policy, known_policies
from carnet.core.access.faulty import Faulty
from carnet.core.access.matrix import Matrix, Provenance, load_matrix, read_matrix
from carnet.core.access.policy import Policy, load_policy, our_policies, policy_at, read_policy
from carnet.core.emergency.access import EmergencySwitches
from carnet.usecases.policy.compare_policies import MEANINGS

OURS = files("carnet.core.access")
PROFILE = (OURS / "profiles" / "2018.toml").read_text(encoding="utf-8").replace('name = "2018"', 'name = "maison"')
PROFILE = PROFILE.replace("in_force_from = 2018-11-06", "in_force_from = 2030-01-01")
MATRIX = "profession_code,type_code,may_read,provenance,source\n60,34112-3,Y,default,Notre choix\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "maison.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "maison.csv").write_text(MATRIX, encoding="utf-8")
    return tmp_path


def faults(read: object) -> tuple[str, ...]:
    assert isinstance(read, Faulty), read
    return read.faults


def test_2018_opens_records_as_the_texts_of_2018_say_and_2026_as_the_law_of_today() -> None:
    of_2018, of_2026 = load_policy("2018"), load_policy("2026")
    assert of_2018.initial_switches == EmergencySwitches(samu=True, break_the_glass=True, masked_documents=False)
    assert of_2026.initial_switches == EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True)
    assert (of_2018.structure_counts_as_author, of_2018.occupational_health_may_read) == (False, False)
    assert (of_2026.structure_counts_as_author, of_2026.occupational_health_may_read) == (True, True)
    assert of_2018.matrix is load_matrix("2018")
    assert of_2026.matrix is load_matrix("2026")


@pytest.mark.parametrize("policy", our_policies(), ids=lambda policy: policy.name)
def test_every_value_says_where_it_comes_from_and_what_it_means(policy: Policy) -> None:
    assert {origin.value for origin in policy.origins} == set(policy.values()) == set(MEANINGS)
    for origin in policy.origins:
        assert origin.source
        assert origin.provenance in Provenance
    assert policy.about.endswith(".")


def test_every_flag_of_a_policy_and_every_switch_is_a_value_of_its_profile() -> None:
    flags = {one.name for one in fields(Policy) if one.type is bool}
    switches = {f"initial_switches.{one.name}" for one in fields(EmergencySwitches)}
    assert flags | switches <= set(load_policy("2018").values())


def test_the_policy_of_a_day_is_the_one_that_began_last() -> None:
    of_2018, of_2026 = our_policies()
    begins = of_2026.in_force_from
    assert policy_at(of_2018.in_force_from - timedelta(days=1), our_policies()) is None
    assert policy_at(of_2018.in_force_from, our_policies()) is of_2018
    assert policy_at(begins - timedelta(days=1), our_policies()) is of_2018
    assert policy_at(begins, reversed(our_policies())) is of_2026


@pytest.mark.parametrize("name", ["2030", "", "../matrix/2018", "2018.toml"])
def test_nothing_is_decided_under_a_policy_that_nobody_wrote(name: str) -> None:
    with pytest.raises(KeyError):
        load_policy(name)


def test_an_operator_adds_a_profile_without_touching_code(folder: Path) -> None:
    known = known_policies(str(folder))
    assert isinstance(known, tuple)
    assert [policy.name for policy in known] == ["2018", "2026", "maison"]
    deciding = deciding_policy("maison", known)
    assert isinstance(deciding, Policy)
    assert deciding.matrix.allows("60", "34112-3")
    assert not deciding.matrix.allows("60", "11502-2")
    assert policy_at(date(2031, 1, 1), known) is deciding


def test_without_a_folder_the_policies_are_ours() -> None:
    assert known_policies("") == our_policies()
    assert deciding_policy("2018", our_policies()) is load_policy("2018")


def test_a_policy_that_decides_must_exist() -> None:
    assert "Ceux d’ici : 2018, 2026" in faults(deciding_policy("maison", our_policies()))[0]


def test_a_folder_that_is_not_there_is_told() -> None:
    assert faults(known_policies("/nulle/part")) == ("CARNET_POLICIES : ce dossier n’existe pas.",)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda at: (at / "maison.csv").unlink(), "maison.csv : la matrice de ce profil manque."),
        (lambda at: (at / "maison.toml").unlink(), "maison.csv : il manque le profil, au même nom en .toml."),
        (lambda at: (at / "maison.csv").write_bytes(b"\xff"), "maison : ces fichiers ne se lisent pas"),
        (lambda at: (at / "maison.toml").rename(at / "2026.toml"), "2026.csv : la matrice de ce profil manque."),
    ],
)
def test_files_that_do_not_go_together_are_told(folder: Path, damage: Callable[[Path], object], told: str) -> None:
    damage(folder)
    assert any(fault.startswith(told) for fault in faults(known_policies(str(folder))))


def test_a_profile_may_not_take_the_name_or_the_first_day_of_another(folder: Path) -> None:
    text = PROFILE.replace('"maison"', '"2026"').replace("2030-01-01", "2018-11-06")
    (folder / "2026.toml").write_text(text, encoding="utf-8")
    (folder / "2026.csv").write_text(MATRIX, encoding="utf-8")
    assert faults(known_policies(str(folder))) == (
        "2026.toml : un autre profil porte déjà ce nom.",
        "2026.toml : un autre profil commence le même jour.",
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "maison"', 'name = "autre"', "maison.toml, name : le nom doit être celui du fichier, « maison »."),
        ("2030-01-01", '"2030"', "maison.toml, in_force_from : il faut le premier jour du profil"),
        ("2030-01-01", "2030-01-01T00:00:00Z", "maison.toml, in_force_from : il faut le premier jour du profil"),
        ("about = ", "autre = ", "maison.toml, about : il faut une phrase"),
        ("about = ", "autre = ", "maison.toml, autre : cette valeur n’existe pas."),
        (
            "[initial_switches.samu]",
            "[initial_switches.smur]",
            "maison.toml, initial_switches.samu : il faut une table",
        ),
        ("value = true", "value = 1", "maison.toml, initial_switches.samu : value doit être true ou false."),
        ('"official"', '"rumeur"', "maison.toml, initial_switches.samu : provenance doit être"),
        ('provenance = "official"\n', "", "maison.toml, initial_switches.samu : il faut value, provenance et source"),
        ('source = "Les', 'source = ""\n#"Les', "maison.toml, initial_switches.masked_documents : la source manque."),
        ("name =", "name", "maison.toml : ce n’est pas du TOML"),
    ],
)
def test_a_profile_with_one_thing_wrong_says_which(old: str, new: str, told: str) -> None:
    assert old in PROFILE
    read = read_policy("maison", PROFILE.replace(old, new, 1), MATRIX)
    assert any(fault.startswith(told) for fault in faults(read)), read


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("60,34112-3,N,default,x", "maison.csv, ligne 3 : cette case est déjà écrite plus haut."),
        ("99,11502-2,Y,default,x", "maison.csv, ligne 3 : cette profession n’est pas dans TRE_G15."),
        ("60,99999-9,Y,default,x", "maison.csv, ligne 3 : ce type de document n’existe pas ici."),
        ("60,11502-2,oui,default,x", "maison.csv, ligne 3 : may_read doit être Y ou N."),
        ("60,11502-2,Y,rumeur,x", "maison.csv, ligne 3 : provenance doit être official, secondary ou default."),
        ("60,11502-2,Y,default, ", "maison.csv, ligne 3 : la source manque."),
        ("60,11502-2,Y", "maison.csv, ligne 3 : il faut 5 valeurs."),
        ("60,11502-2,Y,default,x,y", "maison.csv, ligne 3 : il faut 5 valeurs."),
    ],
)
def test_a_matrix_with_one_row_wrong_says_which(row: str, told: str) -> None:
    assert faults(read_matrix("maison", f"{MATRIX}{row}\n")) == (told,)
    assert faults(read_policy("maison", PROFILE, f"{MATRIX}{row}\n")) == (told,)


def test_a_matrix_with_other_columns_is_no_matrix() -> None:
    assert faults(read_matrix("maison", "a,b\n1,2\n"))[0].startswith("maison.csv : les colonnes doivent être")
    assert isinstance(read_matrix("maison", MATRIX), Matrix)


def test_every_fault_of_both_files_is_told_at_once() -> None:
    read = read_policy("maison", PROFILE.replace("value = true", "value = 1"), f"{MATRIX}60,11502-2,oui,rumeur,x\n")
    assert len(faults(read)) == 5
