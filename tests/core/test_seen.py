"""What a reader sees of a document over time: what was hidden from them in between has left no mark."""

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
    Professional,
    Representative,
    StaffRole,
    StructureKind,
)
from carnet.core.access.facts import DocumentFacts, Facts, RecordFacts, RecordStatus, Tie
from carnet.core.access.policy import load_policy
from carnet.core.access.seen import Labels, Past, Seen, Told, labels_for, seen_past, seen_versions, tell
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.versions import Version
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode, EmergencySwitches
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.core.record.carer import Caring
from carnet.core.record.representation import Power, Representation
from carnet.core.vocabulary.confidentiality import Confidentiality

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RECORD = RecordId(UUID(int=1))
AUTHOR, DOCTOR, COLLEAGUE = (PractitionerId(f"89970000000{number}") for number in (1, 2, 3))
NORMAL = frozenset({Confidentiality.NORMAL})
MASKED = NORMAL | {Confidentiality.MASKED_TO_PROFESSIONALS}
UNANNOUNCED = NORMAL | {Confidentiality.HIDDEN_FROM_PATIENT}
KEPT_FROM_PARENTS = NORMAL | {Confidentiality.HIDDEN_FROM_REPRESENTATIVES}
A_YES = Authorization(NOON - timedelta(days=9))
HOLDER, PARENT, CARER = Holder(RECORD), Representative("a-parent"), Carer("a-carer")


def doctor(identifier: PractitionerId) -> Professional:
    """A general practitioner, in town."""
    return Professional(identifier, "10", "SM26", StaffRole.CARE, None, StructureKind.CARE)


def asked_by(actor: Actor, **tie: Any) -> Facts:
    """Somebody who may asks for the list of a child's record."""
    if isinstance(actor, Professional):
        tie = {"authorization": A_YES} | tie
    if isinstance(actor, Representative):
        tie = {"representation": Representation(Power.PARENT, A_YES.given_at)} | tie
    switches = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=True)
    record = RecordFacts(RECORD, RecordStatus.OPEN, switches, birth_date=date(2014, 1, 1), parents=1)
    return Facts(Action.LIST_DOCUMENTS, actor, NOON, load_policy("2018"), record, Tie(**tie))


def letter(number: int = 10, **changes: Any) -> DocumentFacts:
    """A letter of the author."""
    usual = DocumentFacts(
        id=DocumentId(UUID(int=number)),
        type_code="34112-3",
        class_code="10",
        status=DocumentStatus.CURRENT,
        confidentiality=NORMAL,
        written_by=frozenset({AUTHOR}),
        written_in=frozenset(),
        deposited_by=None,
    )
    return replace(usual, **changes)


def past(*states: dict[str, Any], now: DocumentFacts | None = None) -> Told:
    """A letter that was changed an hour after another, oldest state first; it stands as the last one says."""
    usual: dict[str, Any] = {"status": DocumentStatus.CURRENT, "confidentiality": NORMAL}
    versions = tuple(
        Version(number, UUID(int=100 + number), NOON + timedelta(hours=number), **(usual | state))
        for number, state in enumerate(states, start=1)
    )
    return Told(now or letter(**states[-1]), versions)


def version(facts: Facts, document: Told) -> int:
    """Which of its versions a reader has before them, by the number that it was written under."""
    (seen,) = seen_versions(facts, [document])
    assert seen is not None
    assert seen.updated_at == NOON + timedelta(hours=seen.entry_uuid.int - 100)
    return seen.entry_uuid.int - 100


MASKED_AND_BACK = past({}, {"confidentiality": MASKED}, {"confidentiality": NORMAL})


def test_a_document_without_a_past_has_no_version_but_the_present_one() -> None:
    assert seen_versions(asked_by(HOLDER), [Told(letter())]) == [None]


def test_masked_and_shown_again_is_where_it_was_for_whom_it_was_masked() -> None:
    assert seen_versions(asked_by(doctor(DOCTOR)), [MASKED_AND_BACK]) == [
        Seen(1, UUID(int=101), NOON + timedelta(hours=1))
    ]


@pytest.mark.parametrize("actor", [HOLDER, PARENT, doctor(AUTHOR)], ids=["holder", "parent", "author"])
def test_who_saw_the_mask_come_and_go_sees_three_versions(actor: Actor) -> None:
    (seen,) = seen_versions(asked_by(actor), [MASKED_AND_BACK])
    assert seen == Seen(3, UUID(int=103), NOON + timedelta(hours=3))


