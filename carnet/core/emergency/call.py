"""The number of a call to the SAMU – Centre 15: what justifies that the regulating doctor opens a record."""

import re

LONGEST_CALL = 40
"""Characters: regulation software gives its files ten to twenty."""

FEWEST_DIGITS = 4

_CALL = re.compile(r"[0-9A-Za-z][0-9A-Za-z /._-]*")


def read_call_number(typed: str) -> str | None:
    """Read the number of a call as it was typed (product.md, « Emergency »); None for what is no number.

    Every SAMU numbers its calls in its own way, so that little is asked: digits, four at least, perhaps letters and
    separators between them, fewer than digits. What is said of the person's state is no number and does not enter.
    """
    call = " ".join(typed.split())
    digits = sum(one.isdigit() for one in call)
    letters = sum(one.isalpha() for one in call)
    is_number = len(call) <= LONGEST_CALL and _CALL.fullmatch(call) is not None
    return call if is_number and digits >= FEWEST_DIGITS and letters < digits else None
