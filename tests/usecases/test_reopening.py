"""Closing a record and opening it again: what stays shut, what returns, what does not."""

from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal, Told
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.consent.list_access import AccessRights, list_access
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.notices.owe_notice import SEND_NOTICE
from carnet.usecases.notices.send_notice import send_notice
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.record.check_record import CheckedRecord, check_record
from carnet.usecases.record.close_record import Closed, close_record
from carnet.usecases.record.reopen_record import RecordClosure, RecordIsOpen, Reopened, read_closure, reopen_record
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, HUGO, KELLER, Installation, note, refused
from tests.store.database import Database
from tests.usecases.looking import owed, promised, reads, sent, told

TEN_YEARS_LATER = NOON.replace(year=NOON.year + 10)
SWITCHES = EmergencySwitches(samu=False, break_the_glass=True, masked_documents=True)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Dr Keller is her treating physician, Hugo is let in, Dr Haddad shut out; she chose her switches."""
    record = installation.opens(CAMILLE)
    holder, env = Holder(record), installation.env
    for who in (KELLER, HUGO):
        installation.authorizes(record, who)
    name_treating_physician(record, KELLER.identifier, actor=holder, env=env)
    block_professional(record, HADDAD.identifier, actor=holder, env=env)
    choose_emergency_access(record, SWITCHES, actor=holder, env=env)
    return record


@pytest.fixture
def hidden(installation: Installation, camille: RecordId) -> DocumentId:
    """Something that she masked."""
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    mask_document(camille, document, actor=Holder(camille), env=installation.env)
    return document


def closes(here: Installation, record: RecordId, *, by: Actor | None = None) -> None:
    """By the person, or by a professional who declares that the person asks for it."""
    actor = by or Holder(record)
    answer = close_record(record, reason="holder-asks", person_is_present=by is not None, actor=actor, env=here.env)
    assert isinstance(answer, Closed)


def reopens(here: Installation, record: RecordId) -> Reopened:
    answer = reopen_record(record, actor=Holder(record), env=here.env)
    assert isinstance(answer, Reopened)
    return answer


def rights(here: Installation, record: RecordId) -> AccessRights:
    found = list_access(record, actor=Holder(record), env=here.env)
    assert isinstance(found, AccessRights)
    return found


def test_blocks_masks_and_switches_return_and_authorisations_return_expired(
    installation: Installation, camille: RecordId, hidden: DocumentId
) -> None:
    closes(installation, camille)
    installation.at(NOON + timedelta(days=9))
    assert reopens(installation, camille) == Reopened(is_undone=False)
    found = rights(installation, camille)
    assert {one.status for one in found.granted} == {AuthorizationStatus.EXPIRED}
    assert [one.grantee for one in found.blocked] == [HADDAD.identifier]
    assert found.switches == SWITCHES
    assert not any(one.is_treating_physician for one in found.granted)
    listed = list_documents(camille, criteria=Criteria(), actor=Holder(camille), env=installation.env)
    assert isinstance(listed, ListedDocuments)
    (kept,) = listed.documents
    assert kept.document == hidden
    assert Confidentiality.MASKED_TO_PROFESSIONALS in kept.entry.confidentiality
    assert not any(reads(who, camille, installation) for who in (KELLER, HUGO, HADDAD))
    checked = check_record(camille, actor=KELLER, env=installation.env)
    assert isinstance(checked, CheckedRecord)
    assert checked.glimpse.authorization is AuthorizationStatus.EXPIRED


def test_a_status_that_ended_with_the_closing_does_not_come_back_with_a_new_yes(
    installation: Installation, camille: RecordId
) -> None:
    closes(installation, camille)
    reopens(installation, camille)
    installation.authorizes(camille, KELLER)
    assert not any(one.is_treating_physician for one in rights(installation, camille).granted)


@pytest.mark.parametrize(("after", "undone"), [(timedelta(0), True), (timedelta(days=7), False)])
def test_what_a_professional_closed_is_simply_undone_for_seven_days(
    after: timedelta, undone: bool, installation: Installation, camille: RecordId
) -> None:
    closes(installation, camille, by=KELLER)
    installation.at(NOON + after)
    closure = read_closure(camille, actor=Holder(camille), env=installation.env)
    assert closure == RecordClosure(
        NOON,
        "holder-asks",
        by_professional=True,
        undone_until=NOON + timedelta(days=7) if undone else None,
        kept_until=TEN_YEARS_LATER,
    )
    assert reopens(installation, camille) == Reopened(is_undone=undone)
    assert reads(KELLER, camille, installation) is undone
    treating = [one.grantee for one in rights(installation, camille).granted if one.is_treating_physician]
    assert treating == ([KELLER.identifier] if undone else [])
    assert ("reopen-record", "done", "undone" if undone else "") in told(installation, camille)


def test_what_she_closed_herself_is_never_undone(installation: Installation, camille: RecordId) -> None:
    closes(installation, camille)
    closure = read_closure(camille, actor=Holder(camille), env=installation.env)
    assert closure == RecordClosure(
        NOON, "holder-asks", by_professional=False, undone_until=None, kept_until=TEN_YEARS_LATER
    )
    assert reopens(installation, camille) == Reopened(is_undone=False)
    assert read_closure(camille, actor=Holder(camille), env=installation.env) == RecordIsOpen()


def test_an_emergency_under_way_does_not_outlive_the_closing(installation: Installation, camille: RecordId) -> None:
    broken = break_the_glass(camille, reason="Malaise au comptoir.", actor=HUGO, env=installation.env)
    assert isinstance(broken, GlassBroken)
    closes(installation, camille)
    reopens(installation, camille)
    assert not reads(HUGO, camille, installation)


def test_closing_and_reopening_are_told_on_every_channel(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    closes(installation, camille)
    reopens(installation, camille)
    assert [kind for kind, _, _ in owed(database)][-2:] == ["record-closed", "record-reopened"]
    for job, given in promised(installation):
        if job == SEND_NOTICE:
            send_notice(RecordId(UUID(given["record"])), UUID(given["notice"]), env=installation.env)
    last = [(channel, body.partition(".")[0]) for channel, _, body in sent(installation)[-4:]]
    assert sorted(last) == [
        ("mail", "Votre dossier vient d’être fermé"),
        ("mail", "Votre dossier vient d’être rouvert"),
        ("sms", "Votre dossier vient d’être fermé"),
        ("sms", "Votre dossier vient d’être rouvert"),
    ]


def test_nobody_else_reopens_it_and_an_open_one_is_not_reopened(installation: Installation, camille: RecordId) -> None:
    env = installation.env
    assert refused(reopen_record(camille, actor=Holder(camille), env=env)).told is Told.NO_ACCESS
    closes(installation, camille, by=KELLER)
    assert refused(reopen_record(camille, actor=KELLER, env=env)).told is Told.RECORD_CLOSED
    assert refused(reopen_record(camille, actor=HADDAD, env=env)).told is Told.NO_ACCESS


def test_a_former_reader_learns_that_it_is_closed_a_stranger_nothing_a_depositor_that_nothing_enters(
    installation: Installation, camille: RecordId
) -> None:
    closes(installation, camille)

    def told_to(who: Actor) -> Told:
        answer = list_documents(camille, criteria=Criteria(), actor=who, env=installation.env)
        assert isinstance(answer, Refusal)
        return answer.told

    assert told_to(KELLER) is Told.RECORD_CLOSED
    assert told_to(HADDAD) is Told.NO_ACCESS, "blocked: as a stranger"
    seen = check_record(camille, actor=HADDAD, env=installation.env)
    assert isinstance(seen, CheckedRecord)
    assert (seen.glimpse.exists, seen.glimpse.is_feedable) == (False, False)
    known = check_record(camille, actor=KELLER, env=installation.env)
    assert isinstance(known, CheckedRecord)
    assert (known.glimpse.exists, known.glimpse.is_feedable) == (True, False)


def test_a_reason_is_a_code_and_nothing_else(installation: Installation, camille: RecordId) -> None:
    with pytest.raises(ValueError, match="not a valid ClosingReason"):
        close_record(camille, reason="parce que j’ai un cancer", actor=Holder(camille), env=installation.env)
