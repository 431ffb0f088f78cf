"""Records prepared to be taken away: what was asked and prepared, sealed, and when each is looked at again.

Read ``0002_walls`` beside it. A turn is found before any record is known: no wall around it; it names the files, which
no key outside the record opens. All of it is the app's: what is prepared is decided within the record.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

TIES_SQL = [
    "alter table record_export add constraint record_export_belongs foreign key (record_id) references record (id)",
    "alter table export_turn add constraint export_turn_belongs "
    "foreign key (record_id, id) references record_export (record_id, id) on delete cascade",
]
WALL_SQL = [
    "alter table record_export enable row level security",
    "alter table record_export force row level security",
    f"create policy within_record on record_export using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "record_export": "select, insert, delete, update (stage, tries, done, total, expires_at, prepared)",
    "export_turn": "select, insert, delete, update (due_at, addresses)",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
]

STAGES = ["waiting", "ready", "failed"]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0030_records_let_into")]
    operations = [
        migrations.CreateModel(
            name='RecordExportRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('account', models.TextField(default='')),
                ('client', models.TextField(default='')),
                ('asked_at', models.DateTimeField()),
                ('stage', models.TextField(default='waiting')),
                ('tries', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('total', models.IntegerField(default=0)),
                ('expires_at', models.DateTimeField(null=True)),
                ('asked', models.BinaryField()),
                ('prepared', models.BinaryField(default=b'')),
            ],
            options={
                'db_table': 'record_export',
                'constraints': [
                    models.CheckConstraint(condition=Q(stage__in=STAGES), name='record_export_stage'),
                    models.CheckConstraint(
                        condition=Q(stage='ready') & ~Q(prepared=b'') | ~Q(stage='ready') & Q(prepared=b''),
                        name='record_export_ready_has_files',
                    ),
                    models.CheckConstraint(
                        condition=Q(stage='waiting', expires_at__isnull=True)
                        | ~Q(stage='waiting') & Q(expires_at__gt=F('asked_at')),
                        name='record_export_ends_once_over',
                    ),
                    models.CheckConstraint(
                        condition=Q(tries__gte=0, done__gte=0, done__lte=F('total')), name='record_export_counts'
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='ExportTurnRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('due_at', models.DateTimeField(db_index=True)),
                ('addresses', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
            ],
            options={'db_table': 'export_turn'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
