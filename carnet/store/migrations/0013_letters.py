"""Letters to post. Sealed under keys of their own; no wall stands around them, since the desk prints across records.

The table was written by makemigrations.
"""

from django.db import migrations, models

RIGHTS_SQL = [
    "revoke all on letter from carnet_app, carnet_worker",
    "grant select, insert, update (batch, printed_at, posted_at, returned_at, sealed, wrapped_key), delete on letter to carnet_app",
    "grant select (id, record_id, kind, created_at, post_by, posted_at), insert, delete on letter to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the families."""

    dependencies = [("store", "0012_families")]
    operations = [
        migrations.CreateModel(
            name='LetterRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField()),
                ('kind', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('post_by', models.DateTimeField(db_index=True)),
                ('wrapped_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
                ('batch', models.UUIDField(db_index=True, null=True)),
                ('printed_at', models.DateTimeField(null=True)),
                ('posted_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'letter',
                'constraints': [models.CheckConstraint(condition=models.Q(('post_by__gte', models.F('created_at'))), name='letter_post_by_after_creation'), models.CheckConstraint(condition=models.Q(models.Q(('batch__isnull', True), ('printed_at__isnull', True)), models.Q(('batch__isnull', False), ('printed_at__isnull', False)), _connector='OR'), name='letter_printed_in_a_batch'), models.CheckConstraint(condition=models.Q(('posted_at__isnull', True), ('printed_at__isnull', False), _connector='OR'), name='letter_posted_after_printing'), models.CheckConstraint(condition=models.Q(('posted_at__isnull', True), models.Q(('sealed', b''), ('wrapped_key', b'')), _connector='OR'), name='letter_wiped_once_posted'), models.CheckConstraint(condition=models.Q(('returned_at__isnull', True), ('posted_at__isnull', False), _connector='OR'), name='letter_returned_after_posting')],
            },
        ),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
