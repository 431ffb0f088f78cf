"""Who is told of what comes about in a record: subscriptions, their events, and when each is looked at.

Read ``0002_walls`` beside it. A turn is looked up before any record is known: no wall around it, and a keyed digest in
place of whoever subscribed. All of it is the app's: what a subscriber is told is decided within the record.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
RECORD_TABLES = ("subscription", "subscription_event")

TIES_SQL = [
    "alter table subscription add constraint subscription_belongs foreign key (record_id) references record (id)",
    "alter table subscription_event add constraint subscription_event_belongs "
    "foreign key (record_id, subscription_id) references subscription (record_id, id) on delete cascade",
    "alter table subscription_turn add constraint subscription_turn_belongs "
    "foreign key (record_id, id) references subscription (record_id, id) on delete cascade",
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
    "subscription": "select, insert, delete, update (may, content, payload, heartbeat, timeout, max_count, base_url, "
    "ends_at, status, fault, told, delivered, batch, attempts, failing_since, next_try_at, last_sent_at, looked_at, "
    "read_from, sealed)",
    "subscription_event": "select, insert, update (number)",
    "subscription_turn": "select, insert, update (due_at), delete",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
]

TOPICS = ["new-document", "new-access"]
CONTENTS = ["empty", "id-only"]
STATUSES = ["requested", "active", "error", "off"]
FAULTS = ["", "handshake", "delivery"]


class Migration(migrations.Migration):
    """Runs once, after the numbers of deposits."""

    dependencies = [("store", "0027_deposit_numbers")]
    operations = [
        migrations.CreateModel(
            name='SubscriptionRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('id', models.UUIDField()),
                ('topic', models.TextField()),
                ('actor', models.JSONField()),
                ('client_id', models.TextField()),
                ('may', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('content', models.TextField()),
                ('payload', models.TextField()),
                ('heartbeat', models.DurationField(null=True)),
                ('timeout', models.DurationField()),
                ('max_count', models.IntegerField()),
                ('base_url', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('status', models.TextField()),
                ('fault', models.TextField(default='')),
                ('told', models.IntegerField(default=0)),
                ('delivered', models.IntegerField(default=0)),
                ('batch', models.IntegerField(default=0)),
                ('attempts', models.IntegerField(default=0)),
                ('failing_since', models.DateTimeField(null=True)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('last_sent_at', models.DateTimeField(null=True)),
                ('looked_at', models.DateTimeField()),
                ('read_from', models.BigIntegerField()),
                ('secret_visit', models.UUIDField(null=True)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'subscription',
                'constraints': [
                    models.CheckConstraint(condition=Q(('topic__in', TOPICS)), name='subscription_has_a_topic'),
                    models.CheckConstraint(condition=Q(('content__in', CONTENTS)), name='subscription_has_a_content'),
                    models.CheckConstraint(condition=Q(('status__in', STATUSES)), name='subscription_has_a_status'),
                    models.CheckConstraint(condition=Q(('fault__in', FAULTS)), name='subscription_has_a_fault'),
                    models.CheckConstraint(condition=Q(ends_at__gt=F('created_at')), name='subscription_ends_after_start'),
                    models.CheckConstraint(
                        condition=Q(delivered__gte=0, delivered__lte=F('told'), batch__gte=0, batch__lte=F('told')),
                        name='subscription_delivers_what_it_told',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionEventRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'subscription_id', 'focus', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('subscription_id', models.UUIDField()),
                ('focus', models.UUIDField()),
                ('happened_at', models.DateTimeField()),
                ('number', models.IntegerField(null=True)),
            ],
            options={
                'db_table': 'subscription_event',
                'constraints': [
                    models.UniqueConstraint(fields=('record_id', 'subscription_id', 'number'), name='subscription_event_numbered_once'),
                    models.CheckConstraint(condition=Q(number__isnull=True) | Q(number__gte=1), name='subscription_event_counts_from_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionTurnRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('subscriber', models.BinaryField(db_index=True)),
                ('due_at', models.DateTimeField(db_index=True)),
            ],
            options={'db_table': 'subscription_turn'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, RIGHTS_SQL)),
    ]
