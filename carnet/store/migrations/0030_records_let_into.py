"""Into which records a professional or an establishment was let: found before any record is known (TD0.4).

A copy of what ``access_authorization`` says, without a wall, as the persons of a representative have one: it names
nobody and opens nothing.
"""

from django.db import migrations, models

# The owner is held by the walls too: for the one statement that fills the copy, they stand aside.
FILL_SQL = [
    "alter table access_authorization no force row level security",
    """
    insert into record_let_into (grantee_kind, grantee, record_id, given_at, ends_at)
    select grantee_kind, grantee, record_id, given_at, least(ends_at, withdrawn_at) from access_authorization
    """,
    "alter table access_authorization force row level security",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
RIGHTS_SQL = [
    "revoke all on record_let_into from carnet_app, carnet_worker",
    "grant select, insert, update (given_at, ends_at) on record_let_into to carnet_app",
]
GRANTEES = ("person", "structure")


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0029_broken_copies")]
    operations = [
        migrations.CreateModel(
            name="RecordLetIntoRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "grantee_kind", "grantee", "record_id", blank=True, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("grantee_kind", models.TextField()),
                ("grantee", models.TextField()),
                ("record_id", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "record_let_into",
                "indexes": [
                    models.Index(
                        fields=["grantee_kind", "grantee", "-given_at", "-record_id"], name="record_let_into_newest"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grantee_kind__in", GRANTEES)),
                        name="record_let_into_person_or_structure",
                    )
                ],
            },
        ),
        migrations.RunSQL(sql=[*FILL_SQL, *RIGHTS_SQL]),
    ]
