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
from carnet.ports.messages import Channel
from carnet.store import accounts, facts, openings, records
from carnet.store.context import within
from carnet.usecases.account.holder import key_of, person_of
from carnet.usecases.account.open_account import AccountOpened, open_account
from carnet.usecases.record.card_presence import card_presence
from carnet.usecases.record.credentials_paper import HandedOver, handed_over
from carnet.usecases.trace import NONCE_SIZE


class NotHandedOver(Enum):
    """Why no account was handed over. Told to somebody who holds the person's card."""

    NO_RECORD = "no-record"
    HAS_ACCOUNT = "has-account"
    """An access that was lost is reissued by the support desk, on proof of identity."""
    NOT_ALLOWED = "not-allowed"


AccountAnswer: TypeAlias = HandedOver | NotHandedOver | CardFault


def hand_over_account(
    card: str, *, mail: str, phone: str, channel: Channel, actor: Actor, env: Environment
) -> AccountAnswer:
    """Open the account of the person whose card is here (FAQ dmp.fr 2018: « même après la création »).

    ``card``: the reader's statement. ``mail``, ``phone``: how the person wants to be reached, the one of ``channel`` at
    least; an address already known stays when none is given. What is given back goes on paper, once. Nobody's contact
    is changed who has an account.
    """
    reading = card_presence(card, actor=actor, env=env)
    if isinstance(reading, CardFault):
        return reading
    record = _record_of(reading.number, env)
    if record is None:
        return NotHandedOver.NO_RECORD
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


def _record_of(number: str, env: Environment) -> RecordId | None:
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
