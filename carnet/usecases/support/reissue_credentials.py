"""Reissue an access at the desk: a new identifier and a first password leave by letter, and no agent ever sees them."""

from dataclasses import dataclass
from enum import Enum

from carnet.core.access.actors import Actor
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.store import accounts
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.account.holder import Person, owner_at
from carnet.usecases.account.open_account import AccountOpened
from carnet.usecases.account.reissue_access import NotReissued, Reissue, reissue_access
from carnet.usecases.letters.owe_letter import Recipient, owe_letter, recipient
from carnet.usecases.support.assurance import refusal_at_desk


@dataclass(frozen=True, slots=True)
class CredentialsOnTheirWay:
    """A letter with both waits to be printed; what opened the account before is dead."""


class NoLetter(Enum):
    """Why nothing was reissued."""

    NO_POSTAL_ADDRESS = "no-postal-address"
    """A counter or a professional hands the credentials over on paper: an agent does not choose where they go."""
    NO_CHANNEL = "no-channel"
    """No code could be sent: the channel is changed first, by two agents."""


def reissue_credentials(
    record: RecordId, *, has_lost_means: bool, actor: Actor, env: Environment
) -> CredentialsOnTheirWay | NoLetter | NotDone:
    """Reissue the access of somebody whose documents were seen (product.md: knowledge alone never reissues anything).

    ``has_lost_means``: the telephone with the app, or the devices with the passkeys, are gone too. The password opens
    one sign-in, with a code (FAQ dmp.fr 2018: « valable uniquement lors de votre prochain accès »). It goes to the
    postal address of the record, or to that which somebody without one gave at the opening of their account, and
    nowhere else.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.REISSUE, actor=actor, env=env)
        if refusal is not None:
            return refusal
        account = accounts.of_history(record)
        if account is None:
            return NotDone.NOT_THERE
        to = _letter_to(owner_at(record, account.id, env=env))
    if to is None:
        return NoLetter.NO_POSTAL_ADDRESS
    how = Reissue(account.channel, identity_is_proved=True, has_lost_means=has_lost_means)

    def hand_over(made: AccountOpened) -> None:
        _owe(to, made, record, env)

    answer = reissue_access(record, how, hand_over=hand_over, actor=actor, env=env)
    match answer:
        case AccountOpened():
            return CredentialsOnTheirWay()
        case NotReissued.NO_ADDRESS:
            return NoLetter.NO_CHANNEL
        case NotReissued():
            return NotDone.NOT_THERE


def _letter_to(person: Person) -> Recipient | None:
    """Give to whom the letter goes; None when their address is not known."""
    if isinstance(person, RecordPerson):
        return recipient(person.traits, person.address)
    return Recipient(person.shown(), person.address) if person.address else None


def _owe(to: Recipient, made: AccountOpened, record: RecordId, env: Environment) -> None:
    values = {"identifier": made.identifier, "password": made.initial_password}
    owe_letter(to, "credentials", at=env.clock.now(), values=values, record=record, env=env)
