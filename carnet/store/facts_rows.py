"""The rows that the statements of facts answer with, and what they become."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from carnet.core.access.facts import NO_TIE, BlobRef, BlockedBy, DocumentFacts, RecordFacts, RecordStatus, Tie
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.showing import Showing
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.versions import Version
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode, EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, OrganizationId, PractitionerId, RecordId, UniqueId
from carnet.core.record.carer import Caring
from carnet.core.record.closing import ClosingReason
from carnet.core.record.representation import Power, Representation
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.keyring import WrappedKey
from carnet.store.depositors import account_in
from carnet.store.facts_sql import RECORD_COLUMNS
from carnet.store.metadata import GatheredDocument, SealedMetadata

_NAMES = tuple(column for column, _ in RECORD_COLUMNS)
KEY_COLUMN = _NAMES.index("coalesce(r.record_key, nobody.record_key)")
"""Where the key stands in a row: in the head row of a list, and in no row of its documents."""

_NO_SWITCHES = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a deposit has to know of a record beyond what decides.

    ``masks_by_default``: what is deposited enters masked, by the person's wish. ``holds_what_follows``: a minor's
    secret visit has opened a period in which some deposits are held from representatives (product.md, « Sharp edges »).
    """

    masks_by_default: bool
    holds_what_follows: bool


NOTHING_STANDS = Standing(masks_by_default=False, holds_what_follows=False)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """What every statement of facts answers of the record and of who asks."""

    record: RecordFacts
    tie: Tie
    wrapped_key: WrappedKey
    is_first_access: bool
    standing: Standing


def read_head(record: RecordId, row: Sequence[Any]) -> HeadRow:
    """Read the columns of ``RECORD_COLUMNS``, the first of a row; ``record``: the one that was asked for."""
    told = dict(zip(_NAMES, row, strict=False))
    standing = NOTHING_STANDS
    if told["r.status"] is not None:
        standing = Standing(told["r.masks_by_default"], told["held.is_so"])
    return HeadRow(_record(record, told), _tie(told), WrappedKey(row[KEY_COLUMN]), not told["known.is_so"], standing)


def _record(record: RecordId, told: dict[str, Any]) -> RecordFacts:
    if told["r.status"] is None:
        return RecordFacts(NOBODYS_RECORD, RecordStatus.ABSENT, _NO_SWITCHES)
    return RecordFacts(
        id=record,
        status=RecordStatus(told["r.status"]),
        switches=EmergencySwitches(told["r.switch_samu"], told["r.switch_break_the_glass"], told["r.switch_masked"]),
        birth_date=told["r.birth_date"],
        hidden_classes=frozenset(told["r.hidden_classes"]),
        emancipated_at=told["r.emancipated_at"],
        protected_at=told["r.protected_at"],
        parents=told["parents.number"],
        hides_places=told["places.are_hidden"],
        is_of_the_dead=told["r.closing_reason"] == ClosingReason.DEATH.value,
    )


def _tie(told: dict[str, Any]) -> Tie:
    return Tie(
        authorization=_authorization(told["own.given_at"], told["least(own.ends_at, own.withdrawn_at)"]),
        structure_authorization=_authorization(told["team.given_at"], told["least(team.ends_at, team.withdrawn_at)"]),
        secret_visit=_authorization(told["visit.opened_at"], told["visit.ends_at"]),
        secret_visit_id=told["visit.id"],
        blocked_by=BlockedBy(told["shut_out.by"]) if told["shut_out.by"] is not None else None,
        deposits_are_refused=told["shut_out.refuses"],
        is_treating_physician=told["treating.is_so"],
        emergency=_emergency(told),
        representation=_representation(told),
        is_agreed_by_the_other_parent=told["agreed.is_so"],
        caring=_caring(told),
        showings=tuple(showing_of(row) for row in told["shown.them"] or ()),
        software_is_out=told["stopped.is_so"],
    )


def _authorization(given_at: datetime | None, ends_at: datetime | None) -> Authorization | None:
    return Authorization(given_at, ends_at) if given_at is not None else None


def _emergency(told: dict[str, Any]) -> EmergencyAccess | None:
    if told["e.mode"] is None:
        return None
    return EmergencyAccess(EmergencyMode(told["e.mode"]), told["e.opened_at"], told["e.until"], told["e.closed_at"])


def _representation(told: dict[str, Any]) -> Representation | None:
    if told["represents.power"] is None:
        return None
    return Representation(
        Power(told["represents.power"]),
        told["represents.valid_from"],
        told["represents.valid_until"],
        told["represents.suspended_at"],
        told["represents.places_hidden_from"],
    )


def _caring(told: dict[str, Any]) -> Caring | None:
    if told["cares.accepted_at"] is None:
        return None
    return Caring(told["cares.accepted_at"], told["cares.until"], told["cares.ended_at"])


def showing_of(row: Sequence[Any]) -> Showing:
    """Read a showing: when it opened and ends, its documents, and the power of the representative who shows it."""
    opened_at, until, documents, power, begins_at, ends_at, suspended_at = row
    return Showing(
        datetime.fromisoformat(opened_at),
        datetime.fromisoformat(until),
        frozenset(DocumentId(UUID(one)) for one in documents) if documents is not None else None,
        Representation(Power(power), datetime.fromisoformat(begins_at), _instant(ends_at), _instant(suspended_at))
        if power is not None
        else None,
    )


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written is not None else None


