"""Who is told of what comes about in a record, what they are told, and when it is next looked at."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from carnet.core.subscriptions.subscription import Content, Fault, Status, Topic
from carnet.store.models.fields import Row, RowOfRecord


class SubscriptionRow(RowOfRecord):
    """A subscription. ``sealed``: its address, the headers sent to it, its reason, under the record's key.

    ``read_from``: the number of the first transaction whose lines of the history have not all been looked at.
    ``may``: the scopes that it was asked with; ``told``, ``delivered``, ``batch``: numbers of events.
    """

    topic = models.TextField()
    actor = models.JSONField()
    client_id = models.TextField()
    may = ArrayField(models.TextField())
    content = models.TextField()
    payload = models.TextField()
    heartbeat = models.DurationField(null=True)
    timeout = models.DurationField()
    max_count = models.IntegerField()
    base_url = models.TextField()
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.TextField()
    fault = models.TextField(default="")
    told = models.IntegerField(default=0)
    delivered = models.IntegerField(default=0)
    batch = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField()
    read_from = models.BigIntegerField()
    secret_visit = models.UUIDField(null=True)
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "subscription"
        constraints = (
            models.CheckConstraint(
                name="subscription_has_a_topic", condition=Q(topic__in=[one.value for one in Topic])
            ),
            models.CheckConstraint(
                name="subscription_has_a_content", condition=Q(content__in=[one.value for one in Content])
            ),
            models.CheckConstraint(
                name="subscription_has_a_status", condition=Q(status__in=[one.value for one in Status])
            ),
            models.CheckConstraint(
                name="subscription_has_a_fault", condition=Q(fault__in=[one.value for one in Fault])
            ),
            models.CheckConstraint(name="subscription_ends_after_start", condition=Q(ends_at__gt=F("created_at"))),
            models.CheckConstraint(
                name="subscription_delivers_what_it_told",
                condition=Q(delivered__gte=0, delivered__lte=F("told"), batch__gte=0, batch__lte=F("told")),
            ),
        )


class SubscriptionEventRow(Row):
    """Something that came about since. ``number``: its place among what its subscriber was told, None until they may.

    ``focus``: a document, or a line of the history.
    """

    pk = models.CompositePrimaryKey("record_id", "subscription_id", "focus")
    record_id = models.UUIDField()
    subscription_id = models.UUIDField()
    focus = models.UUIDField()
    happened_at = models.DateTimeField()
    number = models.IntegerField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "subscription_event"
        constraints = (
            models.UniqueConstraint(
                name="subscription_event_numbered_once", fields=("record_id", "subscription_id", "number")
            ),
            models.CheckConstraint(
                name="subscription_event_counts_from_one", condition=Q(number__isnull=True) | Q(number__gte=1)
            ),
        )


class SubscriptionTurnRow(Row):
    """When a subscription is next looked at, and whose it is, by a keyed digest: looked up before any record is."""

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    subscriber = models.BinaryField(db_index=True)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "subscription_turn"
