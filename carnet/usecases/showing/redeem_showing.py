"""A professional who is signed in types the code that the person shows them."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal, Told
from carnet.core.accounts.lockout import ClosedUntil
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, showings
from carnet.store.context import within
from carnet.usecases.account.counted_try import Try, count_in_advance, give_back
from carnet.usecases.showing.show_record import code_digest
from carnet.usecases.trace import write_down

TOO_MANY = "too-many-codes"


@dataclass(frozen=True, slots=True)
class ShowingOpened:
    """What is shown opens to this professional until then."""

    record: RecordId
    until: datetime


@dataclass(frozen=True, slots=True)
class TooManyCodes:
    """Three wrong codes: nothing is looked at before ``until``, however right it is."""

    until: datetime


def redeem_showing(typed: str, *, actor: Professional, env: Environment) -> ShowingOpened | TooManyCodes | Refusal:
    """Open what is shown under a code, once (product.md, « Masking », « Nobody may demand it »).

    A code that nobody has, one whose time is over and one of somebody who blocked this professional are refused alike;
    the attempt stands in the person's history wherever the code is known, else among the lines of nobody's record.
    Guesses are slowed and counted, and told to nobody.
    """
    at = env.clock.now()
    one = Try(env.keyring.lookup_digest(f"showing-tries|{actor.identifier.value}"), b"", at)
    before = count_in_advance(one)
    if isinstance(before, ClosedUntil):
        _trace_guessing(actor, at, env)
        return TooManyCodes(before.until)
    found = showings.find_code(code_digest(typed, env=env))
    record = found[0] if found is not None else NOBODYS_RECORD
    with within(record, exclusive=found is not None):
        at = env.clock.now()  # the lock may have been waited for: what was stopped meanwhile opens no more
        offered = showings.offered(record, found[1], actor.identifier) if found is not None else None
        gathered = facts.about_record(
            record, action=Action.REDEEM_SHOWING, actor=actor, at=at, policy=env.policy, offered=offered
        )
        decision = decide(gathered.facts)
        chosen = offered.showing.documents if offered is not None else None
        write_down(decision, gathered.wrapped_key, env=env, documents=tuple(sorted(chosen or ())))
        if isinstance(decision, Permit) or decision.told is Told.OPENED_ALREADY:
            give_back(one)
        if isinstance(decision, Refusal):
            return decision
        if found is None or offered is None:
            raise RuntimeError("a code that nobody has was permitted")
        showings.open_for(record, found[1], actor.identifier, at=at)
    return ShowingOpened(record, offered.showing.until)


def _trace_guessing(actor: Professional, at: datetime, env: Environment) -> None:
    with within(NOBODYS_RECORD):
        gathered = facts.about_record(
            NOBODYS_RECORD, action=Action.REDEEM_SHOWING, actor=actor, at=at, policy=env.policy
        )
        write_down(decide(gathered.facts), gathered.wrapped_key, env=env, detail=TOO_MANY)