_STATUSES = {status.value: status for status in DocumentStatus}


# The same few authors, structures and codes come back from document to document: each set is built once.
@lru_cache(maxsize=4096)
def _practitioner(identifier: str) -> PractitionerId:
    return PractitionerId(identifier)


@lru_cache(maxsize=4096)
def _practitioners(*identifiers: str) -> frozenset[PractitionerId]:
    return frozenset(PractitionerId(identifier) for identifier in identifiers)


@lru_cache(maxsize=4096)
def _organizations(*identifiers: str) -> frozenset[OrganizationId]:
    return frozenset(OrganizationId(identifier) for identifier in identifiers)


@lru_cache(maxsize=256)
def _confidentiality(*codes: str) -> frozenset[Confidentiality]:
    return frozenset(Confidentiality(code) for code in codes)


@lru_cache(maxsize=256)
def _hidings(*values: str) -> frozenset[Hiding]:
    return frozenset(Hiding(value) for value in values)


def document_of(row: Sequence[Any], *, address: str = "", blob_key: bytes = b"") -> GatheredDocument:
    """Read a document from the columns of ``DOCUMENT_COLUMNS``; its bytes only where their address is given."""
    (entry_uuid, version, unique_id, structure, submission, submitted_at, updated_at) = row[14:21]
    (format_code, facility_type, practice_setting, mime_type, size, creation, start, stop, replaces, sealed) = row[
        21:31
    ]
    facts = decided_by((*row[:14], submitted_at), brought_by=account_in(structure) if row[8] else "")
    return GatheredDocument(
        replace(facts, blob=BlobRef(address, blob_key, size)) if address else facts,
        SealedMetadata(
            entry_uuid=entry_uuid,
            version=version,
            unique_id=UniqueId(unique_id),
            depositing_structure=structure,
            submission=submission,
            submitted_at=submitted_at,
            updated_at=updated_at,
            format_code=format_code,
            facility_type=facility_type,
            practice_setting=practice_setting,
            mime_type=mime_type,
            size=size,
            creation=creation,
            service_start=start,
            service_stop=stop,
            replaces=replaces,
            sealed=sealed,
            authors_mark=row[32],
        ),
        tuple(_version(kept) for kept in row[31]) if row[31] else (),
    )


def decided_by(row: Sequence[Any], *, brought_by: str = "") -> DocumentFacts:
    """Read what a decision looks at: the columns of ``SUCCESSOR_COLUMNS``, of whichever document.

    ``brought_by``: the account that its depositing structure names, where that is known.
    """
    (identifier, type_code, class_code, status, confidentiality, written_by, written_in, deposited_by, by_patient) = (
        row[:9]
    )
    hidings, hidden_from, awaits_check, announcement_due, announcement_extended, came_at = row[9:]
    return DocumentFacts(
        id=identifier,
        type_code=type_code,
        class_code=class_code,
        status=_STATUSES[status],
        confidentiality=_confidentiality(*confidentiality),
        written_by=_practitioners(*written_by),
        written_in=_organizations(*written_in),
        deposited_by=_practitioner(deposited_by) if deposited_by else None,
        by_patient=by_patient,
        brought_by=brought_by,
        hidings=_hidings(*hidings),
        hidden_from=_practitioners(*hidden_from),
        awaits_check=awaits_check,
        announcement_due=announcement_due,
        announcement_extended=announcement_extended,
        came_at=came_at,
    )


def _version(kept: Sequence[Any]) -> Version:
    number, entry_uuid, at, status, confidentiality, hidings, hidden_from, awaits_check = kept
    return Version(
        number=number,
        entry_uuid=UUID(entry_uuid),
        at=datetime.fromisoformat(at),
        status=DocumentStatus(status),
        confidentiality=_confidentiality(*confidentiality),
        hidings=_hidings(*hidings),
        hidden_from=_practitioners(*hidden_from),
        awaits_check=awaits_check,
    )


def waiting_document(row: Sequence[Any]) -> DocumentFacts:
    """Read the ``WAITING_COLUMNS`` of a document that the clock looks at: its type and its authors stay unknown."""
    identifier, status, confidentiality, hidings, awaits_check, due, extended, hidden_from = row
    return DocumentFacts(
        id=identifier,
        type_code="",
        class_code="",
        status=DocumentStatus(status),
        confidentiality=_confidentiality(*confidentiality),
        written_by=frozenset(),
        written_in=frozenset(),
        deposited_by=None,
        hidings=_hidings(*hidings),
        hidden_from=_practitioners(*hidden_from),
        awaits_check=awaits_check,
        announcement_due=due,
        announcement_extended=extended,
    )


def read_clock_head(record: RecordId, row: Sequence[Any]) -> HeadRow:
    """Read what the clock's rules look at of an existing record, the first columns of ``ABOUT_WAITING``."""
    status, birth_date, emancipated_at, masks_by_default, record_key = row
    return HeadRow(
        RecordFacts(record, RecordStatus(status), _NO_SWITCHES, birth_date, emancipated_at=emancipated_at),
        NO_TIE,
        WrappedKey(record_key),
        is_first_access=False,
        standing=Standing(masks_by_default=masks_by_default, holds_what_follows=False),
    )
