"""Actors as JSON and back: what a token keeps of the one it speaks for."""

from collections.abc import Mapping
from typing import Any, assert_never
from uuid import UUID

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
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from carnet.core.vocabulary.purposes import Purpose


def actor_to_json(actor: Actor) -> dict[str, str | None]:
    """Write an actor as a flat object of texts, which ``actor_from_json`` reads back as it was."""
    match actor:
        case Holder(record):
            return {"actor": "holder", "record": str(record)}
        case Representative(account):
            return {"actor": "representative", "account": account}
        case Carer(account):
            return {"actor": "carer", "account": account}
        case Professional() | StructureSoftware() | InsurerFeed() | OpeningClerk():
            return _of_a_structure(actor)
        case SupportAgent(agent):
            return {"actor": "support", "agent": agent}
        case Reviewer(reviewer):
            return {"actor": "reviewer", "reviewer": reviewer}
        case Applicant():
            return {"actor": "applicant"}
        case Heirs():
            return {"actor": "heirs"}
        case Clockwork(job):
            return {"actor": "clockwork", "job": job}
        case _:
            assert_never(actor)


def _of_a_structure(actor: Professional | StructureSoftware | InsurerFeed | OpeningClerk) -> dict[str, str | None]:
    """Write somebody who acts in a structure, or for it."""
    match actor:
        case Professional():
            return {
                "actor": "professional",
                "identifier": actor.identifier.value,
                "profession": actor.profession,
                "specialty": actor.specialty,
                "role": actor.role.value,
                "organization": actor.organization.value if actor.organization is not None else None,
                "structure_kind": actor.structure_kind.value,
                "purpose": actor.purpose.value,
            }
        case StructureSoftware(organization, structure_kind):
            return {"actor": "structure", "organization": organization.value, "structure_kind": structure_kind.value}
        case InsurerFeed(organization):
            return {"actor": "insurer", "organization": organization.value}
        case OpeningClerk(agent, organization, structure_kind):
            return {
                "actor": "clerk",
                "identifier": agent,
                "role": StaffRole.ADMINISTRATIVE.value,  # a session lives as long as the directory says so
                "organization": organization.value,
                "structure_kind": structure_kind.value,
            }
        case _:
            assert_never(actor)


def actor_from_json(kept: Mapping[str, Any]) -> Actor:
    """Read an actor that ``actor_to_json`` wrote. Raises ``ValueError`` or ``KeyError`` for anything else: a bug."""
    match kept["actor"]:
        case "holder":
            return Holder(RecordId(UUID(kept["record"])))
        case "representative":
            return Representative(kept["account"])
        case "carer":
            return Carer(kept["account"])
        case "professional" | "structure" | "insurer" | "clerk":
            return _read_of_a_structure(kept)
        case "support":
            return SupportAgent(kept["agent"])
        case "reviewer":
            return Reviewer(kept["reviewer"])
        case "applicant":
            return Applicant()
        case "heirs":
            return Heirs()
        case "clockwork":
            return Clockwork(kept["job"])
        case unknown:
            raise ValueError(f"no actor is called {unknown!r}")


def _read_of_a_structure(kept: Mapping[str, Any]) -> Actor:
    match kept["actor"]:
        case "professional":
            organization = kept["organization"]
            return Professional(
                identifier=PractitionerId(kept["identifier"]),
                profession=kept["profession"],
                specialty=kept["specialty"],
                role=StaffRole(kept["role"]),
                organization=OrganizationId(organization) if organization is not None else None,
                structure_kind=StructureKind(kept["structure_kind"]),
                purpose=Purpose(kept["purpose"]),
            )
        case "structure":
            return StructureSoftware(OrganizationId(kept["organization"]), StructureKind(kept["structure_kind"]))
        case "insurer":
            return InsurerFeed(OrganizationId(kept["organization"]))
        case "clerk":
            organization = OrganizationId(kept["organization"])
            return OpeningClerk(kept["identifier"], organization, StructureKind(kept["structure_kind"]))
        case unknown:
            raise ValueError(f"no actor of a structure is called {unknown!r}")
