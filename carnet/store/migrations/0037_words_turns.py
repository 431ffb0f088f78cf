"""Which records still have documents that came in before their words were kept, and when each is looked at.

Read ``0002_walls`` and ``0031_exports`` beside it. A turn is found before any record is known: no wall around it, and
it says nothing but that a record is older than the search. All of it is the app's, which alone reads within records.
"""

from django.db import migrations, models

# The owner is held by the walls too: for the one statement that fills the table, they stand aside.
FILL_SQL = [
    "alter table document no force row level security",
    "insert into words_turn (record_id, due_at) "
    "select distinct record_id, now() from document where words = '' and status in ('current', 'archived')",
    "alter table document force row level security",
]
TIES_SQL = [
    "alter table words_turn add constraint words_turn_belongs foreign key (record_id) references record (id)",
    # A record is destroyed with its documents first: what somebody kept at hand of them goes along.
    "alter table selected_document drop constraint selected_document_belongs",
    "alter table selected_document add constraint selected_document_belongs "
    "foreign key (record_id, document_id) references document (record_id, id) on delete cascade",
]
# Default privileges gave both roles everything but TRUNCATE: all of it is taken back first.
RIGHTS_SQL = [
    "revoke all on words_turn from carnet_app, carnet_worker",
    "grant select, delete, update (due_at) on words_turn to carnet_app",
    "grant update (words) on document to carnet_app",
]


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0036_first_visits")]
    operations = [
        migrations.CreateModel(
            name="WordsTurnRow",
            fields=[
                ("record_id", models.UUIDField(primary_key=True, serialize=False)),
                ("due_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "words_turn"},
        ),
        migrations.RunSQL(sql=[*TIES_SQL, *FILL_SQL, *RIGHTS_SQL]),
    ]
