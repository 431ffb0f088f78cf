"""The support desk: what people ask, whose identity was checked, and what one agent proposes to another."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from carnet.core.support.requests import RequestKind, RequestState
from carnet.store.models.fields import Row


class SupportRequestRow(Row):
    """One request. ``sealed``: what was written and how to answer, under a key of its own; empty when nothing was.

    ``number``: what the person was given. ``proofs``: codes of what was seen, emptied with what was written 30
    days after the closing. ``answered_at``: when an answer left to the address that somebody without a record gave.
    """

    id = models.UUIDField(primary_key=True)
    number = models.TextField(unique=True)
    kind = models.TextField()
    record_id = models.UUIDField(null=True, db_index=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    state = models.TextField()
    taken_by = models.TextField(default="")
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="")
    proofs = ArrayField(models.TextField(), default=list)
    proofs_destroyed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "support_request"
        constraints = (
            models.CheckConstraint(
                name="support_request_has_a_kind", condition=Q(kind__in=[kind.value for kind in RequestKind])
            ),
            models.CheckConstraint(
                name="support_request_has_a_state", condition=Q(state__in=[state.value for state in RequestState])
            ),
            models.CheckConstraint(
                name="support_request_closed_with_outcome",
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, outcome=""),
            ),
            models.CheckConstraint(
                name="support_request_taken_by_somebody", condition=~Q(state="taken") | ~Q(taken_by="")
            ),
            models.CheckConstraint(name="support_request_due_after_opening", condition=Q(due_at__gt=F("opened_at"))),
            models.CheckConstraint(
                name="support_request_proofs_destroyed",
                condition=Q(proofs_destroyed_at__isnull=True) | Q(proofs=[], closed_at__isnull=False),
            ),
        )


class IdentityCheckRow(Row):
    """That an agent verified who somebody is: by what (codes), and until when it lets them act on the account."""

    id = models.UUIDField(primary_key=True)
    record_id = models.UUIDField(db_index=True)
    agent = models.TextField()
    level = models.TextField()
    proofs = ArrayField(models.TextField(), default=list)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "identity_check"
        constraints = (
            models.CheckConstraint(
                name="identity_check_has_a_level", condition=Q(level__in=("looked-up", "knowledge", "proved"))
            ),
            models.CheckConstraint(name="identity_check_ends_after_start", condition=Q(until__gt=F("at"))),
            models.CheckConstraint(name="identity_check_by_somebody", condition=~Q(agent="")),
        )


class DeskProposalRow(Row):
    """What one agent proposes and another confirms. ``sealed``: what it takes to do it, wiped once it is decided."""

    id = models.UUIDField(primary_key=True)
    act = models.TextField()
    record_id = models.UUIDField(db_index=True)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    is_done = models.BooleanField(default=False)
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "desk_proposal"
        constraints = (
            models.CheckConstraint(
                name="desk_proposal_done_by_a_second_person",
                condition=Q(is_done=False) | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="desk_proposal_decided_by_somebody",
                condition=Q(decided_at__isnull=True, decided_by="", is_done=False)
                | Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="desk_proposal_wiped_once_decided",
                condition=Q(decided_at__isnull=True) | Q(sealed=b"", wrapped_key=b""),
            ),
            models.CheckConstraint(name="desk_proposal_expires", condition=Q(expires_at__gt=F("proposed_at"))),
        )


class MessageCountRow(Row):
    """How many messages came to the desk from one coarse place, or in all, since an hour began.

    ``digest``: keyed, of the place and of the hour; nothing leads back to an address.
    """

    digest = models.BinaryField(primary_key=True)
    began_at = models.DateTimeField(db_index=True)
    count = models.IntegerField()

    class Meta:
        """Its table and what it refuses."""

        db_table = "message_count"
        constraints = (models.CheckConstraint(name="message_count_is_positive", condition=Q(count__gt=0)),)
