"""That the tables are those of the models, and that the migrations are whole."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

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


@pytest.mark.parametrize("model", [*apps.get_app_config("store").get_models()], ids=lambda model: model.__name__)
def test_a_row_that_is_printed_names_its_table_only(model: type[Model]) -> None:
    assert str(model()) == model._meta.db_table
