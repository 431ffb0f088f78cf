"""Which record somebody means: by the opaque id that they were given, or by the identity that they know."""

from typing import TypeAlias

from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier, RecordId
from carnet.ports.environment import Environment
from carnet.store import records

RecordReference: TypeAlias = RecordId | PatientIdentifier


def find_record(reference: RecordReference, *, env: Environment) -> RecordId:
    """Give the record that a reference leads to.

    An identity without a record leads to nobody's, where the attempt is decided and traced like any other.
    """
    if not isinstance(reference, PatientIdentifier):
        return reference
    found = records.identify(env.keyring.lookup_digest(f"{reference.system.value}|{reference.value}"))
    return found if found is not None else NOBODYS_RECORD
