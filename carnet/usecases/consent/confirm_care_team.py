"""Somebody cannot answer: their trusted person confirms the care team, for this stay only."""

from dataclasses import dataclass, replace
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.accounts.lockout import ClosedUntil, MayTry
from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.core.consent.trusted_person import LONGEST_STAY, StayConfirmed, is_same_name
from carnet.core.identifiers import PatientIdentifier
from carnet.ports.environment import Environment
from carnet.store import close_ones, consents, facts, trusted_people
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.usecases.account.counted_try import Try, count_in_advance, give_back
from carnet.usecases.consent.authorize_professional import Authorized
from carnet.usecases.consent.concerned import concerned_party
from carnet.usecases.consent.giving import former
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class StayTooLong:
    """The end of the stay is past, or further than ``days`` away. Nothing was asked of any record."""

    days: int = LONGEST_STAY.days


@dataclass(frozen=True, slots=True)
class TooManyNames:
    """Three names that did not do: nothing is looked at before ``until``, however right it is."""

    until: datetime


def confirm_care_team(
    reference: RecordReference,
    *,
    cannot_answer: bool,
    confirmed_by: str,
    until: datetime,
    actor: Professional,
    env: Environment,
) -> Authorized | StayTooLong | TooManyNames | Refusal:
    """Write down that the trusted person lets the care team of the actor's establishment read, until the stay ends.

    ``cannot_answer``: the professional's statement that the person cannot. ``confirmed_by``: the full name that the
    trusted person gave, which must be the one that the record names; nobody is told which that is. ``until``: the end
    of the stay, which is no longer valid itself. Told to the person at once on every channel. A yes that this
    establishment has already stays as it was given (product.md, « The unconscious person »). Whatever was refused
    counts as a guess, and three of one professional about one record make them wait.
    """
    at = env.clock.now()
    stay = StayConfirmed(is_the_one_named=False, cannot_answer=cannot_answer, ends_at=until)
    if not stay.is_bounded(at=at):
        return StayTooLong()
    one = Try(env.keyring.lookup_digest(f"stay-tries|{_text_of(reference)}|{actor.identifier.value}"), b"", at)
    before = count_in_advance(one)
    record = find_record(reference, env=env)
    with within(record, exclusive=True):
        at = env.clock.now()  # the lock may have been waited for
        gathered = facts.about_record(record, action=Action.CONFIRM_CARE_TEAM, actor=actor, at=at, policy=env.policy)
        if isinstance(before, MayTry):
            stay = replace(stay, is_the_one_named=_is_the_one_named(gathered, confirmed_by, env=env))
        decision = decide(replace(gathered.facts, stay=stay))
        structure = actor.organization
        write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            concerned=concerned_party(structure) if structure is not None else None,
            detail=f"{trusted_people.named(record) or 'nobody'} {until.isoformat()}",
        )
        if isinstance(before, ClosedUntil):
            return TooManyNames(before.until)
        if isinstance(decision, Refusal):
            return decision
        if structure is None:
            raise RuntimeError("a stay was confirmed in no establishment")
        give_back(one)
        known = former(record, structure)
        if known is not None and status_of(known.authorization, at=at) is AuthorizationStatus.VALID:
            return Authorized(known.authorization)
        given = Authorization(at, until)
        consents.authorize(record, structure, given, declared_by=actor.identifier)
        owe_notice(record, kind="stay-confirmed", at=at, env=env)
    return Authorized(given)


def _text_of(reference: RecordReference) -> str:
    """Write what was asked about, not what it led to: nobody learns by waiting that two numbers lead nowhere."""
    return f"{reference.system.value}|{reference.value}" if isinstance(reference, PatientIdentifier) else str(reference)


def _is_the_one_named(gathered: Gathered, told: str, *, env: Environment) -> bool:
    """Compare names in the same steps whether or not the record names anybody: nobody may feel the difference."""
    record = gathered.facts.record.id
    record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
    names = close_ones.names(record, record_key=record_key)
    account = trusted_people.named(record)
    return account is not None and is_same_name(told, names[account])
