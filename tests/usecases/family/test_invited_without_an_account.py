"""A carer who has no account opens one from the invitation: online, or at a counter with an identity document."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.core.accounts.authority import CarersApplication, may_open_carers_account
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.record.carer import INVITATION_LASTS
from carnet.core.record.terms_of_use import OF_CARERS
from carnet.infra.messages import FileOutbox
from carnet.ports.messages import Channel
from carnet.store import account_people, accounts, carers, close_ones
from carnet.store.account_people import AccountPerson
from carnet.store.context import within
from carnet.store.models import AccountRow
from carnet.usecases.account.open_account import NotOpened
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.family.accept_invitation import NoInvitation
from carnet.usecases.family.begin_by_invitation import InvitationTaken, begin_by_invitation
from carnet.usecases.family.end_carer import end_carer
from carnet.usecases.family.invite_by_code import CodeGiven, invite_by_code
from carnet.usecases.family.list_profiles import Tie, list_profiles
from carnet.usecases.family.open_carer_account import InvitedCarer, open_carer_account
from carnet.usecases.family.open_invited_account import (
    Applicant,
    InvitedAccountOpened,
    NotOpenedYet,
    open_invited_account,
)
from carnet.usecases.opening.finish_opening import finish_opening
from carnet.usecases.opening.show_opening import OpeningOver, OpeningShown, Step, show_opening
from carnet.usecases.opening.verify_contact import (
    SEND_CONTACT_CODE,
    ContactAsked,
    ContactVerified,
    choose_contact,
    confirm_contact,
    send_contact_code,
)
from carnet.usecases.record.credentials_paper import HandedOver
from tests.conftest import NOON, WrittenJobs
from tests.installation import GEORGES, HUGO, SECRETARY, Installation
from tests.usecases.looking import record_key
from tests.usecases.sign_in_world import Browser, at_the_patient_site, lines_of

ROSE = Applicant("Rose", "Brunet", accepts_the_terms=True, language="fr")
AT_THE_COUNTER = InvitedCarer("Rose", "Brunet", Channel.MAIL, mail="rose@example.org")


@pytest.fixture
def georges(installation: Installation) -> RecordId:
    return installation.opens(GEORGES)


@pytest.fixture
def code(installation: Installation, georges: RecordId) -> str:
    """The code that Georges wrote on a paper for his daughter."""
    answer = invite_by_code(georges, None, "", actor=Holder(georges), env=installation.env)
    assert isinstance(answer, CodeGiven), answer
    return answer.code


def begins(here: Installation, code: str) -> str:
    answer = begin_by_invitation(code.upper().replace("-", " "), env=here.env)
    assert isinstance(answer, InvitationTaken), answer
    assert code not in repr(answer)
    return answer.token


def is_reached(here: Installation, token: str) -> None:
    """Rose gives her address, receives a code there, and types it."""
    assert choose_contact(token, Channel.MAIL, "rose@example.org", env=here.env) == ContactAsked()
    jobs, outbox = here.env.jobs, here.env.messages
    assert isinstance(jobs, WrittenJobs)
    assert isinstance(outbox, FileOutbox)
    for job, given in jobs.promised:
        if job == SEND_CONTACT_CODE:
            send_contact_code(UUID(given["opening"]), env=here.env)
    jobs.promised.clear()
    typed = outbox.outbox()[-1].message.body.split()[0]
    assert confirm_contact(token, typed, env=here.env) == ContactVerified()


def shown(here: Installation, token: str) -> OpeningShown:
    answer = show_opening(token, env=here.env)
    assert isinstance(answer, OpeningShown), answer
    return answer


def opens(here: Installation, code: str) -> OpeningShown:
    """Every step, without a mistake."""
    token = begins(here, code)
    is_reached(here, token)
    assert open_invited_account(token, ROSE, env=here.env) == InvitedAccountOpened(cares=True)
    return shown(here, token)


def account_of(here: Installation, identifier: str) -> UUID:
    found = accounts.find(here.env.keyring.lookup_digest(accounts.identifier_text(identifier)), device=None)
    assert found is not None
    return found[0].id


def test_rose_opens_her_account_from_the_invitation_and_cares_for_georges(
    installation: Installation, georges: RecordId, code: str
) -> None:
    given = opens(installation, code)
    assert given.step is Step.CREDENTIALS
    number = account_of(installation, given.identifier)
    assert [(one.record, one.tie) for one in list_profiles(number, env=installation.env)] == [(georges, Tie.CARED_FOR)]
    kept = account_people.find(number, keyring=installation.env.keyring)
    assert kept == AccountPerson("Rose", "Brunet", mail="rose@example.org")
    browser = Browser(at_the_patient_site(installation.env))
    assert isinstance(browser.tries(given.identifier, given.password), CodeSent)


def test_the_history_of_the_account_begins_with_its_opening_and_the_terms_and_georges_names_rose(
    installation: Installation, georges: RecordId, code: str
) -> None:
    number = account_of(installation, opens(installation, code).identifier)
    lines = lines_of(RecordId(number), installation.env)
    assert sorted((one.action.value, one.detail) for one in lines) == [
        ("account-opening", "mail"),
        ("terms", OF_CARERS),
    ]
    assert {one.actor.identifier for one in lines} == {str(number)}
    with within(georges):
        names = close_ones.names(georges, record_key=record_key(installation, georges))
    assert names[str(number)] == "Rose Brunet"
    accepted = [one for one in lines_of(georges, installation.env) if one.action.value == "accept-invitation"]
    assert [one.actor.identifier for one in accepted] == [str(number)]


def test_the_same_form_sent_twice_opens_one_account(installation: Installation, code: str) -> None:
    token = begins(installation, code)
    is_reached(installation, token)
    for _ in range(2):
        assert open_invited_account(token, ROSE, env=installation.env) == InvitedAccountOpened(cares=True)
    assert AccountRow.objects.count() == 1


def test_one_code_opens_one_account(installation: Installation, code: str) -> None:
    second = begins(installation, code)
    is_reached(installation, second)
    opens(installation, code)
    assert begin_by_invitation(code, env=installation.env) == NoInvitation()
    assert open_invited_account(second, ROSE, env=installation.env) == NoInvitation()
    assert AccountRow.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "k7m2-xq9w-p4rt", "rose"])
def test_a_code_that_is_none_begins_nothing_and_the_operator_counts_it(
    installation: Installation, code: str, typed: str
) -> None:
    assert begin_by_invitation(typed, env=installation.env) == NoInvitation()
    last = lines_of(NOBODYS_RECORD, installation.env)[-1]
    assert (last.action.value, last.outcome.value, last.detail) == ("opening", "refused", "invitation")
    assert code not in str(last)


@pytest.mark.parametrize("end", ["taken back", "over"])
def test_an_invitation_that_waits_no_longer_opens_no_account(
    installation: Installation, georges: RecordId, code: str, end: str
) -> None:
    token = begins(installation, code)
    is_reached(installation, token)
    if end == "taken back":
        with within(georges):
            (waiting,) = (one.account for one in carers.carers(georges))
        end_carer(georges, waiting, actor=Holder(georges), env=installation.env)
    else:
        installation.at(NOON + INVITATION_LASTS)
        token = ""
    expected = NoInvitation() if token else OpeningOver()
    assert open_invited_account(token, ROSE, env=installation.env) == expected
    assert begin_by_invitation(code, env=installation.env) == NoInvitation()
    assert AccountRow.objects.count() == 0


def test_without_a_channel_that_was_reached_or_a_name_or_the_terms_nothing_opens(
    installation: Installation, code: str
) -> None:
    token = begins(installation, code)
    assert open_invited_account(token, ROSE, env=installation.env) is NotOpenedYet.STEPS
    choose_contact(token, Channel.MAIL, "rose@example.org", env=installation.env)
    assert open_invited_account(token, ROSE, env=installation.env) is NotOpenedYet.STEPS
    is_reached_now = begins(installation, code)
    installation.at(NOON + timedelta(minutes=1))
    is_reached(installation, is_reached_now)
    for other in (replace(ROSE, accepts_the_terms=False), replace(ROSE, family_name=" ")):
        assert open_invited_account(is_reached_now, other, env=installation.env) is NotOpenedYet.NAME_OR_TERMS
    assert AccountRow.objects.count() == 0


@pytest.mark.parametrize("left_out", range(4))
def test_each_thing_that_is_asked_of_a_carer_is_needed(left_out: int) -> None:
    assert may_open_carers_account(CarersApplication(True, True, True, True))
    assert not may_open_carers_account(CarersApplication(*(place != left_out for place in range(4))))


def test_the_opening_of_a_carers_account_opens_no_record(installation: Installation, code: str) -> None:
    token = begins(installation, code)
    is_reached(installation, token)
    assert finish_opening(token, accepts=True, language="fr", env=installation.env) == OpeningOver()


def test_a_professional_opens_it_at_a_counter_on_an_identity_document(
    installation: Installation, georges: RecordId, code: str
) -> None:
    handed = open_carer_account(code, AT_THE_COUNTER, document_was_seen=True, actor=HUGO, env=installation.env)
    assert isinstance(handed, HandedOver)
    assert (handed.relative, handed.name, handed.channel) == ("Rose Brunet", "", Channel.MAIL)
    number = account_of(installation, handed.identifier)
    assert [one.record for one in list_profiles(number, env=installation.env)] == [georges]


@pytest.mark.parametrize(("actor", "seen"), [(HUGO, False), (SECRETARY, True)], ids=["no document seen", "a secretary"])
def test_nothing_opens_at_a_counter_without_a_document_or_by_whom_may_not(
    installation: Installation, code: str, actor: Actor, seen: bool
) -> None:
    answer = open_carer_account(code, AT_THE_COUNTER, document_was_seen=seen, actor=actor, env=installation.env)
    assert answer is NotOpened.NOT_ALLOWED
    assert isinstance(begin_by_invitation(code, env=installation.env), InvitationTaken), "the invitation still waits"


def test_at_a_counter_a_code_that_is_none_opens_nothing(installation: Installation) -> None:
    wrong = "k7m2-xq9w-p4rt"
    answer = open_carer_account(wrong, AT_THE_COUNTER, document_was_seen=True, actor=HUGO, env=installation.env)
    assert answer == NoInvitation()
    assert AccountRow.objects.count() == 0
