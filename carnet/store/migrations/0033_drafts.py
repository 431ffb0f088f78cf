"""Files that somebody is adding to a record: what has come of each so far, sealed, until it is added or its day is over.

Read ``0002_walls`` beside it. The worker removes those whose day is over, in whatever record, and sees nothing else of
them. Only the app adds and removes; a piece goes with its draft.
"""

from django.db import migrations, models
from django.db.models import F, Q

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

TIES_SQL = [
    "alter table document_draft add constraint document_draft_belongs foreign key (record_id) references record (id)",
    "alter table document_draft_piece add constraint document_draft_piece_belongs "
    "foreign key (record_id, draft_id) references document_draft (record_id, id) on delete cascade",
]
WALL_SQL = [
    *(
        statement
        for table in ("document_draft", "document_draft_piece")
        for statement in (
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"create policy within_record on {table} to carnet_app "
            f"using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
        )
    ),
    "create policy drafts_seen on document_draft for select to carnet_worker using (true)",
    "create policy drafts_over on document_draft for delete to carnet_worker using (true)",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "document_draft": "select, insert, delete, update (received, is_ready, expires_at, sealed)",
    "document_draft_piece": "select, insert, delete",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    "grant select (expires_at), delete on document_draft to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0032_alerts")]
    operations = [
        migrations.CreateModel(
            name='DocumentDraftRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('by', models.TextField()),
                ('began_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('size', models.IntegerField()),
                ('received', models.IntegerField(default=0)),
                ('is_ready', models.BooleanField(default=False)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'document_draft',
                'constraints': [
                    models.CheckConstraint(condition=Q(expires_at__gt=F('began_at')), name='document_draft_ends'),
                    models.CheckConstraint(
                        condition=Q(size__gt=0, received__gte=0, received__lte=F('size')), name='document_draft_counts'
                    ),
                    models.CheckConstraint(
                        condition=Q(is_ready=False) | Q(received=F('size')), name='document_draft_ready_is_whole'
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='DocumentDraftPieceRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'draft_id', 'begins', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('draft_id', models.UUIDField()),
                ('begins', models.IntegerField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'document_draft_piece',
                'constraints': [
                    models.CheckConstraint(condition=Q(begins__gte=0), name='document_draft_piece_begins')
                ],
            },
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
