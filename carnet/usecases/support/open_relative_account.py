"""Open, at the desk, the own account of somebody who will act for another: what opens it goes by letter."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct, NotDone
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store.account_people import AccountPerson
from carnet.usecases.account.open_account import AccountOpened
from carnet.usecases.account.open_other_account import open_other_account
from carnet.usecases.letters.owe_letter import Recipient, owe_letter
from carnet.usecases.support.desk_trace import is_refused_by_role


@dataclass(frozen=True, slots=True, repr=False)
class Relative:
    """Who comes with a deed, and where their codes and their letter go. ``address``: the lines below their name."""

    given_name: str
    family_name: str
    channel: Channel
    reached_at: str
    address: tuple[str, ...]

    def __repr__(self) -> str:
        """Hide the person."""
        return "Relative(…)"


class Missing(Enum):
    """What the form lacks."""

    NAME = "name"
    REACHED_AT = "reached-at"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class LetterOwed:
    """The account is open; nobody at the desk learns what opens it."""

    account: UUID


def open_relative_account(
    relative: Relative, *, identity_is_proved: bool, actor: Actor, env: Environment
) -> LetterOwed | Missing | NotDone:
    """Open it, and owe the letter that hands the credentials over (product.md: the support never learns a password).

    ``identity_is_proved``: the agent's statement that the identity document was seen; ``NOT_SURE_ENOUGH`` otherwise.
    The account opens no record: a power, recorded by two, will. The address is kept with the account: credentials that
    are reissued go there, and nowhere else.
    """
    if is_refused_by_role(actor, DeskAct.OPEN_RELATIVE_ACCOUNT, env=env):
        return NotDone.NOT_THIS_ROLE
    reached = (read_mail if relative.channel is Channel.MAIL else read_phone)(relative.reached_at)
    if not relative.given_name.strip() or not relative.family_name.strip():
        return Missing.NAME
    if reached is None:
        return Missing.REACHED_AT
    if not relative.address:
        return Missing.ADDRESS
    is_mail = relative.channel is Channel.MAIL
    person = AccountPerson(
        relative.given_name.strip(),
        relative.family_name.strip(),
        mail=reached if is_mail else "",
        phone="" if is_mail else reached,
        address=relative.address,
    )

    def hand_over(made: AccountOpened) -> None:
        values = {"identifier": made.identifier, "password": made.initial_password}
        to = Recipient(person.shown(), person.address)
        owe_letter(to, "credentials", at=env.clock.now(), values=values, record=RecordId(made.account), env=env)

    opened = open_other_account(
        person,
        channel=relative.channel,
        identity_is_proved=identity_is_proved,
        hand_over=hand_over,
        actor=actor,
        env=env,
    )
    if not isinstance(opened, AccountOpened):
        return NotDone.NOT_SURE_ENOUGH
    return LetterOwed(opened.account)
