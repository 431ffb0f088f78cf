"""What the person wants, written down: authorisations, blocks, treating physicians, representatives, the opening.

Every function here is called inside ``within(record)``; those that change a right, inside
``within(record, exclusive=True)``: revocation is immediate.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Least

from carnet.core.access.facts import BlockedBy
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.record.representation import OF_A_MINOR, Power
from carnet.store import records_let_into, represented, statement
from carnet.store.models import (
    AuthorizationRow,
    BlockRow,
    RepresentativeRow,
    TreatingPhysicianRow,
)

_AUTHORIZE = """
    insert into access_authorization (record_id, grantee_kind, grantee, given_at, ends_at, declared_by, end_is_chosen)
    values (%(record)s, %(kind)s, %(grantee)s, %(given_at)s, %(ends_at)s::timestamptz, %(declared_by)s, %(is_chosen)s)
    on conflict (record_id, grantee_kind, grantee) do update
    set given_at = excluded.given_at, ends_at = excluded.ends_at,
        declared_by = excluded.declared_by, end_is_chosen = excluded.end_is_chosen, withdrawn_at = null
    returning xmax = 0
"""


_BLOCK = """
    insert into block (record_id, grantee_kind, grantee, blocked_at, set_by, refuses_deposits)
    values (%(record)s, %(kind)s, %(grantee)s, %(at)s, %(set_by)s, false)
    on conflict (record_id, grantee_kind, grantee) do update
    set blocked_at = excluded.blocked_at, lifted_at = null,
        set_by = case when block.lifted_at is null and block.set_by = 'holder' then 'holder' else excluded.set_by end,
        refuses_deposits = block.lifted_at is null and block.refuses_deposits
"""
_FIRST_ACCESS = """
    insert into first_access (record_id, practitioner, at) values (%(record)s, %(practitioner)s, %(at)s)
    on conflict do nothing returning true
"""


@dataclass(frozen=True, slots=True)
class GivenAuthorization:
    """An authorisation as it stands: to whom, and who declared it on the person's behalf, if anybody.

    A withdrawn one ends at the instant of its withdrawal.
    """

    grantee: Grantee
    authorization: Authorization
    declared_by: PractitionerId | None
    end_is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody shut out, since when, and by whom; ``refuses_deposits``: whether their deposits are refused too."""

    grantee: Grantee
    since: datetime
    set_by: BlockedBy = BlockedBy.HOLDER
    refuses_deposits: bool = False


@dataclass(frozen=True, slots=True)
class Representation:
    """Somebody who acts for the holder, by a power. ``account`` is opaque; ``suspended_at``: since when it stops."""

    account: str
    valid_from: datetime
    valid_until: datetime | None
    power: Power = Power.PARENT
    suspended_at: datetime | None = None


def _kind(grantee: Grantee) -> str:
    return "person" if isinstance(grantee, PractitionerId) else "structure"


def _grantee(kind: str, value: str) -> Grantee:
    return PractitionerId(value) if kind == "person" else OrganizationId(value)


def authorize(
    record: RecordId,
    grantee: Grantee,
    authorization: Authorization,
    *,
    declared_by: PractitionerId | None = None,
    end_is_chosen: bool = False,
) -> bool:
    """Write an authorisation down, in place of any former one to the same grantee.

    ``declared_by``: the professional who declared it with the person present, or None when the person gave it on
    their own. ``end_is_chosen``: whether that end is the person's own choice. Whether a renewal may shorten what was
    given is the caller's rule. True when this grantee never had one in this record: the first access is told to the
    patient (product.md, « Authorisation »).
    """
    rows = statement.run(
        _AUTHORIZE,
        {
            "record": record,
            "kind": _kind(grantee),
            "grantee": grantee.value,
            "given_at": authorization.given_at,
            "ends_at": authorization.ends_at,
            "declared_by": declared_by.value if declared_by is not None else "",
            "is_chosen": end_is_chosen,
        },
    )
    records_let_into.remember(record, grantee, authorization)
    return bool(rows[0][0])


