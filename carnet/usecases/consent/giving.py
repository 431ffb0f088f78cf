"""Write a yes down, whoever gives it: what had ended with the former one does not come back."""

from carnet.core.consent.authorization import Authorization, AuthorizationStatus, status_of
from carnet.core.consent.grantee import Grantee
from carnet.core.identifiers import PractitionerId, RecordId
from carnet.store import consents
from carnet.store.consents import GivenAuthorization


def former(record: RecordId, grantee: Grantee) -> GivenAuthorization | None:
    """Find the yes that a grantee has or had. Inside ``within(record)``."""
    return next((one for one in consents.authorizations(record) if one.grantee == grantee), None)


def write_yes(
    record: RecordId,
    grantee: Grantee,
    authorization: Authorization,
    *,
    declared_by: PractitionerId | None = None,
    end_is_chosen: bool = False,
) -> None:
    """Write a yes down in place of the former one, inside ``within(record, exclusive=True)`` and after its trace.

    Expiry and withdrawal end the status of treating physician (product.md, « Treating physician »): a doctor whose yes
    had ended is authorised anew, and no more than that.
    """
    at = authorization.given_at
    known = former(record, grantee)
    if isinstance(grantee, PractitionerId):
        still_valid = known is not None and status_of(known.authorization, at=at) is AuthorizationStatus.VALID
        if not still_valid:
            consents.end_treating_physician(record, grantee, at=at)
    consents.authorize(record, grantee, authorization, declared_by=declared_by, end_is_chosen=end_is_chosen)
