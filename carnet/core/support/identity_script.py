"""The identity script: what is asked on the telephone, how many right answers count, and what was seen instead."""

from collections.abc import Collection
from datetime import timedelta
from enum import Enum

from carnet.core.support.authority import Assurance
from carnet.core.support.requests import Proof

RIGHT_ANSWERS = 2
"""Of three secrets (interface.md D2)."""

LOOKED_UP_FOR = timedelta(minutes=30)
KNOWN_FOR = timedelta(minutes=30)
PROVED_FOR = timedelta(hours=2)
"""For how long an agent may act on an account, as sure as they were when the person answered or was seen."""


class Secret(Enum):
    """What the person is asked. The agent types what they say and learns how many answers were right, never which."""

    IDENTIFIER = "identifier"
    CHANNEL = "channel"
    """The whole address or number where their codes arrive."""
    BIRTH_PLACE = "birth-place"
    """The INSEE code of the place where they were born."""


def assurance_by_answers(right: int) -> Assurance:
    """Tell how sure two right answers make an agent; one is none at all."""
    return Assurance.KNOWLEDGE if right >= RIGHT_ANSWERS else Assurance.NONE


def assurance_by_proofs(proofs: Collection[Proof]) -> Assurance:
    """Tell how sure what was seen makes an agent: an identity document, with the card or with the person themselves.

    Product.md, « Support desk »: « Knowledge alone never reissues anything ».
    """
    has_second = Proof.CARD in proofs or Proof.IN_PERSON in proofs
    return Assurance.PROVED if Proof.IDENTITY_DOCUMENT in proofs and has_second else Assurance.NONE
