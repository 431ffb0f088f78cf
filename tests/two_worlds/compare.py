"""Compares what one reader was answered in two worlds, and says where they could tell them apart."""

from collections.abc import Sequence
from itertools import zip_longest

from tests.two_worlds.asking import Answer

AROUND = 60
"""How many bytes of each answer are shown around the first that differs."""


def differences(with_it: Sequence[Answer], without: Sequence[Answer]) -> list[str]:
    """Say what differs, answer by answer: the status, the headers, the first different byte, the statements."""
    found = []
    for index, (one, other) in enumerate(zip_longest(with_it, without)):
        if one is None or other is None:
            shorter = "without it" if other is None else "with it"
            label = (one or other).label if (one or other) is not None else ""
            found.append(f"{index} {label}: not asked in the world {shorter}")
        else:
            found += [f"{index} {one.label}: {what}" for what in _told_apart(one, other)]
    return found


def _told_apart(one: Answer, other: Answer) -> list[str]:
    found = []
    if one.label != other.label:
        found.append(f"the other world asks « {other.label} »")
    if one.status != other.status:
        found.append(f"status {one.status}, without it {other.status}")
    if one.headers != other.headers:
        mine, theirs = set(one.headers) - set(other.headers), set(other.headers) - set(one.headers)
        found.append(f"headers {sorted(mine)}, without it {sorted(theirs)}")
    if one.body != other.body:
        at = next((i for i, (a, b) in enumerate(zip(one.body, other.body, strict=False)) if a != b), 0)
        start = max(0, at - AROUND // 2)
        found.append(f"body …{one.body[start : at + AROUND]!r}, without it …{other.body[start : at + AROUND]!r}")
    if one.statements != other.statements:
        found.append(f"{one.statements} statements, without it {other.statements}")
    return found
