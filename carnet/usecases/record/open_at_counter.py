"""Open a record with somebody at a counter, and hand over the means to sign in: one form, one call."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.defects import Defect
from carnet.core.record.opening import OpeningConsent
from carnet.core.record.representation import Power
from carnet.core.record.typed_identity import TypedIdentity, read_insured_number
from carnet.ports.card_reader import CardFault
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, records
from carnet.store.account_people import AccountPerson
from carnet.store.records import RecordPerson
from carnet.usecases.account.open_account import open_account
from carnet.usecases.account.open_other_account import open_other_account
from carnet.usecases.family.tell_close_one import account_number
from carnet.usecases.record.credentials_paper import HandedOver, handed_over, handed_to_relative
from carnet.usecases.record.identify_at_counter import (
    CardRecognized,
    IdentityFaults,
    RegisterSilent,
    called,
    identify,
    recognize_card,
    with_document,
)
from carnet.usecases.record.open_record import Assistance, NewRepresentative, Opened, open_record


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """How the person is reached, all of it optional; ``channel``: where their codes go, None for no account."""

    mail: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()
    channel: Channel | None = None

    def __repr__(self) -> str:
        """Hide the addresses."""
        return "Contact(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Child:
    """Whose record is opened, when it is a minor's, and by which power the adult who is there acts.

    ``adult_name``, ``adult_number``: who that is, when the card is not theirs or the register does not know them.
    ``is_emancipated``: a judgment was shown: the minor acts alone. ``adult_document_was_seen``: an identity document of
    the adult was shown; without it, and without their own card, no account is opened for them.
    """

    power: Power = Power.PARENT
    adult_name: str = ""
    adult_number: str = ""
    is_emancipated: bool = False
    adult_document_was_seen: bool = False

    def __repr__(self) -> str:
        """Hide the person."""
        return "Child(…)"


@dataclass(frozen=True, slots=True, repr=False)
class AtTheCounter:
    """What was read, heard and typed. ``typed``: None for the person whom the register knows by the card itself.

    ``card``: the reader's statement. ``document_was_seen``: an identity document was shown. ``person_is_present``: the
    statement that the person, informed, is there and agrees. ``emergencies``: the two boxes as they left them, SAMU
    then immediate danger.
    """

    card: str
    typed: TypedIdentity | None
    document_was_seen: bool
    person_is_present: bool
    consent: OpeningConsent
    emergencies: tuple[bool, bool]
    contact: Contact
    child: Child | None = None

    def __repr__(self) -> str:
        """Hide the person."""
        return "AtTheCounter(…)"


ADULT_MISSING = Defect(
    "representative-missing",
    "adult_name",
    "Nobody is named who acts for the minor.",
    "Give the name of the parent or guardian who is there.",
)

OpenedAtCounter: TypeAlias = HandedOver | Refusal | CardFault | RegisterSilent | IdentityFaults


def open_at_counter(given: AtTheCounter, *, actor: Actor, env: Environment) -> OpenedAtCounter:
    """Open a record with the person there (FAQ dmp.fr 2018, « Création »; product.md, « Opening »).

    Nothing is kept of an opening that was refused or whose identity cannot be read. With a channel, an account is
    opened too and its first password made, or the answer says that it was refused; without, the record stands, and the
    account can come later. A child has no account: the one that is opened is the adult's own, who acts with it
    (product.md: never shared codes). What is given back goes on paper or on the screen, once.
    """
    card = recognize_card(given.card, actor=actor, env=env)
    if isinstance(card, CardFault | RegisterSilent):
        return card
    person = _person(given, card, env)
    if not isinstance(person, RecordPerson):
        return person
    contact = given.contact
    person = replace(person, mail=contact.mail, phone=contact.phone, address=contact.address or person.address)
    adult = _representative(given.child, card, person, env)
    if isinstance(adult, Defect):
        return (adult,)
    assistance = Assistance(
        person_is_present=given.person_is_present,
        card=given.card,
        representative=adult,
        is_emancipated=given.child is not None and given.child.is_emancipated,
    )
    samu, danger = given.emergencies
    switches = replace(env.policy.initial_switches, samu=samu, break_the_glass=danger)
    opened = open_record(person, consent=given.consent, assistance=assistance, switches=switches, actor=actor, env=env)
    if isinstance(opened, Refusal):
        return opened
    if given.child is not None and not given.child.is_emancipated:
        handed = _hand_over_to_adult(given, card, adult, opened, person, actor=actor, env=env)
    else:
        handed = _hand_over(opened, person, contact.channel, actor=actor, env=env)
    return replace(handed, emergencies=given.emergencies)


def _person(given: AtTheCounter, card: CardRecognized, env: Environment) -> RecordPerson | IdentityFaults:
    """Take the identity of the card, when it is the person's own and the register knows them; else what was typed."""
    if given.child is None and card.holder is not None:
        return with_document(card.holder) if given.document_was_seen else card.holder
    if given.typed is None:
        return ()
    typed = given.typed if given.child is not None else replace(given.typed, number=card.number)
    return identify(typed, document_was_seen=given.document_was_seen, env=env)


