"""What is found in documents, sealed beside them, and the documents that somebody keeps at hand.

Read ``0002_walls`` beside it: no row of the table is found outside its record. Who may read a document's row may read
its sealed words; only the key of the record opens them.
"""

from django.db import migrations, models

CONTEXT = "(select nullif(current_setting('carnet.record', true), '')::uuid)"
WALL_SQL = [
    "alter table selected_document add constraint selected_document_belongs "
    "foreign key (record_id, document_id) references document (record_id, id)",
    "alter table selected_document enable row level security",
    "alter table selected_document force row level security",
    f"create policy within_record on selected_document using (record_id = {CONTEXT}) with check (record_id = {CONTEXT})",
]
# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
RIGHTS_SQL = [
    "revoke all on selected_document from carnet_app, carnet_worker",
    "grant select, insert, delete on selected_document to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0034_health_entries")]
    operations = [
        migrations.AddField(
            model_name="documentrow",
            name="words",
            field=models.BinaryField(default=b""),
        ),
        migrations.CreateModel(
            name="SelectedDocumentRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_id", "account", "document_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_id", models.UUIDField()),
                ("account", models.TextField(default="")),
                ("document_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "selected_document"},
        ),
        migrations.RunSQL(sql=[*WALL_SQL, *RIGHTS_SQL]),
    ]
