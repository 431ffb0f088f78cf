"""Have the person asked, by a code, whether they agree that their treating physician names another in their place."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.accounts.one_time_code import SENT_WITHIN, first_code_from
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import agreements, facts, records
from carnet.store.agreements import AgreementRequest
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import address_of
from carnet.usecases.consent.concerned import concerned_party, gather_concerned
from carnet.usecases.consent.send_agreement_code import promise_agreement_code
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class AgreementAsked:
    """A code is on its way to the person. ``request``: what it will confirm; nothing of their address is shown."""

    request: UUID


@dataclass(frozen=True, slots=True)
class NoWayToAsk:
    """The person has neither mail nor phone here: a signed paper proves their agreement."""


@dataclass(frozen=True, slots=True)
class AskedTooOften:
    """The person was sent as many codes as they may be; another can leave from ``again_at`` on."""

    again_at: datetime


def ask_for_agreement(
    record: RecordId, successor: PractitionerId, *, actor: Professional, env: Environment
) -> AgreementAsked | NoWayToAsk | AskedTooOften | Refusal:
    """Ask the person (product.md, « Treating physician »: « confirmed by a one-time code sent to the patient »).

    The code goes to their phone, or to their mail, and says nothing medical; telling it to the physician is agreeing
    (``confirm_agreement``). At most five leave in a quarter of an hour, whoever asks: nobody is rung all night.
    """
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(record, action=Action.ASK_FOR_AGREEMENT, actor=actor, at=at, policy=env.policy)
        decision = decide(replace(gathered.facts, concerned=gather_concerned(record, successor)))
        record_key = write_down(decision, gathered.wrapped_key, env=env, concerned=concerned_party(successor))
        if isinstance(decision, Refusal):
            return decision
        again_at = first_code_from(agreements.asked_since(record, at - SENT_WITHIN))
        if again_at is not None:
            return AskedTooOften(again_at)
        channel = _channel_of(records.person(record, record_key=record_key))
        if channel is None:
            return NoWayToAsk()
        request = env.chance.identifier()
        agreements.ask(record, AgreementRequest(request, actor.identifier, successor, channel, at))
        promise_agreement_code(record, request, env=env)
    return AgreementAsked(request)


def _channel_of(person: RecordPerson | None) -> Channel | None:
    """Prefer the phone, which is in the person's pocket when they sit with their doctor."""
    if person is None:
        return None
    return next((one for one in (Channel.SMS, Channel.MAIL) if address_of(person, one)), None)
