"""The three roles of the database: what each can do, and what none can."""

from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from carnet.config.database_role import faults_of_role
from carnet.config.launch.roles import Addresses, prepare, read_addresses
from tests.launch.places import throw_away_server


@pytest.fixture(scope="module")
def admin_url() -> Iterator[str]:
    with throw_away_server() as url:
        yield url


@pytest.fixture
def addresses(admin_url: str, tmp_path: Path) -> Iterator[Addresses]:
    yield prepare(admin_url, home=tmp_path)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("DROP DATABASE carnet WITH (FORCE)")


@pytest.fixture(scope="module")
def standing(admin_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The superuser's address of a database with one table, for tests that change nothing."""
    addresses = prepare(admin_url, home=tmp_path_factory.mktemp("standing"), database="carnet_standing")
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE notice (id int)")
    return admin_url.replace("/postgres", "/carnet_standing")


def faults(url: str) -> list[str]:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        return faults_of_role(cursor)


def test_a_second_preparation_changes_no_address(admin_url: str, addresses: Addresses, tmp_path: Path) -> None:
    assert prepare(admin_url, home=tmp_path) == addresses == read_addresses(tmp_path)
    with psycopg.connect(addresses.worker):
        pass


def test_whoever_lost_the_passwords_gets_new_ones(admin_url: str, addresses: Addresses, tmp_path: Path) -> None:
    (tmp_path / "database.json").unlink()
    renewed = prepare(admin_url, home=tmp_path)
    assert renewed != addresses
    with psycopg.connect(renewed.app):
        pass


@pytest.mark.parametrize("role", ["app", "worker"])
def test_those_who_serve_use_the_tables_that_migrations_make_later(addresses: Addresses, role: str) -> None:
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE notice (id bigserial PRIMARY KEY, text text)")
        owner.execute("CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2'")
    with psycopg.connect(getattr(addresses, role)) as connection:
        connection.execute("INSERT INTO notice (text) VALUES ('a'), ('b')")
        connection.execute("UPDATE notice SET text = 'c' WHERE text = 'a'")
        connection.execute("DELETE FROM notice WHERE text = 'b'")
        assert connection.execute("SELECT text, twice(21) FROM notice").fetchall() == [("c", 42)]


@pytest.mark.parametrize(
    "attempt",
    [
        "CREATE TABLE theirs (id int)",
        "ALTER TABLE notice ADD COLUMN more text",
        "DROP TABLE notice",
        "TRUNCATE notice",
        "CREATE SCHEMA theirs",
        "CREATE ROLE theirs",
        "CREATE DATABASE theirs",
        "ALTER TABLE notice DISABLE ROW LEVEL SECURITY",
        "SET ROLE carnet_owner",
    ],
)
def test_those_who_serve_change_no_table_and_make_none(standing: str, attempt: LiteralString) -> None:
    for role in ("carnet_app", "carnet_worker"):
        # Every right of the role, without its password, which other tests of this module renew.
        with psycopg.connect(standing, autocommit=True) as connection:
            connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(role)))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(attempt)


def test_the_roles_that_serve_are_found_safe_and_the_others_are_not(admin_url: str, addresses: Addresses) -> None:
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE notice (id int)")
    assert faults(addresses.app) == faults(addresses.worker) == []
    assert any("possède des tables" in fault for fault in faults(addresses.owner))
    assert any("superutilisateur" in fault for fault in faults(admin_url))


@pytest.mark.parametrize(
    ("gift", "fault"),
    [
        ("ALTER ROLE carnet_app BYPASSRLS", "BYPASSRLS"),
        ("ALTER ROLE carnet_app CREATEROLE", "créer des rôles"),
        ("GRANT carnet_owner TO carnet_app", "possède des tables"),
        ("GRANT CREATE ON DATABASE carnet TO carnet_app", "créer des tables ou des schémas"),
    ],
)
def test_one_right_too_many_is_seen_before_anybody_is_served(
    admin_url: str, addresses: Addresses, gift: LiteralString, fault: str
) -> None:
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE notice (id int)")
    with psycopg.connect(admin_url, autocommit=True) as admin:
        try:
            admin.execute(gift)
            found = faults(addresses.app)
        finally:
            admin.execute("REVOKE carnet_owner FROM carnet_app")
            admin.execute("ALTER ROLE carnet_app NOBYPASSRLS NOCREATEROLE")
    assert any(fault in one for one in found)


def test_a_server_whose_administrator_is_no_superuser_serves_as_well(tmp_path: Path) -> None:
    with throw_away_server() as admin_url:
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute("CREATE ROLE hosted LOGIN CREATEROLE CREATEDB PASSWORD 'hosted'")
        hosted = "postgresql://hosted:hosted@" + admin_url.split("@")[1]
        prepare(hosted, home=tmp_path)
        again = prepare(hosted, home=tmp_path)
        assert faults(again.app) == []


def test_the_addresses_are_readable_by_their_owner_alone_and_never_shown(addresses: Addresses, tmp_path: Path) -> None:
    assert (tmp_path / "database.json").stat().st_mode & 0o777 == 0o600
    assert repr(addresses) == "Addresses(/carnet)"


def test_the_same_roles_enter_a_database_of_another_name(addresses: Addresses) -> None:
    other = addresses.of_database("carnet_gw0")
    assert other.app.split("@")[0] == addresses.app.split("@")[0]
    assert other.worker.endswith("/carnet_gw0")
