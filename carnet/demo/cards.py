"""The cartes Vitale of the demonstration, and a reader that the installation trusts: everybody in them is invented."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carnet.config.launch.secret_files import read_secret, write_secret
from carnet.core.identifiers import nir_key
from carnet.demo.cast import LEGACY, OFFICIAL_PATIENTS, PATIENTS, SACHA, Member
from carnet.demo.newcomers import NEWCOMERS
from carnet.formats.card_statement import write_statement
from carnet.ports.card_reader import CardAtHand
from carnet.ports.chance import Chance

READER = "demonstration"
KEY_SIZE = 32
CHILDREN_HAVE_NONE = ("alix",)
"""Before sixteen, a child stands on the card of a parent."""
_SACHA = "1820944109064"


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """A card. ``serial``: ten digits; ``number``: the NIR that it carries, with its key."""

    short: str
    shown: str
    serial: str
    number: str

    def __repr__(self) -> str:
        """Name it as commands do."""
        return f"Card({self.short})"


def card_of(member: Member) -> Card | None:
    """Give somebody's card; None for a child too young to have one, and for agents."""
    return next((one for one in CARDS if one.short == member.short), None)


def number_of(member: Member) -> str:
    """Give somebody's NIR with its key. Raises ``ValueError`` for those whose number plays no part here."""
    if member.person is not None:
        return member.person.identifiers[0].value
    if member == SACHA:
        return _SACHA + nir_key(_SACHA)
    raise ValueError(f"{member.short} has no number here")


def _card(rank: int, member: Member) -> Card:
    return Card(member.short, member.shown, f"{4400000000 + 37 * rank}", number_of(member))


_HOLDERS = (*PATIENTS, SACHA, *NEWCOMERS, *OFFICIAL_PATIENTS, *LEGACY)
CARDS = tuple(_card(rank, one) for rank, one in enumerate(_HOLDERS) if one.short not in CHILDREN_HAVE_NONE)


@dataclass(frozen=True, slots=True, repr=False)
class CardsOnTheTable:
    """All the cards beside the simulated reader, which signs with a key of its own."""

    key: Ed25519PrivateKey

    def cards(self) -> tuple[CardAtHand, ...]:
        """Give them by the names on them."""
        return tuple(CardAtHand(one.short, one.shown) for one in CARDS)

    def read(self, short: str, *, challenge: str, at: datetime) -> str | None:
        """Read one as a reader would."""
        card = next((one for one in CARDS if one.short == short), None)
        if card is None:
            return None
        return write_statement(self.key, reader=READER, card=(card.serial, card.number), at=at, challenge=challenge)

    def __repr__(self) -> str:
        """Hide the key."""
        return "CardsOnTheTable(…)"


def cards_on_the_table(*, secrets: Path, readers: Path, chance: Chance) -> CardsOnTheTable:
    """Put the cards there. The reader's key is made once; its public half is put among those that are trusted.

    ``secrets``: the folder of the demonstration's keys. ``readers``: the operator's folder of public keys.
    """
    private, public = secrets / "card-reader.key", readers / f"{READER}.pem"
    for folder in (secrets, readers):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not private.exists():
        write_secret(private, chance.secret(KEY_SIZE).hex())
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(read_secret(private)))
    pem = (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode("ascii")
    )
    if not public.exists() or read_secret(public) != pem:
        write_secret(public, pem)
    return CardsOnTheTable(key)
