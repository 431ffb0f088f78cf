"""A token that Pro Santé Connect gave to somebody's software, which brings it here to get one of ours (RFC 8693)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt

from carnet.core.identifiers import PractitionerId
from carnet.formats.client_certificate import bound_by_certificate
from carnet.formats.id_token import CLOCK_SKEW, LONGEST_SINCE, is_as_strong, is_now, is_number, signed_claims
from carnet.ports.identity_provider import RefusedBecause, SubjectIdentity, SubjectTokenKind

_HEADERS = {SubjectTokenKind.ACCESS: ("jwt", "at+jwt", "application/at+jwt"), SubjectTokenKind.ID: ("jwt",)}
"""What the header of each calls itself (RFC 9068 2.1); one that says nothing is a JWT."""
_CLAIMED = {SubjectTokenKind.ACCESS: ("Bearer", "DPoP"), SubjectTokenKind.ID: ("ID",)}
"""What each calls itself in its ``typ``, where the provider is a Keycloak, as Pro Santé Connect is."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought, and must be found in it.

    ``issuer``: of the provider, as it is configured; ``software``: the name under which the provider knows the software
    that brings it; ``acr``: the weakest proof of identity that we take.
    """

    issuer: str
    software: str
    acr: str
    kind: SubjectTokenKind


def read_subject_token(
    token: str, jwks: dict[str, Any], *, brought: Brought, at: datetime
) -> SubjectIdentity | RefusedBecause:
    """Verify a subject token, by the public keys of the provider (ANS, « API Pro Santé Connectée », flows 9 to 11).

    ``at``: now. It must have been given to this very software (``azp`` or ``client_id``, else ``aud``): one that
    another application received proves nothing here. Nobody may have handed it on (``act``), and ``may_act`` must name
    the software where it stands (RFC 8693 4.1, 4.4). A token that has expired is none, whatever the clocks differ by.
    """
    claims = signed_claims(token, jwks)
    if claims is None:
        return RefusedBecause.SIGNATURE
    if not _is_of_kind(token, claims, brought.kind):
        return RefusedBecause.KIND
    fault = _fault_of_origin(claims, brought) or _fault_of_sign_in(claims, brought, at)
    if fault is not None:
        return fault
    expires_at = _expires_at(claims, at)
    identifier, bound_to = _identifier(claims), _bound_to(claims)
    if expires_at is None:
        return RefusedBecause.TIME
    if identifier is None or bound_to is None:
        return RefusedBecause.IDENTITY
    return SubjectIdentity(PractitionerId(identifier), expires_at, bound_to)


def _fault_of_origin(claims: dict[str, Any], brought: Brought) -> RefusedBecause | None:
    """Whether it was given by our provider, to this software, and not handed on."""
    if claims.get("iss") != brought.issuer:
        return RefusedBecause.ISSUER
    if not _is_given_to(claims, brought):
        return RefusedBecause.AUDIENCE
    return RefusedBecause.HANDED_ON if "act" in claims or not _may_act(claims, brought.software) else None


def _fault_of_sign_in(claims: dict[str, Any], brought: Brought, at: datetime) -> RefusedBecause | None:
    """Whether it holds now, and the person proved who they are as strongly and as lately as we ask for."""
    if not is_now(claims, at):
        return RefusedBecause.TIME
    acr, since = claims.get("acr"), claims.get("auth_time")
    if not isinstance(acr, str) or not is_as_strong(acr, brought.acr):
        return RefusedBecause.STRENGTH
    is_recent = is_number(since) and at.timestamp() - since <= (LONGEST_SINCE + CLOCK_SKEW).total_seconds()
    return None if is_recent else RefusedBecause.TOO_LONG_AGO


def _expires_at(claims: dict[str, Any], at: datetime) -> datetime | None:
    """Give the end of its life; None when that is past, or no date."""
    try:
        ends = datetime.fromtimestamp(claims["exp"], tz=at.tzinfo)
    except (OverflowError, OSError, ValueError):
        return None
    return ends if ends > at else None


def _is_of_kind(token: str, claims: dict[str, Any], kind: SubjectTokenKind) -> bool:
    """Whether a token is what it is announced as: a refresh or a logout token opens nothing, nor one for the other."""
    header = jwt.get_unverified_header(token).get("typ", "JWT")
    claimed = claims.get("typ", _CLAIMED[kind][0])
    return isinstance(header, str) and header.lower() in _HEADERS[kind] and claimed in _CLAIMED[kind]


def _is_given_to(claims: dict[str, Any], brought: Brought) -> bool:
    """Whether the provider gave a token to this software: an identity token by its audience, another by its client."""
    audience = claims.get("aud")
    to = audience if isinstance(audience, list) else [audience]
    parties = [claims[name] for name in ("azp", "client_id") if name in claims]
    if brought.kind is SubjectTokenKind.ID:
        return to == [brought.software] and all(one == brought.software for one in parties)
    return all(one == brought.software for one in parties) if parties else to == [brought.software]


def _may_act(claims: dict[str, Any], software: str) -> bool:
    if "may_act" not in claims:
        return True
    named = claims["may_act"]
    return isinstance(named, dict) and software in (named.get("client_id"), named.get("sub"))


def _identifier(claims: dict[str, Any]) -> str | None:
    """Give the national identifier: the two claims in which Pro Santé Connect writes it do not say otherwise."""
    said = {claims[name] for name in ("SubjectNameID", "preferred_username") if isinstance(claims.get(name), str)}
    (identifier,) = said if len(said) == 1 else ("",)
    return identifier if identifier.isascii() and identifier.isalnum() else None


def _bound_to(claims: dict[str, Any]) -> str | None:
    """Say to what the token is bound (RFC 7800 ``cnf``), empty for nothing; None when that cannot be understood."""
    if "cnf" not in claims:
        return ""
    confirmed = claims["cnf"]
    match confirmed:
        case {"x5t#S256": str(thumbprint)} if len(confirmed) == 1:
            return bound_by_certificate(thumbprint)
        case {"jkt": str(thumbprint)} if len(confirmed) == 1:
            return f"jkt:{thumbprint}"
    return None
