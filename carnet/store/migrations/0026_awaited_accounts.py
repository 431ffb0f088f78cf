"""Under which number somebody already acts for a child, before their own account was opened.

A parent opens a child's record at a counter with their own card, and has no account here: the power is written down
under a number, which their account takes when they come for it. Found by the keyed digest of the card's number; it goes
with the record of the person whose account it has become (0018_endings).
"""

from django.db import migrations, models

RIGHTS_SQL = [
    "revoke all on awaited_account from carnet_app, carnet_worker",
    "grant select, insert on awaited_account to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after the copies on paper."""

    dependencies = [("store", "0025_paper_copies")]
    operations = [
        migrations.CreateModel(
            name='AwaitedAccountRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('account_id', models.UUIDField()),
                ('since', models.DateTimeField()),
            ],
            options={
                'db_table': 'awaited_account',
                'constraints': [
                    models.UniqueConstraint(fields=('account_id',), name='awaited_account_of_one_person'),
                ],
            },
        ),
        *(migrations.RunSQL(sql=statements) for statements in (RIGHTS_SQL,)),
    ]
