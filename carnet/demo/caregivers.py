"""The professionals of the demonstration, all invented, and the structures in which they work."""

from dataclasses import dataclass, replace

from carnet.core.access.actors import InsurerFeed, Professional, StaffRole, StructureKind, StructureSoftware
from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.core.vocabulary.professions import author_specialty
from carnet.store.directory import Organization, Practitioner


def _structure(number: str, name: str, facility: str, kind: StructureKind = StructureKind.CARE) -> Organization:
    return Organization(OrganizationId(number), name, kind, facility)


CHU = _structure("1990000289", "CHU des Deux-Rives", "SA01")
PRACTICE = _structure("1990000297", "Cabinet du Port, Rezé", "SA08")
PHARMACY = _structure("1990000305", "Pharmacie du Marché, Rezé", "SA33")
LABORATORY = _structure("1990000313", "Laboratoire des Docks", "SA25")
STATION_LABORATORY = _structure("1990000370", "Laboratoire de la Gare", "SA25")
IMAGING = _structure("1990000321", "Centre d’imagerie Sud-Loire", "SA08")
PHYSIOTHERAPY = _structure("1990000339", "Cabinet de kinésithérapie des Couëts", "SA07")
DERMATOLOGY = _structure("1990000347", "Cabinet de dermatologie Graslin", "SA07")
OCCUPATIONAL_HEALTH = _structure(
    "1990000354", "Santé au travail de l’Estuaire", "SA66", StructureKind.OCCUPATIONAL_HEALTH
)
SAMU = _structure("1990000362", "Samu – Centre 15 des Deux-Rives", "SA01", StructureKind.SAMU)
INSURER = _structure("318003502400041", "Assurance maladie", "SA24", StructureKind.NATIONAL_INSURER)
"""The identifier is that of the insurer's own sample (CNAM-HR), so that it can be deposited as it is."""

STRUCTURES = (
    *(CHU, PRACTICE, PHARMACY, LABORATORY, STATION_LABORATORY, IMAGING, PHYSIOTHERAPY, DERMATOLOGY),
    *(OCCUPATIONAL_HEALTH, SAMU, INSURER),
)

CHU_SOFTWARE = StructureSoftware(CHU.identifier, CHU.kind)
LABORATORY_SOFTWARE = StructureSoftware(LABORATORY.identifier, LABORATORY.kind)
STATION_LABORATORY_SOFTWARE = StructureSoftware(STATION_LABORATORY.identifier, STATION_LABORATORY.kind)
IMAGING_SOFTWARE = StructureSoftware(IMAGING.identifier, IMAGING.kind)
INSURER_FEED = InsurerFeed(INSURER.identifier)


@dataclass(frozen=True, slots=True)
class Caregiver:
    """Somebody who works in a structure.

    ``short``: the name by which commands and tests call them. ``what``: what they do, in French. ``also_in``: where
    they work on other days; the identity provider then asks nothing, and the product asks where they are today.
    """

    short: str
    what: str
    practitioner: Practitioner
    works_in: Organization
    role: StaffRole = StaffRole.CARE
    also_in: tuple[Organization, ...] = ()

    @property
    def places(self) -> tuple[Organization, ...]:
        """Every structure in which they work, the usual one first."""
        return (self.works_in, *self.also_in)

    @property
    def name(self) -> PersonName:
        """As a patient reads it."""
        return self.practitioner.name

    @property
    def identifier(self) -> PractitionerId:
        """Their national identifier."""
        return self.practitioner.identifier

    @property
    def actor(self) -> Professional:
        """Themselves, at work."""
        return Professional(
            identifier=self.identifier,
            profession=self.practitioner.profession,
            specialty=self.practitioner.specialty,
            role=self.role,
            organization=self.works_in.identifier,
            structure_kind=self.works_in.kind,
        )

    @property
    def author(self) -> Author:
        """Themselves, as they sign a document."""
        profession, specialty = self.practitioner.profession, self.practitioner.specialty
        role = author_specialty(f"G15_{profession}/{specialty}") or author_specialty(f"G15_{profession}")
        return Author(
            kind=AuthorKind.PROFESSIONAL,
            person=self.identifier,
            name=self.name,
            role=role or author_specialty("SECRETARIAT_MEDICAL"),
            organization=self.works_in.identifier,
            organization_name=self.works_in.name,
        )


