"""Who is in the two worlds beside the people of every test, and when."""

from datetime import UTC, date, datetime

from carnet.core.access.actors import Carer, Representative
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, nir_key
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.store.records import RecordPerson
from tests.installation import PRACTICE, professional

SOFTWARE = "two-worlds"
"""The name of the software whose tokens the readers hold."""

COLLEAGUE = professional(31, "10", PRACTICE, specialty="SM26")
STRANGER = professional(32, "10", PRACTICE)
BLOCKED = professional(33, "10", PRACTICE)
FATHER = Representative("father-of-lou")
CARER = Carer("carer-of-camille")
NEWCOMERS = {COLLEAGUE: "Bertin", STRANGER: "Caradec", BLOCKED: "Ferrand"}

LOU = RecordPerson(
    traits=IdentityTraits("MARTIN", ("LOU",), Gender.FEMALE, date(2011, 6, 9), "44109"),
    identity_status=IdentityStatus.QUALIFIED,
    identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "2110644109042" + nir_key("2110644109042")),),
    mail="famille.martin@example.org",
)

EVE = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
"""When the history begins; the readers come the next day."""
TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
AFTERWARDS = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""When every notice that the two days made has become due, those of the night included."""
