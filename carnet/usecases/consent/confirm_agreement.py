"""The person has told the code: their treating physician passes the status on to another."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.accounts import one_time_code
from carnet.core.accounts.one_time_code import ATTEMPT_LASTS, TRIES, CodeFault, SentCode, tries_left
from carnet.core.consent.agreement import Agreement, Proof
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.store import agreements, facts
from carnet.store.agreements import AgreementRequest
from carnet.store.context import within
from carnet.usecases.account.confirm_code import CodeRefused, CodeUnreadable
from carnet.usecases.account.send_code import code_digest
from carnet.usecases.consent.concerned import concerned_party, gather_concerned
from carnet.usecases.consent.name_treating_physician import Named, give_status
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class AgreementOver:
    """There is no such request (any more): another code must be asked for."""


def confirm_agreement(
    record: RecordId, request: UUID, successor: PractitionerId, typed: str, *, actor: Professional, env: Environment
) -> Named | CodeRefused | CodeUnreadable | AgreementOver | Refusal:
    """Pass the status on by the code that the person received (product.md, « Treating physician »).

    ``request``, ``successor``: as ``ask_for_agreement`` was asked and answered. Everything is decided again: a yes, a
    status or a block that changed since the code left changes the answer. Five wrong codes end the request.
    """
    code = one_time_code.read(typed)
    if code is None:
        return CodeUnreadable()
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.NAME_TREATING_PHYSICIAN, actor=actor, at=at, policy=env.policy
        )
        unproved = replace(gathered.facts, concerned=gather_concerned(record, successor))
        agreement = Agreement(Proof.CODE, at.astimezone(PARIS).date())
        whom = concerned_party(successor)
        proved = decide(replace(unproved, agreement=agreement))
        if isinstance(proved, Refusal):
            write_down(proved, gathered.wrapped_key, env=env, concerned=whom)
            return proved
        held = _held(record, request, successor, actor, at)
        if held is None:
            write_down(decide(unproved), gathered.wrapped_key, env=env, concerned=whom, detail="agreement-over")
            return AgreementOver()
        fault = _fault_of(held, code, at, env)
        if fault is not None:
            write_down(decide(unproved), gathered.wrapped_key, env=env, concerned=whom, detail=fault.value)
            agreements.count_try(record, held)
            return CodeRefused(fault, tries_left(held.tries + 1))
        write_down(proved, gathered.wrapped_key, env=env, concerned=whom, detail=agreement.written)
        agreements.use(record, held, at=at)
        give_status(proved, successor, keeps_others=True, env=env)
    return Named(successor)


def _held(
    record: RecordId, request: UUID, successor: PractitionerId, actor: Professional, at: datetime
) -> AgreementRequest | None:
    """Hold a request that this professional made for this successor and that may still be confirmed."""
    held = agreements.hold(record, request)
    if held is None or held.tries >= TRIES or at >= held.asked_at + ATTEMPT_LASTS:
        return None
    return held if (held.practitioner, held.successor) == (actor.identifier, successor) else None


def _fault_of(held: AgreementRequest, code: str, at: datetime, env: Environment) -> CodeFault | None:
    is_right = held.code is not None and hmac.compare_digest(held.code, code_digest(held.id.bytes, code, env=env))
    return one_time_code.fault_of(SentCode(is_right, held.code_expires_at, held.tries), at=at)