def _caregiver(
    short: str, number: int, name: PersonName, what: str, profession: str, works_in: Organization, specialty: str = ""
) -> Caregiver:
    """``number`` makes the national identifier (those of real people begin with 810); ``profession``: TRE_G15."""
    return Caregiver(
        short, what, Practitioner(PractitionerId(f"8997{number:08d}"), name, profession, specialty), works_in
    )


KELLER = _caregiver("keller", 1, PersonName("Keller", "Anne", "Dr"), "médecin traitant", "10", PRACTICE, "SM26")
HADDAD = _caregiver("haddad", 2, PersonName("Haddad", "Inès", "Dr"), "médecin urgentiste", "10", CHU, "SM59")
HUGO = _caregiver("hugo", 3, PersonName("Lemaire", "Hugo"), "pharmacien", "21", PHARMACY)
PAUL = _caregiver("paul", 4, PersonName("Roussel", "Paul"), "pédicure-podologue", "80", PRACTICE)
LISE = _caregiver("lise", 5, PersonName("Aubry", "Lise"), "infirmière", "60", CHU)
JEANNE = Caregiver(
    "jeanne",
    "secrétaire médicale",
    Practitioner(PractitionerId("899700000006"), PersonName("Petit", "Jeanne"), ""),
    CHU,
    StaffRole.SECRETARY,
)
CLAIRE = _caregiver("claire", 7, PersonName("Fabre", "Claire"), "orthophoniste", "91", PRACTICE)
TOM = _caregiver("tom", 8, PersonName("Nguyen", "Tom"), "masseur-kinésithérapeute", "70", PHYSIOTHERAPY)
LE_GOFF = _caregiver("legoff", 9, PersonName("Le Goff", "Yann", "Dr"), "médecin biologiste", "10", LABORATORY, "SM03")
BENALI = _caregiver("benali", 10, PersonName("Benali", "Sofia", "Dr"), "radiologue", "10", IMAGING, "SM44")
DELORME = _caregiver(
    "delorme", 11, PersonName("Delorme", "Marc", "Dr"), "dermatologue, bloqué par Camille", "10", DERMATOLOGY, "SM15"
)
MARCHAND = _caregiver(
    "marchand", 12, PersonName("Marchand", "Élise", "Dr"), "médecin du travail", "10", OCCUPATIONAL_HEALTH, "SM25"
)
VIDAL = _caregiver("vidal", 13, PersonName("Vidal", "Pierre", "Dr"), "anesthésiste", "10", CHU, "SM02")
VASSEUR = replace(
    _caregiver("vasseur", 14, PersonName("Vasseur", "Louis", "Dr"), "chirurgien orthopédiste", "10", CHU, "SM08"),
    also_in=(PRACTICE,),
)
SIMON = _caregiver("simon", 15, PersonName("Simon", "Léa", "Dr"), "anatomopathologiste", "10", CHU, "SM01")
FERRAND = _caregiver(
    "ferrand", 16, PersonName("Ferrand", "Malik", "Dr"), "médecin régulateur du Samu", "10", SAMU, "SM59"
)
MORVAN = _caregiver(
    "morvan", 17, PersonName("Morvan", "Aude", "Dr"), "médecin biologiste", "10", STATION_LABORATORY, "SM03"
)

CAREGIVERS = (
    *(KELLER, HADDAD, HUGO, PAUL, LISE, JEANNE, CLAIRE, TOM),
    *(LE_GOFF, BENALI, DELORME, MARCHAND, VIDAL, VASSEUR, SIMON, FERRAND, MORVAN),
)
