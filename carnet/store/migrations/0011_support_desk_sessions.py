"""Sessions of the support desk: of nobody's account, as those of professionals."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Runs once, after the announcements."""

    dependencies = [("store", "0010_announcements")]
    operations = [
        migrations.RemoveConstraint('websessionrow', 'web_session_of_its_door'),
        migrations.AddConstraint(
            'websessionrow',
            models.CheckConstraint(
                condition=Q(door='patient-site', account_id__isnull=False)
                | Q(door__in=('professional-site', 'support-desk'), account_id__isnull=True),
                name='web_session_of_its_door',
            ),
        ),
    ]
