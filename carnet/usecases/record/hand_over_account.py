"""Give somebody whose record is open the account that they did not want, or could not have, at first."""

from dataclasses import replace
from enum import Enum
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.accounts.authority import may_open_account
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, PatientIdentifierSystem, RecordId
from carnet.ports.card_reader import CardFault, CardReading
from carnet.ports.environment import Environment
from carnet.ports.insured_register import InsuredRegisterUnavailableError
from carnet.ports.messages import Channel
from carnet.store import accounts, facts, openings, records
from carnet.store.account_people import AccountPerson
from carnet.store.context import within
from carnet.usecases.account.awaited_account import awaited_account
from carnet.usecases.account.holder import key_of, person_of
from carnet.usecases.account.open_account import AccountOpened, open_account
from carnet.usecases.account.open_other_account import open_other_account
from carnet.usecases.opening.insured_person import insured_with
from carnet.usecases.record.card_presence import card_presence
from carnet.usecases.record.credentials_paper import HandedOver, handed_over, handed_to_relative
from carnet.usecases.record.identify_at_counter import called
from carnet.usecases.trace import NONCE_SIZE


class NotHandedOver(Enum):
    """Why no account was handed over. Told to somebody who holds the person's card."""

    NO_RECORD = "no-record"
    HAS_ACCOUNT = "has-account"
    """An access that was lost is reissued by the support desk, on proof of identity."""
    NOT_ALLOWED = "not-allowed"
    NO_NAME = "no-name"
    """They act for a child, have no record here, and the register does not know them: their name is typed."""


AccountAnswer: TypeAlias = HandedOver | NotHandedOver | CardFault


def hand_over_account(
    card: str,
    *,
    mail: str,
    phone: str,
    channel: Channel,
    name: tuple[str, str] = ("", ""),
    actor: Actor,
    env: Environment,
) -> AccountAnswer:
    """Open the account of the person whose card is here (FAQ dmp.fr 2018: « même après la création »).

    ``card``: the reader's statement. ``mail``, ``phone``: how the person wants to be reached, the one of ``channel`` at
    least; an address already known stays when none is given. What is given back goes on paper, once. Nobody's contact
    is changed who has an account. Somebody who has no record here but acts for a child, written down with this very
    card, gets the account under which they act; ``name``: theirs, where the register does not know them.
    """
    reading = card_presence(card, actor=actor, env=env)
    if isinstance(reading, CardFault):
        return reading
    record = record_of_card(reading.number, env)
    if record is None:
        contact = (mail, phone)
        return _to_a_relative(reading, contact, channel=channel, name=name, actor=actor, env=env)
    with within(record, exclusive=True):
        at = env.clock.now()
        asked = facts.about_record(
            record, action=Action.OPEN_RECORD, actor=actor, at=at, policy=env.policy, declares_presence=True
        )
        has_account = accounts.of_record(record) is not None
        if may_open_account(asked.facts) and not has_account:
            if not openings.use_challenge(reading.challenge, act=SecurityAct.ACCOUNT_OPENING.value, at=at):
                return CardFault.ANOTHER_CHALLENGE
            _keep(record, mail=mail, phone=phone, reading=reading, env=env)
        person = person_of(record, env=env)
    opened = open_account(record, channel=channel, identity_is_proved=True, actor=actor, env=env)
    if isinstance(opened, AccountOpened):
        return handed_over(person, opened, channel)
    return NotHandedOver.HAS_ACCOUNT if has_account else NotHandedOver.NOT_ALLOWED


def _to_a_relative(
    reading: CardReading,
    contact: tuple[str, str],
    *,
    channel: Channel,
    name: tuple[str, str],
    actor: Actor,
    env: Environment,
) -> AccountAnswer:
    """Open the own account of whoever acts for a child already under a number that waits for this card."""
    number = awaited_account([reading.number], env=env)
    if number is None:
        return NotHandedOver.NO_RECORD
    if accounts.of_id(number) is not None:
        return NotHandedOver.HAS_ACCOUNT
    given, family = _known_name(reading.number, env) or name
    if not given.strip() or not family.strip():
        return NotHandedOver.NO_NAME
    if not openings.use_challenge(reading.challenge, act=SecurityAct.ACCOUNT_OPENING.value, at=env.clock.now()):
        return CardFault.ANOTHER_CHALLENGE
    owner = AccountPerson(given.strip(), family.strip(), *contact)
    opened = open_other_account(owner, channel=channel, identity_is_proved=True, number=number, actor=actor, env=env)
    if not isinstance(opened, AccountOpened):
        return NotHandedOver.NOT_ALLOWED
    return handed_to_relative(HandedOver(""), owner, opened, channel)


def _known_name(number: str, env: Environment) -> tuple[str, str] | None:
    """Ask the register; what it does not know, or cannot say now, is typed."""
    try:
        found = insured_with(number, env=env)
    except InsuredRegisterUnavailableError:
        return None
    return called(found.traits) if found is not None and found.traits.given_names else None


def _keep(record: RecordId, *, mail: str, phone: str, reading: CardReading, env: Environment) -> None:
    """Keep how the person is reached, and the card that was there."""
    key = env.keyring.open_record_key(key_of(record), record=record.bytes)
    person = person_of(record, env=env)
    person = replace(person, mail=mail or person.mail, phone=phone or person.phone)
    records.save_person(record, person, record_key=key, nonce=env.chance.secret(NONCE_SIZE))
    openings.keep_card(
        record,
        env.chance.identifier(),
        reading,
        act=SecurityAct.ACCOUNT_OPENING.value,
        at=env.clock.now(),
        record_key=key,
        nonce=env.chance.secret(NONCE_SIZE),
    )


def record_of_card(number: str, env: Environment) -> RecordId | None:
    """Find the record of the identity that a card carries, under the authorities that are taken here."""
    systems = [PatientIdentifierSystem.INS_NIR, PatientIdentifierSystem.INS_NIA]
    if env.accepts_test_identifiers:
        systems = [PatientIdentifierSystem.INS_NIR_DEMO, PatientIdentifierSystem.INS_NIR_TEST, *systems]
    for system in systems:
        digest = env.keyring.lookup_digest(records.lookup_text(PatientIdentifier(system, number)))
        found = records.identify(digest)
        if found is not None and found != NOBODYS_RECORD:
            return found
    return None
