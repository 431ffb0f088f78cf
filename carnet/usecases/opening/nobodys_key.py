"""The key under which lies what belongs to no record yet."""

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.usecases.account.holder import key_of


def nobodys_key(*, env: Environment) -> bytes:
    """Open the key of nobody's record (32 bytes). Inside ``within(NOBODYS_RECORD)``."""
    return env.keyring.open_record_key(key_of(NOBODYS_RECORD), record=NOBODYS_RECORD.bytes)
