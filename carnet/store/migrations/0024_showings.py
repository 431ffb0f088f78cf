"""« Montrer mon dossier »: what is shown for some minutes, to whom it opened, and its codes; with ties, walls, rights.

Read ``0002_walls`` beside it. A code is looked up before any record is known: no wall, and no tie to a record. On the
day of a majority the worker stops what representatives show: it learns neither the documents nor the code.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
RECORD_TABLES = ("showing", "showing_opened")

TIES_SQL = [
    "alter table showing add constraint showing_belongs foreign key (record_id) references record (id)",
    "alter table showing_opened add constraint showing_opened_belongs "
    "foreign key (record_id, showing_id) references showing (record_id, id) on delete cascade",
]
WALL_SQL = [
    statement
    for table in RECORD_TABLES
    for statement in (
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy within_record on {table} using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
    )
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "showing": "select, insert, update (stopped_at)",
    "showing_opened": "select, insert, update (ended_at)",
    "showing_code": "select, insert, update (record_id, showing_id, shown_by, ends_at)",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    "grant select (record_id, until, stopped_at), update (stopped_at) on showing to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the trusted people and hidden places."""

    dependencies = [("store", "0023_trust_and_places")]
    operations = [
        migrations.CreateModel(
            name='ShowingRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('shown_by', models.TextField(default='')),
                ('documents', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), null=True, size=None)),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('code', models.BinaryField()),
            ],
            options={
                'db_table': 'showing',
                'constraints': [
                    models.CheckConstraint(condition=Q(until__gt=F('opened_at')), name='showing_ends_after_start'),
                    models.CheckConstraint(condition=Q(documents__isnull=True) | ~Q(documents__len=0), name='showing_of_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ShowingOpenedRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'showing_id', 'practitioner', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('showing_id', models.UUIDField()),
                ('practitioner', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'showing_opened'},
        ),
        migrations.CreateModel(
            name='ShowingCodeRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(db_index=True)),
                ('showing_id', models.UUIDField(db_index=True)),
                ('shown_by', models.TextField(db_index=True, default='')),
                ('ends_at', models.DateTimeField()),
            ],
            options={'db_table': 'showing_code'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
