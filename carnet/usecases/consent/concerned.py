"""The professional or the structure that an act bears on: what the rules and the trace need of them."""

from carnet.core.access.facts import Concerned
from carnet.core.audit.events import Party
from carnet.core.consent.authorization import Authorization
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.store import consents, directory


def concerned_party(grantee: Grantee) -> Party:
    """Name, for the trace, whom an act bears on."""
    if isinstance(grantee, PractitionerId):
        return Party("professional", grantee.value)
    return Party("structure", grantee.value, organization=grantee.value)


def gather_concerned(record: RecordId, grantee: Grantee) -> Concerned:
    """Gather what the rules look at in whom an act bears on. Inside ``within(record)``."""
    known = directory.find_practitioner(grantee) if isinstance(grantee, PractitionerId) else None
    given = next((one for one in consents.authorizations(record) if one.grantee == grantee), None)
    authorization: Authorization | None = given.authorization if given else None
    is_blocked = any(one.grantee == grantee for one in consents.blocks(record))
    return Concerned(known.profession if known else "", authorization, is_blocked)
