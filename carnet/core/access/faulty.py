"""What cannot be read of a profile, told to the operator who wrote it."""

from dataclasses import dataclass
from typing import TypeVar

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Faulty:
    """A profile that may decide nothing, and why: French sentences, each naming the file and the place."""

    faults: tuple[str, ...]


def sound(read: Read | Faulty) -> Read:
    """Give what was read of a file that comes with the product.

    Raises ``ValueError`` when it is faulty: there is no operator to tell, and a doubtful law must not start.
    """
    match read:
        case Faulty(faults=faults):
            raise ValueError("\n".join(faults))
    return read
