"""A copy on paper that could not be composed waits an hour before it is tried again: the others leave meanwhile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [("store", "0028_subscriptions")]
    operations = [
        migrations.AddField(
            model_name="papercopyrow",
            name="broken_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(sql=["grant update (broken_at) on paper_copy to carnet_app"]),
    ]
