"""The patient's yes to a professional or to an establishment's care team: given, ended, renewed."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class AuthorizationStatus(Enum):
    """The states that the DMP tells (TD0.2): a block is a fact of its own."""

    VALID = "VALIDE"
    EXPIRED = "EXPIRE"
    NONE = "NON_EXISTE"


@dataclass(frozen=True, slots=True)
class Authorization:
    """A yes, from an instant on, without end by default (product.md, « Authorisation »)."""

    given_at: datetime
    ends_at: datetime | None = None


def status_of(authorization: Authorization | None, *, at: datetime) -> AuthorizationStatus:
    """Tell what an authorisation is worth at an instant: its end date is no longer valid itself."""
    if authorization is None or at < authorization.given_at:
        return AuthorizationStatus.NONE
    if authorization.ends_at is not None and at >= authorization.ends_at:
        return AuthorizationStatus.EXPIRED
    return AuthorizationStatus.VALID
