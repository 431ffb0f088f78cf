"""Propose what takes two agents: it waits for a colleague, a day at most."""

from collections.abc import Mapping
from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import OF_A_RECORD, DeskAct, NotDone
from carnet.core.support.second_pair import PROPOSAL_LASTS, Proposal
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import desk_proposals, records
from carnet.store.context import within
from carnet.usecases.support.assurance import refusal_at_desk
from carnet.usecases.support.desk_trace import trace_at_desk


@dataclass(frozen=True, slots=True)
class Proposed:
    """It waits for another agent until ``proposal.expires_at``."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class NoAddress:
    """What was typed is no mail address, or no number that takes SMS."""


def propose_channel(
    record: RecordId, channel: Channel, typed: str, *, actor: Actor, env: Environment
) -> Proposed | NoAddress | NotDone:
    """Propose that the codes of somebody go elsewhere (product.md, « Somebody else uses my access »: four eyes).

    Their documents were seen by this agent. The former address learns nothing, now or when it is done.
    """
    address = read_mail(typed) if channel is Channel.MAIL else read_phone(typed)
    if address is None:
        return NoAddress()
    carried = {"channel": channel.value, "address": address}
    return propose_act(record, DeskAct.CHANGE_CHANNEL, carried, actor=actor, env=env)


def propose_act(
    record: RecordId, act: DeskAct, carried: Mapping[str, str], *, actor: Actor, env: Environment
) -> Proposed | NotDone:
    """Write a proposal down, sealed, with its line in the person's history.

    ``act``: one that takes two; ``carried``: what it takes to do it, by name. Refused to an agent who is not sure
    enough of the person, and to every other role; ``NOT_THERE`` where it is done to records and there is none. Raises
    ``ValueError`` for an act that one agent does alone.
    """
    with within(record):
        refusal = refusal_at_desk(record, act, actor=actor, env=env)
        if refusal is not None:
            return refusal
        if act in OF_A_RECORD and records.wrapped_key(record) is None:
            return NotDone.NOT_THERE
        at = env.clock.now()
        proposal = Proposal(
            id=env.chance.identifier(),
            act=act,
            record=record,
            proposed_by=party(actor).identifier,
            proposed_at=at,
            expires_at=at + PROPOSAL_LASTS,
        )
        nonce = env.chance.secret(VALUE_NONCE_SIZE)
        desk_proposals.add(proposal, carried, keyring=env.keyring, nonce=nonce)
        trace_at_desk(record, SecurityAct.DESK_PROPOSAL, actor=actor, env=env, detail=act.value)
    return Proposed(proposal)
