"""Opening an account: by whom, for whom, and what is handed over once."""

from dataclasses import replace

import pytest

from carnet.core.access.actors import Actor
from carnet.core.identifiers import RecordId
from carnet.ports.messages import Channel
from carnet.usecases.account.holder import AccountWithoutRecordError
from carnet.usecases.account.open_account import AccountOpened, NotOpened, open_account
from carnet.usecases.account.show_attempt import CodeSent
from tests.installation import CAMILLE, GEORGES, HUGO, KELLER, SECRETARY, Installation
from tests.store.database import Database
from tests.usecases.sign_in_world import (
    WRONG,
    Browser,
    Person,
    at_the_patient_site,
    handed_over,
    history_of,
    history_of_nobody,
    settles_in,
)

OLD, NEW = "les cerises de juin", "la mer en novembre"


@pytest.fixture
def record(installation: Installation) -> RecordId:
    """The record of Camille, who has no account yet."""
    return installation.opens(CAMILLE)


@pytest.fixture
def camille(installation: Installation, record: RecordId) -> Person:
    """Camille, who chose her password yesterday."""
    return settles_in(installation, record, identifier="camille.morel", password=OLD)


def opened(
    installation: Installation,
    record: RecordId,
    *,
    actor: Actor = HUGO,
    is_proved: bool = True,
    wanted: str | None = None,
) -> AccountOpened | NotOpened:
    """Hugo opens the account of somebody who is present; one thing may be different."""
    return open_account(
        record,
        channel=Channel.MAIL,
        identity_is_proved=is_proved,
        wanted_identifier=wanted,
        actor=actor,
        env=installation.env,
    )


def test_hugo_hands_over_an_identifier_and_a_password_that_nobody_can_read_again(
    installation: Installation, record: RecordId
) -> None:
    account = opened(installation, record)
    assert isinstance(account, AccountOpened)
    assert account.identifier not in repr(account)
    assert account.initial_password not in repr(account)
    assert history_of(record, installation.env) == [("account-opening", "done", "professional", "mail")]
    browser = Browser(at_the_patient_site(installation.env))
    assert isinstance(browser.tries(account.identifier, account.initial_password), CodeSent)


def test_camille_may_ask_for_an_identifier_of_her_own(installation: Installation, record: RecordId) -> None:
    account = opened(installation, record, wanted=" Camille.Morel ")
    assert isinstance(account, AccountOpened)
    assert account.identifier == "camille.morel"


@pytest.mark.parametrize(
    ("actor", "is_proved", "wanted", "why"),
    [
        (HUGO, False, None, NotOpened.NOT_ALLOWED),
        (SECRETARY, True, None, NotOpened.NOT_ALLOWED),
        (HUGO, True, "cam", NotOpened.IDENTIFIER_UNUSABLE),
        (HUGO, True, "camille morel", NotOpened.IDENTIFIER_UNUSABLE),
    ],
)
def test_an_account_that_may_not_be_opened_is_refused_and_traced(
    installation: Installation, record: RecordId, actor: Actor, is_proved: bool, wanted: str | None, why: NotOpened
) -> None:
    assert opened(installation, record, actor=actor, is_proved=is_proved, wanted=wanted) is why
    assert history_of(record, installation.env) == [("account-opening", "refused", "professional", why.value)]


def test_no_account_is_opened_on_a_record_that_does_not_exist(installation: Installation) -> None:
    nowhere = RecordId(installation.env.chance.identifier())
    assert opened(installation, nowhere) is NotOpened.NOT_ALLOWED
    assert history_of_nobody(installation.env) == [("account-opening", "refused", "professional", "not-allowed")]


def test_codes_go_where_the_person_can_be_reached(installation: Installation) -> None:
    georges = installation.opens(GEORGES)
    assert opened(installation, georges) is NotOpened.NO_ADDRESS


def test_a_person_has_one_account_and_an_identifier_one_person(installation: Installation, record: RecordId) -> None:
    georges = installation.opens(replace(GEORGES, mail="georges@example.org"))
    handed_over(installation, record, wanted="camille.morel")
    assert opened(installation, record) is NotOpened.HAS_ACCOUNT
    assert opened(installation, record, wanted="camille.morel") is NotOpened.HAS_ACCOUNT
    assert opened(installation, georges, wanted="CAMILLE.MOREL") is NotOpened.IDENTIFIER_TAKEN
    assert isinstance(opened(installation, georges), AccountOpened)


def test_keller_too_may_hand_an_account_over(installation: Installation, record: RecordId) -> None:
    assert isinstance(opened(installation, record, actor=KELLER), AccountOpened)


def test_an_account_does_not_outlive_its_record(camille: Person, database: Database) -> None:
    with database.admin() as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("delete from record_person")
    with pytest.raises(AccountWithoutRecordError):
        camille.browser().tries(camille.identifier, camille.password)
    with database.admin() as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("delete from record where id = %s", [camille.record])
    with pytest.raises(AccountWithoutRecordError):
        camille.browser().tries(camille.identifier, WRONG)
