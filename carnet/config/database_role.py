"""Whether a database role is one that row-level security holds against: asked before anybody is served."""

from typing import Any, Protocol

QUESTION = """
SELECT me.rolsuper,
       EXISTS (SELECT FROM pg_roles other
               WHERE (other.rolsuper OR other.rolbypassrls) AND pg_has_role(me.oid, other.oid, 'MEMBER')),
       EXISTS (SELECT FROM pg_class thing JOIN pg_namespace place ON place.oid = thing.relnamespace
               WHERE place.nspname !~ '^(pg_|information_schema)' AND pg_has_role(me.oid, thing.relowner, 'MEMBER')),
       has_database_privilege(me.oid, current_database(), 'CREATE')
           OR EXISTS (SELECT FROM pg_namespace place
                      WHERE place.nspname !~ '^(pg_|information_schema)'
                        AND has_schema_privilege(me.oid, place.oid, 'CREATE')),
       me.rolcreaterole OR me.rolcreatedb
FROM pg_roles me WHERE me.rolname = current_user
"""
FAULTS = (
    "Le rôle de la base de données est superutilisateur : rien ne lui est fermé.",
    "Le rôle de la base de données peut contourner la sécurité par ligne (BYPASSRLS), par lui-même ou par un autre.",
    "Le rôle de la base de données possède des tables : leur sécurité par ligne ne s’applique pas à lui.",
    "Le rôle de la base de données peut créer des tables ou des schémas.",
    "Le rôle de la base de données peut créer des rôles ou des bases.",
)
"""In the order of the columns of the question."""


class Cursor(Protocol):
    """What Django's cursors and psycopg's have in common."""

    def execute(self, query: str, /) -> Any:  # noqa: ANN401  each library answers its own type
        """Run one statement."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401  a row, or None
        """The next row."""
        ...


def faults_of_role(cursor: Cursor) -> list[str]:
    """Why this connection's role must not serve people, in French sentences; nothing when it may (stack.md)."""
    cursor.execute(QUESTION)
    return [fault for fault, holds in zip(FAULTS, cursor.fetchone(), strict=True) if holds]
