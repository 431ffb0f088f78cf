"""Records: made, found by a digest, closed, reopened; and who the person is, sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from django.db import IntegrityError, transaction

from carnet.core.access.facts import RecordStatus
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, RecordId
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.core.record.closing import ClosingReason
from carnet.ports.keyring import Keyring, WrappedKey
from carnet.store.context import within
from carnet.store.metadata import patient_from_json, patient_to_json
from carnet.store.models import PatientIdentifierRow, RecordPersonRow, RecordRow
from carnet.store.sealing import Purpose, seal, unseal


@dataclass(frozen=True, slots=True, repr=False)
class RecordPerson:
    """Who a record's person is, and how to reach them. ``mail``, ``phone`` and ``address`` may be empty.

    ``identifiers``: the INS first, then the secondary ones (an INS-C). ``address``: the lines of their postal address
    below their name, as an envelope shows them.
    """

    traits: IdentityTraits
    identity_status: IdentityStatus
    identifiers: tuple[PatientIdentifier, ...]
    mail: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Hide the person."""
        return "RecordPerson(…)"


@dataclass(frozen=True, slots=True)
class IdentityHasRecord:
    """Nothing was made: one of these identities has a record already (product.md, « Identity »)."""


@dataclass(frozen=True, slots=True)
class Created:
    """A record was made, open, empty."""

    record: RecordId


def lookup_text(identifier: PatientIdentifier) -> str:
    """Give the text whose keyed digest finds a record: the same digits under two authorities are two identities."""
    return f"{identifier.system.value}|{identifier.value}"


def create(
    record: RecordId,
    *,
    at: datetime,
    birth_date: date,
    switches: EmergencySwitches,
    wrapped_key: WrappedKey,
    person: RecordPerson,
    digests: Sequence[bytes],
    record_key: bytes,
    nonce: bytes,
) -> Created | IdentityHasRecord:
    """Make the record of a person. Inside ``within(record)``, ``record`` being a new random number.

    ``digests``: ``keyring.lookup_digest(lookup_text(identifier))`` of each of the person's identifiers, 32 bytes.
    ``wrapped_key``, ``record_key``: the record's new key, wrapped and opened; ``nonce``: 12 random bytes. When any of
    the identities has a record, even one being made at this very moment, nothing is kept and the value says so.
    """
    try:
        with transaction.atomic():
            PatientIdentifierRow.objects.bulk_create(
                PatientIdentifierRow(digest=digest, record_id=record) for digest in sorted(digests)
            )
    except IntegrityError:
        return IdentityHasRecord()
    RecordRow.objects.create(
        id=record,
        status=RecordStatus.OPEN.value,
        opened_at=at,
        switch_samu=switches.samu,
        switch_break_the_glass=switches.break_the_glass,
        switch_masked=switches.masked_documents,
        birth_date=birth_date,
        record_key=wrapped_key,
    )
    RecordPersonRow.objects.create(
        record_id=record, sealed=seal_person(person, record=record, record_key=record_key, nonce=nonce)
    )
    return Created(record)


def ensure_nobodys_record(keyring: Keyring, *, at: datetime) -> None:
    """Make, once for an installation, the row whose key seals the traces of attempts on no record.

    Opens a transaction of its own; called at every start.
    """
    with within(NOBODYS_RECORD, exclusive=True):
        if RecordRow.objects.filter(id=NOBODYS_RECORD).exists():
            return
        RecordRow.objects.create(
            id=NOBODYS_RECORD,
            status=RecordStatus.ABSENT.value,
            opened_at=at,
            switch_samu=False,
            switch_break_the_glass=False,
            switch_masked=False,
            record_key=keyring.new_record_key(record=NOBODYS_RECORD.bytes),
        )


def identify(digest: bytes) -> RecordId | None:
    """Find the record of an identity by its keyed digest, in one look-up and outside any record's context.

    None: go on with ``NOBODYS_RECORD``, so that the attempt runs the same statements and is traced.
    """
    found = PatientIdentifierRow.objects.filter(digest=digest).values_list("record_id", flat=True).first()
    return RecordId(found) if found is not None else None


def wrapped_key(record: RecordId) -> WrappedKey | None:
    """Give a record's key, wrapped; None when there is no such record. Where facts are gathered, they carry it."""
    found = RecordRow.objects.filter(id=record).values_list("record_key", flat=True).first()
    return WrappedKey(bytes(found)) if found is not None else None


def birth_date(record: RecordId) -> date | None:
    """Give the birth date by which somebody is a minor; None when there is no such record."""
    return RecordRow.objects.filter(id=record).values_list("birth_date", flat=True).first()


def choose_switches(record: RecordId, switches: EmergencySwitches) -> None:
    """Set what the person allows in an emergency."""
    RecordRow.objects.filter(id=record).update(
        switch_samu=switches.samu,
        switch_break_the_glass=switches.break_the_glass,
        switch_masked=switches.masked_documents,
    )


def choose_hidden_classes(record: RecordId, classes: frozenset[str]) -> None:
    """Set the categories (class codes) that the person hides from professionals, in place of any former ones."""
    RecordRow.objects.filter(id=record).update(hidden_classes=sorted(classes))


