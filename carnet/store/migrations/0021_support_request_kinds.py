"""Another kind of request: somebody whose creation code never came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Runs once, after what came just before it."""

    dependencies = [
        ('store', '0020_majority_ends_access'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='supportrequestrow',
            name='support_request_has_a_kind',
        ),
        migrations.AddConstraint(
            model_name='supportrequestrow',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['account', 'somebody-else', 'contact', 'copy-on-paper', 'rectification', 'contested-access', 'not-mine', 'deletion', 'opposition', 'erasure', 'representation', 'protection-decision', 'death', 'heirs', 'accessibility', 'creation-code', 'demanded'])), name='support_request_has_a_kind'),
        ),
    ]
