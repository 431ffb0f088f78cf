"""Asking why: rules and sentences, no name, no title, and a line in the history of the one whose record it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner

from carnet.config.explain_command import explain
from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.audit.events import Door, SecurityAct
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.policy.explain_decision import (
    Explained,
    NobodyOfThatName,
    NoSuchPolicy,
    Question,
    SomeAccount,
    SomeProfessional,
    SomeStructure,
    TheHolder,
    explain_decision,
)
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from tests.conftest import NOON
from tests.doors.conftest import sites as sites
from tests.installation import CAMILLE, HADDAD, HOSPITAL, HOSPITAL_SOFTWARE, KELLER, PRACTICE, Installation, note

ANNE = SomeProfessional(KELLER.identifier, PRACTICE)
NEVER_WAS = DocumentId(UUID(int=99))


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


def asked(here: Installation, question: Question) -> Explained:
    answer = explain_decision(question, agent="agent-7", env=replace(here.env, door=Door.COMMAND_LINE))
    assert isinstance(answer, Explained), answer
    return answer


def rules(answer: Explained) -> tuple[list[str], list[str]]:
    """Those that the asker learns, and those that the holder learns."""
    return (
        [reason.rule for reason in answer.for_asker.reasons],
        [reason.rule for reason in answer.for_holder.reasons],
    )


def lines(here: Installation, record: RecordId) -> AccessHistory:
    history = read_access_history(record, actor=Holder(record), env=here.env)
    assert isinstance(history, AccessHistory)
    return history


def test_why_an_authorised_doctor_reads(installation: Installation, camille: RecordId) -> None:
    answer = asked(installation, Question(camille, ANNE, Action.LIST_DOCUMENTS))
    assert answer.for_asker.is_permitted
    assert rules(answer) == (["PRO-01"], ["PRO-01"])
    assert (answer.policy.name, answer.at) == ("2018", NOON)


def test_a_blocked_doctor_learns_nothing_of_the_block_and_the_holder_everything(
    installation: Installation, camille: RecordId
) -> None:
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    answer = asked(installation, Question(camille, ANNE, Action.LIST_DOCUMENTS))
    assert rules(answer) == ([], ["BLK-01"])
    assert answer.for_asker.answer == answer.for_holder.answer


def test_a_masked_document_and_one_that_never_was_are_explained_alike_to_a_doctor(
    installation: Installation, camille: RecordId
) -> None:
    masked = note(CAMILLE, by=HADDAD, hidden=frozenset({Confidentiality.MASKED_TO_PROFESSIONALS}))
    document = installation.receives(CAMILLE, masked, from_=HOSPITAL_SOFTWARE)
    hidden, never = (
        asked(installation, Question(camille, ANNE, Action.READ_DOCUMENT, one)) for one in (document, NEVER_WAS)
    )
    assert hidden.for_asker == never.for_asker
    assert rules(hidden)[1] == ["MSK-01"]


def test_the_holder_is_told_nothing_of_an_unannounced_result_not_even_by_the_line_that_traces_the_question(
    installation: Installation, camille: RecordId
) -> None:
    unannounced = note(CAMILLE, by=KELLER, hidden=frozenset({Confidentiality.HIDDEN_FROM_PATIENT}))
    document = installation.receives(CAMILLE, unannounced, from_=KELLER)
    before = [line.event.id for line in lines(installation, camille).lines]
    hidden, never = (
        asked(installation, Question(camille, ANNE, Action.READ_DOCUMENT, one)) for one in (document, NEVER_WAS)
    )
    assert hidden.for_asker.is_permitted
    assert hidden.for_holder == never.for_holder
    after = [line for line in lines(installation, camille).lines if line.event.id not in before]
    assert sum(line.event.action is SecurityAct.EXPLANATION for line in after) == 1


def test_the_question_is_a_line_of_the_history_that_names_who_asked_and_no_one_else_by_name(
    installation: Installation, camille: RecordId
) -> None:
    asked(installation, Question(camille, ANNE, Action.LIST_DOCUMENTS))
    (line,) = [one for one in lines(installation, camille).lines if one.event.action is SecurityAct.EXPLANATION]
    assert (line.event.actor.kind, line.event.actor.identifier) == ("support", "agent-7")
    assert line.event.door is Door.COMMAND_LINE
    assert line.event.detail == f"list-documents professional {KELLER.identifier.value}"


def test_another_day_is_decided_under_the_policy_of_that_day_on_the_facts_of_today(
    installation: Installation, camille: RecordId
) -> None:
    in_2019 = datetime(2019, 6, 1, 12, tzinfo=UTC)
    answer = asked(installation, Question(camille, TheHolder(), Action.LIST_DOCUMENTS, as_of=in_2019))
    assert (answer.policy.name, answer.at) == ("2018", in_2019)
    today = asked(installation, Question(camille, TheHolder(), Action.LIST_DOCUMENTS, as_of=NOON))
    assert today.policy.name == "2026"
    named = asked(installation, Question(camille, TheHolder(), Action.LIST_DOCUMENTS, as_of=NOON, policy="2018"))
    assert named.policy.name == "2018"


def test_an_authorisation_that_has_ended_is_still_valid_at_an_earlier_instant(
    installation: Installation, camille: RecordId
) -> None:
    installation.authorizes(camille, HADDAD, until=NOON + timedelta(days=1))
    ines = SomeProfessional(HADDAD.identifier, HOSPITAL)
    question = Question(camille, ines, Action.LIST_DOCUMENTS, policy="2018")
    installation.at(NOON + timedelta(days=2))
    assert not asked(installation, question).for_asker.is_permitted
    assert asked(installation, replace(question, as_of=NOON + timedelta(hours=1))).for_asker.is_permitted


@pytest.mark.parametrize(
    ("who", "action", "told"),
    [
        (TheHolder(), Action.CLOSE_RECORD, ["PAT-04"]),
        (SomeStructure(HOSPITAL), Action.LIST_DOCUMENTS, ["CTM-03"]),
        (SomeAccount("nobody"), Action.LIST_DOCUMENTS, []),
        (SomeAccount("nobody", is_carer=True), Action.LIST_DOCUMENTS, []),
        (ANNE, Action.NAME_TREATING_PHYSICIAN, []),
    ],
)
def test_whoever_may_ask_can_be_asked_about(
    installation: Installation, camille: RecordId, who: TheHolder, action: Action, told: list[str]
) -> None:
    assert rules(asked(installation, Question(camille, who, action)))[0] == told


def test_what_is_to_be_deposited_and_whom_an_act_concerns_are_looked_at(
    installation: Installation, camille: RecordId
) -> None:
    reimbursement = Question(camille, ANNE, Action.DEPOSIT_DOCUMENTS, type_codes=frozenset({"REMB"}))
    assert rules(asked(installation, reimbursement))[0] == ["FEE-03"]
    naming = Question(camille, TheHolder(), Action.NAME_TREATING_PHYSICIAN)
    assert rules(asked(installation, replace(naming, concerned=KELLER.identifier)))[1] == ["PAT-04"]
    assert rules(asked(installation, replace(naming, concerned=HADDAD.identifier)))[1] == ["MTT-05"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"who": SomeProfessional(PractitionerId("899799999999"), PRACTICE)}, NobodyOfThatName()),
        ({"who": SomeProfessional(KELLER.identifier, HOSPITAL)}, NobodyOfThatName()),
        ({"who": SomeStructure(OrganizationId("1999999999"))}, NobodyOfThatName()),
        ({"policy": "1804"}, NoSuchPolicy()),
        ({"as_of": datetime(1999, 1, 1, tzinfo=UTC)}, NoSuchPolicy()),
    ],
)
def test_somebody_or_a_policy_that_nobody_knows_is_not_decided(
    installation: Installation, camille: RecordId, change: dict[str, Any], expected: object
) -> None:
    question = replace(Question(camille, ANNE, Action.LIST_DOCUMENTS), **change)
    assert explain_decision(question, agent="agent-7", env=installation.env) == expected


def test_a_record_that_does_not_exist_is_explained_without_saying_so(installation: Installation) -> None:
    answer = asked(installation, Question(RecordId(UUID(int=404)), ANNE, Action.LIST_DOCUMENTS))
    assert rules(answer)[0] == []


def typed(*words: str) -> tuple[int, str]:
    told = CliRunner().invoke(explain, words)
    return told.exit_code, told.output


@pytest.mark.usefixtures("sites")
def test_on_the_command_line_the_answer_names_rules_and_no_person(
    installation: Installation, camille: RecordId
) -> None:
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    anne = ("--agent", "agent-7", "--professional", KELLER.identifier.value, "--structure", PRACTICE.value)
    code, told = typed(str(camille), "list-documents", *anne, "--for", "both")
    assert code == 0
    assert "PRO-01 : Un professionnel autorisé" in told
    assert "Ce que peut savoir le titulaire : permis." in told
    for secret in ("Keller", "Camille", "MOREL", "Compte rendu", "séjour"):
        assert secret not in told
    code, told = typed(str(camille), "list-documents", *anne, "--language", "en", "--as-of", "2020-02-29")
    assert "PRO-01 : A professional whom the person authorised" in told or "You do not have access" in told
    assert "sous le profil 2018, au 29/02/2020 à 12:00" in told


@pytest.mark.usefixtures("sites", "installation")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Nommez une personne"),
        (("--holder", "--carer", "a"), "Nommez une personne"),
        (("--holder", "--structure", "1"), "Nommez une personne"),
        (("--professional", "8997"), "--structure"),
        (("--professional", "8997", "--structure", "1"), "L’annuaire ne connaît pas"),
        (("--holder", "--policy", "1804"), "Aucun profil"),
        (("--holder", "--as-of", "hier"), "Écrivez un jour"),
        (("--holder", "--as-of", "2026-11-21T12:00"), "Il manque le fuseau"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(camille: RecordId, words: tuple[str, ...], told: str) -> None:
    code, said = typed(str(camille), "list-documents", "--agent", "agent-7", *words)
    assert code != 0
    assert told in said


@pytest.mark.usefixtures("installation")
def test_as_json_the_answer_is_in_both_languages(sites: Environment, camille: RecordId) -> None:
    code, told = typed(str(camille), "close-record", "--agent", "agent-7", "--holder", "--json")
    assert code == 0
    assert '"rule": "PAT-04"' in told
    assert "The holder decides" in told
    assert sites.policy.name in told
