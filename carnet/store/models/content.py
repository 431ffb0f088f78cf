"""What the support desk publishes: banners and texts, each version a row that nothing changes afterwards."""

from django.db import models
from django.db.models import F, Q

from carnet.core.content.banners import Function, Level
from carnet.store.models.fields import Row


class BannerRow(Row):
    """One version of a banner; the highest version of an ``id`` is the one that counts. ``stops``: empty for nothing.

    ``agent``: the stable name of who published it; ``at``: when.
    """

    pk = models.CompositePrimaryKey("id", "version")
    id = models.UUIDField()
    version = models.SmallIntegerField()
    level = models.TextField()
    stops = models.TextField()
    shown_from = models.DateTimeField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    title_fr = models.TextField()
    title_en = models.TextField()
    text_fr = models.TextField()
    text_en = models.TextField()
    is_withdrawn = models.BooleanField()
    agent = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "banner"
        constraints = (
            models.CheckConstraint(name="banner_has_a_level", condition=Q(level__in=[one.value for one in Level])),
            models.CheckConstraint(
                name="banner_stops_a_function", condition=Q(stops__in=["", *(one.value for one in Function)])
            ),
            models.CheckConstraint(
                name="banner_in_time_order", condition=Q(shown_from__lte=F("begins_at"), begins_at__lt=F("ends_at"))
            ),
            models.CheckConstraint(name="banner_version_from_one", condition=Q(version__gte=1)),
        )


class PublishedTextRow(Row):
    """One version of a text; ``name``: that of ``carnet.core.content.texts.PublicText``. Version 0 is no row."""

    pk = models.CompositePrimaryKey("name", "version")
    name = models.TextField()
    version = models.SmallIntegerField()
    title_fr = models.TextField()
    title_en = models.TextField()
    body_fr = models.TextField()
    body_en = models.TextField()
    was_read = models.BooleanField()
    agent = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "published_text"
        constraints = (models.CheckConstraint(name="published_text_version_from_one", condition=Q(version__gte=1)),)
