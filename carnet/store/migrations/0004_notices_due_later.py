"""A professional's notice may be written down before it is due: an announcement that is still to be made.

What stood there was due when it was written. The rights given by ``0003_accounts`` are those of the whole table.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Runs once, after the accounts."""

    dependencies = [("store", "0003_accounts")]
    operations = [
        migrations.RemoveIndex(model_name="professionalnoticerow", name="professional_notice_newest"),
        migrations.AddField(model_name="professionalnoticerow", name="due_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(sql="update professional_notice set due_at = created_at"),
        migrations.AlterField(model_name="professionalnoticerow", name="due_at", field=models.DateTimeField()),
        migrations.AddIndex(
            model_name="professionalnoticerow",
            index=models.Index(fields=["practitioner", "-due_at"], name="professional_notice_newest"),
        ),
        migrations.AddConstraint(
            model_name="professionalnoticerow",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("created_at"))),
                name="professional_notice_due_after_creation",
            ),
        ),
    ]
