"""Who may be meant by a name and a birth date, by keyed digests: for a search in an emergency, without an identifier.

The table was written by makemigrations. No wall stands around it, since no record is known when it is looked up; only
the application reads and fills it.
"""

from django.db import migrations, models

RIGHTS_SQL = [
    "revoke all on person_trait from carnet_app, carnet_worker",
    "grant select, insert on person_trait to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after the majorities."""

    dependencies = [("store", "0008_majorities")]
    operations = [
        migrations.CreateModel(
            name='PersonTraitRow',
            fields=[
                ('pk', models.CompositePrimaryKey('digest', 'record_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField()),
                ('record_id', models.UUIDField()),
            ],
            options={
                'db_table': 'person_trait',
            },
        ),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
