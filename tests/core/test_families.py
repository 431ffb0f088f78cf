"""What parents and carers read of a history, what is counted for them, and the limits of families: pure values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.access.cases.people import ACTORS
from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.existence import glimpse
from carnet.core.access.facts import DocumentFacts
from carnet.core.access.with_a_doctor import count_to_read_with_a_doctor
from carnet.core.audit.audience import KEPT_FROM_REPRESENTATIVES, OF_THE_RECORD, lines_for
from carnet.core.audit.events import AuditEvent, Door, Outcome, SecurityAct, event_of, party
from carnet.core.audit.showings import first_shown_to_representatives
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.carer import (
    CARERS_OF_A_PERSON,
    PERSONS_OF_A_CARER,
    TooManyCarers,
    TooManyPersons,
    may_accept,
    may_invite,
)
from carnet.core.record.secret_visit import PeriodOutOfBounds, period_of, tells_of_a_visit
from carnet.core.vocabulary.confidentiality import Confidentiality

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
RECORD = RecordId(UUID(int=1))
A_DOCUMENT = DocumentId(UUID(int=10))
MOTHER, FATHER, NADIA = Representative("a-parent"), Representative("another-parent"), Carer("a-carer")
DOCTOR = ACTORS["médecin"]
VISIT = UUID(int=77)


def line(
    action: Action | SecurityAct,
    actor: Actor,
    *documents: DocumentId,
    at: datetime = AT,
    outcome: Outcome = Outcome.DONE,
    visit: UUID | None = None,
) -> AuditEvent:
    return AuditEvent(
        UUID(int=5), RECORD, at, action, outcome, party(actor), Door.FHIR, documents=documents, secret_visit=visit
    )


def history_of(who: str, tie: str, record: str) -> Permit:
    decision = decide(facts_of("historique", who, tie, "", "", record))
    assert isinstance(decision, Permit)
    return decision


def a_document(*hidings: Hiding, number: int = 10, codes: frozenset[Confidentiality] = frozenset()) -> DocumentFacts:
    facts = facts_of("lire", "titulaire", "", "", "", "")
    assert facts.document is not None
    levels = facts.document.confidentiality | codes
    return replace(facts.document, id=DocumentId(UUID(int=number)), hidings=frozenset(hidings), confidentiality=levels)


A_PARENT = ("représentant", "de droit", "d’un mineur")


def test_a_parent_reads_what_the_other_did_and_what_professionals_did() -> None:
    lines = [
        line(Action.MASK_DOCUMENT, FATHER, A_DOCUMENT),
        line(Action.READ_DOCUMENT, DOCTOR, A_DOCUMENT),
        line(Action.AGREE_JOINTLY, FATHER),
        line(Action.LIST_DOCUMENTS, Holder(RECORD)),
    ]
    assert lines_for(history_of(*A_PARENT), lines, [a_document()]) == tuple(lines)


@pytest.mark.parametrize("act", [act for act in SecurityAct if act not in OF_THE_RECORD])
def test_a_parent_reads_nothing_of_the_accounts_of_others(act: SecurityAct) -> None:
    own = line(act, MOTHER)
    others = [line(act, FATHER), line(act, Holder(RECORD)), line(act, DOCTOR)]
    assert lines_for(history_of(*A_PARENT), [own, *others], []) == (own,)


@pytest.mark.parametrize("act", [act for act in SecurityAct if act in OF_THE_RECORD])
def test_a_parent_reads_whose_software_is_told_of_what_comes_about(act: SecurityAct) -> None:
    lines = [line(act, MOTHER), line(act, FATHER), line(act, DOCTOR)]
    assert lines_for(history_of(*A_PARENT), lines, []) == tuple(lines)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("action", [action for action in Action if action in KEPT_FROM_REPRESENTATIVES])
def test_no_line_tells_a_parent_that_something_is_kept_from_them(action: Action, outcome: Outcome) -> None:
    kept = line(action, DOCTOR, outcome=outcome)
    assert lines_for(history_of(*A_PARENT), [kept], []) == ()
    assert lines_for(history_of("titulaire", "", "d’un mineur"), [kept], []) == (kept,)


def test_whatever_was_done_in_a_secret_visit_is_no_line_of_a_parents() -> None:
    ordinary, secret = line(Action.LIST_DOCUMENTS, DOCTOR), line(Action.LIST_DOCUMENTS, DOCTOR, visit=VISIT)
    assert lines_for(history_of(*A_PARENT), [ordinary, secret], []) == (ordinary,)


def test_a_carer_reads_of_their_own_acts_only() -> None:
    own = line(Action.LIST_DOCUMENTS, NADIA)
    others = [line(Action.LIST_DOCUMENTS, Carer("another")), line(Action.LIST_DOCUMENTS, Holder(RECORD))]
    assert lines_for(history_of("aidant", "aidant accepté", ""), [own, *others], []) == (own,)


def test_a_parent_who_asked_for_what_is_read_with_a_doctor_reads_so_in_the_history_and_no_number() -> None:
    waits = a_document(Hiding.WITH_A_DOCTOR)
    asked = replace(facts_of("lire", *A_PARENT[:2], "", "", A_PARENT[2]), document=waits)
    refused = event_of(decide(asked), event=UUID(int=5), door=Door.FHIR)
    (seen,) = lines_for(history_of(*A_PARENT), [refused], [waits])
    assert (seen.rules, seen.documents) == (("REP-09",), ())


def test_a_parent_who_asked_for_what_is_hidden_as_well_reads_that_it_never_was() -> None:
    waits = a_document(Hiding.WITH_A_DOCTOR, Hiding.HELD)
    asked = replace(facts_of("lire", *A_PARENT[:2], "", "", A_PARENT[2]), document=waits)
    refused = decide(asked)
    assert isinstance(refused, Refusal)
    assert refused.must_look_absent
    (seen,) = lines_for(history_of(*A_PARENT), [event_of(refused, event=UUID(int=5), door=Door.FHIR)], [waits])
    assert (seen.rules, seen.documents) == (("NOTHING",), ())


def test_only_a_representative_counts_what_is_read_with_a_doctor_and_only_what_is_nothing_but_that() -> None:
    hidden = frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
    documents = [
        a_document(),
        a_document(Hiding.WITH_A_DOCTOR, number=11),
        a_document(Hiding.WITH_A_DOCTOR, Hiding.HELD, number=12),
        a_document(Hiding.WITH_A_DOCTOR, number=13, codes=hidden),
        replace(a_document(Hiding.WITH_A_DOCTOR, number=14), status=DocumentStatus.SUPERSEDED),
        a_document(Hiding.WITH_A_DOCTOR, number=15),
        a_document(Hiding.WITH_A_DOCTOR, number=16),
    ]
    parent = facts_of("lister", *A_PARENT[:2], "", "", A_PARENT[2])
    assert count_to_read_with_a_doctor(parent, documents) == 3
    for who, tie in (("titulaire", ""), ("médecin", "autorisé")):
        assert count_to_read_with_a_doctor(facts_of("lister", who, tie, "", "", "d’un mineur"), documents) == 0


@pytest.mark.parametrize(
    ("seen", "is_shown"),
    [
        (line(Action.LIST_DOCUMENTS, MOTHER), True),
        (line(Action.READ_ACCESS_HISTORY, MOTHER), True),
        (line(Action.SIMULATE_ACCESS, MOTHER), True),
        (line(Action.READ_DOCUMENT, MOTHER, A_DOCUMENT), True),
        (line(Action.READ_DOCUMENT, MOTHER, DocumentId(UUID(int=99))), False),
        (line(Action.LIST_DOCUMENTS, MOTHER, outcome=Outcome.REFUSED), False),
        (line(Action.LIST_DOCUMENTS, MOTHER, at=AT - timedelta(seconds=1)), False),
        (line(Action.READ_DOCUMENT, DOCTOR, A_DOCUMENT), False),
        (line(Action.LIST_DOCUMENTS, Holder(RECORD)), False),
    ],
)
def test_a_document_was_shown_to_parents_by_what_one_of_them_could_see_it_in(seen: AuditEvent, is_shown: bool) -> None:
    assert (first_shown_to_representatives([seen], A_DOCUMENT, since=AT) == AT) is is_shown


def test_the_first_time_counts() -> None:
    later = line(Action.LIST_DOCUMENTS, MOTHER, at=AT + timedelta(days=1))
    assert first_shown_to_representatives([later, line(Action.LIST_DOCUMENTS, FATHER)], A_DOCUMENT, since=AT) == AT


def test_in_a_secret_visit_a_professional_learns_that_they_may_read_whoever_the_parents_shut_out() -> None:
    permit = decide(
        facts_of("vérifier", "médecin", "visite secrète + bloqué par un représentant", "", "", "d’un mineur")
    )
    assert isinstance(permit, Permit)
    assert glimpse(permit).authorization is AuthorizationStatus.VALID


def test_three_carers_and_five_persons_are_the_limits() -> None:
    assert may_invite(carers=CARERS_OF_A_PERSON - 1) is None
    assert may_invite(carers=CARERS_OF_A_PERSON) == TooManyCarers(3)
    assert may_accept(persons=PERSONS_OF_A_CARER - 1) is None
    assert may_accept(persons=PERSONS_OF_A_CARER) == TooManyPersons(5)


def test_a_period_is_one_to_three_hundred_and_sixty_five_days() -> None:
    assert (period_of(1), period_of(365)) == (timedelta(days=1), timedelta(days=365))
    assert period_of(0) == period_of(366) == PeriodOutOfBounds()


@pytest.mark.parametrize(
    ("type_code", "class_code", "tells"),
    [
        ("11502-2", "10", True),
        ("96173-0", "52", True),
        ("18748-4", "31", True),
        ("DISP_AUT", "43", True),
        ("REMB", "60", True),
        ("11488-4", "10", False),
        ("PRESC-BIO", "42", False),
    ],
)
def test_laboratory_imaging_dispensing_and_reimbursements_tell_of_a_visit(
    type_code: str, class_code: str, tells: bool
) -> None:
    assert tells_of_a_visit(type_code, class_code) is tells
