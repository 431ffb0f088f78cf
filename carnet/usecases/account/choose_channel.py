"""Choose by which channel one's codes come."""

from enum import Enum

from carnet.core.audit.events import SecurityAct
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, sign_ins
from carnet.store.context import within
from carnet.usecases.account.holder import address_of, owner_of
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved


class ChannelChosen(Enum):
    """What came of it."""

    DONE = "done"
    NO_ADDRESS = "no-address"
    """The person has no address for that channel."""


def choose_channel(token: str, channel: Channel, *, env: Environment) -> ChannelChosen | ProofNeeded | NobodyHere:
    """Send the codes of the person whose session this is by mail or by SMS (FAQ dmp.fr 2018: « selon votre choix »).

    Codes on their way open nothing any more, and the person is told on every channel.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    account = here.account
    with within(account.history):
        at = env.clock.now()
        held = accounts.hold(account.id)
        if not address_of(owner_of(account.record, account.id, env=env), channel):
            return ChannelChosen.NO_ADDRESS
        if held is not None and held.channel is not channel:
            accounts.choose_channel(account.id, channel)
            sign_ins.end_attempts(account.id)
            trace_own(account, SecurityAct.CHANNEL_CHANGE, at=at, env=env, detail=channel.value)
            tell_account(account, "channel-changed", at=at, env=env)
    return ChannelChosen.DONE
