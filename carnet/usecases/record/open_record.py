"""Open the record of a person: one identity, one record, with their consent and the card that proves who they are."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Reason, Refusal, Told
from carnet.core.access.facts import Facts, RecordStatus
from carnet.core.audit.events import event_of, party
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import RecordId
from carnet.core.record.majority import is_minor, majority_begins
from carnet.core.record.opening import CardShown, OpeningConsent, OpeningFacts
from carnet.core.record.representation import Power
from carnet.core.record.terms_of_use import AcceptanceWay
from carnet.ports.card_reader import CardReading
from carnet.ports.environment import Environment
from carnet.store import close_ones, consents, facts, openings, person_traits, records
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.store.records import IdentityHasRecord, RecordPerson
from carnet.usecases.account.awaited_account import await_account
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.opening.welcome import welcome
from carnet.usecases.record.card_presence import card_presence
from carnet.usecases.trace import NONCE_SIZE, append, write_down


@dataclass(frozen=True, slots=True)
class Opened:
    """The new record. ``representative``: under which opaque name somebody acts for the minor."""

    record: RecordId
    representative: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class NewRepresentative:
    """Who opens for a minor, and is written down (product.md, « Minors and representatives »).

    ``number``: their own NIR, 15 characters, as their card or a document says. ``shown``: their name. ``account``:
    the opaque name of their account, when they have one; else one is made, for the account that comes later, which
    whoever holds the very card that was read may ask for at any counter.
    """

    number: str
    shown: str
    power: Power
    account: str | None = None

    def __repr__(self) -> str:
        """Hide the person."""
        return f"NewRepresentative({self.power.value}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class Assistance:
    """What somebody who helps states: that the person is there, what the reader signed, who acts for a minor.

    ``card``: the reader's statement, or None. ``is_emancipated``: a judgment was shown, which lets a minor act alone.
    ``is_told``: the person is told by every channel they gave, or by letter; a world that is built for tests or for a
    demonstration tells nobody.
    """

    person_is_present: bool
    card: str | None = None
    representative: NewRepresentative | None = None
    is_emancipated: bool = False
    is_told: bool = True

    def __repr__(self) -> str:
        """Hide the card."""
        return "Assistance(…)"


Answer: TypeAlias = Opened | Refusal


def open_record(
    person: RecordPerson,
    *,
    consent: OpeningConsent,
    assistance: Assistance,
    switches: EmergencySwitches | None = None,
    actor: Actor,
    env: Environment,
) -> Answer:
    """Open a record with somebody, at whichever door (FAQ dmp.fr 2018, « Création »; product.md, « Opening »).

    ``consent``: how the person, informed, said yes. ``switches``: the emergency boxes as they left them, or None for
    the usual ones. An identity that has a record, open or closed, is refused, and so is an opening without the card;
    whose card it is is seen from the number that it carries.
    """
    reading = _reading(assistance, actor, env)
    digests = [env.keyring.lookup_digest(records.lookup_text(identifier)) for identifier in person.identifiers]
    existing = next((found for digest in digests if (found := records.identify(digest)) is not None), None)
    record = existing if existing is not None else RecordId(env.chance.identifier())
    with within(record, exclusive=True):
        gathered = facts.about_record(
            record,
            action=Action.OPEN_RECORD,
            actor=actor,
            at=env.clock.now(),
            policy=env.policy,
            declares_presence=assistance.person_is_present,
        )
        asked = _with_what_was_shown(gathered.facts, person, assistance, reading)
        decision = decide(asked)
        if isinstance(decision, Refusal):
            write_down(decision, gathered.wrapped_key, env=env)
            return decision
        at = asked.at
        if reading is not None and not openings.use_challenge(reading.challenge, act=asked.action.value, at=at):
            return _refuse(decision.reasons, Told.CARD_NEEDED, gathered, env=env)  # the same reading, sent again
        wrapped_key = env.keyring.new_record_key(record=record.bytes)
        key = env.keyring.open_record_key(wrapped_key, record=record.bytes)
        created = records.create(
            record,
            at=at,
            birth_date=person.traits.birth_date,
            switches=switches or env.policy.initial_switches,
            wrapped_key=wrapped_key,
            person=person,
            digests=digests,
            record_key=key,
            nonce=env.chance.secret(NONCE_SIZE),
        )
        if isinstance(created, IdentityHasRecord):
            # Somebody opened it between the look-up and now: the answer is the one they would have got.
            return _refuse(decision.reasons, Told.ALREADY_OPEN, gathered, env=env)
        person_traits.index(record, [env.keyring.lookup_digest(text) for text in person_traits.texts_of(person.traits)])
        new = _New(record, person, at, key)
        _keep_proofs(new, consent, reading, actor=actor, env=env)
        representative = _write_down_family(new, assistance, asked.opening, env=env)
        event = event_of(decision, event=env.chance.identifier(), door=env.door)
        append(replace(event, record=record), wrapped_key, env=env)
        if assistance.is_told:
            owe_notice(record, kind="record-opened", at=at, env=env)
    return Opened(record, representative)


@dataclass(frozen=True, slots=True, repr=False)
class _New:
    """A record that was just made, and its opened key."""

    record: RecordId
    person: RecordPerson
    at: datetime
    key: bytes


def _reading(given: Assistance, actor: Actor, env: Environment) -> CardReading | None:
    """Believe the reader, or not: whose card it is comes later."""
    if given.card is None:
        return None
    answer = card_presence(given.card, actor=actor, env=env)
    return answer if isinstance(answer, CardReading) else None


def _with_what_was_shown(asked: Facts, person: RecordPerson, given: Assistance, card: CardReading | None) -> Facts:
    """Add what is known of the person of a record that is not there yet: age, card, representative."""
    known = asked.record
    if known.status is RecordStatus.ABSENT:
        emancipated_at = asked.at if given.is_emancipated else None
        known = replace(known, birth_date=person.traits.birth_date, emancipated_at=emancipated_at)
    opening = OpeningFacts(whose_card(card, person, given.representative), given.representative is not None)
    return replace(asked, record=known, opening=opening)


def whose_card(card: CardReading | None, person: RecordPerson, representative: NewRepresentative | None) -> CardShown:
    """Say whose card was read, from the number that it carries."""
    if card is None:
        return CardShown.NONE
    if any(identifier.value == card.number for identifier in person.identifiers):
        return CardShown.OF_THE_PERSON
    if representative is not None and representative.number == card.number:
        return CardShown.OF_THE_REPRESENTATIVE
    return CardShown.OF_SOMEBODY_ELSE


def _keep_proofs(
    new: _New, consent: OpeningConsent, card: CardReading | None, *, actor: Actor, env: Environment
) -> None:
    """Keep who consented how, to which text, and the card that was there."""
    way = AcceptanceWay.ASSISTED_OPENING
    text = welcome(new.record, way=way, language=consent.language, at=new.at, env=env)
    given_to = party(actor).identifier
    openings.keep_consent(new.record, env.chance.identifier(), consent, text=text, at=new.at, given_to=given_to)
    if card is not None:
        openings.keep_card(
            new.record,
            env.chance.identifier(),
            card,
            act=Action.OPEN_RECORD.value,
            at=new.at,
            record_key=new.key,
            nonce=env.chance.secret(NONCE_SIZE),
        )


def _write_down_family(new: _New, given: Assistance, shown: OpeningFacts | None, *, env: Environment) -> str | None:
    """Write down who acts for the minor until their majority, or that a judgment lets them act alone."""
    born = new.person.traits.birth_date
    if not is_minor(born, at=new.at):
        return None
    if given.is_emancipated:
        records.emancipate(new.record, at=new.at)
        return None
    one = given.representative
    if one is None:
        return None
    account = one.account if one.account is not None else str(_own_number(one, shown, env))
    consents.add_representative(new.record, consents.Representation(account, new.at, majority_begins(born), one.power))
    nonce = env.chance.secret(NONCE_SIZE)
    close_ones.remember_name(new.record, account, one.shown, record_key=new.key, nonce=nonce)
    return account


def _own_number(one: NewRepresentative, shown: OpeningFacts | None, env: Environment) -> UUID:
    """Choose under which number somebody acts who has no account: one that waits for them, if their card was read."""
    if shown is not None and shown.card is CardShown.OF_THE_REPRESENTATIVE:
        return await_account(one.number, env=env)
    return env.chance.identifier()


def _refuse(reasons: tuple[Reason, ...], told: Told, gathered: Gathered, *, env: Environment) -> Refusal:
    refusal = Refusal(gathered.facts, reasons, told)
    write_down(refusal, gathered.wrapped_key, env=env)
    return refusal
