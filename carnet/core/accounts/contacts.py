"""How somebody is reached: what is an address, and what it takes to change one."""

import re
from datetime import timedelta

LONGEST_MAIL = 254
"""RFC 5321 4.5.3.1.3, the angle brackets left out."""

CHANGE_LASTS = timedelta(minutes=15)
"""From the new address typed to the codes typed: after that, everything starts again."""

TRIES = 5
"""Of codes, for one change."""

MOST_ASKED = 5
ASKED_WITHIN = timedelta(hours=24)
"""How many changes may be asked for in a day: an open session does not ring telephones all night."""

_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
"""The form of HTML's ``input type=email``, with a domain that has a dot."""

_FILLING = str.maketrans("", "", " \u00a0\u202f.-()/")


def read_mail(typed: str) -> str | None:
    """Read a mail address; its domain in small letters, the rest as it was typed. None when it is none."""
    bare = typed.strip()
    if len(bare) > LONGEST_MAIL or _MAIL.fullmatch(bare) is None:
        return None
    local, _, domain = bare.rpartition("@")
    return f"{local}@{domain.casefold()}"


def read_phone(typed: str) -> str | None:
    """Read the number of a telephone that takes SMS: « 06 39 98 00 00 » becomes « +33639980000 ». None when it is none.

    A number that begins with 0 is one of mainland France, where SMS go to 06 and 07; any other is written with its
    country.
    """
    bare = typed.strip().translate(_FILLING)
    bare = f"+{bare[2:]}" if bare.startswith("00") else bare
    bare = f"+33{bare[1:]}" if bare.startswith("0") else bare
    if not (bare.startswith("+") and bare[1:].isascii() and bare[1:].isdigit() and bare[1] != "0"):
        return None
    if bare.startswith("+33"):
        return bare if len(bare) == 12 and bare[3] in "67" else None
    return bare if 8 <= len(bare) <= 16 else None
