"""The database and its three roles: who owns it, who serves people in it, who works in it when nobody asks.

stack.md, « second wall »: row-level security holds only against a role that does not own the tables, is no superuser
and does not bypass it. ``carnet_owner`` changes the schema and nothing else; ``carnet_app`` and ``carnet_worker`` read
and write rows, and can neither make nor change a table.
"""

import dataclasses
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from carnet.config.launch.secret_files import write_secret

OWNER, APP, WORKER = "carnet_owner", "carnet_app", "carnet_worker"
DATABASE = "carnet"
FILE = "database.json"
"""Beside the data, read by ``carnet.config.database_address``: {"owner": url, "app": url, "worker": url}."""


Admin = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address of one database for each role, passwords included: never shown."""

    owner: str
    app: str
    worker: str

    def __repr__(self) -> str:
        """Hide the passwords."""
        return f"Addresses({urlsplit(self.app).path})"

    def of_database(self, name: str) -> "Addresses":
        """The same roles, in another database of the same server."""
        return Addresses(*(urlunsplit(urlsplit(one)._replace(path=f"/{quote(name)}")) for one in self._all()))

    def _all(self) -> tuple[str, str, str]:
        return self.owner, self.app, self.worker


def prepare(admin_url: str, *, home: Path, database: str = DATABASE) -> Addresses:
    """Make the roles and the database where they are missing, and write their addresses to ``home/database.json``.

    ``admin_url``: the address of a server for a role that may create roles and databases (a superuser, or one with
    CREATEROLE and CREATEDB). Passwords are kept from one time to the next as long as they open the server. Can be run
    again at any time. Raises ``psycopg.Error`` when the server refuses.
    """
    known = _known_passwords(home / FILE)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        passwords = {role: known.get(role) or secrets.token_urlsafe(32) for role in (OWNER, APP, WORKER)}
        addresses = Addresses(
            *(_address(admin, admin_url, role, passwords[role], database) for role in (OWNER, APP, WORKER))
        )
        # Written first: a kill -9 between the two would otherwise leave roles whose passwords nobody knows.
        write_secret(home / FILE, json.dumps(dataclasses.asdict(addresses), indent=1) + "\n")
        for role in (OWNER, APP, WORKER):
            _make_role(admin, role, passwords[role])
        make_database(admin, database)
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        _grant_what_comes(owner)
    return addresses


def read_addresses(home: Path) -> Addresses:
    """What ``prepare`` left in this home. Raises ``FileNotFoundError`` before the first time."""
    return Addresses(**json.loads((home / FILE).read_text(encoding="utf-8")))


def _known_passwords(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    addresses = json.loads(path.read_text(encoding="utf-8")).values()
    return {parts.username: parts.password for one in addresses if (parts := urlsplit(one)).username and parts.password}


def _address(admin: Admin, admin_url: str, role: str, password: str, database: str) -> str:
    """The address of the same server for another role; what the administrator's address adds (sslmode…) is kept."""
    kept = {name: str(value) for name, value in conninfo_to_dict(admin_url).items() if name.startswith("ssl")}
    host = admin.info.host
    if host.startswith("/"):  # a folder of sockets goes in the query: an address has no room for it
        kept["host"], host = host, ""
    place = f"[{host}]" if ":" in host else host
    whom = f"{role}:{password}@{place}:{admin.info.port}"
    return urlunsplit(("postgresql", whom, f"/{quote(database)}", urlencode(kept), ""))


def _make_role(admin: Admin, role: str, password: str) -> None:
    """A role that signs in and has no other right; its password is sent as a verifier, so that no log can hold it."""
    exists = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    rights = "LOGIN"
    if not exists or _is_superuser(admin):
        # Only a superuser may so much as name these for a role that exists; the start-up check looks at them anyway.
        rights += " NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
    verifier = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    admin.execute(
        sql.SQL("{} ROLE {} WITH {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.SQL(rights), sql.Literal(verifier)
        )
    )


def _is_superuser(admin: Admin) -> bool:
    return admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,)


def make_database(admin: Admin, name: str, *, template: str | None = None) -> None:
    """A database that ``carnet_owner`` owns and that the two others may enter; a copy of ``template`` if one is named.

    Does nothing but renew the rights when it exists.
    """
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        if not _is_superuser(admin):
            # Only a member may give a database to a role; a superuser needs no membership.
            admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
        made = sql.SQL("CREATE DATABASE {} OWNER {} ").format(database, owner)
        admin.execute(made + (_copy_of(template) if template else sql.SQL(_new_one(admin.info.server_version))))
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    both = sql.SQL(", ").join(map(sql.Identifier, (APP, WORKER)))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, both))


def _copy_of(template: str) -> sql.Composed:
    return sql.SQL("TEMPLATE {}").format(sql.Identifier(template))


def _new_one(version: int) -> LiteralString:
    """The same order and case rules on every server: code points, which no upgrade of a library can change."""
    if version >= 170000:
        return "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    return "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C.UTF-8'"


def _grant_what_comes(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    """Rights on every table, sequence and function that migrations will make, those of third parties included."""
    both = sql.SQL(", ").join(map(sql.Identifier, (APP, WORKER)))
    with owner.transaction():
        owner.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        owner.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(both))
        # Functions are executable by everyone until this is taken back, for the schemas to come.
        owner.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
        for rights in (
            "SELECT, INSERT, UPDATE, DELETE ON TABLES",
            "USAGE ON SEQUENCES",
            "EXECUTE ON FUNCTIONS",
        ):
            owner.execute(
                sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} TO {}").format(sql.SQL(rights), both)
            )
