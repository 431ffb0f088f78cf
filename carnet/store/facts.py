"""Gathers facts: the only place that builds ``carnet.core.access.Facts``, each in one statement after ``within``."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Carer,
    Clockwork,
    InsurerFeed,
    Professional,
    Representative,
    StructureSoftware,
    software_of,
)
from carnet.core.access.facts import DepositFacts, Facts
from carnet.core.access.policy import Policy
from carnet.core.access.seen import Past, tell
from carnet.core.consent.showing import Offered
from carnet.core.documents.entry import DocumentStatus
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.keyring import WrappedKey
from carnet.store import statement
from carnet.store.facts_rows import (
    KEY_COLUMN,
    NOTHING_STANDS,
    Standing,
    decided_by,
    document_of,
    read_clock_head,
    read_head,
    waiting_document,
)
from carnet.store.facts_sql import (
    ABOUT_DOCUMENT,
    ABOUT_DOCUMENTS,
    ABOUT_RECORD,
    ABOUT_WAITING,
    DOCUMENT_COLUMNS,
    RECORD_COLUMNS,
    WAITING_COLUMNS,
)
from carnet.store.metadata import GatheredDocument

_WIDTH = len(RECORD_COLUMNS)
_DOCUMENT_END = _WIDTH + len(DOCUMENT_COLUMNS)


class NobodysRecordMissingError(RuntimeError):
    """Nothing can be traced for an unknown record: ``records.ensure_nobodys_record`` was never called here."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of one question, and the wrapped key under which its trace will be sealed.

    ``facts.record.id`` is the record to trace on and to unwrap the key for: ``NOBODYS_RECORD`` when the asked one
    does not exist. ``is_first_access``: whether the professional never consulted this record. ``document``: its
    metadata, still sealed, when the question named one that exists. ``standing``: what a deposit has to know of the
    record beyond what decides.
    """

    facts: Facts
    wrapped_key: WrappedKey
    is_first_access: bool
    document: GatheredDocument | None = None
    standing: Standing = NOTHING_STANDS


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
    offered: Offered | None = None,
) -> Gathered:
    """Gather what a decision on the record itself may look at. Call it inside ``within(record)``.

    An unknown record gives ``RecordStatus.ABSENT`` under ``NOBODYS_RECORD``, by the same statement.
    """
    row = _one(ABOUT_RECORD, _parameters(record, action, actor, at))
    head = read_head(record, row)
    facts = Facts(
        action=action,
        actor=actor,
        at=at,
        policy=policy,
        record=head.record,
        tie=head.tie,
        deposit=deposit,
        offered=offered,
        declares_presence=declares_presence,
    )
    return Gathered(facts, head.wrapped_key, head.is_first_access, standing=head.standing)


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
    row = _one(ABOUT_DOCUMENT, {**_parameters(record, action, actor, at), "document": document})
    head = read_head(record, row)
    gathered = None
    facts = Facts(
        action=action,
        actor=actor,
        at=at,
        policy=policy,
        record=head.record,
        tie=head.tie,
        deposit=deposit,
        declares_presence=declares_presence,
    )
    if row[_WIDTH] is not None:
        address, blob_key = row[_DOCUMENT_END : _DOCUMENT_END + 2]
        successor = row[_DOCUMENT_END + 2 :]
        found = document_of(row[_WIDTH:_DOCUMENT_END], address=address, blob_key=blob_key)
        past = Past(found.facts, found.versions, decided_by(successor) if successor[0] is not None else None)
        (told,) = tell(facts, [past])
        gathered = replace(found, facts=told.present, versions=told.versions)
        facts = replace(facts, document=told.present)
    return Gathered(facts, head.wrapped_key, head.is_first_access, gathered, head.standing)


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
    rows = statement.run(ABOUT_DOCUMENTS, {**_parameters(record, action, actor, at), "with_deleted": with_deleted})
    first = next((row for row in rows if row[KEY_COLUMN] is not None), None)
    if first is None:
        raise NobodysRecordMissingError
    head = read_head(record, first)
    found = [document_of(row[_WIDTH:]) for row in rows if row is not first]
    found.sort(key=lambda document: (document.metadata.creation, document.facts.id), reverse=True)
    facts = Facts(
        action=action,
        actor=actor,
        at=at,
        policy=policy,
        record=head.record,
        tie=head.tie,
        declares_presence=declares_presence,
    )
    documents = tuple(
        one for one in _as_told(facts, found) if with_deleted or one.facts.status is not DocumentStatus.DELETED
    )
    return GatheredList(facts, head.wrapped_key, head.is_first_access, documents)


def _as_told(facts: Facts, found: list[GatheredDocument]) -> list[GatheredDocument]:
    """Give documents as far as this actor may know of their being replaced; most of them never were."""
    successors = {one.metadata.replaces: one.facts for one in found if one.metadata.replaces is not None}
    if not successors:
        return found
    pasts = [Past(one.facts, one.versions, successors.get(one.facts.id)) for one in found]
    return [
        one if told.present is one.facts else replace(one, facts=told.present, versions=told.versions)
        for one, told in zip(found, tell(facts, pasts), strict=True)
    ]


def about_waiting(record: RecordId, *, actor: Clockwork, at: datetime, policy: Policy) -> list[Gathered]:
    """Gather, for the clock, one question for each document whose delay of announcement is over, oldest first.

    Call it inside ``within(record)``, as the worker: of these documents it learns only whom they are hidden from.
    """
    head_width = -len(WAITING_COLUMNS)
    gathered = []
    for row in statement.run(ABOUT_WAITING, {"record": record, "at": at}):
        head = read_clock_head(record, row[:head_width])
        facts = Facts(
            action=Action.ANNOUNCE_DOCUMENT,
            actor=actor,
            at=at,
            policy=policy,
            record=head.record,
            tie=head.tie,
            document=waiting_document(row[head_width:]),
        )
        gathered.append(Gathered(facts, head.wrapped_key, is_first_access=False, standing=head.standing))
    return gathered


def _parameters(record: RecordId, action: Action, actor: Actor, at: datetime) -> dict[str, Any]:
    organization, software = None, software_of(actor)
    if isinstance(actor, Professional | StructureSoftware | InsurerFeed) and actor.organization is not None:
        organization = actor.organization.value
    return {
        "record": record,
        "at": at,
        "action": action.value,
        "practitioner": actor.identifier.value if isinstance(actor, Professional) else None,
        "organization": organization,
        # Software that names nobody has its establishment's authorisation; what it may do with it, the rules say.
        "alone": isinstance(actor, StructureSoftware),
        "representative": actor.account if isinstance(actor, Representative) else None,
        "carer": actor.account if isinstance(actor, Carer) else None,
        "grant": software.grant if software is not None else None,
    }


def _one(sql: str, parameters: dict[str, Any]) -> tuple[Any, ...]:
    rows = statement.run(sql, parameters)
    if len(rows) != 1:
        raise NobodysRecordMissingError
    return rows[0]
