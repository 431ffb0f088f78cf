"""Passing the status of treating physician on: the person agrees by a code that they receive, or on paper."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Told
from carnet.core.accounts.one_time_code import CodeFault
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.identifiers import RecordId
from carnet.infra.messages import FileOutbox
from carnet.store import consents
from carnet.store.context import within
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable, confirm_code
from carnet.usecases.account.show_attempt import AttemptOver
from carnet.usecases.consent.ask_for_agreement import AgreementAsked, AskedTooOften, NoWayToAsk, ask_for_agreement
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.confirm_agreement import AgreementOver, confirm_agreement
from carnet.usecases.consent.name_treating_physician import Named, name_treating_physician
from carnet.usecases.consent.send_agreement_code import SEND_AGREEMENT_CODE, send_agreement_code
from tests.conftest import NOON
from tests.installation import CAMILLE, GEORGES, HADDAD, KELLER, NURSE, Installation, refused
from tests.store.database import Database
from tests.usecases.looking import owed, promised, told


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Dr Keller is her treating physician; she has authorised Dr Haddad and a nurse too."""
    record = installation.opens(CAMILLE)
    for who in (KELLER, HADDAD, NURSE):
        installation.authorizes(record, who)
    name_treating_physician(record, KELLER.identifier, actor=Holder(record), env=installation.env)
    return record


def asks(here: Installation, record: RecordId) -> UUID:
    """Dr Keller asks for Dr Haddad."""
    asked = ask_for_agreement(record, HADDAD.identifier, actor=KELLER, env=here.env)
    assert isinstance(asked, AgreementAsked)
    return asked.request


def code(here: Installation, record: RecordId, request: UUID) -> str:
    """The code that Camille reads."""
    assert send_agreement_code(record, request, env=here.env)
    outbox = here.env.messages
    assert isinstance(outbox, FileOutbox)
    return outbox.outbox()[-1].message.body.split()[0]


def treating(record: RecordId) -> list[str]:
    with within(record):
        return [one.value for one in consents.treating_physicians(record)]


def test_the_code_that_she_tells_passes_the_status_on(
    installation: Installation, camille: RecordId, database: Database
) -> None:
    request = asks(installation, camille)
    assert promised(installation)[-1] == (SEND_AGREEMENT_CODE, {"record": str(camille), "request": str(request)})
    answer = confirm_agreement(
        camille, request, HADDAD.identifier, code(installation, camille, request), actor=KELLER, env=installation.env
    )
    assert answer == Named(HADDAD.identifier)
    assert treating(camille) == [HADDAD.identifier.value]
    assert told(installation, camille)[-1] == ("name-treating-physician", "done", "one-time-code")
    assert "treating-physician" in [kind for kind, _, _ in owed(database)]


def test_the_message_goes_to_her_phone_and_says_nothing_medical(installation: Installation, camille: RecordId) -> None:
    request = asks(installation, camille)
    code(installation, camille, request)
    outbox = installation.env.messages
    assert isinstance(outbox, FileOutbox)
    message = outbox.outbox()[-1].message
    assert (message.channel.value, message.address) == ("sms", CAMILLE.phone)
    for word in ("médecin", "Keller", "Haddad", "Camille", "http"):
        assert word not in message.body
    assert not send_agreement_code(camille, request, env=installation.env), "it leaves once"


def test_a_wrong_code_names_nobody_and_five_end_the_request(installation: Installation, camille: RecordId) -> None:
    request = asks(installation, camille)
    right = code(installation, camille, request)
    wrong = f"{(int(right) + 1) % 10**6:06d}"

    def tries(typed: str) -> object:
        return confirm_agreement(camille, request, HADDAD.identifier, typed, actor=KELLER, env=installation.env)

    assert tries("12 34") == CodeUnreadable()
    for left in (4, 3, 2, 1):
        assert tries(wrong) == CodeRefused(CodeFault.WRONG, left)
    assert tries(wrong) == CodeRefused(CodeFault.NO_TRY_LEFT, 0)
    assert tries(right) == AgreementOver()
    assert treating(camille) == [KELLER.identifier.value]
    assert [line for line in told(installation, camille) if line[2] == "wrong-code"] == [
        ("name-treating-physician", "refused", "wrong-code")
    ] * 4


def test_a_code_is_worth_ten_minutes_and_once(installation: Installation, camille: RecordId) -> None:
    request = asks(installation, camille)
    right = code(installation, camille, request)
    installation.at(NOON + timedelta(minutes=10))
    late = confirm_agreement(camille, request, HADDAD.identifier, right, actor=KELLER, env=installation.env)
    assert isinstance(late, CodeRefused)
    assert late.fault is CodeFault.EXPIRED
    again = asks(installation, camille)
    right = code(installation, camille, again)
    assert confirm_agreement(camille, again, HADDAD.identifier, right, actor=KELLER, env=installation.env) == Named(
        HADDAD.identifier
    )
    name_treating_physician(camille, KELLER.identifier, actor=Holder(camille), env=installation.env)
    used = confirm_agreement(camille, again, HADDAD.identifier, right, actor=KELLER, env=installation.env)
    assert used == AgreementOver()


