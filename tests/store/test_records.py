"""Records: made once for an identity, found by a digest, closed and reopened, their person sealed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PatientIdentifierSystem, RecordId
from carnet.infra.keyring import FileKeyring
from carnet.store import records
from carnet.store.context import within
from carnet.store.sealing import SealBrokenError
from tests.store.database import Database
from tests.store.world import CAMILLE, CHANCE, GEORGES, NOON, SWITCHES, OpenRecord, digests_of, open_record

INS_C = PatientIdentifier(PatientIdentifierSystem.INS_C, "1234567890123456789012")


def test_camille_is_found_by_the_digest_of_her_identifier(camille: OpenRecord, keyring: FileKeyring) -> None:
    (digest,) = digests_of(CAMILLE, keyring)
    assert records.identify(digest) == camille.id


@pytest.mark.usefixtures("camille")
def test_somebody_without_a_record_is_not_found(keyring: FileKeyring) -> None:
    (digest,) = digests_of(GEORGES, keyring)
    assert records.identify(digest) is None


def test_the_same_digits_under_two_authorities_are_two_identities(keyring: FileKeyring) -> None:
    demo = CAMILLE.identifiers[0]
    test = replace(demo, system=PatientIdentifierSystem.INS_NIR_TEST)
    assert records.lookup_text(demo) != records.lookup_text(test)
    assert keyring.lookup_digest(records.lookup_text(demo)) != keyring.lookup_digest(records.lookup_text(test))


@pytest.mark.usefixtures("nobody")
def test_each_identifier_of_a_person_finds_the_record(keyring: FileKeyring) -> None:
    person = replace(CAMILLE, identifiers=(*CAMILLE.identifiers, INS_C))
    record = open_record(person, keyring)
    assert [records.identify(digest) for digest in digests_of(person, keyring)] == [record.id, record.id]


def test_an_identity_that_has_a_record_gets_no_second_one(
    camille: OpenRecord, keyring: FileKeyring, database: Database
) -> None:
    """Even when only one of the identifiers is known: nothing is kept, not even the unknown one."""
    person = replace(CAMILLE, identifiers=(INS_C, *CAMILLE.identifiers))
    record = RecordId(CHANCE.identifier())
    with within(record):
        result = records.create(
            record,
            at=NOON,
            birth_date=person.traits.birth_date,
            switches=SWITCHES,
            wrapped_key=keyring.new_record_key(record=record.bytes),
            person=person,
            digests=digests_of(person, keyring),
            record_key=camille.key,
            nonce=CHANCE.secret(12),
        )
    assert result == records.IdentityHasRecord()
    assert [records.identify(digest) for digest in digests_of(person, keyring)] == [None, camille.id]
    with database.admin() as admin:
        assert admin.execute("select count(*) from record").fetchone() == (2,), "camille's and nobody's"


@pytest.mark.usefixtures("camille")
def test_no_identifier_stands_anywhere_in_clear(database: Database) -> None:
    with database.admin() as admin:
        rows = admin.execute(
            "select p::text from record_person p union all select i::text from patient_identifier i "
            "union all select r::text from record r"
        ).fetchall()
    for (text,) in rows:
        for word in ("287036311312345", "EXEMPLE", "MODELE", "camille@example.org", "+336"):
            assert word not in str(text)
            assert word.encode().hex() not in str(text)
    assert len(rows) == 4


def test_camille_is_read_back_as_she_was_written(camille: OpenRecord) -> None:
    with within(camille.id):
        assert records.person(camille.id, record_key=camille.key) == CAMILLE


def test_a_change_of_mail_is_read_back(camille: OpenRecord) -> None:
    moved = replace(CAMILLE, mail="camille.modele@example.org", phone="")
    with within(camille.id):
        records.save_person(camille.id, moved, record_key=camille.key, nonce=CHANCE.secret(12))
    with within(camille.id):
        assert records.person(camille.id, record_key=camille.key) == moved


def test_nobody_is_read_where_there_is_no_record(nobody: bytes) -> None:
    unknown = RecordId(CHANCE.identifier())
    with within(unknown):
        assert records.person(unknown, record_key=nobody) is None
        assert records.wrapped_key(unknown) is None


def test_once_its_key_is_replaced_nothing_of_a_record_opens_any_more(
    camille: OpenRecord, keyring: FileKeyring, database: Database
) -> None:
    """Crypto-shredding: destroying the one wrapped key destroys whatever was sealed under it."""
    with database.admin() as admin:
        admin.execute(
            "update record set record_key = %s where id = %s",
            [keyring.new_record_key(record=camille.id.bytes), camille.id],
        )
    with within(camille.id):
        wrapped = records.wrapped_key(camille.id)
        assert wrapped is not None
        key = keyring.open_record_key(wrapped, record=camille.id.bytes)
        with pytest.raises(SealBrokenError):
            records.person(camille.id, record_key=key)


def test_a_record_is_closed_once_and_reopened_once(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        assert not records.reopen(camille.id)
        assert records.close(camille.id, at=NOON, reason="holder-request")
        assert not records.close(camille.id, at=NOON, reason="holder-request")
        assert records.reopen(camille.id)


def test_nobodys_record_keeps_its_key_from_one_start_to_the_next(keyring: FileKeyring, nobody: bytes) -> None:
    records.ensure_nobodys_record(keyring, at=NOON)
    with within(NOBODYS_RECORD):
        wrapped = records.wrapped_key(NOBODYS_RECORD)
    assert wrapped is not None
    assert keyring.open_record_key(wrapped, record=NOBODYS_RECORD.bytes) == nobody


def test_who_somebody_is_hides_itself() -> None:
    assert repr(CAMILLE) == "RecordPerson(…)"


@given(st.dates(), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_and_birth_date_are_sealed_and_opened_unchanged(birth_date: date, name: str) -> None:
    traits = replace(CAMILLE.traits, birth_date=birth_date, birth_name=name, given_names=(name, name))
    person = replace(CAMILLE, traits=traits)
    record, key = RecordId(CHANCE.identifier()), CHANCE.secret(32)
    sealed = records.seal_person(person, record=record, record_key=key, nonce=CHANCE.secret(12))
    assert records.unseal_person(sealed, record=record, record_key=key) == person
