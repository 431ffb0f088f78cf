"""What each word of the rules means, one thing changed at a time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from carnet.core.access.actors import Professional, StaffRole, StructureKind
from carnet.core.access.cases.words import facts_of
from carnet.core.access.facts import Facts
from carnet.core.access.standing import (
    asks_for_document,
    carries,
    is_author,
    is_caring,
    is_depositor,
    is_emancipated,
    is_in_secret_visit,
    is_occupational_health,
    is_of_a_protected_adult,
    is_regulating_physician,
    is_treating_physician,
    is_withheld,
    represents_by,
)
from carnet.core.documents.hiding import Hiding
from carnet.core.record.representation import Power
from carnet.core.vocabulary.confidentiality import Confidentiality


def asked_by(who: str, tie: str = "", document: str = "", action: str = "lire") -> Facts:
    return facts_of(action, who, tie, document, "", "")


def doctor(**changes: Any) -> Facts:
    facts = asked_by("médecin")
    assert isinstance(facts.actor, Professional)
    return replace(facts, actor=replace(facts.actor, **changes))


@pytest.mark.parametrize("kind", [StructureKind.CARE, StructureKind.SAMU, StructureKind.OCCUPATIONAL_HEALTH])
def test_a_doctor_takes_part_in_care_where_care_is_given(kind: StructureKind) -> None:
    assert is_caring(doctor(structure_kind=kind))


@pytest.mark.parametrize(
    "kind", [StructureKind.NATIONAL_INSURER, StructureKind.PRIVATE_INSURER, StructureKind.EMPLOYER]
)
def test_a_doctor_takes_no_part_in_care_for_an_insurer_or_an_employer(kind: StructureKind) -> None:
    assert not is_caring(doctor(structure_kind=kind))


def test_a_doctor_at_the_reception_or_without_a_profession_takes_no_part_in_care() -> None:
    assert not is_caring(doctor(role=StaffRole.ADMINISTRATIVE))
    assert not is_caring(doctor(profession=""))
    assert not is_caring(asked_by("titulaire"))


@pytest.mark.parametrize("specialty", ["C41", "CAPA11", "SCH35", "SM25"])
def test_every_diploma_of_occupational_medicine_counts(specialty: str) -> None:
    assert is_occupational_health(doctor(specialty=specialty))
    assert not is_occupational_health(doctor(specialty="SM26"))


def test_occupational_medicine_is_known_by_where_somebody_works_too() -> None:
    assert is_occupational_health(doctor(structure_kind=StructureKind.OCCUPATIONAL_HEALTH))
    assert is_occupational_health(asked_by("logiciel d’un service de santé au travail"))
    assert not is_occupational_health(asked_by("logiciel d’un établissement"))
    assert not is_occupational_health(asked_by("titulaire"))


def test_a_blocked_doctor_is_no_treating_physician() -> None:
    assert is_treating_physician(asked_by("médecin", "autorisé + médecin traitant"))
    assert not is_treating_physician(asked_by("médecin", "autorisé + médecin traitant + bloqué"))


def test_the_holder_is_neither_author_nor_depositor_of_what_professionals_wrote() -> None:
    assert not is_author(asked_by("titulaire"))
    assert not is_depositor(asked_by("titulaire"))


def test_nobody_wrote_deposited_or_hid_a_document_that_is_not_there() -> None:
    nothing = asked_by("médecin", document="rien")
    assert not is_author(nothing)
    assert not is_depositor(nothing)
    assert not carries(nothing, Confidentiality.MASKED_TO_PROFESSIONALS)
    assert not is_withheld(nothing, Hiding.SECRET)


def test_a_question_bears_on_one_document_when_it_names_one_and_asks_to_see_it_or_to_hide_it() -> None:
    assert asks_for_document(asked_by("médecin"))
    assert asks_for_document(asked_by("médecin", action="masquer"))
    assert asks_for_document(asked_by("médecin", action="démasquer"))
    assert asks_for_document(asked_by("médecin", action="exiger un médecin"))
    assert not asks_for_document(asked_by("médecin", document="rien"))
    assert not asks_for_document(asked_by("médecin", action="remplacer"))
    assert not asks_for_document(asked_by("médecin", action="lister"))


def test_a_doctor_at_the_reception_of_a_samu_regulates_nothing() -> None:
    assert is_regulating_physician(asked_by("médecin du SAMU"))
    assert not is_regulating_physician(doctor(structure_kind=StructureKind.SAMU, role=StaffRole.ADMINISTRATIVE))


def test_a_decision_of_a_judge_counts_from_its_very_instant() -> None:
    facts = asked_by("titulaire")
    for days, decided in ((1, False), (0, True), (-1, True)):
        at = facts.at + timedelta(days=days)
        assert is_emancipated(replace(facts, record=replace(facts.record, emancipated_at=at))) is decided
        assert is_of_a_protected_adult(replace(facts, record=replace(facts.record, protected_at=at))) is decided


def test_a_minor_is_no_protected_adult() -> None:
    assert not is_of_a_protected_adult(facts_of("lire", "titulaire", "", "", "", "d’un mineur + d’un majeur protégé"))


def test_only_a_representative_represents_whatever_else_somebody_is_at_home() -> None:
    assert represents_by(asked_by("représentant", "de droit"), frozenset(Power))
    assert not represents_by(asked_by("médecin", "de droit"), frozenset(Power))


def test_nobody_but_a_professional_of_care_is_in_a_secret_visit() -> None:
    visit = facts_of("lire", "médecin", "visite secrète", "", "", "d’un mineur")
    assert is_in_secret_visit(visit)
    assert not is_in_secret_visit(replace(visit, actor=asked_by("secrétaire").actor))