def test_each_version_that_one_saw_is_told_with_the_labels_that_one_is_shown() -> None:
    told = seen_past(asked_by(HOLDER), MASKED_AND_BACK)
    assert [(one.seen.number, one.status, one.labels.confidentiality) for one in told] == [
        (1, DocumentStatus.CURRENT, NORMAL),
        (2, DocumentStatus.CURRENT, MASKED),
        (3, DocumentStatus.CURRENT, NORMAL),
    ]
    assert [one.seen for one in told][-1:] == seen_versions(asked_by(HOLDER), [MASKED_AND_BACK])
    (only,) = seen_past(asked_by(doctor(DOCTOR)), MASKED_AND_BACK)
    assert (only.seen.number, only.seen.entry_uuid) == (1, UUID(int=101))
    assert seen_past(asked_by(HOLDER), Told(letter())) == ()


def test_what_was_masked_from_the_start_begins_for_a_doctor_on_the_day_it_is_shown() -> None:
    shown = past({"confidentiality": MASKED}, {})
    assert seen_versions(asked_by(doctor(DOCTOR)), [shown]) == [Seen(1, UUID(int=102), NOON + timedelta(hours=2))]


def test_the_patient_begins_with_the_announcement() -> None:
    assert version(asked_by(HOLDER), past({"confidentiality": UNANNOUNCED}, {})) == 2
    assert version(asked_by(doctor(DOCTOR)), past({"confidentiality": UNANNOUNCED}, {})) == 2, "its label has gone"


def test_a_mask_that_an_emergency_opens_leaves_no_mark() -> None:
    access = EmergencyAccess(EmergencyMode.BREAK_THE_GLASS, NOON - timedelta(hours=1), NOON + timedelta(hours=9))
    facts = asked_by(doctor(DOCTOR), authorization=None, emergency=access)
    assert version(facts, past({}, {"confidentiality": MASKED})) == 1


def test_archiving_is_seen_by_all_who_see_the_document() -> None:
    archived = past({}, {"status": DocumentStatus.ARCHIVED})
    for actor in (HOLDER, PARENT, doctor(DOCTOR)):
        assert version(asked_by(actor), archived) == 2


def test_what_is_archived_while_hidden_is_seen_archived_afterwards() -> None:
    document = past(
        {},
        {"confidentiality": MASKED},
        {"confidentiality": MASKED, "status": DocumentStatus.ARCHIVED},
        {"status": DocumentStatus.ARCHIVED},
    )
    assert version(asked_by(doctor(DOCTOR)), document) == 4


def test_hiding_it_from_somebody_else_is_nothing_to_a_doctor() -> None:
    elsewhere = past({}, {"hidden_from": frozenset({COLLEAGUE})}, {"hidings": frozenset({Hiding.FROM_CARERS})})
    assert version(asked_by(doctor(DOCTOR)), elsewhere) == 1
    assert version(asked_by(HOLDER), elsewhere) == 3


def test_many_documents_are_told_in_their_order() -> None:
    documents = [MASKED_AND_BACK, Told(letter(11)), past({"confidentiality": MASKED}, {})]
    seen = seen_versions(asked_by(doctor(DOCTOR)), documents)
    assert [one.entry_uuid.int - 100 if one is not None else None for one in seen] == [1, None, 2]


# Labels


EVERY_LABEL = letter(
    confidentiality=MASKED | KEPT_FROM_PARENTS,
    hidings=frozenset(Hiding),
    hidden_from=frozenset({COLLEAGUE}),
    awaits_check=True,
)


def test_the_holder_and_who_represents_them_are_shown_every_label() -> None:
    for actor in (HOLDER, PARENT):
        assert labels_for(asked_by(actor), EVERY_LABEL) == Labels(
            EVERY_LABEL.confidentiality,
            EVERY_LABEL.hidings,
            EVERY_LABEL.hidden_from,
            awaits_check=True,
            is_masked=True,
        )


def test_the_author_is_told_that_it_is_masked_and_never_from_whom() -> None:
    labels = labels_for(asked_by(doctor(AUTHOR)), EVERY_LABEL)
    assert (labels.confidentiality, labels.is_masked) == (EVERY_LABEL.confidentiality, True)
    assert not labels.hidden_from
    assert labels.hidings >= {Hiding.SECRET, Hiding.HELD, Hiding.WITH_A_DOCTOR}
    assert labels.hidings.isdisjoint({Hiding.FROM_CARERS, Hiding.BEFORE_PROTECTION})


def test_the_treating_physician_is_told_that_it_is_masked() -> None:
    treating = asked_by(doctor(DOCTOR), is_treating_physician=True)
    assert labels_for(treating, EVERY_LABEL).confidentiality == EVERY_LABEL.confidentiality


