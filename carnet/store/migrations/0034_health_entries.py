"""What people write of their own health: within their record, sealed, never overwritten.

Read ``0002_walls`` beside it: no row of the table is found outside its record.
"""

from django.db import migrations, models

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
WALL_SQL = [
    "alter table health_entry add constraint health_entry_belongs foreign key (record_id) references record (id)",
    "alter table health_entry enable row level security",
    "alter table health_entry force row level security",
    f"create policy within_record on health_entry using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]
# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
RIGHTS_SQL = [
    "revoke all on health_entry from carnet_app, carnet_worker",
    "grant select, insert, update (ended_at) on health_entry to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0033_drafts")]
    operations = [
        migrations.CreateModel(
            name="HealthEntryRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("id", models.UUIDField()),
                ("written_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("replaces", models.UUIDField(null=True)),
                ("sealed", models.BinaryField()),
            ],
            options={"db_table": "health_entry"},
        ),
        migrations.RunSQL(sql=[*WALL_SQL, *RIGHTS_SQL]),
    ]
