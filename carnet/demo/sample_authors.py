"""The professionals who sign the samples that the ANS publishes, so that those samples can be deposited and read."""

from carnet.core.access.actors import StructureKind
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.demo.caregivers import Caregiver
from carnet.store.directory import Organization, Practitioner


def _structure(number: str, name: str, facility: str) -> Organization:
    return Organization(OrganizationId(number), name, StructureKind.CARE, facility)


CLINIC = _structure("1750803447", "Clinique du Belvédère", "SA04")
LABORATORY = _structure("1120459876", "Laboratoire des Charmes", "SA25")
PATHOLOGY = _structure("1120453333", "Laboratoire d’anatomo-cyto-pathologie", "SA25")
GENETICS = _structure("1490012345", "Laboratoire de génétique moléculaire d’Angers", "SA25")
RADIOLOGY = _structure("1920008059", "Centre de radiologie Ambroise", "SA08")
PHARMACY = _structure("2801234567", "Pharmacie des 4 cantons", "SA33")
ORTHOPTICS = _structure("1123888725", "Cabinet d’orthoptie", "SA07")
SURGERY = _structure("1750512345", "Cabinet du Dr Joli", "SA07")

SAMPLE_STRUCTURES = (CLINIC, LABORATORY, PATHOLOGY, GENETICS, RADIOLOGY, PHARMACY, ORTHOPTICS, SURGERY)


def _author(identifier: str, name: PersonName, profession: str, specialty: str, works_in: Organization) -> Caregiver:
    practitioner = Practitioner(PractitionerId(identifier), name, profession, specialty)
    return Caregiver(identifier, "signataire des documents d’essai officiels", practitioner, works_in)


# The samples give one number to several people: it is known here under the name that they give it most often.
BOILEAU = _author("801234567897", PersonName("Boileau", "Charles", "Dr"), "10", "SM26", CLINIC)
CAMPARINI = _author("801234534765", PersonName("Camparini", "Marcel", "Dr"), "10", "SM03", LABORATORY)
BIDEAULT = _author("801234560801", PersonName("Bideault", "Jacques", "Dr"), "10", "SM44", RADIOLOGY)
DIDOT = _author("807655473259", PersonName("Didot", "Pierre", "Dr"), "21", "", PHARMACY)

SAMPLE_AUTHORS = (
    *(BOILEAU, CAMPARINI, BIDEAULT, DIDOT),
    _author("800100200300", PersonName("Martin", "Michel", "Dr"), "10", "SM01", GENETICS),
    _author("801101203565", PersonName("Bubon", "Thierry", "Dr"), "10", "SM01", GENETICS),
    _author("801234536598", PersonName("Dupont", "Thierry", "Dr"), "10", "C01", PATHOLOGY),
    _author("807505123456", PersonName("Piou", "Romain", "Dr"), "10", "SM26", SURGERY),
    _author("369838578", PersonName("Roy", "Alain", "Dr"), "10", "SM55", CLINIC),
    _author("401234567890009", PersonName("Muller", "Charles", "Dr"), "10", "SM36", CLINIC),
    _author("01234567897", PersonName("Hennequin", "Rémi"), "92", "", ORTHOPTICS),
    _author("32345/123456", PersonName("Durand", "Pierre"), "10", "", SURGERY),
    _author("899700218896", PersonName("Exemple", "Claude", "Dr"), "10", "SM26", CLINIC),
)
"""The last one signs the FHIR examples, which do not name them."""
