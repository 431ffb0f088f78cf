"""Applications that people let into their records: what each was let do, its codes, its renewals, its bounds.

Read ``0002_walls`` and ``0012_families`` beside it. All of it is looked up by a token, before any record is known: no
wall, and no tie to a record. A grant names its record and its account: it goes with either. The worker ends those of
somebody who comes of age, and removes what time has ended.
"""

from django.db import migrations, models
from django.db.models import F, Q

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "app_grant": "select, insert, update (begun_at, used_at, ended_at)",
    "authorization_code": "select, insert, update (used_at)",
    "refresh_token": "select, insert, update (used_at)",
}
WORKER = {
    "app_grant": "select (id, account_id, record_id, ends_at, ended_at), update (ended_at), delete",
    "authorization_code": "select (expires_at), delete",
    "refresh_token": "select (expires_at), delete",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant {rights} on {table} to carnet_worker" for table, rights in WORKER.items()),
]


class Migration(migrations.Migration):
    """Runs once, after the kinds of requests to the desk."""

    dependencies = [("store", "0021_support_request_kinds")]
    operations = [
        migrations.AddField('clientrow', 'described', models.JSONField(db_default={}, default=dict)),
        migrations.AddField('accesstokenrow', 'scope', models.TextField(db_default='')),
        migrations.AddField('accesstokenrow', 'grant_id', models.UUIDField(db_index=True, null=True)),
        migrations.AddField('accesstokenrow', 'bound_to', models.TextField(db_default='')),
        migrations.CreateModel(
            name='AppGrantRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('client_id', models.TextField()),
                ('account_id', models.UUIDField(db_index=True)),
                ('record_id', models.UUIDField(db_index=True)),
                ('scope', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'app_grant',
                'constraints': [
                    models.CheckConstraint(condition=Q(ends_at__gt=F('given_at')), name='app_grant_ends_after_start'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuthorizationCodeRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('grant_id', models.UUIDField()),
                ('client_id', models.TextField()),
                ('redirect_uri', models.TextField()),
                ('code_challenge', models.TextField()),
                ('bound_to', models.TextField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'authorization_code'},
        ),
        migrations.CreateModel(
            name='RefreshTokenRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('grant_id', models.UUIDField(db_index=True)),
                ('bound_to', models.TextField()),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={'db_table': 'refresh_token'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (RIGHTS_SQL,)),
    ]