def withdraw(record: RecordId, grantee: Grantee, *, at: datetime) -> bool:
    """End an authorisation at an instant; false when there was none that had not been withdrawn."""
    changed = AuthorizationRow.objects.filter(
        record_id=record, grantee_kind=_kind(grantee), grantee=grantee.value, withdrawn_at=None
    ).update(withdrawn_at=at)
    records_let_into.end(record, grantee, at=at)
    return changed == 1


def withdraw_all(record: RecordId, *, at: datetime) -> int:
    """End all authorisations, as a reopening does; give how many there were (product.md, « Closing »)."""
    records_let_into.end_all(record, at=at)
    return AuthorizationRow.objects.filter(record_id=record, withdrawn_at=None).update(withdrawn_at=at)


def authorizations(record: RecordId) -> list[GivenAuthorization]:
    """List the authorisations of a record, ended ones included, the last given first."""
    rows = (
        AuthorizationRow.objects.filter(record_id=record)
        .order_by("-given_at", "grantee_kind", "grantee")
        .values_list(
            "grantee_kind", "grantee", "given_at", Least("ends_at", "withdrawn_at"), "declared_by", "end_is_chosen"
        )
    )
    return [
        GivenAuthorization(
            _grantee(kind, grantee),
            Authorization(given_at, ends_at),
            PractitionerId(declared_by) if declared_by else None,
            end_is_chosen,
        )
        for kind, grantee, given_at, ends_at, declared_by, end_is_chosen in rows
    ]


def block(record: RecordId, grantee: Grantee, *, at: datetime, set_by: BlockedBy = BlockedBy.HOLDER) -> None:
    """Shut somebody out. A block leaves authorisations as they are: ending them too is the use case's act.

    ``set_by``: what a representative decides never takes the place of the holder's own living block.
    """
    statement.run(
        _BLOCK,
        {"record": record, "kind": _kind(grantee), "grantee": grantee.value, "at": at, "set_by": set_by.value},
    )


def unblock(record: RecordId, grantee: Grantee, *, at: datetime) -> bool:
    """Lift a block; false when there was none."""
    changed = BlockRow.objects.filter(
        record_id=record, grantee_kind=_kind(grantee), grantee=grantee.value, lifted_at=None
    ).update(lifted_at=at)
    return changed == 1


def blocks(record: RecordId) -> list[Block]:
    """List who is shut out now, the last one first."""
    rows = BlockRow.objects.filter(record_id=record, lifted_at=None).order_by("-blocked_at", "grantee")
    return [
        Block(_grantee(row.grantee_kind, row.grantee), row.blocked_at, BlockedBy(row.set_by), row.refuses_deposits)
        for row in rows
    ]


def refuse_deposits(record: RecordId, grantee: Grantee, *, refuses: bool) -> bool:
    """Say whether further deposits of somebody blocked are refused; false when nothing blocks them now."""
    changed = BlockRow.objects.filter(
        record_id=record, grantee_kind=_kind(grantee), grantee=grantee.value, lifted_at=None
    ).update(refuses_deposits=refuses)
    return changed == 1


def name_treating_physician(record: RecordId, practitioner: PractitionerId, *, at: datetime) -> None:
    """Give a doctor the status of « médecin traitant DMP »; ending another's is the use case's act."""
    TreatingPhysicianRow.objects.bulk_create(
        [TreatingPhysicianRow(record_id=record, practitioner=practitioner.value, named_at=at)],
        update_conflicts=True,
        unique_fields=["record_id", "practitioner"],
        update_fields=["named_at", "ended_at"],
    )


def end_all_treating_physicians(record: RecordId, *, at: datetime) -> int:
    """End every doctor's status, as a reopening does; give how many had it."""
    return TreatingPhysicianRow.objects.filter(record_id=record, ended_at=None).update(ended_at=at)


