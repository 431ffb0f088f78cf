"""Who sees which line of a history, and what a line says of a decision."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Carer,
    Clockwork,
    Holder,
    InsurerFeed,
    Professional,
    Representative,
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.access.facts import DocumentFacts, Facts, RecordFacts, RecordStatus, Tie
from carnet.core.access.policy import load_policy
from carnet.core.audit.audience import ACCESSES, lines_for
from carnet.core.audit.events import AccessMode, AuditEvent, Door, Outcome, Party, SecurityAct, event_of, party
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode, EmergencySwitches
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.record.representation import Power, Representation
from carnet.core.vocabulary.confidentiality import Confidentiality

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
CAMILLE = RecordId(UUID(int=1))
HOSPITAL = OrganizationId("1440000289")
HOLDER = Holder(CAMILLE)
KELLER = Professional(
    PractitionerId("899700000017"), "10", "SM26", StaffRole.CARE, OrganizationId("1440000297"), StructureKind.CARE
)
SHOWN, HIDDEN, DELETED = (DocumentId(UUID(int=number)) for number in (10, 11, 12))
SWITCHES = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=False)
RECORD = RecordFacts(CAMILLE, RecordStatus.OPEN, SWITCHES)
NO_TIE = Tie()
TREATING = Tie(authorization=Authorization(AT - timedelta(days=1)), is_treating_physician=True)


def document(
    number: DocumentId, *codes: Confidentiality, status: DocumentStatus = DocumentStatus.CURRENT
) -> DocumentFacts:
    levels = frozenset({Confidentiality.NORMAL, *codes})
    return DocumentFacts(number, "34112-3", "10", status, levels, frozenset(), frozenset(), None)


DOCUMENTS = [
    document(SHOWN),
    document(HIDDEN, Confidentiality.HIDDEN_FROM_PATIENT),
    document(DELETED, status=DocumentStatus.DELETED),
]


def asking(action: Action, actor: Actor, tie: Tie = NO_TIE, **changed: Any) -> Facts:
    facts = Facts(action, actor, AT, load_policy("2018"), RECORD, tie)
    return replace(facts, **changed)


def permit(actor: Actor, tie: Tie = NO_TIE) -> Permit:
    decision = decide(asking(Action.READ_ACCESS_HISTORY, actor, tie))
    assert isinstance(decision, Permit)
    return decision


def line(
    number: int, action: Action, actor: Actor, *documents: DocumentId, outcome: Outcome = Outcome.DONE
) -> AuditEvent:
    rules = ("PAT-02",) if outcome is Outcome.REFUSED else ("PAT-01",)
    return AuditEvent(
        UUID(int=number), CAMILLE, AT, action, outcome, party(actor), Door.FHIR, rules=rules, documents=documents
    )


def test_the_holder_sees_every_line_but_those_that_name_what_is_hidden_from_them() -> None:
    lines = [
        line(1, Action.READ_DOCUMENT, KELLER, SHOWN),
        line(2, Action.READ_DOCUMENT, KELLER, HIDDEN),
        line(3, Action.DEPOSIT_DOCUMENTS, KELLER, SHOWN, HIDDEN),
        line(4, Action.READ_DOCUMENT, KELLER, DELETED),
        line(5, Action.LIST_DOCUMENTS, KELLER, outcome=Outcome.REFUSED),
        line(6, Action.BLOCK_PROFESSIONAL, HOLDER),
    ]
    seen = lines_for(permit(HOLDER), lines, DOCUMENTS)
    assert [event.id.int for event in seen] == [1, 4, 5, 6]


@pytest.mark.parametrize("action", [Action.READ_DOCUMENT, Action.MASK_DOCUMENT, Action.REPLACE_DOCUMENT])
@pytest.mark.parametrize("status", [RecordStatus.OPEN, RecordStatus.CLOSED])
def test_what_the_reader_was_refused_stands_as_if_it_had_never_been_there(action: Action, status: RecordStatus) -> None:
    asked = asking(action, HOLDER, record=replace(RECORD, status=status))
    hidden, never_was = (
        event_of(decide(facts), event=UUID(int=1), door=Door.FHIR)
        for facts in (replace(asked, document=DOCUMENTS[1]), asked)
    )
    assert (hidden.documents, hidden.outcome) == ((HIDDEN,), Outcome.REFUSED)
    assert lines_for(permit(HOLDER), [hidden], DOCUMENTS) == (never_was,)


def test_what_another_was_refused_stays_hidden_with_the_document() -> None:
    assert (
        lines_for(permit(HOLDER), [line(1, Action.READ_DOCUMENT, KELLER, HIDDEN, outcome=Outcome.REFUSED)], DOCUMENTS)
        == ()
    )


def test_the_treating_physician_sees_what_professionals_and_structures_did_to_read_and_to_feed() -> None:
    hospital = StructureSoftware(HOSPITAL, StructureKind.CARE)
    every_act = [line(number, action, KELLER) for number, action in enumerate(Action)]
    others = [
        line(100, Action.DEPOSIT_DOCUMENTS, hospital, SHOWN),
        line(101, Action.READ_DOCUMENT, HOLDER, SHOWN),
        line(102, Action.READ_DOCUMENT, KELLER, SHOWN, outcome=Outcome.REFUSED),
        line(103, Action.DEPOSIT_DOCUMENTS, hospital, outcome=Outcome.DEFECTIVE),
        line(104, Action.DEPOSIT_DOCUMENTS, InsurerFeed(HOSPITAL)),
    ]
    seen = lines_for(permit(KELLER, TREATING), [*every_act, *others], DOCUMENTS)
    assert {event.action for event in seen} == ACCESSES
    assert [event.id.int for event in seen if event.id.int >= 100] == [100]


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (HOLDER, Party("holder")),
        (Representative("a1"), Party("representative", "a1")),
        (KELLER, Party("professional", "899700000017", "10", "SM26", "1440000297")),
        (replace(KELLER, organization=None), Party("professional", "899700000017", "10", "SM26")),
        (
            StructureSoftware(HOSPITAL, StructureKind.CARE),
            Party("structure", "1440000289", organization="1440000289"),
        ),
        (InsurerFeed(HOSPITAL), Party("insurer", "1440000289", organization="1440000289")),
        (SupportAgent("agent"), Party("support", "agent")),
        (Clockwork("night"), Party("clockwork", "night")),
    ],
)
def test_a_trace_names_everybody_by_codes(actor: Actor, expected: Party) -> None:
    assert party(actor) == expected


def test_a_line_says_what_was_decided_and_by_which_rules() -> None:
    allowed = event_of(permit(HOLDER), event=UUID(int=5), door=Door.PATIENT_SITE)
    assert (allowed.outcome, allowed.rules, allowed.purpose) == (Outcome.DONE, ("PAT-03",), "")
    defective = event_of(permit(HOLDER), event=UUID(int=5), door=Door.FHIR, is_defective=True, detail="wrong-hash")
    assert (defective.outcome, defective.detail) == (Outcome.DEFECTIVE, "wrong-hash")
    refusal = decide(asking(Action.LIST_DOCUMENTS, KELLER))
    assert isinstance(refusal, Refusal)
    refused = event_of(refusal, event=UUID(int=5), door=Door.FHIR, is_defective=True, reason="why")
    assert (refused.outcome, refused.rules, refused.purpose, refused.reason) == (
        Outcome.REFUSED,
        ("DEFAULT",),
        "TREAT",
        "why",
    )


def test_a_line_names_the_document_that_was_asked_for_unless_it_names_others() -> None:
    decision = decide(asking(Action.READ_DOCUMENT, HOLDER, document=DOCUMENTS[0]))
    assert event_of(decision, event=UUID(int=5), door=Door.FHIR).documents == (SHOWN,)
    assert event_of(decision, event=UUID(int=5), door=Door.FHIR, documents=(HIDDEN,)).documents == (HIDDEN,)


@pytest.mark.parametrize(
    ("mode", "told"),
    [(EmergencyMode.BREAK_THE_GLASS, AccessMode.BREAK_THE_GLASS), (EmergencyMode.SAMU_CALL, AccessMode.SAMU_CALL)],
)
def test_a_line_stands_out_when_an_emergency_opened_the_record(mode: EmergencyMode, told: AccessMode) -> None:
    emergency = EmergencyAccess(mode, AT - timedelta(hours=1), AT + timedelta(hours=1))
    kind = StructureKind.SAMU if mode is EmergencyMode.SAMU_CALL else StructureKind.CARE
    somebody = replace(KELLER, structure_kind=kind)
    by_emergency = decide(asking(Action.LIST_DOCUMENTS, somebody, Tie(emergency=emergency)))
    assert event_of(by_emergency, event=UUID(int=5), door=Door.FHIR).mode is told
    by_authorization = decide(asking(Action.CHECK_RECORD, somebody, Tie(emergency=emergency)))
    assert event_of(by_authorization, event=UUID(int=5), door=Door.FHIR).mode is AccessMode.NORMAL


def test_breaking_the_glass_is_itself_in_that_mode_even_refused() -> None:
    closed = replace(RECORD, status=RecordStatus.CLOSED)
    for facts in (asking(Action.BREAK_THE_GLASS, KELLER), asking(Action.BREAK_THE_GLASS, KELLER, record=closed)):
        assert event_of(decide(facts), event=UUID(int=5), door=Door.FHIR).mode is AccessMode.BREAK_THE_GLASS


def test_answering_a_call_is_itself_in_that_mode_even_refused() -> None:
    regulator = replace(KELLER, structure_kind=StructureKind.SAMU)
    opposed = replace(RECORD, switches=replace(RECORD.switches, samu=False))
    for record in (RECORD, opposed):
        decision = decide(asking(Action.ANSWER_SAMU_CALL, regulator, record=record))
        assert event_of(decision, event=UUID(int=5), door=Door.FHIR).mode is AccessMode.SAMU_CALL


def test_no_act_of_the_dmp_bears_the_name_of_a_security_act() -> None:
    assert {act.value for act in SecurityAct}.isdisjoint({action.value for action in Action})


A_VISIT = UUID(int=77)
A_CHILD = replace(RECORD, birth_date=date(2012, 5, 1))
IN_A_VISIT = Tie(secret_visit=Authorization(AT - timedelta(hours=1), AT + timedelta(hours=1)), secret_visit_id=A_VISIT)


def history_of(reader: Actor) -> list[int]:
    """The numbers of the lines that somebody reads: an open one, then two of a secret visit."""
    lines = [
        line(1, Action.READ_DOCUMENT, KELLER, SHOWN),
        replace(line(2, Action.READ_DOCUMENT, KELLER, SHOWN), secret_visit=A_VISIT),
        replace(line(3, Action.DEPOSIT_DOCUMENTS, KELLER), secret_visit=A_VISIT),
    ]
    power = Tie(representation=Representation(Power.PARENT, AT - timedelta(days=1)))
    tie = power if isinstance(reader, Representative) else Tie()
    allowed = Permit(asking(Action.READ_ACCESS_HISTORY, reader, tie, record=A_CHILD), ())
    return [event.id.int for event in lines_for(allowed, lines, DOCUMENTS)]


def test_lines_of_a_secret_visit_are_for_the_minor_and_never_for_who_represents_or_cares_for_them() -> None:
    assert history_of(HOLDER) == [1, 2, 3]
    assert history_of(Representative("a-parent")) == [1]
    assert 2 not in history_of(Carer("a-carer"))


def test_what_a_professional_does_during_their_secret_visit_belongs_to_it() -> None:
    asked = asking(Action.LIST_DOCUMENTS, KELLER, IN_A_VISIT)
    assert event_of(decide(asked), event=UUID(int=1), door=Door.FHIR).secret_visit == A_VISIT
    ended = replace(asked, at=AT + timedelta(hours=1))
    assert event_of(decide(ended), event=UUID(int=1), door=Door.FHIR).secret_visit is None


def test_the_act_that_opens_a_secret_visit_says_so_itself() -> None:
    asked = asking(Action.LIST_DOCUMENTS, KELLER)
    opened = event_of(decide(asked), event=UUID(int=1), door=Door.FHIR, secret_visit=A_VISIT)
    assert opened.secret_visit == A_VISIT
