"""What opens an account besides a password and a code: passkeys, an authenticator app; and what changes all of it.

Nothing here names anybody in clear. ``wrapped_key``: a key of the row's own, bound to the number of its account, under
which its secrets are sealed: without the row, nothing opens.
"""

from django.db import models
from django.db.models import Q

from carnet.store.models.fields import Row, RowWithCode, code_ends


class PasskeyRow(Row):
    """The public half of a passkey, and the name that its person gave it, sealed."""

    id = models.UUIDField(primary_key=True)
    account_id = models.UUIDField(db_index=True)
    credential = models.BinaryField()
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    wrapped_key = models.BinaryField()
    name = models.BinaryField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "passkey"
        constraints = (models.UniqueConstraint(name="passkey_of_one_account", fields=("credential",)),)


class PasskeyQuestionRow(Row):
    """A question that waits for the answer of a passkey, by its SHA-256. ``account_id``: None when anybody may answer.

    ``purpose``: to sign in, to prove again who one is, or to add the passkey that answers.
    """

    digest = models.BinaryField(primary_key=True)
    purpose = models.TextField()
    account_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "passkey_question"
        constraints = (
            models.CheckConstraint(
                name="passkey_question_has_a_purpose",
                condition=Q(purpose="sign-in", account_id__isnull=True)
                | Q(purpose__in=("proof", "addition"), account_id__isnull=False),
            ),
        )


class AuthenticatorAppRow(Row):
    """The secret of an authenticator app, sealed. ``last_step``: of the latest code that it opened something with.

    ``confirmed_at``: None until its first code has been typed; until then it opens nothing and replaces nothing.
    """

    account_id = models.UUIDField(primary_key=True)
    wrapped_key = models.BinaryField()
    secret = models.BinaryField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    class Meta:
        """Its table."""

        db_table = "authenticator_app"


class ContactChangeRow(Row):
    """A new address that waits for its codes: one sent to it, one to the address that it replaces.

    ``addresses``: both, sealed. ``new_code``, ``old_code``: keyed digests of the codes that left last.
    """

    id = models.UUIDField(primary_key=True)
    account_id = models.UUIDField(db_index=True)
    channel = models.TextField()
    wrapped_key = models.BinaryField()
    addresses = models.BinaryField()
    asked_at = models.DateTimeField(db_index=True)
    tries = models.SmallIntegerField(default=0)
    new_code = models.BinaryField(null=True)
    old_code = models.BinaryField(null=True)
    done_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "contact_change"
        constraints = (
            models.CheckConstraint(name="contact_change_has_a_channel", condition=Q(channel__in=("mail", "sms"))),
            models.CheckConstraint(
                name="contact_change_told_when_done", condition=Q(told_at__isnull=True) | Q(done_at__isnull=False)
            ),
        )


class AccessClosingRow(RowWithCode):
    """Somebody who asks that an access be closed, and who waits for a code.

    ``account_id``: None for an identifier that nobody has. ``identifier``: its keyed digest, under which requests are
    counted; ``digest``: of the browser's token.
    """

    id = models.UUIDField(primary_key=True)
    digest = models.BinaryField()
    identifier = models.BinaryField(db_index=True)
    account_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table and what it refuses."""

        db_table = "access_closing"
        constraints = (
            models.UniqueConstraint(name="access_closing_one_for_a_token", fields=("digest",)),
            code_ends("access_closing_code_expires"),
        )