def choose_masks_by_default(record: RecordId, *, masks: bool) -> None:
    """Say whether what is deposited from now on enters masked (product.md, « Masking »)."""
    RecordRow.objects.filter(id=record).update(masks_by_default=masks)


def emancipate(record: RecordId, *, at: datetime) -> None:
    """Say that a minor acts alone from an instant on."""
    RecordRow.objects.filter(id=record).update(emancipated_at=at)


def inherited_at(record: RecordId) -> datetime | None:
    """Tell since when what others decided waits for the person to confirm it; None when nothing does."""
    return RecordRow.objects.filter(id=record).values_list("inherited_at", flat=True).first()


def mark_inherited(record: RecordId, *, at: datetime | None) -> None:
    """Say that what others decided waits for the person; None: they have looked at it."""
    RecordRow.objects.filter(id=record).update(inherited_at=at)


def protect(record: RecordId, *, at: datetime | None) -> None:
    """Say that an adult is protected by a judge's decision from an instant on; None: no longer."""
    RecordRow.objects.filter(id=record).update(protected_at=at)


@dataclass(frozen=True, slots=True)
class Closure:
    """Since when a record is closed, why (a code), and by whom: the kind of a party of the trace."""

    at: datetime
    reason: str
    by: str

    @property
    def is_of_the_dead(self) -> bool:
        """Whether it is closed because the person died: nothing is sent about it any more."""
        return self.reason == ClosingReason.DEATH.value


def closure(record: RecordId) -> Closure | None:
    """Tell how a record was closed; None when it is open or there is none."""
    row = RecordRow.objects.filter(id=record, status=RecordStatus.CLOSED.value)
    found = row.values_list("closed_at", "closing_reason", "closed_by").first()
    at, reason, by = found if found is not None else (None, "", "")
    return Closure(at, reason, by) if at is not None else None


def close(record: RecordId, *, at: datetime, reason: str, by: str = "holder") -> bool:
    """Close an open record. ``reason``: a code, never free text; ``by``: who closes. False when it was not open."""
    changed = RecordRow.objects.filter(id=record, status=RecordStatus.OPEN.value).update(
        status=RecordStatus.CLOSED.value, closed_at=at, closing_reason=reason, closed_by=by
    )
    return changed == 1


def reopen(record: RecordId) -> bool:
    """Reopen a closed record; false when it was not closed. Its authorisations are for the use case to withdraw."""
    changed = RecordRow.objects.filter(id=record, status=RecordStatus.CLOSED.value).update(
        status=RecordStatus.OPEN.value, closed_at=None, closing_reason="", closed_by=""
    )
    return changed == 1


def person(record: RecordId, *, record_key: bytes) -> RecordPerson | None:
    """Read who the person of a record is. Raises ``SealBrokenError`` with another key."""
    sealed = RecordPersonRow.objects.filter(record_id=record).values_list("sealed", flat=True).first()
    if sealed is None:
        return None
    return unseal_person(bytes(sealed), record=record, record_key=record_key)


def save_person(record: RecordId, person: RecordPerson, *, record_key: bytes, nonce: bytes) -> None:
    """Write anew who the person of a record is, or how to reach them."""
    RecordPersonRow.objects.filter(record_id=record).update(
        sealed=seal_person(person, record=record, record_key=record_key, nonce=nonce)
    )


def seal_person(person: RecordPerson, *, record: RecordId, record_key: bytes, nonce: bytes) -> bytes:
    """Seal who somebody is under the key of their record."""
    traits = person.traits
    plain = {
        "birth_name": traits.birth_name,
        "given_names": list(traits.given_names),
        "gender": traits.gender.value,
        "birth_date": traits.birth_date.isoformat(),
        "birth_place": traits.birth_place,
        "used_name": traits.used_name,
        "identity_status": person.identity_status.value,
        "identifiers": [patient_to_json(identifier) for identifier in person.identifiers],
        "mail": person.mail,
        "phone": person.phone,
        "address": list(person.address),
    }
    return seal(
        orjson.dumps(plain),
        record_key=record_key,
        purpose=Purpose.PERSON,
        record=record,
        row=record.bytes,
        nonce=nonce,
    )


def unseal_person(sealed: bytes, *, record: RecordId, record_key: bytes) -> RecordPerson:
    """Open what ``seal_person`` closed. Raises ``SealBrokenError`` with another key."""
    kept = orjson.loads(unseal(sealed, record_key=record_key, purpose=Purpose.PERSON, record=record, row=record.bytes))
    return RecordPerson(
        traits=IdentityTraits(
            birth_name=kept["birth_name"],
            given_names=tuple(kept["given_names"]),
            gender=Gender(kept["gender"]),
            birth_date=date.fromisoformat(kept["birth_date"]),
            birth_place=kept["birth_place"],
            used_name=kept["used_name"],
        ),
        identity_status=IdentityStatus(kept["identity_status"]),
        identifiers=tuple(patient_from_json(identifier) for identifier in kept["identifiers"]),
        mail=kept["mail"],
        phone=kept["phone"],
        address=tuple(kept["address"]) if "address" in kept else (),
    )
