"""Where the documents of a structure lie, by a keyed digest of the number that the structure gave them.

No wall stands around the table: it is what leads to a record, as the numbers of people do. It tells nobody anything
without the key of the digests.
"""

from django.db import migrations, models

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
TIES_SQL = [
    "alter table deposit_number add constraint deposit_number_belongs "
    "foreign key (record_id) references record (id)",
]
RIGHTS_SQL = [
    "revoke all on deposit_number from carnet_app, carnet_worker",
    "grant select, insert on deposit_number to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0026_awaited_accounts")]
    operations = [
        migrations.CreateModel(
            name="DepositNumberRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "digest", "record_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField()),
                ("record_id", models.UUIDField(db_index=True)),
                ("document_id", models.UUIDField()),
            ],
            options={"db_table": "deposit_number"},
        ),
        migrations.RunSQL(sql=[*TIES_SQL, *RIGHTS_SQL]),
    ]
