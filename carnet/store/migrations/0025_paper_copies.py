"""Copies on paper, answers to people without a record, and how many messages come to the desk.

No wall stands around these tables: the desk works across records. Whom a copy goes to is sealed under a key of its own,
and wiped once the print house has it. Copies are composed as ``carnet_app``, within their record: the worker's rights on
documents are not widened. The tables were written by makemigrations.
"""

from django.db import migrations, models

# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
APP = {
    "paper_copy": "select, insert, "
    "update (ordered_at, ordered_by, handed_at, sent_at, stopped_at, wrapped_key, sealed)",
    "message_count": "select, insert, update (count)",
}
RIGHTS_SQL = [
    *(f"revoke all on {table} from carnet_app, carnet_worker" for table in APP),
    *(f"grant {rights} on {table} to carnet_app" for table, rights in APP.items()),
    "grant select (began_at), delete on message_count to carnet_worker",
    "grant update (answered_at) on support_request to carnet_app",
    # What was written is destroyed with the proofs, by the worker that opens none of it.
    "grant update (wrapped_key, sealed) on support_request to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0024_showings")]
    operations = [
        migrations.AddField(
            model_name='supportrequestrow',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='letterrow',
            name='has_address',
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name='MessageCountRow',
            fields=[
                ('digest', models.BinaryField(primary_key=True, serialize=False)),
                ('began_at', models.DateTimeField(db_index=True)),
                ('count', models.IntegerField()),
            ],
            options={
                'db_table': 'message_count',
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='message_count_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='PaperCopyRow',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(db_index=True)),
                ('request_id', models.UUIDField(unique=True)),
                ('made_for', models.TextField()),
                ('account', models.TextField(default='')),
                ('purpose', models.TextField(default='')),
                ('asked_at', models.DateTimeField()),
                ('ordered_at', models.DateTimeField(null=True)),
                ('ordered_by', models.TextField(default='')),
                ('handed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('wrapped_key', models.BinaryField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'paper_copy',
                'indexes': [models.Index(condition=models.Q(('handed_at__isnull', True), ('ordered_at__isnull', False), ('stopped_at__isnull', True)), fields=['ordered_at'], name='paper_copy_to_compose'), models.Index(condition=models.Q(('handed_at__isnull', False), ('sent_at__isnull', True)), fields=['handed_at'], name='paper_copy_on_its_way')],
                'constraints': [models.CheckConstraint(condition=models.Q(('made_for__in', ['holder', 'representative', 'heirs'])), name='paper_copy_made_for_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('made_for', 'representative'), models.Q(('account', ''), _negated=True)), models.Q(models.Q(('made_for', 'representative'), _negated=True), ('account', '')), _connector='OR'), name='paper_copy_of_one_representative'), models.CheckConstraint(condition=models.Q(models.Q(('made_for', 'heirs'), ('purpose__in', ['cause-of-death', 'memory', 'rights'])), models.Q(models.Q(('made_for', 'heirs'), _negated=True), ('purpose', '')), _connector='OR'), name='paper_copy_heirs_say_why'), models.CheckConstraint(condition=models.Q(models.Q(('ordered_at__isnull', True), ('ordered_by', '')), models.Q(('ordered_at__isnull', False), models.Q(('ordered_by', ''), _negated=True)), _connector='OR'), name='paper_copy_ordered_by_somebody'), models.CheckConstraint(condition=models.Q(('handed_at__isnull', True), models.Q(('handed_at__gte', models.F('ordered_at')), ('ordered_at__isnull', False)), _connector='OR'), name='paper_copy_handed_once_ordered'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('handed_at__isnull', False), ('sent_at__gte', models.F('handed_at'))), _connector='OR'), name='paper_copy_sent_once_handed'), models.CheckConstraint(condition=models.Q(('stopped_at__isnull', True), ('handed_at__isnull', True), _connector='OR'), name='paper_copy_stopped_before_it_is_handed'), models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('stopped_at__isnull', True)), models.Q(('sealed', b''), ('wrapped_key', b'')), _connector='OR'), name='paper_copy_wiped_once_over')],
            },
        ),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
