"""Accounts without a record, whom each account acts for, the names of those who act, the codes that invite a carer.

Read ``0002_walls`` and ``0003_accounts`` beside it. Accounts, whom they represent, and invitations are looked up before
any record is known: no wall, and no tie to a record. The names of those who act for somebody lie within their record.
On the day of a majority the worker ends the sessions of those who represented the person.
"""

from django.db import migrations, models
from django.db.models import F, Q

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"

TIES_SQL = [
    "alter table account_person add constraint account_person_belongs foreign key (account_id) references account (id)",
    "alter table close_one add constraint close_one_belongs foreign key (record_id) references record (id)",
]

WALL_SQL = [
    "alter table close_one enable row level security",
    "alter table close_one force row level security",
    f"create policy within_record on close_one using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]

# The owner is held by the walls too: for the one statement that fills the copy, they stand aside.
FILL_SQL = [
    "alter table representative no force row level security",
    """
    insert into person_of_representative (account, record_id, begins_at, ends_at, suspended_at)
    select account, record_id, valid_from, valid_until, suspended_at from representative
    """,
    "alter table representative force row level security",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "account_person": "select, insert, update (sealed), delete",
    "person_of_representative": "select, insert, update (begins_at, ends_at, suspended_at)",
    "close_one": "select, insert, update (sealed)",
    "carer_invitation": "select, insert, update (answered_at)",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    "grant select on account_person to carnet_worker",
    "grant select (account, suspended_at, valid_from) on representative to carnet_worker",
    "grant select (record_id, account_id, ended_at), update (ended_at) on web_session to carnet_worker",
    "grant update (inherited_at) on record to carnet_app, carnet_worker",
    "grant select (actor, revoked_at), update (revoked_at) on access_token to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the sessions of the support desk."""

    dependencies = [("store", "0011_support_desk_sessions")]
    operations = [
        migrations.CreateModel(
            name='AccountPersonRow',
            fields=[
                ('account_id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
            ],
            options={'db_table': 'account_person'},
        ),
        migrations.CreateModel(
            name='PersonOfRepresentativeRow',
            fields=[
                ('pk', models.CompositePrimaryKey('account', 'record_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('account', models.TextField()),
                ('record_id', models.UUIDField()),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('suspended_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'person_of_representative'},
        ),
        migrations.CreateModel(
            name='CloseOneRow',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'account', blank=True, editable=False, primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('account', models.TextField()),
                ('sealed', models.BinaryField()),
            ],
            options={'db_table': 'close_one'},
        ),
        migrations.CreateModel(
            name='CarerInvitationRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('invited', models.TextField()),
                ('channel', models.TextField(default='')),
                ('address', models.BinaryField(default=b'')),
                ('invited_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'carer_invitation',
                'constraints': [
                    models.CheckConstraint(condition=Q(ends_at__gt=F('invited_at')), name='carer_invitation_has_an_end'),
                    models.CheckConstraint(condition=Q(channel__in=('', 'mail', 'sms')), name='carer_invitation_sent_or_not'),
                ],
            },
        ),
        migrations.RemoveConstraint('accountrow', 'account_of_a_holder'),
        migrations.AlterField('accountrow', 'record_id', models.UUIDField(null=True)),
        migrations.AddConstraint(
            'accountrow',
            models.CheckConstraint(
                condition=Q(kind='holder', record_id__isnull=False)
                | Q(kind='other', record_id__isnull=True),
                name='account_of_a_holder',
            ),
        ),
        migrations.AddField('websessionrow', 'record_id', models.UUIDField(db_index=True, null=True)),
        migrations.AddField('websessionrow', 'record_name', models.BinaryField(null=True)),
        migrations.AddField('recordrow', 'inherited_at', models.DateTimeField(null=True)),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, WALL_SQL, FILL_SQL, RIGHTS_SQL)),
    ]
