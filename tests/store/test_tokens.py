"""Tokens: for whom they speak, until when, and never again once they were taken back."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import orjson
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.actors import (
    Actor,
    Clockwork,
    Holder,
    InsurerFeed,
    OpeningClerk,
    Professional,
    Representative,
    Reviewer,
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.purposes import Purpose
from carnet.store import tokens
from carnet.store.actors import actor_from_json, actor_to_json
from carnet.store.tokens import Client, ClientKind, LivingToken
from tests.store.database import Database, point_django_at
from tests.store.statements import counted
from tests.store.world import CHANCE, DR_KELLER, HOSPITAL, KELLER, NOON

SOFTWARE = Client("logiciel-keller", ClientKind.PROFESSIONAL, KELLER, HOSPITAL, {"keys": [{"kty": "EC", "kid": "1"}]})
END = NOON + timedelta(minutes=10)

# PostgreSQL's JSON keeps every text but NUL and lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
organizations = st.builds(OrganizationId, texts)
actors: st.SearchStrategy[Actor] = st.one_of(
    st.builds(Holder, st.uuids().map(RecordId)),
    st.builds(Representative, texts),
    st.builds(
        Professional,
        identifier=st.builds(PractitionerId, texts),
        profession=texts,
        specialty=texts,
        role=st.sampled_from(StaffRole),
        organization=st.none() | organizations,
        structure_kind=st.sampled_from(StructureKind),
        purpose=st.sampled_from(Purpose),
    ),
    st.builds(StructureSoftware, organizations, st.sampled_from(StructureKind)),
    st.builds(InsurerFeed, organizations),
    st.builds(OpeningClerk, texts, organizations, st.sampled_from(StructureKind)),
    st.builds(SupportAgent, texts),
    st.builds(Reviewer, texts),
    st.builds(Clockwork, texts),
)


@given(actors)
def test_any_actor_is_read_back_as_it_was_written(actor: Actor) -> None:
    assert actor_from_json(orjson.loads(orjson.dumps(actor_to_json(actor)))) == actor


def test_an_actor_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no actor"):
        actor_from_json({"actor": "administrator"})


@pytest.fixture
def digest() -> bytes:
    """The digest of a token that Dr Keller's software holds, from noon on for ten minutes."""
    tokens.save_client(SOFTWARE)
    digest = sha256(CHANCE.secret(32)).digest()
    tokens.issue(digest, client_id=SOFTWARE.client_id, actor=DR_KELLER, issued_at=NOON, expires_at=END)
    return digest


def test_a_token_speaks_for_dr_keller_until_it_expires(digest: bytes) -> None:
    alive = LivingToken(DR_KELLER, SOFTWARE.client_id, END, issued_at=NOON)
    assert tokens.living(digest, at=NOON) == alive
    assert tokens.living(digest, at=END - timedelta(microseconds=1)) == alive
    assert tokens.living(digest, at=END) is None
    assert tokens.living(digest, at=NOON - timedelta(microseconds=1)) is None


def test_a_token_nobody_gave_speaks_for_nobody(digest: bytes) -> None:
    assert tokens.living(digest[::-1], at=NOON) is None


def test_a_token_is_looked_up_by_one_statement(digest: bytes) -> None:
    with counted() as statements:
        tokens.living(digest, at=NOON)
    assert len(statements) == 1


def test_a_revoked_token_speaks_no_more(digest: bytes) -> None:
    assert tokens.revoke(digest, at=NOON)
    assert not tokens.revoke(digest, at=NOON)
    assert tokens.living(digest, at=NOON) is None


def test_software_that_is_switched_off_loses_its_tokens_at_once(digest: bytes) -> None:
    tokens.save_client(replace(SOFTWARE, is_active=False))
    assert tokens.living(digest, at=NOON) is None


def test_all_tokens_of_a_software_can_be_revoked(digest: bytes) -> None:
    assert tokens.revoke_all_of("another", at=NOON) == 0
    assert tokens.revoke_all_of(SOFTWARE.client_id, at=NOON) == 1
    assert tokens.living(digest, at=NOON) is None


@pytest.mark.parametrize(
    "client",
    [
        SOFTWARE,
        replace(SOFTWARE, organization=None),
        Client("sih", ClientKind.STRUCTURE, None, HOSPITAL, {"keys": []}),
        Client("mon-carnet", ClientKind.PATIENT, None, None, {"keys": []}),
        Client("assurance", ClientKind.INSURER, None, HOSPITAL, {"keys": []}, is_active=False),
    ],
    ids=["a doctor's in a hospital", "a doctor's in town", "a hospital's", "patients'", "the insurer's, switched off"],
)
def test_software_is_read_back_as_it_was_registered(client: Client) -> None:
    tokens.save_client(client)
    assert tokens.find_client(client.client_id) == client
    assert tokens.find_client("unknown") is None


def test_an_assertion_is_accepted_once() -> None:
    digest = CHANCE.secret(32)
    assert tokens.remember_assertion(digest, expires_at=END)
    assert not tokens.remember_assertion(digest, expires_at=END)
    assert tokens.remember_assertion(CHANCE.secret(32), expires_at=END)


@pytest.mark.usefixtures("digest")
def test_the_worker_forgets_what_time_has_ended_and_nothing_else(database: Database) -> None:
    kept = CHANCE.secret(32)
    tokens.issue(
        kept, client_id=SOFTWARE.client_id, actor=DR_KELLER, issued_at=NOON, expires_at=END + timedelta(minutes=1)
    )
    assertions = CHANCE.secret(32), CHANCE.secret(32)
    for assertion, minute in zip(assertions, (0, 1), strict=True):
        tokens.remember_assertion(assertion, expires_at=END + timedelta(minutes=minute))
    point_django_at(database.addresses.worker)
    tokens.forget_expired(at=END)
    point_django_at(database.addresses.app)
    with connection.cursor() as cursor:
        cursor.execute("select digest from access_token union all select digest from client_assertion")
        assert [left for (left,) in cursor.fetchall()] == [kept, assertions[1]]
