"""Everything of a record → the resources of its patient compartment, each with its place in a list of all."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from carnet.doors.fhir.mapping.audit_event import write_audit_event
from carnet.doors.fhir.mapping.consent import write_blocked, write_granted
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.own_words import write_own_words
from carnet.doors.fhir.mapping.patient import write_patient
from carnet.doors.fhir.mapping.submission_list import write_submission_list
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.pages import EPOCH, Place
from carnet.usecases.reading.read_everything import Everything, Kind

KINDS = {
    "Patient": Kind.PERSON,
    "Consent": Kind.ACCESS_RIGHTS,
    "List": Kind.DEPOSITS,
    "DocumentReference": Kind.DOCUMENTS,
    "QuestionnaireResponse": Kind.HEALTH,
    "AuditEvent": Kind.HISTORY,
}
"""The resource in which each kind of thing is written."""
WITHOUT_AN_ADDRESS = frozenset({"QuestionnaireResponse"})
"""Types that are read as a part of everything, and by no address of their own."""
RANKS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A resource, where it stands in the list of all, and its address."""

    place: Place
    url: str
    resource: Json


def write_everything(everything: Everything, *, base_url: str) -> Iterator[Placed]:
    """Write all of it, in no order. ``base_url``: that of the FHIR door, without a final slash."""
    record, rights = everything.record, everything.rights
    if everything.person is not None:
        yield _placed(Kind.PERSON, EPOCH, write_patient(everything.person), base_url)
    for given in rights.granted if rights is not None else ():
        yield _placed(Kind.ACCESS_RIGHTS, given.given_at, write_granted(record, given), base_url)
    for block in rights.blocked if rights is not None else ():
        yield _placed(Kind.ACCESS_RIGHTS, block.since, write_blocked(record, block), base_url)
    for deposit in everything.deposits:
        yield _placed(Kind.DEPOSITS, deposit.stored_at, write_submission_list(deposit, base_url=base_url), base_url)
    for shown in everything.documents:
        yield _placed(Kind.DOCUMENTS, shown.updated_at, write_document_reference(shown, base_url=base_url), base_url)
    for entry in everything.health:
        words = write_own_words(entry, record, everything.names, base_url=base_url)
        yield _placed(Kind.HEALTH, entry.written_at, words, base_url)
    for line in everything.lines:
        yield _placed(Kind.HISTORY, line.event.at, write_audit_event(line, record, base_url=base_url), base_url)


def _placed(kind: Kind, at: datetime, resource: Json, base_url: str) -> Placed:
    """Place a resource: the kinds in their order, the newest first within each, then by a digest of its id."""
    digest = hashlib.sha256(str(resource["id"]).encode()).digest()
    micros = (at - EPOCH) // timedelta(microseconds=1)
    place = ((RANKS[kind], -micros), -int.from_bytes(digest[:16], "big"))
    return Placed(place, address_of(resource, base_url=base_url), resource)


def address_of(resource: Mapping[str, Any], *, base_url: str) -> str:
    """Give the address of a resource; of what is read here and nowhere else, its number alone (RFC 4122)."""
    kind, number = resource["resourceType"], resource["id"]
    return f"urn:uuid:{number}" if kind in WITHOUT_AN_ADDRESS else f"{base_url}/{kind}/{number}"
