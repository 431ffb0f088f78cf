"""What cannot be read of a profile, told to the operator who wrote it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Faulty:
    """A profile that may decide nothing, and why: French sentences, each naming the file and the place."""

    faults: tuple[str, ...]
