"""Hiding against reading: whatever withholds a document does so at the next reading, and there is no window."""

from collections.abc import Callable

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.confidentiality.hide_from_professional import hide_from_professional
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.confidentiality.set_aside_document import set_aside_document
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.refuse_deposits import refuse_deposits
from carnet.usecases.feeding.delete_document import delete_document
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from tests.installation import CAMILLE, HADDAD, KELLER, PAUL_PODIATRIST, Installation, note, submission_of
from tests.store.test_races import at_once
from tests.usecases.looking import traced

Hide = Callable[[RecordId, DocumentId, Installation], object]


def by_secret(record: RecordId, document: DocumentId, here: Installation) -> object:
    return keep_secret(record, document, actor=Holder(record), env=here.env)


def by_name(record: RecordId, document: DocumentId, here: Installation) -> object:
    return hide_from_professional(record, document, KELLER.identifier, actor=Holder(record), env=here.env)


def by_category(record: RecordId, _document: DocumentId, here: Installation) -> object:
    return choose_hidden_categories(record, ["10"], masks_by_default=False, actor=Holder(record), env=here.env)


def by_mask(record: RecordId, document: DocumentId, here: Installation) -> object:
    return mask_document(record, document, actor=Holder(record), env=here.env)


def by_setting_aside(record: RecordId, document: DocumentId, here: Installation) -> object:
    return set_aside_document(record, document, actor=Holder(record), env=here.env)


def by_deleting(record: RecordId, document: DocumentId, here: Installation) -> object:
    return delete_document(record, document, actor=HADDAD, env=here.env)


HIDING: dict[Action, Hide] = {
    Action.KEEP_SECRET: by_secret,
    Action.HIDE_FROM_PROFESSIONAL: by_name,
    Action.CHOOSE_HIDDEN_CATEGORIES: by_category,
    Action.MASK_DOCUMENT: by_mask,
    Action.SET_ASIDE_DOCUMENT: by_setting_aside,
    Action.DELETE_DOCUMENT: by_deleting,
}


@pytest.mark.parametrize("action", HIDING, ids=lambda action: action.value)
def test_no_reading_is_written_down_as_done_after_what_hides_the_document(
    action: Action, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    report = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)

    def reading() -> list[bool]:
        return [_reads(KELLER, record, report, installation) for _ in range(6)]

    def hiding() -> list[bool]:
        assert not isinstance(HIDING[action](record, report, installation), Refusal)
        return []

    read, _ = at_once([reading, hiding])
    assert read == sorted(read, reverse=True), "once hidden, it is not shown again"
    assert not _reads(KELLER, record, report, installation)
    lines = [(event.action, event.outcome.value) for event in traced(installation, record)]
    assert (Action.READ_DOCUMENT, "done") not in lines[lines.index((action, "done")) + 1 :]


def test_no_deposit_enters_after_the_refusal_of_further_ones(installation: Installation) -> None:
    record, paul = installation.opens(CAMILLE), PAUL_PODIATRIST
    block_professional(record, paul.identifier, actor=Holder(record), env=installation.env)

    def depositing() -> list[bool]:
        return [_deposits(number, installation) for number in range(6)]

    def refusing() -> list[bool]:
        refuse_deposits(record, paul.identifier, refuses=True, actor=Holder(record), env=installation.env)
        return []

    entered, _ = at_once([depositing, refusing])
    assert entered == sorted(entered, reverse=True)
    lines = [(event.action, event.outcome.value) for event in traced(installation, record)]
    after = lines[lines.index((Action.REFUSE_DEPOSITS, "done")) + 1 :]
    assert (Action.DEPOSIT_DOCUMENTS, "done") not in after


def _reads(who: Actor, record: RecordId, document: DocumentId, here: Installation) -> bool:
    return isinstance(read_document(record, document, actor=who, env=here.env), OpenedDocument)


def _deposits(number: int, here: Installation) -> bool:
    written = note(CAMILLE, by=PAUL_PODIATRIST, number=number)
    answer = deposit_documents(submission_of(CAMILLE, written), actor=PAUL_PODIATRIST, env=here.env)
    return isinstance(answer, Deposited)