def end_treating_physician(record: RecordId, practitioner: PractitionerId, *, at: datetime) -> bool:
    """End a doctor's status; false when they did not have it."""
    changed = TreatingPhysicianRow.objects.filter(
        record_id=record, practitioner=practitioner.value, ended_at=None
    ).update(ended_at=at)
    return changed == 1


def treating_physicians(record: RecordId) -> list[PractitionerId]:
    """List the doctors who have the status now, the first named first."""
    rows = TreatingPhysicianRow.objects.filter(record_id=record, ended_at=None).order_by("named_at", "practitioner")
    return [PractitionerId(practitioner) for practitioner in rows.values_list("practitioner", flat=True)]


def remember_first_access(record: RecordId, practitioner: PractitionerId, *, at: datetime) -> bool:
    """Write down that a professional has consulted this record; false when it was known. Inside ``within(record)``."""
    return bool(statement.run(_FIRST_ACCESS, {"record": record, "practitioner": practitioner.value, "at": at}))


def add_representative(record: RecordId, representation: Representation) -> None:
    """Say that somebody acts for the holder, from an instant until another; a second time changes all of it."""
    RepresentativeRow.objects.bulk_create(
        [
            RepresentativeRow(
                record_id=record,
                account=representation.account,
                valid_from=representation.valid_from,
                valid_until=representation.valid_until,
                power=representation.power.value,
                suspended_at=representation.suspended_at,
            )
        ],
        update_conflicts=True,
        unique_fields=["record_id", "account"],
        update_fields=["valid_from", "valid_until", "power", "suspended_at"],
    )
    represented.remember(
        record,
        representation.account,
        begins_at=representation.valid_from,
        ends_at=representation.valid_until,
        suspended_at=representation.suspended_at,
    )


def suspend_representative(record: RecordId, account: str, *, at: datetime) -> bool:
    """Stop a representative from an instant on, on a court's or a protection decision; false when there was none."""
    represented.suspend(record, account, at=at)
    changed = RepresentativeRow.objects.filter(record_id=record, account=account, suspended_at=None)
    return changed.update(suspended_at=at) == 1


def resume_representative(record: RecordId, account: str) -> bool:
    """Let a suspended representative act again; false when there was none."""
    represented.suspend(record, account, at=None)
    changed = RepresentativeRow.objects.filter(record_id=record, account=account, suspended_at__isnull=False)
    return changed.update(suspended_at=None) == 1


def end_representative(record: RecordId, account: str, *, at: datetime) -> bool:
    """End a power at an instant, unless it ends before; false when there was none to end."""
    changed = RepresentativeRow.objects.filter(Q(valid_until=None) | Q(valid_until__gt=at), record_id=record)
    ended = changed.filter(account=account, valid_from__lt=at).update(valid_until=at) == 1
    if ended:
        represented.end(record, account, at=at)
    return ended


def representatives(record: RecordId) -> list[Representation]:
    """List who acts, acted or will act for the holder, the first one first."""
    # Where places are hidden is not the worker's to read, who lists them too.
    rows = RepresentativeRow.objects.filter(record_id=record).defer("places_hidden_from")
    return [
        Representation(row.account, row.valid_from, row.valid_until, Power(row.power), row.suspended_at)
        for row in rows.order_by("valid_from", "account")
    ]


def powers_ending(*, after: datetime, until: datetime) -> list[RecordId]:
    """List the records of minors in which a power ends after an instant, and at another at the latest.

    For the worker only, outside any record's context: as ``carnet_app`` it finds none.
    """
    rows = RepresentativeRow.objects.filter(
        valid_until__gt=after, valid_until__lte=until, power__in=[power.value for power in OF_A_MINOR]
    )
    return [RecordId(record) for record in rows.order_by("record_id").values_list("record_id", flat=True).distinct()]
