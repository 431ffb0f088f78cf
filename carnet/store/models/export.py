"""Records prepared to be taken away, and when each is looked at again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from carnet.core.record.export import ExportStage
from carnet.store.models.fields import Row, RowOfRecord


class RecordExportRow(RowOfRecord):
    """One of them. ``asked``: who asked and what, sealed; ``prepared``: its files and documents, sealed, once ready.

    ``account``, ``client``: of whoever asked; the only one who sees it.
    """

    account = models.TextField(default="")
    client = models.TextField(default="")
    asked_at = models.DateTimeField()
    stage = models.TextField(default=ExportStage.WAITING.value)
    tries = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    asked = models.BinaryField()
    prepared = models.BinaryField(default=b"")

    class Meta:
        """Its table and what it refuses."""

        db_table = "record_export"
        constraints = (
            models.CheckConstraint(
                name="record_export_stage", condition=Q(stage__in=[one.value for one in ExportStage])
            ),
            models.CheckConstraint(
                name="record_export_ready_has_files",
                condition=Q(stage=ExportStage.READY.value) & ~Q(prepared=b"")
                | ~Q(stage=ExportStage.READY.value) & Q(prepared=b""),
            ),
            models.CheckConstraint(
                name="record_export_ends_once_over",
                condition=Q(stage=ExportStage.WAITING.value, expires_at__isnull=True)
                | ~Q(stage=ExportStage.WAITING.value) & Q(expires_at__gt=F("asked_at")),
            ),
            models.CheckConstraint(
                name="record_export_counts", condition=Q(tries__gte=0, done__gte=0, done__lte=F("total"))
            ),
        )


class ExportTurnRow(Row):
    """When an export is looked at again, whatever its record: to be prepared, or removed with its files."""

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    due_at = models.DateTimeField(db_index=True)
    addresses = ArrayField(models.TextField(), default=list)

    class Meta:
        """Its table."""

        db_table = "export_turn"