def _representative(
    child: Child | None, card: CardRecognized, person: RecordPerson, env: Environment
) -> NewRepresentative | Defect | None:
    """Name who acts for the minor: by their own card, else as they were typed beside the minor's card."""
    if child is None or child.is_emancipated:
        return None
    is_childs_card = any(one.value == card.number for one in person.identifiers)
    name = child.adult_name if is_childs_card else card.name or child.adult_name
    if not name:
        return ADULT_MISSING
    if not is_childs_card:
        return NewRepresentative(card.number, name, child.power, _account_of(card.holder, env))
    typed = read_insured_number(child.adult_number, accepts_test=env.accepts_test_identifiers)
    if isinstance(typed, Defect):
        return replace(typed, where="adult_number")
    return NewRepresentative(typed.value, name, child.power)  # under no account: nobody read their card


def _account_of(adult: RecordPerson | None, env: Environment) -> str | None:
    """Find the account of an adult who has a record here: they act for the child under it."""
    if adult is None:
        return None
    digests = (env.keyring.lookup_digest(records.lookup_text(one)) for one in adult.identifiers)
    record = next((found for one in digests if (found := records.identify(one)) is not None), None)
    account = accounts.of_record(record) if record is not None else None
    return str(account) if account is not None else None


def _hand_over_to_adult(
    given: AtTheCounter,
    card: CardRecognized,
    adult: NewRepresentative | None,
    opened: Opened,
    person: RecordPerson,
    *,
    actor: Actor,
    env: Environment,
) -> HandedOver:
    """Open the account of the adult who acts for the child, when they want one and have neither account nor record."""
    child, contact = given.child, given.contact
    number = account_number(opened.representative or "")
    without = handed_over(person, None, None)
    if child is None or adult is None or number is None or contact.channel is None:
        return without
    owner = AccountPerson(*_names(adult, card), contact.mail, contact.phone, contact.address)
    has_their_card = adult.number == card.number
    if (has_their_card and _has_record(card, env)) or accounts.of_id(number) is not None:
        return without
    account = open_other_account(
        owner,
        channel=contact.channel,
        identity_is_proved=has_their_card or child.adult_document_was_seen,
        number=number,
        actor=actor,
        env=env,
    )
    return handed_to_relative(without, owner, account, contact.channel)


def _names(adult: NewRepresentative, card: CardRecognized) -> tuple[str, str]:
    """Give the first name and the name of the adult: as the register knows them, else as they were typed."""
    if card.holder is not None and card.number == adult.number:
        return called(card.holder.traits)
    given, _, family = adult.shown.partition(" ")
    return given, family


def _has_record(card: CardRecognized, env: Environment) -> bool:
    identifiers = card.holder.identifiers if card.holder is not None else ()
    digests = (env.keyring.lookup_digest(records.lookup_text(one)) for one in identifiers)
    return any(records.identify(one) is not None for one in digests)


def _hand_over(
    opened: Opened, person: RecordPerson, channel: Channel | None, *, actor: Actor, env: Environment
) -> HandedOver:
    account = None
    if channel is not None:
        account = open_account(opened.record, channel=channel, identity_is_proved=True, actor=actor, env=env)
    return handed_over(person, account, channel)