def test_another_doctor_is_told_what_is_kept_from_parents_and_not_what_is_masked() -> None:
    assert labels_for(asked_by(doctor(DOCTOR)), EVERY_LABEL) == Labels(
        KEPT_FROM_PARENTS, frozenset({Hiding.HELD, Hiding.WITH_A_DOCTOR})
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"confidentiality": MASKED},
        {"hidings": frozenset({Hiding.SECRET})},
        {"hidden_from": frozenset({COLLEAGUE})},
        {"class_code": "42"},
    ],
)
def test_whatever_withholds_it_from_professionals_is_shown_as_a_mask_to_the_person_and_to_its_author(
    changes: dict[str, Any],
) -> None:
    for actor in (HOLDER, doctor(AUTHOR)):
        asked = asked_by(actor)
        asked = replace(asked, record=replace(asked.record, hidden_classes=frozenset({"42"})))
        assert labels_for(asked, letter(**changes)).is_masked
        assert not labels_for(asked, letter()).is_masked


def test_an_author_is_told_that_a_document_is_set_aside_and_of_a_plain_one_nothing() -> None:
    author = asked_by(doctor(AUTHOR))
    assert labels_for(author, letter(hidings=frozenset({Hiding.SET_ASIDE}))).hidings == {Hiding.SET_ASIDE}
    assert labels_for(author, letter()) == Labels(NORMAL)


def test_a_doctor_is_not_told_that_the_person_has_still_to_look_at_it() -> None:
    assert not labels_for(asked_by(doctor(DOCTOR)), EVERY_LABEL).awaits_check


def test_a_carer_is_told_of_no_hiding() -> None:
    assert labels_for(asked_by(CARER), EVERY_LABEL) == Labels(NORMAL)


# Replaced by what they may not see

REPLACED = past({}, {"status": DocumentStatus.SUPERSEDED})
WRITTEN_BY_A_COLLEAGUE = letter(11, written_by=frozenset({COLLEAGUE}))


def status(actor: Actor, successor: DocumentFacts | None) -> DocumentStatus:
    """The status of a replaced document as somebody is told it."""
    (told,) = tell(asked_by(actor), [Past(REPLACED.present, REPLACED.versions, successor)])
    return told.present.status


@pytest.mark.parametrize(
    ("hidden", "blind"),
    [
        ({"confidentiality": MASKED}, [doctor(DOCTOR), doctor(AUTHOR)]),
        ({"confidentiality": UNANNOUNCED}, [HOLDER, PARENT]),
        ({"confidentiality": KEPT_FROM_PARENTS}, [PARENT]),
        ({}, []),
    ],
)
@pytest.mark.parametrize("fate", [DocumentStatus.CURRENT, DocumentStatus.SUPERSEDED, DocumentStatus.DELETED])
def test_a_document_was_replaced_only_for_those_who_may_know_of_the_new_one(
    hidden: dict[str, Any], blind: list[Actor], fate: DocumentStatus
) -> None:
    successor = replace(WRITTEN_BY_A_COLLEAGUE, status=fate, **hidden)
    for actor in (HOLDER, PARENT, doctor(DOCTOR), doctor(AUTHOR), doctor(COLLEAGUE), Clockwork("night")):
        expected = DocumentStatus.CURRENT if actor in blind else DocumentStatus.SUPERSEDED
        assert status(actor, successor) is expected, actor


def test_a_document_was_not_replaced_for_a_carer_from_whom_the_new_one_is_hidden() -> None:
    asked = asked_by(CARER, caring=Caring(A_YES.given_at, NOON + timedelta(days=9)))
    asked = replace(asked, record=replace(asked.record, birth_date=date(1986, 3, 12)))
    for hidings, expected in (
        (frozenset({Hiding.FROM_CARERS}), DocumentStatus.CURRENT),
        (frozenset[Hiding](), DocumentStatus.SUPERSEDED),
    ):
        successor = replace(WRITTEN_BY_A_COLLEAGUE, hidings=hidings)
        (told,) = tell(asked, [Past(REPLACED.present, REPLACED.versions, successor)])
        assert told.present.status is expected


def test_a_document_that_nothing_replaced_is_told_as_it_is() -> None:
    assert status(doctor(DOCTOR), None) is DocumentStatus.SUPERSEDED


def test_the_versions_of_a_document_never_replaced_are_told_without_the_replacing() -> None:
    archived = {"status": DocumentStatus.ARCHIVED}
    superseded = {"status": DocumentStatus.SUPERSEDED}
    document = past({}, archived, superseded, superseded | {"hidden_from": frozenset({COLLEAGUE})})
    successor = replace(WRITTEN_BY_A_COLLEAGUE, confidentiality=MASKED)
    facts = asked_by(doctor(DOCTOR))
    (told,) = tell(facts, [Past(document.present, document.versions, successor)])
    assert [one.status.value for one in told.versions] == ["current", "archived", "archived", "archived"]
    assert version(facts, told) == 2
