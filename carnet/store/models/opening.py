"""Opening a record online, while it lasts; the codes that are sent for it; the terms accepted; what is asked after it.

Until there is a record, what somebody has typed is sealed: under a key that only their browser has, or under that of
nobody's record, for the worker who must send them something.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from carnet.core.record.terms_of_use import AcceptanceWay
from carnet.store.models.fields import Row, RowOfRecord, RowUsedOnce, RowWithSentCode, code_ends


class CreationCodeRequestRow(Row):
    """Somebody asked for a creation code: the number and the card that they typed, sealed until the worker has read."""

    id = models.UUIDField(primary_key=True)
    sealed = models.BinaryField()
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "creation_code_request"


class CreationCodeRow(RowUsedOnce):
    """A creation code that was sent. ``number`` and ``code``: keyed digests, the second bound to the first."""

    id = models.UUIDField(primary_key=True)
    number = models.BinaryField(db_index=True)
    code = models.BinaryField()
    sent_at = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "creation_code"
        constraints = (models.CheckConstraint(name="creation_code_expires", condition=Q(expires_at__gt=F("sent_at"))),)


class OpeningRow(RowWithSentCode):
    """An opening under way, by the SHA-256 of the browser's token.

    ``sealed``: what was shown and chosen so far, under a key that only the token gives. ``channel``, ``address``: where
    the code that verifies a contact goes; sealed under the key of nobody's record, for the worker. ``asked_at``: when
    codes were asked for; ``sent``: how many of them have left; ``failed_at``: when a gateway did not take the latest.
    """

    digest = models.BinaryField(primary_key=True)
    id = models.UUIDField()
    sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    channel = models.TextField(default="")
    address = models.BinaryField(null=True)
    asked_at = ArrayField(models.DateTimeField(), default=list)

    class Meta:
        """Its table and what it refuses."""

        db_table = "opening"
        constraints = (
            models.UniqueConstraint(name="opening_one_for_a_number", fields=("id",)),
            models.CheckConstraint(name="opening_ends_after_it_began", condition=Q(ends_at__gt=F("opened_at"))),
            models.CheckConstraint(name="opening_has_a_channel_or_none", condition=Q(channel__in=("", "mail", "sms"))),
            code_ends("opening_code_expires"),
        )


class TermsAcceptanceRow(RowOfRecord):
    """The terms that somebody accepted: their version, their language, the SHA-256 of the very text, when and how."""

    version = models.TextField()
    language = models.TextField()
    digest = models.BinaryField()
    way = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "terms_acceptance"
        constraints = (
            models.CheckConstraint(
                name="terms_acceptance_has_a_way", condition=Q(way__in=[way.value for way in AcceptanceWay])
            ),
        )


class InsurerRequestRow(Row):
    """The insurer is asked for the reimbursements of a record since a day; ``taken_at``: when its feed took note.

    The feed looks for them across records: no wall stands around this table, which holds a number and two dates.
    """

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField()
    since = models.DateField()
    asked_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "insurer_request"
