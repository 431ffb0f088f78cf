"""The steps of a first visit that somebody put off: what is done is told by the record, and stands nowhere twice.

Read ``0002_walls`` beside it: no row of the table is found outside its record.
"""

from django.db import migrations, models
from django.db.models import Q

STEPS = ["contacts", "trusted-person", "alerts", "access", "emergencies"]
CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
WALL_SQL = [
    "alter table put_off_step add constraint put_off_step_belongs foreign key (record_id) references record (id)",
    "alter table put_off_step enable row level security",
    "alter table put_off_step force row level security",
    f"create policy within_record on put_off_step using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]
# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
RIGHTS_SQL = [
    "revoke all on put_off_step from carnet_app, carnet_worker",
    "grant select, insert, delete on put_off_step to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0035_finding")]
    operations = [
        migrations.CreateModel(
            name="PutOffStepRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_id", "account", "step", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("account", models.TextField(default="")),
                ("step", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "put_off_step",
                "constraints": [models.CheckConstraint(condition=Q(step__in=STEPS), name="put_off_step_known")],
            },
        ),
        migrations.RunSQL(sql=[*WALL_SQL, *RIGHTS_SQL]),
    ]
