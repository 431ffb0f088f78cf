"""That the tables are those of the models, and that the migrations are whole."""

from io import StringIO

from django.core.management import call_command

from tests.store.database import Database, point_django_at


def test_no_migration_is_missing(database: Database) -> None:
    point_django_at(database.addresses.owner)
    said = StringIO()
    call_command("makemigrations", "store", check=True, dry_run=True, skip_checks=True, stdout=said)
    assert said.getvalue().strip() == "No changes detected in app 'store'"


def test_the_application_cannot_say_that_a_migration_was_run(database: Database) -> None:
    with database.admin() as admin:
        rights = admin.execute(
            "select has_table_privilege(role, 'django_migrations', 'select'), "
            "has_table_privilege(role, 'django_migrations', 'insert, update, delete, truncate') "
            "from unnest(array['carnet_app', 'carnet_worker']) role"
        ).fetchall()
    assert rights == [(True, False), (True, False)]
