"""Find somebody in the directory of professionals and structures, to let them in or to shut them out."""

from dataclasses import dataclass

from carnet.core.access.actors import StructureKind
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId
from carnet.store import directory

SHORTEST = 2
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of the directory. ``profession``: TRE_G15, empty for a structure."""

    grantee: Grantee
    name: str
    profession: str
    specialty: str


def find_professional(words: str) -> tuple[Found, ...]:
    """Search the directory by name, structures of care after people. Fewer than two letters find nobody.

    The directory is public: nothing of any record is asked, nothing is traced. Insurers and employers are left out,
    since they may never be let in (USE-01).
    """
    if len(words.strip()) < SHORTEST:
        return ()
    people, structures = directory.search(words.strip(), most=MOST)
    return (
        *(Found(one.identifier, one.name.shown(), one.profession, one.specialty) for one in people if one.profession),
        *(
            Found(one.identifier, one.name, "", "")
            for one in structures
            if one.kind in (StructureKind.CARE, StructureKind.SAMU)
        ),
    )


def look_up_professional(grantee: Grantee) -> Found | None:
    """Find one entry of the directory by its national identifier."""
    if isinstance(grantee, PractitionerId):
        known = directory.find_practitioner(grantee)
        return Found(grantee, known.name.shown(), known.profession, known.specialty) if known else None
    structure = directory.find_organization(grantee)
    return Found(grantee, structure.name, "", "") if structure else None
