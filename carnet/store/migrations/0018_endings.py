"""Requests to put right, what a reviewer closes, erasures asked for, and the destruction of a record.

Read ``0002_walls`` beside it. ``review_item`` and ``destruction`` hold numbers, kinds and dates of all records, and
nothing that anybody wrote: no wall. A record is destroyed by one function that only the worker may call, only within
that record and only when it is closed: whatever table names the record is emptied of it, those of later migrations too.
The trace stays as it is: without the key it says nothing, and its tree still proves that nobody rewrote it.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
WALLED = ("claim", "erasure", "death")

WALL_SQL = [
    statement
    for table in WALLED
    for statement in (
        f"alter table {table} add constraint {table}_belongs foreign key (record_id) references record (id)",
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy within_record on {table} using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
    )
] + [
    # What the worker must find across records: those whose ten years are over, those whose erasure is due.
    "create policy closed_of_all on record for select to carnet_worker using (status = 'closed')",
    "create policy erasures_of_all on erasure for select to carnet_worker using (true)",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "claim": "select, insert, update (answered_at, sealed)",
    "review_item": "select, insert, update (from_at, closed_at, reviewer, outcome)",
    "erasure": "select, insert, update (asked_at, due_at, taken_back_at)",
    "death": "select, insert, update (at, closed_at, closing_reason, closed_by, undone_at)",
    "destruction": "select",
}
WORKER = {
    "review_item": "select, update (told_late_at)",
    "erasure": "select",
    "destruction": "select, insert, update (addresses, bytes_gone_at)",
}

# The owner is held by the walls too: for the one statement that fills the queue, they stand aside.
FILL_SQL = [
    "alter table review_case no force row level security",
    """
    insert into review_item (id, record_id, kind, asked_at, from_at, due_at, reviewer, outcome)
    select id, record_id, 'emergency', opened_at, opened_at, opened_at + interval '30 days', '', ''
    from review_case where closed_at is null
    """,
    "alter table review_case force row level security",
]

# Tied rows first, then every table that names the record, then its account, then the record itself.
DESTROY_SQL = [
    """
    create function destroy_record(target uuid) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        named text;
        gone bigint := 0;
        more bigint;
        tied constant text[] := array[
            'association', 'document_version', 'document', 'submission_set', 'review_case', 'emergency_access'
        ];
        kept constant text[] := array['audit_event', 'destruction', 'account', 'record'];
    begin
        if target is distinct from nullif(current_setting('carnet.record', true), '')::uuid then
            raise exception 'a record is destroyed from within itself' using errcode = 'restrict_violation';
        end if;
        if not exists (select from record where id = target and status = 'closed') then
            raise exception 'only a closed record is destroyed' using errcode = 'restrict_violation';
        end if;
        update record set record_key = '' where id = target;
        for named in
            select c.table_name from information_schema.columns c join information_schema.tables t
                on t.table_schema = c.table_schema and t.table_name = c.table_name
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'account_id'
            order by c.table_name
        loop
            execute format('delete from %I where account_id in (select id from account where record_id = $1)', named)
                using target;
            get diagnostics more = row_count;
            gone := gone + more;
        end loop;
        foreach named in array tied || (
            select coalesce(array_agg(c.table_name::text order by c.table_name), '{}')
            from information_schema.columns c join information_schema.tables t
                on t.table_schema = c.table_schema and t.table_name = c.table_name
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'record_id'
            and c.table_name <> all (tied || kept)
        ) || array['account']
        loop
            execute format('delete from %I where record_id = $1', named) using target;
            get diagnostics more = row_count;
            gone := gone + more;
        end loop;
        delete from record where id = target;
        return gone + 1;
    end $$
    """,
    "revoke all on function destroy_record(uuid) from public, carnet_app",
    "grant execute on function destroy_record(uuid) to carnet_worker",
]

RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
]

NOTICE_KINDS = [
    'emergency', 'contest', 'announcement', 'not-theirs', 'read-not-theirs', 'request', 'request-handed', 'question',
    'read-removed',
]
CLAIM_KINDS = ['correction', 'deletion', 'not-mine', 'contest']


class Migration(migrations.Migration):
    """Runs once, after the pages that the desk edits."""

    dependencies = [("store", "0017_content")]
    operations = [
        migrations.CreateModel(
            name='ClaimRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('kind', models.TextField()),
                ('subject', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'claim',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', CLAIM_KINDS)), name='claim_has_a_kind'),
                    models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('record_id', 'kind', 'subject'), name='claim_one_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReviewItemRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(db_index=True)),
                ('kind', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('from_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('reviewer', models.TextField(default='')),
                ('outcome', models.TextField(default='')),
                ('told_late_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'review_item',
                'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['from_at'], name='review_item_waiting')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ('emergency', *CLAIM_KINDS))), name='review_item_has_a_kind'),
                    models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('asked_at'))), name='review_item_due_after_it_comes'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', ''), ('reviewer', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='review_item_closed_with_an_outcome'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ErasureRow',
            fields=[
                ('record_id', models.UUIDField(primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'erasure',
                'constraints': [models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='erasure_leaves_time')],
            },
        ),
        migrations.CreateModel(
            name='DeathRow',
            fields=[
                ('record_id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing_reason', models.TextField(default='')),
                ('closed_by', models.TextField(default='')),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'death'},
        ),
        migrations.CreateModel(
            name='DestructionRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(unique=True)),
                ('why', models.TextField()),
                ('closed_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField()),
                ('event', models.UUIDField()),
                ('documents', models.IntegerField()),
                ('rows', models.IntegerField()),
                ('addresses', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('bytes_gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'destruction',
                'constraints': [models.CheckConstraint(condition=models.Q(('why__in', ['ten-years', 'asked'])), name='destruction_has_a_reason')],
            },
        ),
        migrations.RemoveConstraint(model_name='professionalnoticerow', name='professional_notice_has_a_kind'),
        migrations.AddConstraint(
            model_name='professionalnoticerow',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', NOTICE_KINDS)), name='professional_notice_has_a_kind'),
        ),
        *(migrations.RunSQL(sql=statements) for statements in (WALL_SQL, FILL_SQL, DESTROY_SQL, RIGHTS_SQL)),
    ]
