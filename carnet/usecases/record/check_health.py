"""Whether the product can do its work: the database answers and its trace can be written."""

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.store import records
from carnet.store.context import within


def check_health(*, env: Environment) -> bool:
    """Tell whether the database answers and the key that seals traces opens. Reads nothing of anybody."""
    with within(NOBODYS_RECORD):
        wrapped = records.wrapped_key(NOBODYS_RECORD)
    if wrapped is None:
        return False
    return len(env.keyring.open_record_key(wrapped, record=NOBODYS_RECORD.bytes)) > 0
