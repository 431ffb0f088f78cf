"""What people chose of their alerts, and the devices that take them. No wall, as around accounts.

A device that is forgotten takes its notifications with it. The worker reads both when a notice leaves, forgets what an
access that ends had set up, and removes a device that the push service no longer knows.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import Q

EVENTS = ["new-document", "first-access", "emergency-access", "change", "answer"]
CHANNELS = ["mail", "sms", "push"]

TIES_SQL = [
    "alter table alert_choice add constraint alert_choice_belongs foreign key (account_id) references account (id)",
    "alter table push_device add constraint push_device_belongs foreign key (device, account_id) "
    "references device (digest, account_id) on delete cascade",
]

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "alert_choice": "select, insert, delete, update (channels)",
    "push_device": "select, insert, delete, update (wrapped_key, sealed, created_at)",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    *(f"grant select, delete on {table} to carnet_worker" for table in APP),
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0031_exports")]
    operations = [
        migrations.CreateModel(
            name='AlertChoiceRow',
            fields=[
                ('pk', models.CompositePrimaryKey('account_id', 'event', blank=True, editable=False, primary_key=True, serialize=False)),
                ('account_id', models.UUIDField()),
                ('event', models.TextField()),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
            ],
            options={
                'db_table': 'alert_choice',
                'constraints': [
                    models.CheckConstraint(condition=Q(event__in=EVENTS), name='alert_choice_event'),
                    models.CheckConstraint(condition=Q(channels__contained_by=CHANNELS), name='alert_choice_channels'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PushDeviceRow',
            fields=[
                ('pk', models.CompositePrimaryKey('account_id', 'device', blank=True, editable=False, primary_key=True, serialize=False)),
                ('account_id', models.UUIDField()),
                ('device', models.BinaryField()),
                ('wrapped_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
                ('created_at', models.DateTimeField()),
            ],
            options={'db_table': 'push_device'},
        ),
        *(migrations.RunSQL(sql=statements) for statements in (TIES_SQL, RIGHTS_SQL)),
    ]
