"""The record of a person, who they are, how they are found, and who represents them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.representation import Power
from carnet.store.models.fields import Row, RowOfRecord


class RecordRow(Row):
    """One record: its life, its switches and its key. The row of nobody keeps the key of attempts on no record.

    ``hidden_classes``: the categories (class codes) hidden from professionals. ``masks_by_default``: whether what is
    deposited enters masked. ``emancipated_at``, ``protected_at``: since when a minor acts alone, an adult is protected.
    ``inherited_at``: since when authorisations, blocks and masks that others chose wait for the person to confirm them.
    """

    id = models.UUIDField(primary_key=True)
    status = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.TextField(default="")
    closed_by = models.TextField(default="")
    switch_samu = models.BooleanField()
    switch_break_the_glass = models.BooleanField()
    switch_masked = models.BooleanField()
    birth_date = models.DateField(null=True)
    hidden_classes = ArrayField(models.TextField(), default=list)
    masks_by_default = models.BooleanField(default=False)
    emancipated_at = models.DateTimeField(null=True)
    protected_at = models.DateTimeField(null=True)
    inherited_at = models.DateTimeField(null=True)
    record_key = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "record"
        constraints = (
            models.CheckConstraint(
                name="record_has_a_status",
                condition=Q(status__in=("open", "closed"), birth_date__isnull=False) & ~Q(id=NOBODYS_RECORD)
                | Q(status="absent", id=NOBODYS_RECORD),
            ),
            models.CheckConstraint(
                name="record_closed_with_date_and_reason",
                condition=Q(status="closed", closed_at__isnull=False) & ~Q(closing_reason="")
                | ~Q(status="closed") & Q(closed_at__isnull=True, closing_reason=""),
            ),
        )


class RecordPersonRow(Row):
    """Who the person is and how to reach them, sealed under the record's key."""

    record_id = models.UUIDField(primary_key=True)
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "record_person"


class PatientIdentifierRow(Row):
    """Which record an identity has, by the keyed digest of its identifier: no identifier stands here in clear.

    It is looked up before any record is known: no row-level security, and a reference table once distributed.
    """

    digest = models.BinaryField(primary_key=True)
    record_id = models.UUIDField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "patient_identifier"


class RepresentativeRow(Row):
    """Somebody who acts for the holder by a power, from an instant, until another; and since when it is suspended.

    ``places_hidden_from``: from when on places and establishments are hidden from them.
    """

    pk = models.CompositePrimaryKey("record_id", "account")
    record_id = models.UUIDField()
    account = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    power = models.TextField(default=Power.PARENT.value)
    suspended_at = models.DateTimeField(null=True)
    places_hidden_from = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "representative"
        constraints = (
            models.CheckConstraint(
                name="representative_has_a_power", condition=Q(power__in=[power.value for power in Power])
            ),
            models.CheckConstraint(
                name="representative_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=models.F("valid_from")),
            ),
        )


class OpeningConsentRow(RowOfRecord):
    """The consent to the opening: when, to whom it was given, and what proves it (a code).

    ``text``: the version of what was shown or read; ``minor``: how a minor was part of it. Empty before they were kept.
    """

    at = models.DateTimeField()
    given_to = models.TextField()
    proof = models.TextField()
    text = models.TextField(default="")
    minor = models.TextField(default="")

    class Meta:
        """Its table and what it refuses."""

        db_table = "opening_consent"
        constraints = (models.CheckConstraint(name="opening_consent_has_proof", condition=~Q(proof="")),)


class CardPresenceRow(RowOfRecord):
    """A carte Vitale was there, for one act (the word of the trace).

    ``sealed``: the card's numbers and its reader's whole statement, under the record's key.
    """

    at = models.DateTimeField()
    act = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "card_presence"


class CardChallengeRow(Row):
    """A challenge that has served for an act, by its digest: a reading of a card is never used twice for the same."""

    digest = models.BinaryField(primary_key=True)
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "card_challenge"


class PersonTraitRow(Row):
    """Who may be meant by a name and a birth date, by their keyed digest: no name and no date stand here in clear.

    It is looked up before any record is known, as identifiers are: no row-level security.
    """

    pk = models.CompositePrimaryKey("digest", "record_id")
    digest = models.BinaryField()
    record_id = models.UUIDField()

    class Meta:
        """Its table."""

        db_table = "person_trait"
