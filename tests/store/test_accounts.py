"""Accounts in the tables: what each role of the database may do to them, and what is found in how many statements."""

from hashlib import sha256
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection

from carnet.core.access.actors import Holder
from carnet.core.accounts.places import SOMEWHERE
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.infra.keyring import FileKeyring
from carnet.ports.messages import Channel
from carnet.store import accounts, sign_ins, web_sessions
from carnet.store.accounts import Account, NotCreated
from carnet.store.context import within
from carnet.store.sign_ins import Attempt, DueCode
from carnet.store.web_sessions import NewSession
from tests.store.database import Database, point_django_at
from tests.store.statements import counted
from tests.store.valid_rows_beyond import LATER
from tests.store.world import CHANCE, NOON, OpenRecord

IDENTIFIER = sha256(b"an identifier").digest()
DEVICE = sha256(b"a device").digest()
TABLES = ("account", "device", "sign_in_failure", "one_time_code", "web_session", "professional_notice")


def an_account(record: RecordId) -> Account:
    """An account that was just opened."""
    return Account(
        id=CHANCE.identifier(),
        record=record,
        identifier=IDENTIFIER,
        password_hash="$argon2id$of-nothing",
        password_set_at=NOON,
        must_change_password=True,
        channel=Channel.SMS,
        last_visit_at=None,
    )


@pytest.fixture
def account(camille: OpenRecord) -> Account:
    """The account of Camille."""
    account = an_account(camille.id)
    with within(camille.id):
        assert accounts.create(account, at=NOON) is None
    return account


@pytest.fixture
def attempt(account: Account) -> Attempt:
    """A sign-in of hers that waits for its code."""
    attempt = Attempt(
        id=CHANCE.identifier(),
        digest=CHANCE.secret(32),
        account=account.id,
        scope=b"",
        device=DEVICE,
        channel=Channel.SMS,
        opened_at=NOON,
        asked_at=(NOON,),
    )
    sign_ins.open_attempt(attempt)
    return attempt


def execute(sql: str) -> None:
    """Run any statement, as no function of the store would."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_account_is_found_in_one_statement_with_whether_the_device_is_known(account: Account) -> None:
    with counted() as statements:
        assert accounts.find(IDENTIFIER, device=DEVICE) == (account, False)
        assert accounts.find(IDENTIFIER, device=None) == (account, False)
        assert accounts.find(DEVICE, device=DEVICE) is None
    assert len(statements) == 3
    assert accounts.remember_device(account.id, DEVICE, place=SOMEWHERE, at=NOON)
    assert not accounts.remember_device(account.id, DEVICE, place=SOMEWHERE, at=LATER)
    assert accounts.find(IDENTIFIER, device=DEVICE) == (account, True)
    assert accounts.is_device(DEVICE)
    assert not accounts.is_device(IDENTIFIER)


def test_an_account_is_read_back_as_it_was_made_and_shows_nothing(account: Account) -> None:
    assert accounts.of_id(account.id) == account
    assert accounts.of_id(UUID(int=404)) is None
    assert account.password_hash not in repr(account)


def test_an_identifier_and_a_record_have_one_account(account: Account, camille: OpenRecord) -> None:
    with within(camille.id):
        assert accounts.create(an_account(camille.id), at=NOON) is NotCreated.RECORD_HAS_ACCOUNT
        assert accounts.create(an_account(RecordId(UUID(int=9))), at=NOON) is NotCreated.IDENTIFIER_TAKEN
        assert accounts.of_id(account.id) == account, "and the transaction goes on"


def test_a_name_sealed_in_a_session_opens_for_the_bearer_of_its_token_alone(account: Account) -> None:
    token = web_sessions.token_text(CHANCE.secret(32))
    session = NewSession(
        token=token,
        door=Door.PATIENT_SITE,
        actor=Holder(account.record),
        account=account.id,
        shown_name="Camille Modele",
        opened_at=NOON,
        ends_at=LATER,
        previous_visit_at=None,
        nonces=(CHANCE.secret(12), CHANCE.secret(12)),
    )
    web_sessions.open_session(session)
    accounts.set_password(account.id, "$argon2id$of-hers", at=NOON)
    living = web_sessions.living(token, door=Door.PATIENT_SITE, at=NOON)
    assert living is not None
    assert (living.shown_name, living.id_token, living.must_change_password) == ("Camille Modele", "", False)
    for shown in (repr(session), repr(living)):
        assert token not in shown
        assert "Camille" not in shown


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_token_has_256_random_bits(size: int) -> None:
    with pytest.raises(ValueError, match="random bytes"):
        web_sessions.token_text(bytes(size))


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("passkey", "account_id"),
        ("passkey", "public_key"),
        ("authenticator_app", "account_id"),
        ("contact_change", "account_id"),
        ("access_closing", "account_id"),
        ("account", "record_id"),
        ("account", "kind"),
        ("device", "account_id"),
        ("one_time_code", "account_id"),
        ("one_time_code", "opened_at"),
        ("web_session", "actor"),
        ("web_session", "account_id"),
        ("web_session", "opened_at"),
        ("professional_notice", "practitioner"),
        ("professional_notice", "record_id"),
    ],
)
def test_the_application_gives_nobody_the_account_or_the_session_of_another(table: str, column: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(f"update {table} set {column} = {column}")


@pytest.mark.parametrize("table", ["account", "web_session", "professional_notice"])
def test_the_application_removes_no_trace_of_a_visit(table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(f"delete from {table}")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("account", "password_hash"),
        ("account", "identifier"),
        ("device", "digest"),
        ("web_session", "digest"),
        ("web_session", "actor"),
        ("web_session", "shown_name"),
        ("one_time_code", "code"),
        ("professional_notice", "practitioner"),
    ],
)
def test_the_worker_reads_neither_passwords_nor_sessions(database: Database, table: str, column: str) -> None:
    point_django_at(database.addresses.worker)
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(f"select {column} from {table}")


@pytest.mark.parametrize("table", TABLES)
def test_the_worker_puts_nothing_there(database: Database, table: str) -> None:
    point_django_at(database.addresses.worker)
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(f"insert into {table} default values")


def test_the_worker_takes_a_code_once_and_in_its_own_record(
    database: Database, attempt: Attempt, camille: OpenRecord, georges: OpenRecord, keyring: FileKeyring
) -> None:
    point_django_at(database.addresses.worker)
    with within(georges.id):
        assert sign_ins.hold_due_code(georges.id, attempt.id) is None
    with within(camille.id):
        assert sign_ins.hold_due_code(camille.id, attempt.id) == DueCode(
            attempt.digest, attempt.account, Channel.SMS, NOON, 1
        )
        sign_ins.set_code(attempt.id, keyring.lookup_digest("a code"), expires_at=LATER)
    sign_ins.mark_sent(attempt.id, asked=1)
    with within(camille.id):
        assert sign_ins.hold_due_code(camille.id, attempt.id) is None
    point_django_at(database.addresses.app)
    with within(camille.id):
        held = sign_ins.hold_attempt(attempt.digest)
    assert held is not None
    assert (held.code, held.code_expires_at) == (keyring.lookup_digest("a code"), LATER)
