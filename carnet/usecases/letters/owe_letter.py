"""Owe a letter to somebody, within the act that makes it due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.letters import letter_text, post_by
from carnet.core.people import IdentityTraits
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import letters
from carnet.store.letters import LetterContent


@dataclass(frozen=True, slots=True, repr=False)
class Recipient:
    """To whom a letter goes: the name as on an envelope, and the lines of the address below it, at least one.

    Raises ``ValueError`` without an address: whoever owes a letter has looked for one.
    """

    name: str
    address: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.address:
            raise ValueError("a letter goes to an address")

    def __repr__(self) -> str:
        """Hide the person."""
        return "Recipient(…)"


def recipient(traits: IdentityTraits, address: tuple[str, ...]) -> Recipient | None:
    """Give somebody of a record as a recipient; None when their address is not known."""
    if not address:
        return None
    given = traits.given_names[0].title() if traits.given_names else ""
    return Recipient(f"{given} {traits.used_name or traits.birth_name}".strip(), address)


def owe_letter(
    to: Recipient,
    kind: str,
    *,
    at: datetime,
    env: Environment,
    values: Mapping[str, str] | None = None,
    record: RecordId = NOBODYS_RECORD,
) -> UUID:
    """Write down that a letter is to be posted, within three working days; gives its number.

    Inside a transaction: the letter exists only if the act does. ``kind``: one of ``core/letters.py``; ``values``:
    exactly those that this kind hands over, by their names – ``ValueError`` otherwise, a bug of the caller. They are
    sealed under a key of the letter's own and wiped once it is posted. ``record``: whose history tells of it.
    """
    handed = dict(values or {})
    if set(handed) != {name for name, _label in letter_text(kind).values}:
        raise ValueError("a letter hands over exactly the values of its kind")
    letter = env.chance.identifier()
    letters.owe(
        letter,
        record=record,
        kind=kind,
        created_at=at,
        post_by=post_by(at),
        content=LetterContent((to.name, *to.address), handed),
        keyring=env.keyring,
        nonce=env.chance.secret(VALUE_NONCE_SIZE),
    )
    return letter


def keep_for_counter(kind: str, *, at: datetime, record: RecordId, env: Environment) -> UUID:
    """Keep a neutral letter for somebody whose address is not known: it is printed when they come to a counter.

    Inside a transaction, like ``owe_letter``; it hands over no value (product.md: « print at the next counter »).
    """
    letter = env.chance.identifier()
    letters.owe(
        letter,
        record=record,
        kind=kind,
        created_at=at,
        post_by=post_by(at),
        content=LetterContent((), {}),
        has_address=False,
        keyring=env.keyring,
        nonce=env.chance.secret(VALUE_NONCE_SIZE),
    )
    return letter
