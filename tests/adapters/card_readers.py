"""A counter with a card reader that this installation trusts, and anybody's card in it."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carnet.core.access.actors import Actor
from carnet.core.record.majority import is_minor
from carnet.core.record.opening import ConsentWay, MinorsShare, OpeningConsent
from carnet.core.record.representation import Power
from carnet.demo import cards
from carnet.formats.card_statement import verify_statement, write_statement
from carnet.ports.card_reader import CardAnswer
from carnet.ports.environment import Environment
from carnet.store.records import RecordPerson
from carnet.usecases.record.card_presence import ask_for_card
from carnet.usecases.record.open_record import Assistance, NewRepresentative

READER = "essai"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SERIAL = "0123456789"
A_PARENT = "287024410905264"
"""The NIR of whoever opens with a child in these tests."""

SAID_YES = OpeningConsent(ConsentWay.SPOKEN)


@dataclass(frozen=True, slots=True)
class TrustedReader:
    """The port of card readers: that of these tests, and that of the demonstration with the same key."""

    def verify(self, statement: str, *, at: datetime) -> CardAnswer:
        return verify_statement(statement, {one: KEY.public_key() for one in (READER, cards.READER)}, at=at)


def card_of(number: str, *, actor: Actor, env: Environment) -> str:
    """Somebody's card is read for this actor: the reader's signed statement."""
    challenge = ask_for_card(actor=actor, env=env)
    return write_statement(KEY, reader=READER, card=(SERIAL, number), at=env.clock.now(), challenge=challenge)


def with_card(person: RecordPerson, *, actor: Actor, env: Environment) -> Assistance:
    """The person is there with their card; a child with whoever acts for them, and that card."""
    if is_minor(person.traits.birth_date, at=env.clock.now()):
        adult = NewRepresentative(A_PARENT, "Dominique Tiers", Power.DELEGATE, "who-opened-with-them")
        card = card_of(A_PARENT, actor=actor, env=env)
        return Assistance(person_is_present=True, card=card, representative=adult, is_told=False)
    card = card_of(person.identifiers[0].value, actor=actor, env=env)
    return Assistance(person_is_present=True, card=card, is_told=False)


def consent_of(person: RecordPerson, *, env: Environment) -> OpeningConsent:
    """They said yes; a child was asked too."""
    if is_minor(person.traits.birth_date, at=env.clock.now()):
        return OpeningConsent(ConsentWay.SPOKEN, MinorsShare.AGREED)
    return SAID_YES
