"""What people chose of their alerts, and the devices that take them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from carnet.core.alerts import AlertChannel, AlertEvent
from carnet.store.models.fields import Row


class AlertChoiceRow(Row):
    """By which channels an account is told of one event; none where ``channels`` is empty."""

    pk = models.CompositePrimaryKey("account_id", "event")
    account_id = models.UUIDField()
    event = models.TextField()
    channels = ArrayField(models.TextField(), default=list)

    class Meta:
        """Its table and what it refuses."""

        db_table = "alert_choice"
        constraints = (
            models.CheckConstraint(name="alert_choice_event", condition=Q(event__in=[one.value for one in AlertEvent])),
            models.CheckConstraint(
                name="alert_choice_channels",
                condition=Q(channels__contained_by=[one.value for one in AlertChannel]),
            ),
        )


class PushDeviceRow(Row):
    """A known device that takes notifications: where to send them and for which keys, sealed.

    ``device``: the digest of its token, as in ``device``, whose row takes this one with it.
    """

    pk = models.CompositePrimaryKey("account_id", "device")
    account_id = models.UUIDField()
    device = models.BinaryField()
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "push_device"
