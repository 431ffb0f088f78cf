"""A code of a terminology."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """``value`` within ``system`` (an OID or a URI, as the value set publishes it), with its French label."""

    value: str
    system: str
    label: str = ""
