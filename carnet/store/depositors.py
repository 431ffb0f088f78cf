"""In whose name a deposit is made: what its uniqueIds are unique for, and the person who is recorded for it."""

from dataclasses import dataclass
from typing import assert_never

from carnet.core.access.actors import (
    Actor,
    Applicant,
    Carer,
    Clockwork,
    Heirs,
    Holder,
    InsurerFeed,
    OpeningClerk,
    Professional,
    Representative,
    Reviewer,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.identifiers import PractitionerId

DEPOSITORS = (Professional, StructureSoftware, InsurerFeed, Holder, Representative, Carer)
"""Those in whose name a deposit can be made."""


@dataclass(frozen=True, slots=True)
class Depositor:
    """Who deposits, as rows keep it.

    ``structure``: the identifier of the depositing structure, or of the person when there is none; within a record a
    uniqueId is unique for it. ``person``: the named professional, never a structure, a software or a team as such.
    """

    structure: str
    person: PractitionerId | None = None
    by_patient: bool = False


OF_A_REPRESENTATIVE, OF_A_CARER = "representative:", "carer:"


def account_in(structure: str) -> str:
    """Give the account of the representative or carer whom a ``Depositor.structure`` names; empty for another."""
    prefix, colon, account = structure.partition(":")
    return account if prefix + colon in (OF_A_REPRESENTATIVE, OF_A_CARER) else ""


def depositor_of(actor: Actor) -> Depositor:
    """Tell in whose name an actor deposits. Raises ``ValueError`` for those who never do: a bug of the caller."""
    match actor:
        case Professional(identifier=identifier, organization=None):
            return Depositor(identifier.value, identifier)
        case Professional(identifier=identifier, organization=organization) if organization is not None:
            return Depositor(organization.value, identifier)
        case StructureSoftware(organization) | InsurerFeed(organization):
            return Depositor(organization.value)
        case Holder():
            return Depositor("holder", by_patient=True)
        case Representative(account):
            return Depositor(f"{OF_A_REPRESENTATIVE}{account}", by_patient=True)
        case Carer(account):
            return Depositor(f"{OF_A_CARER}{account}", by_patient=True)
        case Applicant() | Heirs() | OpeningClerk() | SupportAgent() | Reviewer() | Clockwork() | Professional():
            raise ValueError("neither the support desk nor the clockwork deposits")
        case _:
            assert_never(actor)
