"""The words that somebody looks for, sealed in the address of the list: they are health words, and addresses are kept.

Browsers remember addresses, servers in between may write them down, people copy them. The seal holds for one session:
elsewhere, or once it has ended, the address lists all documents. See docs/decisions.
"""

import base64
import hashlib
import hmac

from django.conf import settings

from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.formats.sealing import VALUE_NONCE_SIZE, SealBrokenError, open_value, seal_value
from carnet.formats.words import LONGEST_QUERY

FIELD = "recherche"
"""Where the sealed words stand in the address."""

_PURPOSE = "searched-words"
_STEP = 64
"""Bytes: the length of what is sealed tells nothing of the length of a word."""


def seal_words(request: SignedInRequest, typed: str) -> str:
    """Seal what was typed for this session, as a part of an address; nothing when nothing was typed."""
    words = " ".join(typed.split())[:LONGEST_QUERY]
    if not words:
        return ""
    plain = words.encode()
    plain += b" " * (-len(plain) % _STEP)
    nonce = request.env.chance.secret(VALUE_NONCE_SIZE)
    sealed = seal_value(plain, key=_key(), nonce=nonce, purpose=_PURPOSE, bound_to=_session(request))
    return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")


def open_words(request: SignedInRequest) -> str:
    """Give what was typed; nothing when the address has none, or was made in another session."""
    text = request.GET.get(FIELD, "")
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return open_value(sealed, key=_key(), purpose=_PURPOSE, bound_to=_session(request)).decode().strip()
    except (ValueError, SealBrokenError):
        return ""


def _session(request: SignedInRequest) -> bytes:
    return hashlib.sha256((token_of(request) or "").encode()).digest()


def _key() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"carnet:searched-words", "sha256")
