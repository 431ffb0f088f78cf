"""The holder names their trusted person, changes them, or names nobody any more."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import close_ones, facts, trusted_people
from carnet.store.context import within
from carnet.usecases.trace import NONCE_SIZE, write_down

LONGEST_NAME = 120
"""Characters of a full name."""


@dataclass(frozen=True, slots=True, repr=False)
class TrustedPerson:
    """Who is named: their full name, as the holder wrote it; empty when nobody is."""

    name: str

    def __repr__(self) -> str:
        """Hide the person."""
        return "TrustedPerson(…)"


@dataclass(frozen=True, slots=True)
class NoSuchName:
    """Nothing that was written is a name, or it is too long. Nothing was asked of any record."""


def read_trusted_person(record: RecordId, *, actor: Actor, env: Environment) -> TrustedPerson | Refusal:
    """Show whom the record names, to whoever may change it; traced as that."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.CHOOSE_TRUSTED_PERSON, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="looked")
        if isinstance(decision, Refusal):
            return decision
        account = trusted_people.named(record)
        known = close_ones.names(record, record_key=record_key) if account is not None else {}
    return TrustedPerson(known.get(account, "") if account is not None else "")


def choose_trusted_person(
    record: RecordId, name: str, *, actor: Actor, env: Environment
) -> TrustedPerson | NoSuchName | Refusal:
    """Name somebody in place of a former one; an empty ``name``: nobody any more.

    L1111-6: named in writing, changed or taken back at any time. What was confirmed before stays until its end, or
    until the holder withdraws it.
    """
    written = " ".join(name.split())
    if len(written) > LONGEST_NAME or (written and not any(one.isalpha() for one in written)):
        return NoSuchName()
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_record(
            record, action=Action.CHOOSE_TRUSTED_PERSON, actor=actor, at=at, policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="named" if written else "nobody")
        if isinstance(decision, Refusal):
            return decision
        if not written:
            trusted_people.end(record, at=at)
            return TrustedPerson("")
        account = str(env.chance.identifier())
        trusted_people.name(record, account, at=at)
        close_ones.remember_name(record, account, written, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    return TrustedPerson(written)
