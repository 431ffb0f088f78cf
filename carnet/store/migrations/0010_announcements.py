"""Until when a document waits for its announcement, and the worker that shows it to the person afterwards.

What waited already was to be announced: it gets the 30 days that its depositor was told of. The worker sees which
documents wait, and not their types, their authors or their sealed metadata.
"""

from django.db import migrations, models
from django.db.models import Q

BACKFILL_SQL = """
    update document set announcement_due = submitted_at + interval '30 days'
    where 'INVISIBLE_PATIENT' = any(confidentiality)
"""

# The owner is held by the walls too: for the one statement that fills the column, they stand aside.
FILL_SQL = [
    "alter table document no force row level security",
    BACKFILL_SQL,
    "alter table document force row level security",
]

CHANGED = "status, confidentiality, hidings, hidden_from, awaits_check, entry_uuid, updated_at, metadata_version"
RIGHTS_SQL = [
    "grant update (announcement_due, announcement_extended) on document to carnet_app",
    f"grant select (record_id, id, {CHANGED}, announcement_due, announcement_extended) on document to carnet_worker",
    f"grant update ({CHANGED}, announcement_due) on document to carnet_worker",
    "grant insert, select (version) on document_version to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the traits of people."""

    dependencies = [("store", "0009_person_traits")]
    operations = [
        migrations.AddField('documentrow', 'announcement_due', models.DateTimeField(null=True)),
        migrations.AddField('documentrow', 'announcement_extended', models.BooleanField(default=False)),
        migrations.RunSQL(sql=FILL_SQL),
        migrations.AddConstraint(
            'documentrow',
            models.CheckConstraint(
                condition=Q(announcement_due__isnull=True) | Q(confidentiality__contains=['INVISIBLE_PATIENT']),
                name='document_due_while_unannounced',
            ),
        ),
        migrations.RunSQL(sql=RIGHTS_SQL),
    ]
