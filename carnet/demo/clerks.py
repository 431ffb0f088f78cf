"""Those of the demonstration who open records at a counter and read nothing: an insurer’s, a hospital’s."""

from carnet.core.access.actors import StaffRole
from carnet.core.identifiers import PractitionerId
from carnet.core.people import PersonName
from carnet.demo.caregivers import CHU, INSURER, Caregiver
from carnet.store.directory import Practitioner

SONIA = Caregiver(
    "sonia",
    "conseillère au guichet de l’Assurance maladie : ouvre des dossiers, ne lit rien",
    Practitioner(PractitionerId("899700000031"), PersonName("Perrin", "Sonia"), ""),
    INSURER,
    StaffRole.ADMINISTRATIVE,
)
MARC = Caregiver(
    "marc",
    "agent des admissions : ouvre des dossiers, ne lit rien",
    Practitioner(PractitionerId("899700000032"), PersonName("Ollivier", "Marc"), ""),
    CHU,
    StaffRole.ADMINISTRATIVE,
)

CLERKS = (SONIA, MARC)
