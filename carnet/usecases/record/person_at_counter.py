"""Somebody is at a counter with their card: which record is theirs, and whether a paper may be handed to them."""

from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.accounts.authority import may_open_account
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.ports.card_reader import CardFault, CardReading
from carnet.ports.environment import Environment
from carnet.store import facts, openings
from carnet.store.context import within
from carnet.usecases.account.trace_account import trace_account
from carnet.usecases.record.card_presence import card_presence
from carnet.usecases.record.hand_over_account import NotHandedOver, record_of_card

PersonAtCounter: TypeAlias = RecordId | CardFault | NotHandedOver


def person_at_counter(card: str, paper: str, *, actor: Actor, env: Environment) -> PersonAtCounter:
    """Find the record of the person whose card was just read, and write down which paper they are handed.

    ``card``: the reader's statement, which serves once. ``paper``: a code for the history. Whoever may hand over the
    means to sign in may hand over this: a professional of care, the clerk of a counter (FAQ dmp.fr 2018: « remis sur
    papier »). Nothing of the record is read.
    """
    reading = card_presence(card, actor=actor, env=env)
    if not isinstance(reading, CardReading):
        return reading
    record = record_of_card(reading.number, env)
    if record is None:
        return NotHandedOver.NO_RECORD
    with within(record, exclusive=True):
        at = env.clock.now()
        asked = facts.about_record(
            record, action=Action.OPEN_RECORD, actor=actor, at=at, policy=env.policy, declares_presence=True
        )
        if not may_open_account(asked.facts):
            return NotHandedOver.NOT_ALLOWED
        if not openings.use_challenge(reading.challenge, act=SecurityAct.COUNTER_PAPER.value, at=at):
            return CardFault.ANOTHER_CHALLENGE
        trace_account(record, SecurityAct.COUNTER_PAPER, at=at, env=env, by=party(actor), detail=paper)
    return record
