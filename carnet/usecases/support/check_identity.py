"""Verify who somebody is: two of three secrets on the telephone, or documents seen (D2)."""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Actor
from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.accounts.credentials import normal_identifier
from carnet.core.accounts.lockout import ClosedUntil
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import Assurance, DeskAct, NotDone
from carnet.core.support.identity_script import (
    KNOWN_FOR,
    PROVED_FOR,
    Secret,
    assurance_by_answers,
    assurance_by_proofs,
)
from carnet.core.support.requests import Proof
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts
from carnet.store.context import within
from carnet.usecases.account.counted_try import Try, count_in_advance, give_back
from carnet.usecases.account.holder import address_of, birth_place_of, owner_at
from carnet.usecases.support.assurance import keep_assurance, refusal_at_desk
from carnet.usecases.support.desk_trace import trace_at_desk


@dataclass(frozen=True, slots=True)
class IdentityChecked:
    """How sure the agent is from now on; ``NONE`` when the answers were not right or the proofs not enough."""

    assurance: Assurance


@dataclass(frozen=True, slots=True)
class ScriptClosed:
    """After three scripts that failed, for this person or by this agent, nothing is asked before ``until``."""

    until: datetime


def ask_secrets(
    record: RecordId, answers: Mapping[Secret, str], *, actor: Actor, env: Environment
) -> IdentityChecked | ScriptClosed | NotDone:
    """Hold what somebody said on the telephone against what is known (interface.md D2: two of three secrets).

    ``answers``: as the agent typed them; an empty one is no answer. Whoever fails three times waits a quarter of an
    hour, counted for the person and for the agent, before anything is compared. Neither which answers were right nor
    what is known is told. Of somebody without a record no birth place is known: both other answers must be right.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.CHECK_IDENTITY, actor=actor, env=env)
    if refusal is not None:
        return refusal
    at = env.clock.now()
    tries = [Try(env.keyring.lookup_digest(text), b"desk-script", at) for text in _counted(record, actor)]
    closed = [one.until for one in map(count_in_advance, tries) if isinstance(one, ClosedUntil)]
    if closed:
        with within(record):
            _trace(record, "closed", actor, env, is_refused=True)
        return ScriptClosed(max(closed))
    with within(record):
        assurance = assurance_by_answers(_count_right(record, answers, env))
        if assurance is Assurance.NONE:
            _trace(record, "secrets", actor, env, is_refused=True)
        else:
            for one in tries:
                give_back(one)
            keep_assurance(record, assurance, ("secrets",), lasts=KNOWN_FOR, actor=actor, env=env)
            _trace(record, "secrets", actor, env)
    return IdentityChecked(assurance)


def see_documents(
    record: RecordId, proofs: Collection[Proof], *, actor: Actor, env: Environment
) -> IdentityChecked | NotDone:
    """Take the agent's word for what was shown: an identity document, with the card or with the person themselves.

    Codes are kept, never a copy.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.CHECK_IDENTITY, actor=actor, env=env)
        if refusal is not None:
            return refusal
        assurance = assurance_by_proofs(proofs)
        seen = "+".join(one.value for one in Proof if one in proofs)
        _trace(record, seen, actor, env, is_refused=assurance is Assurance.NONE)
        if assurance is not Assurance.NONE:
            keep_assurance(record, assurance, tuple(seen.split("+")), lasts=PROVED_FOR, actor=actor, env=env)
    return IdentityChecked(assurance)


def _counted(record: RecordId, actor: Actor) -> tuple[str, str]:
    return f"desk-script|{record}", f"desk-script-agent|{party(actor).identifier}"


def _count_right(record: RecordId, answers: Mapping[Secret, str], env: Environment) -> int:
    """Compare every answer, in the same time whatever is right."""
    account = accounts.of_history(record)
    person = owner_at(record, account.id if account is not None else None, env=env)
    said = {one: answers.get(one, "").strip() for one in Secret}
    identifier = env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(said[Secret.IDENTIFIER])))
    channel = account.channel if account is not None else Channel.MAIL
    read = read_mail(said[Secret.CHANNEL]) if channel is Channel.MAIL else read_phone(said[Secret.CHANNEL])
    known = {
        Secret.IDENTIFIER: account is not None and hmac.compare_digest(identifier, account.identifier),
        Secret.CHANNEL: _is_same(read or "", address_of(person, channel)),
        Secret.BIRTH_PLACE: _is_same(said[Secret.BIRTH_PLACE].upper(), birth_place_of(person)),
    }
    return sum(known.values())


def _is_same(said: str, known: str) -> bool:
    return bool(known) and hmac.compare_digest(said.casefold().encode(), known.casefold().encode())


def _trace(record: RecordId, detail: str, actor: Actor, env: Environment, *, is_refused: bool = False) -> None:
    trace_at_desk(record, SecurityAct.DESK_IDENTITY_CHECK, actor=actor, env=env, detail=detail, is_refused=is_refused)