def test_a_code_confirms_what_it_was_asked_for_and_nothing_else(installation: Installation, camille: RecordId) -> None:
    env = installation.env
    other = replace(KELLER, identifier=HADDAD.identifier)
    name_treating_physician(camille, HADDAD.identifier, keeps_others=True, actor=Holder(camille), env=env)
    request = asks(installation, camille)
    right = code(installation, camille, request)
    assert confirm_agreement(camille, request, KELLER.identifier, right, actor=KELLER, env=env) == AgreementOver()
    assert confirm_agreement(camille, request, HADDAD.identifier, right, actor=other, env=env) == AgreementOver()
    assert confirm_agreement(camille, UUID(int=7), HADDAD.identifier, right, actor=KELLER, env=env) == AgreementOver()
    assert confirm_code(str(request), right, device=None, env=env) == AttemptOver(), "it opens no session"


def test_what_has_changed_since_the_code_left_changes_the_answer(installation: Installation, camille: RecordId) -> None:
    env = installation.env
    request = asks(installation, camille)
    right = code(installation, camille, request)
    block_professional(camille, HADDAD.identifier, actor=Holder(camille), env=env)
    answer = confirm_agreement(camille, request, HADDAD.identifier, right, actor=KELLER, env=env)
    assert refused(answer).told is Told.NOT_AN_AUTHORIZED_DOCTOR
    block_professional(camille, KELLER.identifier, actor=Holder(camille), env=env)
    answer = confirm_agreement(camille, request, HADDAD.identifier, right, actor=KELLER, env=env)
    assert refused(answer).told is Told.NO_ACCESS


def test_only_a_treating_physician_has_her_asked_and_only_for_an_authorised_doctor(
    installation: Installation, camille: RecordId
) -> None:
    env, before = installation.env, len(promised(installation))
    assert refused(ask_for_agreement(camille, KELLER.identifier, actor=HADDAD, env=env)).told is Told.NO_ACCESS
    for somebody in (NURSE.identifier, replace(HADDAD.identifier, value="899700009999")):
        answer = ask_for_agreement(camille, somebody, actor=KELLER, env=env)
        assert refused(answer).told is Told.NOT_AN_AUTHORIZED_DOCTOR
    assert len(promised(installation)) == before


def test_whoever_has_no_channel_signs_a_paper(installation: Installation) -> None:
    env, record = installation.env, installation.opens(GEORGES)
    for who in (KELLER, HADDAD):
        authorize_professional(record, who.identifier, actor=Holder(record), env=env)
    name_treating_physician(record, KELLER.identifier, actor=Holder(record), env=env)
    assert ask_for_agreement(record, HADDAD.identifier, actor=KELLER, env=env) == NoWayToAsk()
    tomorrow = Agreement(Proof.SIGNED_PAPER, NOON.date() + timedelta(days=1))
    answer = name_treating_physician(record, HADDAD.identifier, agreement=tomorrow, actor=KELLER, env=env)
    assert refused(answer).told is Told.NO_ACCESS
    paper = Agreement(Proof.SIGNED_PAPER, NOON.date() - timedelta(days=2))
    assert name_treating_physician(record, HADDAD.identifier, agreement=paper, actor=KELLER, env=env) == Named(
        HADDAD.identifier
    )
    assert told(installation, record)[-1] == ("name-treating-physician", "done", "signed-paper 2026-11-19")


def test_a_physician_passes_on_their_own_status_and_leaves_the_others(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    third = replace(KELLER, identifier=replace(KELLER.identifier, value="899700000077"))
    consented = authorize_professional(camille, third.identifier, actor=Holder(camille), env=env)
    assert consented
    with within(camille, exclusive=True):
        consents.name_treating_physician(camille, third.identifier, at=NOON)
    paper = Agreement(Proof.SIGNED_PAPER, NOON.date())
    name_treating_physician(camille, HADDAD.identifier, agreement=paper, actor=KELLER, env=env)
    assert set(treating(camille)) == {HADDAD.identifier.value, third.identifier.value}


def test_nobody_is_rung_all_night(installation: Installation, camille: RecordId) -> None:
    for _ in range(5):
        asks(installation, camille)
    again = ask_for_agreement(camille, HADDAD.identifier, actor=KELLER, env=installation.env)
    assert again == AskedTooOften(NOON + timedelta(minutes=15))
    installation.at(NOON + timedelta(minutes=15))
    asks(installation, camille)
