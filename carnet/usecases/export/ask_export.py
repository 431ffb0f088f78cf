"""Ask for a record to be prepared to be taken away: by software, or on a page."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.export import (
    MOST_AT_ONCE,
    MOST_CHOSEN,
    ExportKind,
    ExportStage,
    Part,
    RecordExport,
    Wish,
    asker_of,
)
from carnet.ports.environment import Environment
from carnet.store import record_exports
from carnet.store.context import within
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded, who_has_proved
from carnet.usecases.export.asked import ask_to_export, is_theirs
from carnet.usecases.trace import NONCE_SIZE


@dataclass(frozen=True, slots=True)
class TooManyExports:
    """Nothing was asked: they have as many as anybody may; one must be removed, or expire."""


@dataclass(frozen=True, slots=True)
class NothingChosen:
    """Nothing was asked: no part of the record was chosen."""


Asked: TypeAlias = RecordExport | TooManyExports | Refusal
CHOICES = frozenset({Part.CONTENTS, Part.HEALTH, Part.ACCESS_RIGHTS, Part.HISTORY})
"""What a page lets people choose; the person is always told, and documents come with what is said of them."""


def ask_export(record: RecordId, wish: Wish, *, actor: Actor, env: Environment) -> Asked:
    """Promise it (FHIR Bulk Data 2.0, kick-off): what it holds is decided when it is prepared, and when fetched."""
    with within(record, exclusive=True):
        allowed = ask_to_export(record, Action.EXPORT_RECORD, actor=actor, env=env, detail="asked")
        if isinstance(allowed, Refusal):
            return allowed
        kept = record_exports.of_record(record, record_key=allowed.record_key)
        if sum(is_theirs(one, actor, env) for one in kept) >= MOST_AT_ONCE:
            return TooManyExports()
        one = RecordExport(env.chance.identifier(), record, asker_of(actor), wish, env.clock.now(), ExportStage.WAITING)
        record_exports.add(one, record_key=allowed.record_key, nonce=env.chance.secret(NONCE_SIZE))
    return one


def ask_download(
    token: str,
    record: RecordId,
    parts: Collection[Part],
    *,
    documents: Collection[DocumentId] = (),
    base_url: str,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Asked | NothingChosen | ProofNeeded | NobodyHere:
    """Promise a folder, once the person has proved again who they are (OWASP ASVS 7.5.3).

    ``token``: of the session. ``documents``: of them all, those that are wanted, at most ``MOST_CHOSEN``; all without
    any: which of them may be read is decided when it is prepared. ``base_url``: that of the FHIR door, under which the
    file for software names things.
    """
    here = who_has_proved(token, env=env)
    if isinstance(here, ProofNeeded | NobodyHere):
        return here
    chosen = frozenset(parts) & CHOICES
    if not chosen:
        return NothingChosen()
    along = {Part.PERSON} | ({Part.DOCUMENTS, Part.DEPOSITS} if Part.CONTENTS in chosen else set())
    only = frozenset(tuple(documents)[:MOST_CHOSEN]) if documents and Part.CONTENTS in chosen else None
    return ask_export(record, Wish(ExportKind.FOLDER, chosen | along, base_url, only=only), actor=actor, env=env)
