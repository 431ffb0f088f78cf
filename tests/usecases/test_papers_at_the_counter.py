"""What is told to people of the opening of their record, and the papers that they are handed at a counter."""

from dataclasses import replace
from uuid import UUID

import pypdfium2
import pytest

from carnet.core.access.actors import Actor, OpeningClerk, StructureKind
from carnet.core.identifiers import OrganizationId, RecordId
from carnet.core.record.carer import CARERS_OF_A_PERSON, TooManyCarers
from carnet.ports.card_reader import CardFault
from carnet.store import carers, letters
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.family.invite_at_counter import InvitationPaper, invite_at_counter
from carnet.usecases.letters.print_at_counter import NothingWaits, SheetOfNotices, print_at_counter
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.notices.send_notice import send_notice
from carnet.usecases.record.hand_over_account import NotHandedOver
from tests.adapters.card_readers import A_PARENT, card_of, with_card
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, HUGO, SECRETARY, Installation, refused
from tests.usecases.family.family import LOU
from tests.usecases.looking import promised, sent, told
from tests.usecases.test_assisted_opening import opens

CLERK = OpeningClerk("899700000031", OrganizationId("318003502400041"), StructureKind.NATIONAL_INSURER)
AT_HOME = replace(GEORGES, address=("12 quai de la Fosse", "44000 NANTES"))


@pytest.fixture
def georges(installation: Installation) -> RecordId:
    return installation.opens(GEORGES)


def is_told(here: Installation, record: RecordId, kind: str = "desk-answer") -> None:
    """Something is owed to somebody, and the worker's turn comes."""
    with within(record):
        owe_notice(record, kind=kind, at=NOON, env=here.env)
    works_off(here)


def works_off(here: Installation) -> None:
    """The worker sends what was promised."""
    for job, given in promised(here):
        if job == "send-notice":
            send_notice(RecordId(UUID(given["record"])), UUID(given["notice"]), env=here.env)


def card(here: Installation, person: RecordPerson, who: Actor) -> str:
    return card_of(person.identifiers[0].value, actor=who, env=here.env)


def words_of(pdf: bytes) -> str:
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(said.split())


def test_an_opening_is_told_by_every_channel(installation: Installation) -> None:
    assistance = replace(with_card(CAMILLE, actor=HUGO, env=installation.env), is_told=True)
    opens(installation, CAMILLE, assistance)
    works_off(installation)
    assert [(channel, address) for channel, address, _ in sent(installation)] == [
        ("mail", CAMILLE.mail),
        ("sms", CAMILLE.phone),
    ]


def test_an_opening_is_told_by_letter_to_who_has_no_channel(installation: Installation) -> None:
    opens(installation, AT_HOME, replace(with_card(AT_HOME, actor=HUGO, env=installation.env), is_told=True))
    works_off(installation)
    assert [one.kind for one in letters.still_there(most=9)] == ["notice-record-opened"]


@pytest.mark.parametrize("who", [HUGO, CLERK], ids=["a pharmacist", "a clerk"])
def test_what_waits_is_handed_over_on_one_sheet_and_not_posted(installation: Installation, who: Actor) -> None:
    record = installation.opens(AT_HOME)
    is_told(installation, record)
    is_told(installation, record, "record-reopened")
    sheet = print_at_counter(card(installation, GEORGES, who), actor=who, env=installation.env)
    assert isinstance(sheet, SheetOfNotices)
    assert sheet.count == 2
    said = words_of(sheet.pdf)
    assert "Une réponse à votre demande" in said
    assert "Votre dossier est rouvert" in said
    assert "BRUNET" not in said.upper()
    assert letters.still_there(most=9) == ()
    assert ("counter-paper", "done", "notices") in told(installation, record)
    again = print_at_counter(card(installation, GEORGES, who), actor=who, env=installation.env)
    assert again == NothingWaits()


def test_somebody_without_any_address_is_told_at_the_counter(installation: Installation) -> None:
    record = installation.opens(GEORGES)
    is_told(installation, record)
    assert letters.still_there(most=9) == (), "the desk has nothing to post"
    sheet = print_at_counter(card(installation, GEORGES, HUGO), actor=HUGO, env=installation.env)
    assert isinstance(sheet, SheetOfNotices)
    assert sheet.count == 1


def test_a_letter_that_is_printed_already_is_posted_and_not_handed_over(installation: Installation) -> None:
    record = installation.opens(AT_HOME)
    is_told(installation, record)
    with within(record):
        letters.take_for_printing(UUID(int=5), most=9, at=NOON)
    found = print_at_counter(card(installation, GEORGES, HUGO), actor=HUGO, env=installation.env)
    assert found == NothingWaits()


def test_neither_a_secretary_nor_a_card_that_served_gets_a_paper(installation: Installation) -> None:
    installation.opens(AT_HOME)
    theirs = card(installation, GEORGES, SECRETARY)
    assert print_at_counter(theirs, actor=SECRETARY, env=installation.env) is NotHandedOver.NOT_ALLOWED
    read = card(installation, GEORGES, HUGO)
    assert print_at_counter(read, actor=HUGO, env=installation.env) == NothingWaits()
    assert print_at_counter(read, actor=HUGO, env=installation.env) is CardFault.ANOTHER_CHALLENGE
    unknown = card_of(A_PARENT, actor=HUGO, env=installation.env)
    assert print_at_counter(unknown, actor=HUGO, env=installation.env) is NotHandedOver.NO_RECORD


def test_a_carer_is_invited_on_paper(installation: Installation, georges: RecordId) -> None:
    paper = invite_at_counter(card(installation, GEORGES, CLERK), site="localhost", actor=CLERK, env=installation.env)
    assert isinstance(paper, InvitationPaper)
    said = words_of(paper.pdf)
    assert "Code d’invitation" in said
    assert "J’ai reçu une invitation" in said
    assert ("invite-carer", "done", "") in told(installation, georges)
    with within(georges):
        (waiting,) = carers.carers(georges)
    assert waiting.caring is None


@pytest.mark.usefixtures("georges")
def test_nobody_invites_more_than_three(installation: Installation) -> None:
    for _ in range(CARERS_OF_A_PERSON):
        invite_at_counter(card(installation, GEORGES, HUGO), site="localhost", actor=HUGO, env=installation.env)
    one_more = invite_at_counter(card(installation, GEORGES, HUGO), site="localhost", actor=HUGO, env=installation.env)
    assert one_more == TooManyCarers(CARERS_OF_A_PERSON)


def test_a_minor_invites_nobody(installation: Installation) -> None:
    installation.opens(LOU)
    answer = invite_at_counter(card(installation, LOU, HUGO), site="localhost", actor=HUGO, env=installation.env)
    assert [one.rule for one in refused(answer).reasons] == ["CAR-04"]
