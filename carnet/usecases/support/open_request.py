"""Ask something of the support desk; the person gets a number at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.audit.events import Party, SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.support.requests import (
    LONGEST_TEXT,
    MADE_FROM,
    Request,
    RequestKind,
    RequestState,
    due_at,
    receipt_number,
)
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import support_requests
from carnet.store.context import within
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account


@dataclass(frozen=True, slots=True)
class RequestOpened:
    """The desk has it. ``number``: to be kept by the person; ``due_at``: by when it will be answered."""

    id: UUID
    number: str
    opened_at: datetime
    due_at: datetime


def open_request(
    kind: RequestKind,
    *,
    record: RecordId | None = None,
    written: Mapping[str, str] | None = None,
    actor: Actor | None = None,
    once: UUID | None = None,
    env: Environment,
) -> RequestOpened:
    """Open a request in a transaction of its own (product.md, « Support desk »).

    ``record``: whose it is about, when that is known; it then stands in the history. ``written``: what the person
    wrote and how to reach them, by name (« text », « reply_to »…), which the reviewer alone reads. ``actor``: who asks,
    None for somebody who has not signed in. ``once``: the identifier that the form was given, so that sent twice it is
    one request. An act that opens a request with it calls ``note_request`` instead.
    """
    with within(record or NOBODYS_RECORD, exclusive=once is not None):
        known = support_requests.of_id(once) if once is not None else None
        if known is not None:
            return RequestOpened(known.id, known.number, known.opened_at, known.due_at)
        return note_request(kind, record=record, written=written, by=_party(actor), identifier=once, env=env)


def note_request(
    kind: RequestKind,
    *,
    record: RecordId | None,
    written: Mapping[str, str] | None = None,
    by: Party = UNIDENTIFIED,
    identifier: UUID | None = None,
    env: Environment,
) -> RequestOpened:
    """Open a request inside ``within`` its record (nobody's when it is about none), with its line in the history.

    ``identifier``: that of the request, when a form was given one; else a new one. Raises ``ValueError`` for a text
    longer than ``LONGEST_TEXT``, which a page has refused before.
    """
    if any(len(text) > LONGEST_TEXT for text in (written or {}).values()):
        raise ValueError("what is written to the desk is too long")
    at = env.clock.now()
    number = receipt_number(env.chance.secret(MADE_FROM))
    while support_requests.is_taken_number(number):
        number = receipt_number(env.chance.secret(MADE_FROM))
    request = Request(
        id=identifier or env.chance.identifier(),
        number=number,
        kind=kind,
        record=record,
        opened_at=at,
        due_at=due_at(kind, opened_at=at),
        state=RequestState.WAITING,
        taken_by="",
        escalated_at=None,
        closed_at=None,
        outcome=None,
        proofs=(),
        has_text=bool(written),
    )
    support_requests.add(request, written or {}, keyring=env.keyring, nonce=env.chance.secret(VALUE_NONCE_SIZE))
    trace_account(record or NOBODYS_RECORD, SecurityAct.DESK_REQUEST, at=at, env=env, by=by, detail=kind.value)
    return RequestOpened(request.id, number, at, request.due_at)


def _party(actor: Actor | None) -> Party:
    return party(actor) if actor is not None else UNIDENTIFIED
