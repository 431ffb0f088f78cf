"""What opens the account of the person whose session this is."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import authenticator_apps, known_places, passkeys
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here


@dataclass(frozen=True, slots=True)
class MyAccount:
    """``password_set_at``: since when the password is what it is; ``app_since``: None without an authenticator app.

    ``passkeys``, ``sessions``: how many there are. ``channel``: where codes go when no app gives them.
    ``has_record``: its history then is that of the record.
    """

    password_set_at: datetime
    passkeys: int
    app_since: datetime | None
    channel: Channel
    sessions: int
    has_record: bool


def show_account(token: str, *, env: Environment) -> MyAccount | NobodyHere:
    """Show what opens it, and nothing secret (interface.md P24)."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    return MyAccount(
        account.password_set_at,
        len(passkeys.credentials_of(account.id)),
        authenticator_apps.since_when(account.id),
        account.channel,
        len(known_places.open_sessions(account.id, at=env.clock.now())),
        has_record=account.record != NOBODYS_RECORD,
    )
