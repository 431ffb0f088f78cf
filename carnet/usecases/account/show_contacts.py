"""How somebody is reached: their addresses, the channel of their codes, and a change that waits."""

from dataclasses import dataclass

from carnet.core.accounts.contacts import CHANGE_LASTS
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import authenticator_apps, contact_changes
from carnet.store.context import within
from carnet.usecases.account.holder import owner_of
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here


@dataclass(frozen=True, slots=True, repr=False)
class WaitingChange:
    """A change that waits for its codes. ``old``: where the second one went, or "" when there is only one."""

    channel: Channel
    new: str
    old: str
    old_channel: Channel

    def __repr__(self) -> str:
        """Hide the addresses."""
        return f"WaitingChange({self.channel.value}, …)"


@dataclass(frozen=True, slots=True, repr=False)
class Contacts:
    """``mail``, ``phone``: empty when there is none. ``channel``: where codes go; ``has_app``: an app gives them."""

    mail: str
    phone: str
    channel: Channel
    has_app: bool
    waiting: WaitingChange | None

    def __repr__(self) -> str:
        """Hide the addresses."""
        return "Contacts(…)"


def show_contacts(token: str, *, env: Environment) -> Contacts | NobodyHere:
    """Show the person whose session this is how they are reached (interface.md P22)."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    with within(account.history):
        person = owner_of(account.record, account.id, env=env)
        since = env.clock.now() - CHANGE_LASTS
        held = contact_changes.hold_latest(account.id, since=since, keyring=env.keyring)
        has_app = authenticator_apps.since_when(account.id) is not None
    waiting = None
    if held is not None:
        waiting = WaitingChange(held.channel, held.addresses.new, held.addresses.old, held.addresses.old_channel)
    return Contacts(person.mail, person.phone, account.channel, has_app, waiting)
