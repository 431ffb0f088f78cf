"""Small values sealed under the key of their record: readable only with it, and only in the place they were put."""

from enum import Enum
from hmac import digest

from carnet.core.identifiers import RecordId
from carnet.formats.sealing import KEY_SIZE, VALUE_NONCE_SIZE, SealBrokenError, open_value, seal_value

NONCE_SIZE = VALUE_NONCE_SIZE
"""Random bytes that each sealing takes."""

__all__ = ("NONCE_SIZE", "Purpose", "SealBrokenError", "seal", "unseal")


class Purpose(Enum):
    """What a sealed value is: one that was moved to another column does not open."""

    PERSON = "person"
    DOCUMENT = "document-metadata"
    SUBMISSION = "submission-set"
    JUSTIFICATION = "emergency-justification"
    EVENT = "audit-event"
    CODE_REQUEST = "creation-code-request"
    OPENING_ADDRESS = "opening-address"
    CLAIM = "claim"
    CLOSE_ONE = "close-one"
    CARD = "card-presence"
    KEPT_ALLERGY = "kept-allergy"
    SHOWING_CODE = "showing-code"
    EXPORT_ASKED = "export-asked"
    EXPORT_PREPARED = "export-prepared"
    SUBSCRIPTION = "subscription"
    WORDS = "document-words"
    HEALTH_ENTRY = "health-entry"
    DRAFT = "document-draft"
    DRAFT_PIECE = "document-draft-piece"


def _row_key(record_key: bytes, purpose: Purpose, row: bytes) -> bytes:
    # A key for each row: however many values a record holds, a random nonce never meets another under one key, and
    # the record's key itself seals nothing (ASVS 11.3.4).
    if len(record_key) != KEY_SIZE:
        raise ValueError(f"the key of a record has {KEY_SIZE} bytes")
    return digest(record_key, b"carnet:store:%b\0%b" % (purpose.value.encode(), row), "sha256")


def seal(plain: bytes, *, record_key: bytes, purpose: Purpose, record: RecordId, row: bytes, nonce: bytes) -> bytes:
    """Seal a value for one row by AES-256-GCM, as ``carnet.formats.sealing.seal_value``: 29 bytes more than ``plain``.

    ``record_key``: the record's opened key, 32 bytes. ``row``: the bytes of the row's identifier. ``nonce``: 12 fresh
    random bytes. Purpose, record and row are associated data: sealed for one place, it opens nowhere else.
    """
    return seal_value(
        plain,
        key=_row_key(record_key, purpose, row),
        nonce=nonce,
        purpose=purpose.value,
        bound_to=record.bytes + row,
    )


def unseal(sealed: bytes, *, record_key: bytes, purpose: Purpose, record: RecordId, row: bytes) -> bytes:
    """Open what ``seal`` closed. Raises ``SealBrokenError``, which says nothing of the value."""
    return open_value(
        sealed, key=_row_key(record_key, purpose, row), purpose=purpose.value, bound_to=record.bytes + row
    )
