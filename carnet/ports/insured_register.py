"""Who is insured under a number: what the health insurance knows of a person, and nothing of their care."""

from dataclasses import dataclass
from typing import NoReturn, Protocol, TypeAlias

from carnet.core.identifiers import PatientIdentifier, PractitionerId
from carnet.core.people import IdentityTraits


@dataclass(frozen=True, slots=True, repr=False)
class Insured:
    """A person as the register knows them.

    ``identifier``: their INS today, a NIR or a provisional number (NIA), under its authority; ``former``: the numbers
    that the same person had before it, so that a provisional number never makes a second record. ``regime``: two
    digits (carnet/core/record/regimes.csv). ``department``: where they live, « 44 », « 2A », « 974 ». ``cards``: the
    serial numbers of their cards in force, digits only. ``address``: its lines, as an envelope shows them. ``mail``:
    empty when the insurer knows none. ``treating_physician``: the doctor whom they declared as theirs, if any.
    """

    identifier: PatientIdentifier
    traits: IdentityTraits
    regime: str
    department: str
    address: tuple[str, ...]
    cards: tuple[str, ...]
    former: tuple[PatientIdentifier, ...] = ()
    mail: str = ""
    treating_physician: PractitionerId | None = None

    def __repr__(self) -> str:
        """Hide the person."""
        return "Insured(…)"


@dataclass(frozen=True, slots=True)
class NobodyInsured:
    """The register knows nobody under this number."""


InsuredAnswer: TypeAlias = Insured | NobodyInsured


class InsuredRegisterUnavailableError(RuntimeError):
    """The register does not answer, or there is none. The message names no person and no number."""


class InsuredRegister(Protocol):
    """Tells who is insured; asked before a record is opened, never by anybody's name."""

    def find(self, number: str) -> InsuredAnswer:
        """Give the person insured under a number.

        ``number``: a NIR or NIA of 15 characters with its key, whose shape and key were checked. Whoever was found or
        not, the answer takes the same road. Raises ``InsuredRegisterUnavailableError``.
        """
        ...


class NoInsuredRegister:
    """Stands where no register is configured: no record is opened online there, and the page says so."""

    def find(self, *_: object, **__: object) -> NoReturn:
        """Refuse, whoever is looked for."""
        raise InsuredRegisterUnavailableError("no register of insured people is configured (CARNET_INSURED_REGISTER)")


NO_INSURED_REGISTER = NoInsuredRegister()
