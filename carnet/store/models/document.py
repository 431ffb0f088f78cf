"""The documents of a record, their versions, the deposits that brought them and what replaces what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.submission import NonOpposition
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store.models.fields import Row, RowOfRecord

STATUSES = [status.value for status in DocumentStatus]
CODES = [code.value for code in Confidentiality]
KNOWN_CODES = Q(confidentiality__contained_by=CODES)
KNOWN_HIDINGS = Q(hidings__contained_by=[hiding.value for hiding in Hiding])
ONE_BASE_LEVEL = (
    Q(confidentiality__overlap=["N", "R", "V"])
    & ~Q(confidentiality__contains=["N", "R"])
    & ~Q(confidentiality__contains=["N", "V"])
    & ~Q(confidentiality__contains=["R", "V"])
)
NEVER_TOGETHER = ~Q(confidentiality__contains=["MASQUE_PS", "INVISIBLE_PATIENT"])
"""product.md, « Masking »: INVISIBLE_PATIENT never together with MASQUE_PS."""
DUE_WHILE_UNANNOUNCED = Q(announcement_due__isnull=True) | Q(confidentiality__contains=["INVISIBLE_PATIENT"])
"""Only what is not announced yet waits; without an end, it is hidden for the person's safety."""


def _texts() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField())


def _further_texts() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list)


class SubmissionSetRow(RowOfRecord):
    """One act of depositing. ``sealed``: its title and the name of its author, under the record's key."""

    unique_id = models.TextField()
    source_id = models.TextField()
    submitted_at = models.DateTimeField()
    depositor_person = models.TextField(default="")
    depositor_structure = models.TextField()
    content_type = models.TextField(default="")
    non_opposition = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "submission_set"
        constraints = (
            models.UniqueConstraint(
                name="submission_set_once_for_its_depositor", fields=("record_id", "depositor_structure", "unique_id")
            ),
            models.CheckConstraint(
                name="submission_set_not_opposed",
                condition=Q(non_opposition__in=(NonOpposition.DECLARED.value, NonOpposition.BY_PROTOCOL.value)),
            ),
            models.CheckConstraint(name="submission_set_names_its_depositor", condition=~Q(depositor_structure="")),
        )


class DocumentRow(RowOfRecord):
    """A document as it stands now. ``sealed``: all of its metadata that no decision and no constraint needs.

    ``depositing_structure``: the identifier of the depositing structure, or of the person when there is none: what a
    uniqueId is unique for. ``deposited_by``: the named professional who deposited it, or nothing. ``hidden_from``: the
    professionals, by their national identifiers, from whom the person hides it. ``announcement_due``: until when it
    waits for its announcement to the person; ``announcement_extended``: whether that was put off once. ``words``: what
    a search looks through, sealed.
    """

    entry_uuid = models.UUIDField()
    unique_id = models.TextField()
    depositing_structure = models.TextField()
    type_code = models.TextField()
    class_code = models.TextField()
    format_code = models.TextField()
    facility_type = models.TextField(default="")
    practice_setting = models.TextField(default="")
    status = models.TextField()
    confidentiality = _texts()
    written_by = _texts()
    written_in = _texts()
    deposited_by = models.TextField(default="")
    by_patient = models.BooleanField()
    hidings = _further_texts()
    hidden_from = _further_texts()
    awaits_check = models.BooleanField(default=False)
    announcement_due = models.DateTimeField(null=True)
    announcement_extended = models.BooleanField(default=False)
    mime_type = models.TextField()
    size = models.BigIntegerField()
    creation = models.DateTimeField()
    service_start = models.DateTimeField(null=True)
    service_stop = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submission_id = models.UUIDField()
    metadata_version = models.IntegerField()
    blob_address = models.TextField()
    blob_key = models.BinaryField()
    sealed = models.BinaryField()
    words = models.BinaryField(default=b"")
    authors_mark = models.BinaryField(default=b"")

    class Meta:
        """Its table and what it refuses."""

        db_table = "document"
        constraints = (
            models.UniqueConstraint(
                name="document_once_for_its_structure", fields=("record_id", "depositing_structure", "unique_id")
            ),
            models.CheckConstraint(name="document_names_its_structure", condition=~Q(depositing_structure="")),
            models.CheckConstraint(name="document_has_a_status", condition=Q(status__in=STATUSES)),
            models.CheckConstraint(name="document_has_known_confidentiality", condition=KNOWN_CODES),
            models.CheckConstraint(name="document_has_one_base_level", condition=ONE_BASE_LEVEL),
            models.CheckConstraint(name="document_never_masked_and_unannounced", condition=NEVER_TOGETHER),
            models.CheckConstraint(name="document_due_while_unannounced", condition=DUE_WHILE_UNANNOUNCED),
            models.CheckConstraint(name="document_has_known_hidings", condition=KNOWN_HIDINGS),
            models.CheckConstraint(name="document_has_bytes", condition=Q(size__gt=0) & ~Q(blob_address="")),
            models.CheckConstraint(name="document_versions_start_at_one", condition=Q(metadata_version__gte=1)),
        )


class DocumentVersionRow(Row):
    """One version of a document's metadata: what changed over time, and the line of the history that says why."""

    pk = models.CompositePrimaryKey("record_id", "document_id", "version")
    record_id = models.UUIDField()
    document_id = models.UUIDField()
    version = models.IntegerField()
    entry_uuid = models.UUIDField()
    at = models.DateTimeField()
    status = models.TextField()
    confidentiality = _texts()
    hidings = _further_texts()
    hidden_from = _further_texts()
    awaits_check = models.BooleanField(default=False)
    event = models.UUIDField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "document_version"
        constraints = (
            models.CheckConstraint(name="document_version_has_a_status", condition=Q(status__in=STATUSES)),
            models.CheckConstraint(name="document_version_starts_at_one", condition=Q(version__gte=1)),
        )


class AssociationRow(RowOfRecord):
    """What ties a document to another: ``RPLC``, the source replaces the target, one by one."""

    kind = models.TextField()
    source_id = models.UUIDField()
    target_id = models.UUIDField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "association"
        constraints = (
            models.UniqueConstraint(name="association_one_target", fields=("record_id", "kind", "source_id")),
            models.UniqueConstraint(name="association_one_source", fields=("record_id", "kind", "target_id")),
            models.CheckConstraint(name="association_replaces", condition=Q(kind="RPLC")),
            models.CheckConstraint(name="association_between_two", condition=~Q(source_id=models.F("target_id"))),
        )


class DepositNumberRow(Row):
    """Where a document lies, by a keyed digest of its depositing structure and of the uniqueId it gave it."""

    pk = models.CompositePrimaryKey("digest", "record_id")
    digest = models.BinaryField()
    record_id = models.UUIDField(db_index=True)
    document_id = models.UUIDField()

    class Meta:
        """Its table."""

        db_table = "deposit_number"
