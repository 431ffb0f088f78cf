"""Passkeys, authenticator apps, addresses that change, accesses that their people close; from where somebody signs in.

Read ``0003_accounts`` beside it: these tables belong to accounts, and lie where accounts lie. The worker sends codes and
removes what time has ended; it reads no passkey and no secret of an app.
"""

from django.db import migrations, models
from django.db.models import Q

TIES_SQL = [
    f"alter table {table} add constraint {table}_belongs foreign key (account_id) references account (id)"
    for table in ("passkey", "passkey_question", "authenticator_app", "contact_change", "access_closing")
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "passkey": "select, insert, update (sign_count, used_at, wrapped_key, name), delete",
    "passkey_question": "select, insert, delete",
    "authenticator_app": "select, insert, update (wrapped_key, secret, made_at, confirmed_at, last_step), delete",
    "contact_change": "select, insert, update (tries, new_code, old_code, done_at, told_at), delete",
    "access_closing": "select, insert, update (tries, code, code_expires_at), delete",
}
WORKER = {
    "passkey_question": "select (asked_at), delete",
    "authenticator_app": "select (made_at, confirmed_at), delete",
    "contact_change": "select, update (new_code, old_code, told_at), delete",
    "access_closing": "select (id, digest, account_id, asked_at, code), update (code, code_expires_at), delete",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
    "grant update (identifier, closed_at) on account to carnet_app",
    "grant update (place) on device to carnet_app",
    "grant delete on device to carnet_app",
    "grant update (failed_at) on one_time_code to carnet_app, carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the letters."""

    dependencies = [("store", "0013_letters")]
    operations = [
        migrations.CreateModel(
            name='PasskeyRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('account_id', models.UUIDField(db_index=True)),
                ('credential', models.BinaryField()),
                ('public_key', models.BinaryField()),
                ('sign_count', models.BigIntegerField()),
                ('wrapped_key', models.BinaryField()),
                ('name', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'passkey',
                'constraints': [models.UniqueConstraint(fields=('credential',), name='passkey_of_one_account')],
            },
        ),
        migrations.CreateModel(
            name='PasskeyQuestionRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('purpose', models.TextField()),
                ('account_id', models.UUIDField(null=True)),
                ('asked_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'passkey_question',
                'constraints': [
                    models.CheckConstraint(
                        condition=Q(purpose='sign-in', account_id__isnull=True)
                        | Q(purpose__in=('proof', 'addition'), account_id__isnull=False),
                        name='passkey_question_has_a_purpose',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuthenticatorAppRow',
            fields=[
                ('account_id', models.UUIDField(primary_key=True, serialize=False)),
                ('wrapped_key', models.BinaryField()),
                ('secret', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('last_step', models.BigIntegerField(default=0)),
            ],
            options={'db_table': 'authenticator_app'},
        ),
        migrations.CreateModel(
            name='ContactChangeRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('account_id', models.UUIDField(db_index=True)),
                ('channel', models.TextField()),
                ('wrapped_key', models.BinaryField()),
                ('addresses', models.BinaryField()),
                ('asked_at', models.DateTimeField(db_index=True)),
                ('tries', models.SmallIntegerField(default=0)),
                ('new_code', models.BinaryField(null=True)),
                ('old_code', models.BinaryField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'contact_change',
                'constraints': [
                    models.CheckConstraint(
                        condition=Q(channel__in=('mail', 'sms')), name='contact_change_has_a_channel'
                    ),
                    models.CheckConstraint(
                        condition=Q(told_at__isnull=True) | Q(done_at__isnull=False),
                        name='contact_change_told_when_done',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='AccessClosingRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('digest', models.BinaryField()),
                ('identifier', models.BinaryField(db_index=True)),
                ('account_id', models.UUIDField(null=True)),
                ('asked_at', models.DateTimeField(db_index=True)),
                ('tries', models.SmallIntegerField(default=0)),
                ('code', models.BinaryField(null=True)),
                ('code_expires_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'access_closing',
                'constraints': [
                    models.UniqueConstraint(fields=('digest',), name='access_closing_one_for_a_token'),
                    models.CheckConstraint(
                        condition=Q(code__isnull=True, code_expires_at__isnull=True)
                        | Q(code__isnull=False, code_expires_at__isnull=False),
                        name='access_closing_code_expires',
                    ),
                ],
            },
        ),
        migrations.AddField('accountrow', 'closed_at', models.DateTimeField(null=True)),
        migrations.AddField('devicerow', 'place', models.TextField(db_default='')),
        migrations.AddField('onetimecoderow', 'failed_at', models.DateTimeField(null=True)),
        migrations.AddField('websessionrow', 'device', models.BinaryField(null=True)),
        migrations.AddField('websessionrow', 'place', models.TextField(db_default='')),
        migrations.AddField('websessionrow', 'proved_at', models.DateTimeField(null=True)),
        migrations.RunSQL(sql=TIES_SQL),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
