"""Accounts of people, their devices and failures, codes on their way, sessions; and what professionals are told.

None of these belongs to one record: an identifier is looked up before any record is known. Nothing here names anybody.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from carnet.core.accounts.professional_notices import NoticeKind
from carnet.store.models.fields import Row, RowWithSentCode, code_ends


class AccountRow(Row):
    """The account with which somebody signs in. The identifier stands here by its keyed digest.

    ``kind``: ``holder`` of a record; ``other``, who has no record here and acts for somebody. ``password_hash``:
    Argon2id; empty once the initial password has been used and until it is replaced. ``closed_at``: since when its
    person has had it closed; nothing opens it until it is reissued to somebody who proves who they are.
    ``accepted_terms``: the latest version of the terms of use that its holder accepted.
    """

    id = models.UUIDField(primary_key=True)
    identifier = models.BinaryField()
    record_id = models.UUIDField(null=True)
    kind = models.TextField()
    password_hash = models.TextField()
    password_set_at = models.DateTimeField()
    must_change_password = models.BooleanField()
    channel = models.TextField()
    created_at = models.DateTimeField()
    last_visit_at = models.DateTimeField(null=True)
    previous_visit_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    accepted_terms = models.TextField(db_default="")

    class Meta:
        """Its table and what it refuses."""

        db_table = "account"
        constraints = (
            models.UniqueConstraint(name="account_one_for_an_identifier", fields=("identifier",)),
            models.UniqueConstraint(name="account_one_for_a_record", fields=("record_id",)),
            models.CheckConstraint(
                name="account_of_a_holder",
                condition=Q(kind="holder", record_id__isnull=False) | Q(kind="other", record_id__isnull=True),
            ),
            models.CheckConstraint(name="account_has_a_channel", condition=Q(channel__in=("mail", "sms"))),
            models.CheckConstraint(
                name="account_has_a_password_or_awaits_one",
                condition=~Q(password_hash="") | Q(must_change_password=True),
            ),
        )


class DeviceRow(Row):
    """A device on which somebody has signed in, by the SHA-256 of the token that it keeps.

    ``place``: the family of its browser and of its system, as ``core.accounts.places`` writes them.
    """

    pk = models.CompositePrimaryKey("digest", "account_id")
    digest = models.BinaryField()
    account_id = models.UUIDField()
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField(db_index=True)
    place = models.TextField(db_default="")

    class Meta:
        """Its table."""

        db_table = "device"


class SignInFailureRow(Row):
    """The failures in a row under an identifier, whether it has an account or not, for one scope of devices.

    Identifiers that nobody has are counted too: an answer that did not close would tell them from the others.
    """

    pk = models.CompositePrimaryKey("identifier", "scope")
    identifier = models.BinaryField()
    scope = models.BinaryField()
    count = models.SmallIntegerField()
    last_at = models.DateTimeField(db_index=True)
    closed_until = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "sign_in_failure"
        constraints = (
            models.CheckConstraint(name="sign_in_failure_counts_to_three", condition=Q(count__range=(0, 3))),
        )


class OneTimeCodeRow(RowWithSentCode):
    """A sign-in that waits for its code. What the browser keeps and what the person receives stand here by digests.

    ``scope``: in which failures count. ``device``: the digest of what the device showed at the first step, or empty.
    ``asked_at``: when each code was asked for; ``sent``: how many of them have left; ``failed_at``: when a gateway did
    not take the latest.
    """

    id = models.UUIDField(primary_key=True)
    digest = models.BinaryField()
    account_id = models.UUIDField(db_index=True)
    scope = models.BinaryField()
    device = models.BinaryField()
    channel = models.TextField()
    opened_at = models.DateTimeField(db_index=True)
    asked_at = ArrayField(models.DateTimeField())

    class Meta:
        """Its table and what it refuses."""

        db_table = "one_time_code"
        constraints = (
            models.UniqueConstraint(name="one_time_code_one_for_a_token", fields=("digest",)),
            models.CheckConstraint(name="one_time_code_has_a_channel", condition=Q(channel__in=("mail", "sms"))),
            code_ends("one_time_code_expires"),
        )


class WebSessionRow(Row):
    """A session of a site, by the SHA-256 of its token, and the actor for whom it speaks.

    ``record_id``: whose record is open, when somebody acts for another. ``shown_name``, ``record_name`` (of that other)
    and ``id_token`` are sealed under a key that only the token gives. ``place``, ``device``: from where, as a device is
    kept. ``proved_at``: when the person last proved again who they are, in this session.
    """

    digest = models.BinaryField(primary_key=True)
    door = models.TextField()
    actor = models.JSONField()
    account_id = models.UUIDField(null=True, db_index=True)
    shown_name = models.BinaryField()
    record_id = models.UUIDField(null=True, db_index=True)
    record_name = models.BinaryField(null=True)
    id_token = models.BinaryField(null=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    previous_visit_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    place = models.TextField(db_default="")
    device = models.BinaryField(null=True)
    proved_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "web_session"
        constraints = (
            models.CheckConstraint(
                name="web_session_of_its_door",
                condition=Q(door="patient-site", account_id__isnull=False)
                | Q(door__in=("professional-site", "support-desk"), account_id__isnull=True),
            ),
            models.CheckConstraint(name="web_session_ends_after_opening", condition=Q(ends_at__gt=F("opened_at"))),
        )


class ProfessionalNoticeRow(Row):
    """Something that a professional is to learn about a record. ``kind`` says which sentence; nothing else is told.

    ``due_at``: from when on it stands on their list.
    """

    pk = models.CompositePrimaryKey("practitioner", "id")
    practitioner = models.TextField()
    id = models.UUIDField()
    kind = models.TextField()
    record_id = models.UUIDField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "professional_notice"
        constraints = (
            models.CheckConstraint(
                name="professional_notice_has_a_kind", condition=Q(kind__in=[kind.value for kind in NoticeKind])
            ),
            models.CheckConstraint(
                name="professional_notice_due_after_creation", condition=Q(due_at__gte=F("created_at"))
            ),
        )
        indexes = (models.Index(name="professional_notice_newest", fields=("practitioner", "-due_at")),)
