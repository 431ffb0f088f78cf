"""Somebody who has no record here reads what was done to their account, by them and by others."""

from dataclasses import dataclass

from carnet.core.audit.events import party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import access_log
from carnet.store.context import within
from carnet.usecases.account.holder import key_of, own_actor
from carnet.usecases.account.who_is_here import NobodyHere, who_is_here
from carnet.usecases.reading.read_access_history import HistoryLine, name_lines


@dataclass(frozen=True, slots=True)
class OwnActs:
    """The lines of the history of their account, newest first; what they did for others stands in those histories."""

    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class InOwnRecord:
    """Whoever this is has a record here: the history of their account is that of the record."""


def read_own_acts(token: str, *, env: Environment) -> OwnActs | InOwnRecord | NobodyHere:
    """Read the history of the account whose session this is (product.md, « Minors »: « acts under their own name »).

    Sign-ins, passwords, devices, and each act of the support desk, as the holder of a record reads them in theirs.
    """
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    account = here.account
    if account.record != NOBODYS_RECORD:
        return InOwnRecord()
    with within(account.history):
        key = env.keyring.open_record_key(key_of(account.history), record=account.history.bytes)
        events = access_log.read(account.history, record_key=key)
    return OwnActs(name_lines(events, close={}, reader=party(own_actor(account))))
