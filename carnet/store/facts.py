"""Gathers facts: the only place that builds ``carnet.core.access.Facts``, each in one statement after ``within``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, InsurerFeed, Professional, Representative, StructureSoftware
from carnet.core.access.facts import (
    BlobRef,
    BlockedBy,
    DepositFacts,
    DocumentFacts,
    Facts,
    RecordFacts,
    RecordStatus,
    Tie,
)
from carnet.core.access.policy import Policy
from carnet.core.consent.authorization import Authorization
from carnet.core.documents.entry import DocumentStatus
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode, EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, DocumentId, OrganizationId, PractitionerId, RecordId, UniqueId
from carnet.core.record.representation import Power, Representation
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.keyring import WrappedKey
from carnet.store import statement
from carnet.store.facts_sql import ABOUT_DOCUMENT, ABOUT_DOCUMENTS, ABOUT_RECORD, RECORD_COLUMNS
from carnet.store.metadata import GatheredDocument, SealedMetadata

_WIDTH = len(RECORD_COLUMNS)
_NO_SWITCHES = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)


class NobodysRecordMissingError(RuntimeError):
    """Nothing can be traced for an unknown record: ``records.ensure_nobodys_record`` was never called here."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of one question, and the wrapped key under which its trace will be sealed.

    ``facts.record.id`` is the record to trace on and to unwrap the key for: ``NOBODYS_RECORD`` when the asked one
    does not exist. ``is_first_access``: whether the professional never consulted this record. ``document``: its
    metadata, still sealed, when the question named one that exists.
    """

    facts: Facts
    wrapped_key: WrappedKey
    is_first_access: bool
    document: GatheredDocument | None = None


@dataclass(frozen=True, slots=True)
class GatheredList:
    """The facts of a question about a whole record, and its documents, newest first.

    Their facts carry no blob: a list opens no bytes. Each is to be decided before it is counted, paged or shown.
    """

    facts: Facts
    wrapped_key: WrappedKey
    is_first_access: bool
    documents: tuple[GatheredDocument, ...]


def about_record(
    record: RecordId,
    *,
    action: Action,
    actor: Actor,
    at: datetime,
    policy: Policy,
    declares_presence: bool = False,
    deposit: DepositFacts | None = None,
) -> Gathered:
    """Gather what a decision on the record itself may look at. Call it inside ``within(record)``.

    An unknown record gives ``RecordStatus.ABSENT`` under ``NOBODYS_RECORD``, by the same statement.
    """
    row = _one(ABOUT_RECORD, _parameters(record, actor, at))
    facts = Facts(
        action=action,
        actor=actor,
        at=at,
        policy=policy,
        record=_record(record, row),
        tie=_tie(row),
        deposit=deposit,
        declares_presence=declares_presence,
    )
    return Gathered(facts, _key(row), _is_first(row))


def about_document(
    record: RecordId,
    document: DocumentId,
    *,
    action: Action,
    actor: Actor,
    at: datetime,
    policy: Policy,
    declares_presence: bool = False,
    deposit: DepositFacts | None = None,
) -> Gathered:
    """Gather what a decision on one document may look at. Call it inside ``within(record)``.

    A document that never was, or that stands in another record, gives ``facts.document`` None by the same statement;
    a deleted one is given with its status: the rules say what becomes of it.
    """
    row = _one(ABOUT_DOCUMENT, {**_parameters(record, actor, at), "document": document})
    gathered = None
    if row[_WIDTH] is not None:
        gathered = _document(row[_WIDTH:-2], address=row[-2], blob_key=row[-1])
    facts = Facts(
        action=action,
        actor=actor,
        at=at,
        policy=policy,
        record=_record(record, row),
        tie=_tie(row),
        document=gathered.facts if gathered is not None else None,
        deposit=deposit,
        declares_presence=declares_presence,
    )
    return Gathered(facts, _key(row), _is_first(row), gathered)


def about_documents(
    record: RecordId,
    *,
    action: Action,
    actor: Actor,
    at: datetime,
    policy: Policy,
    declares_presence: bool = False,
    with_deleted: bool = False,
) -> GatheredList:
    """Gather the record and all its documents, in one statement however many they are.

    ``with_deleted``: the deleted ones too, whose lines remain in the history.

    Call it inside ``within(record)``. Lists are decided, not queried (architecture.md, 1.11): the use case asks the
    rules once per distinct situation and only then counts, pages and renders.
    """
    rows = statement.run(ABOUT_DOCUMENTS, {**_parameters(record, actor, at), "with_deleted": with_deleted})
    head = next((row for row in rows if row[5] is not None), None)
    if head is None:
        raise NobodysRecordMissingError
    documents = [_document(row[_WIDTH:]) for row in rows if row is not head]
    documents.sort(key=lambda document: (document.metadata.creation, document.facts.id), reverse=True)
    facts = Facts(
        action=action,
        actor=actor,
        at=at,
        policy=policy,
        record=_record(record, head),
        tie=_tie(head),
        declares_presence=declares_presence,
    )
    return GatheredList(facts, _key(head), _is_first(head), tuple(documents))


def _parameters(record: RecordId, actor: Actor, at: datetime) -> dict[str, Any]:
    practitioner = actor.identifier.value if isinstance(actor, Professional) else None
    organization = None
    if isinstance(actor, Professional | StructureSoftware | InsurerFeed) and actor.organization is not None:
        organization = actor.organization.value
    account = actor.account if isinstance(actor, Representative) else None
    return {
        "record": record,
        "at": at,
        "practitioner": practitioner,
        "organization": organization,
        "account": account,
    }


def _one(sql: str, parameters: dict[str, Any]) -> tuple[Any, ...]:
    rows = statement.run(sql, parameters)
    if len(rows) != 1:
        raise NobodysRecordMissingError
    return rows[0]


def _key(row: tuple[Any, ...]) -> WrappedKey:
    return WrappedKey(row[5])


def _is_first(row: tuple[Any, ...]) -> bool:
    return not row[_WIDTH - 1]


def _record(record: RecordId, row: tuple[Any, ...]) -> RecordFacts:
    status, samu, break_the_glass, masked, birth_date = row[:5]
    if status is None:
        return RecordFacts(NOBODYS_RECORD, RecordStatus.ABSENT, _NO_SWITCHES)
    return RecordFacts(record, RecordStatus(status), EmergencySwitches(samu, break_the_glass, masked), birth_date)


def _tie(row: tuple[Any, ...]) -> Tie:
    own_given, own_ends, team_given, team_ends, is_blocked, is_treating, *rest = row[6 : _WIDTH - 1]
    mode, opened_at, until, closed_at, represents_from, represents_until = rest
    return Tie(
        authorization=Authorization(own_given, own_ends) if own_given is not None else None,
        structure_authorization=Authorization(team_given, team_ends) if team_given is not None else None,
        blocked_by=BlockedBy.HOLDER if is_blocked else None,
        is_treating_physician=is_treating,
        emergency=EmergencyAccess(EmergencyMode(mode), opened_at, until, closed_at) if mode is not None else None,
        representation=Representation(Power.PARENT, represents_from, represents_until) if represents_from else None,
    )


# The same few authors, structures and codes come back from document to document: each set is built once.
@lru_cache(maxsize=4096)
def _practitioners(*identifiers: str) -> frozenset[PractitionerId]:
    return frozenset(PractitionerId(identifier) for identifier in identifiers)


@lru_cache(maxsize=4096)
def _organizations(*identifiers: str) -> frozenset[OrganizationId]:
    return frozenset(OrganizationId(identifier) for identifier in identifiers)


@lru_cache(maxsize=256)
def _confidentiality(*codes: str) -> frozenset[Confidentiality]:
    return frozenset(Confidentiality(code) for code in codes)


def _document(row: Sequence[Any], *, address: str = "", blob_key: bytes = b"") -> GatheredDocument:
    (identifier, type_code, class_code, status, confidentiality, written_by, written_in, deposited_by, by_patient) = (
        row[:9]
    )
    (entry_uuid, version, unique_id, structure, submission, submitted_at, updated_at) = row[9:16]
    (format_code, facility_type, practice_setting, mime_type, size, creation, start, stop, replaces, sealed) = row[16:]
    return GatheredDocument(
        DocumentFacts(
            id=identifier,
            type_code=type_code,
            class_code=class_code,
            status=DocumentStatus(status),
            confidentiality=_confidentiality(*confidentiality),
            written_by=_practitioners(*written_by),
            written_in=_organizations(*written_in),
            deposited_by=PractitionerId(deposited_by) if deposited_by else None,
            by_patient=by_patient,
            blob=BlobRef(address, blob_key, size) if address else None,
        ),
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
        ),
    )
