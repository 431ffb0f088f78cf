"""A block may refuse further deposits too, with the right to say so; and two more kinds of professional notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Runs once, after the agreements asked for by a code."""

    dependencies = [("store", "0006_agreements")]
    operations = [
        migrations.AddField(
            model_name='blockrow',
            name='refuses_deposits',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(sql="grant update (refuses_deposits) on block to carnet_app"),
        migrations.RemoveConstraint(
            model_name='professionalnoticerow',
            name='professional_notice_has_a_kind',
        ),
        migrations.AddConstraint(
            model_name='professionalnoticerow',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['emergency', 'contest', 'announcement', 'not-theirs', 'read-not-theirs'])), name='professional_notice_has_a_kind'),
        ),
    ]
