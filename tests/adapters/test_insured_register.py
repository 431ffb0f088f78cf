"""The register of insured people as a file: what was written is read, a former number leads to the same person."""

from dataclasses import replace
from pathlib import Path

import pytest

from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem
from carnet.demo.insured import AMINA, MANON, PAOLO, everybody
from carnet.infra.insured_register import FileInsuredRegister, write_register
from carnet.ports.insured_register import (
    NO_INSURED_REGISTER,
    InsuredRegisterUnavailableError,
    NobodyInsured,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of the demonstration's people."""
    path = tmp_path / "home" / "insured.jsonl"
    write_register(path, everybody())
    return path


def test_everybody_is_read_as_they_were_written(path: Path) -> None:
    register = FileInsuredRegister(path)
    assert [register.find(one.identifier.value) for one in everybody()] == list(everybody())


def test_nobody_else_is_known(path: Path) -> None:
    assert FileInsuredRegister(path).find("199999999999999") == NobodyInsured()


def test_a_former_number_leads_to_the_same_person(path: Path) -> None:
    definitive = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, MANON.identifier.value)
    now = replace(AMINA, identifier=definitive, former=(AMINA.identifier,))
    write_register(path, [now])
    assert FileInsuredRegister(path).find(AMINA.identifier.value) == now


def test_a_card_reported_lost_counts_from_the_next_question_on(path: Path) -> None:
    register = FileInsuredRegister(path)
    register.find(PAOLO.identifier.value)
    write_register(path, [replace(PAOLO, cards=("9999999999",))])
    assert register.find(PAOLO.identifier.value) == replace(PAOLO, cards=("9999999999",))


def test_only_its_owner_may_read_the_file(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["not json", "{}", '{"number": "x"}', "[]"])
def test_a_file_that_cannot_be_read_is_no_answer(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InsuredRegisterUnavailableError) as said:
        FileInsuredRegister(path).find(MANON.identifier.value)
    assert MANON.identifier.value not in str(said.value)


def test_a_file_that_is_not_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(InsuredRegisterUnavailableError):
        FileInsuredRegister(tmp_path / "nowhere").find(MANON.identifier.value)


def test_no_register_answers_nothing() -> None:
    with pytest.raises(InsuredRegisterUnavailableError):
        NO_INSURED_REGISTER.find(MANON.identifier.value)
