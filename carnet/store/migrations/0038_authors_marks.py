"""Which documents of a record have the very same authors, told without opening them (ADR 0039).

A mark is made with the key of the record: the same authors have another one in another record. It tells the database
less than the identifiers of authors, which stand beside it for the decisions.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0037_words_turns")]
    operations = [
        migrations.AddField(
            model_name="documentrow",
            name="authors_mark",
            field=models.BinaryField(default=b""),
        ),
    ]
