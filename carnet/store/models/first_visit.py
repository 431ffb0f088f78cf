"""What somebody put off on a first visit."""

from django.db import models
from django.db.models import Q

from carnet.core.record.first_visit import Step
from carnet.store.models.fields import Row


class PutOffStepRow(Row):
    """A step that somebody will look at later: the holder (``account`` empty), or one who acts for them."""

    pk = models.CompositePrimaryKey("record_id", "account", "step")
    record_id = models.UUIDField()
    account = models.TextField(default="")
    step = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "put_off_step"
        constraints = (
            models.CheckConstraint(name="put_off_step_known", condition=Q(step__in=[one.value for one in Step])),
        )
