"""Who a professional or an agent of the desk is, told by somebody else: an identity provider (OpenID Connect)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NoReturn, Protocol

from carnet.core.identifiers import OrganizationId, PractitionerId


@dataclass(frozen=True, slots=True, repr=False)
class PlaceOfPractice:
    """A structure where somebody works. ``profession``: the TRE_G15 code of what they do there, or empty."""

    organization: OrganizationId
    name: str
    profession: str

    def __repr__(self) -> str:
        """Hide the name."""
        return "PlaceOfPractice(…)"


@dataclass(frozen=True, slots=True, repr=False)
class ProfessionalIdentity:
    """A person whom the provider has just recognised, and who came back to the browser that asked.

    ``practitioner``: their national identifier. ``shown_name``: as the provider writes it. ``places``: where the
    provider says that they work; what they may do there is for our own directory to say. ``acr``: how strongly they
    proved who they are. ``id_token``: to be shown to the provider when they leave.
    """

    practitioner: PractitionerId
    shown_name: str
    places: tuple[PlaceOfPractice, ...]
    acr: str
    id_token: str

    def __repr__(self) -> str:
        """Hide who it is."""
        return "ProfessionalIdentity(…)"


@dataclass(frozen=True, slots=True, repr=False)
class AgentIdentity:
    """Somebody of the support desk whom its provider has just recognised.

    ``agent``: the provider's own stable name for them (``sub``). ``roles``: what the provider says that they do
    (``roles``). ``acr``: how strongly they proved who they are; ``amr``: by which means (RFC 8176). ``id_token``: to be
    shown to the provider when they leave.
    """

    agent: str
    shown_name: str
    roles: tuple[str, ...]
    acr: str
    amr: tuple[str, ...]
    id_token: str

    def __repr__(self) -> str:
        """Hide who it is."""
        return "AgentIdentity(…)"


class SubjectTokenKind(Enum):
    """Which token of the provider software brings, to get one of ours for it (RFC 8693 3)."""

    ACCESS = "access-token"
    ID = "id-token"


@dataclass(frozen=True, slots=True, repr=False)
class SubjectIdentity:
    """For whom a token of the provider speaks. ``expires_at``: nothing that comes of it may live longer.

    ``practitioner``: their national identifier; ``bound_to``: the key or certificate that whoever shows it must hold,
    as our own tokens say it (``jkt:…``, ``x5t:…``), or empty.
    """

    practitioner: PractitionerId
    expires_at: datetime
    bound_to: str = ""

    def __repr__(self) -> str:
        """Hide who it is."""
        return "SubjectIdentity(…)"


class RefusedBecause(Enum):
    """Why what came back proves nothing. The value goes into the trace."""

    CODE = "code"
    """The provider knows no such code, or gave it to another, or saw it already."""
    SIGNATURE = "signature"
    """No key of the provider signed the identity token, or not with an algorithm of our list."""
    ISSUER = "issuer"
    AUDIENCE = "audience"
    """It speaks to another application."""
    TIME = "time"
    """It has expired, or is dated in the future."""
    NONCE = "nonce"
    """It answers another sign-in than ours."""
    STRENGTH = "strength"
    """The person proved who they are less strongly than we ask for, or the provider does not say (acr)."""
    TOO_LONG_AGO = "too-long-ago"
    """The person proved who they are too long ago (auth_time)."""
    SUBJECT = "subject"
    """What the provider says of the person is about somebody else."""
    IDENTITY = "identity"
    """The provider does not give the national identifier of a professional."""
    KIND = "kind"
    """It is a token of another kind than the one that was announced."""
    HANDED_ON = "handed-on"
    """It was handed on already to somebody who acts for the person, or may be by somebody else only (act, may_act)."""


@dataclass(frozen=True, slots=True)
class IdentityRefused:
    """Nobody is recognised."""

    reason: RefusedBecause


class IdentityProviderUnavailableError(RuntimeError):
    """The provider does not answer, answers nonsense, or does not know us. The message names no person and no value."""


class IdentityProvider(Protocol):
    """Proves who somebody is (OpenID Connect Core 1.0, authorization code flow with PKCE, RFC 7636)."""

    def authorization_url(self, *, state: str, nonce: str, code_challenge: str, redirect_uri: str) -> str:
        """Give the address of the provider where the browser goes to sign in.

        ``state``, ``nonce``: random, kept by the browser that asks. ``code_challenge``: base64url(SHA-256(verifier)),
        without padding. Raises ``IdentityProviderUnavailableError``.
        """
        ...

    def exchange(
        self, code: str, *, code_verifier: str, redirect_uri: str, nonce: str
    ) -> ProfessionalIdentity | IdentityRefused:
        """Turn the code that the browser brought back into the person whom it stands for; a code is good once.

        ``redirect_uri``, ``nonce``: those of ``authorization_url``. Raises ``IdentityProviderUnavailableError``.
        """
        ...

    def exchange_agent(
        self, code: str, *, code_verifier: str, redirect_uri: str, nonce: str
    ) -> AgentIdentity | IdentityRefused:
        """Turn a code into an agent of the support desk, as ``exchange`` does for a professional."""
        ...

    def recognize_subject(
        self, token: str, *, kind: SubjectTokenKind, software: str
    ) -> SubjectIdentity | IdentityRefused:
        """Tell for whom a token speaks that the provider gave to another application, not to us (RFC 8693).

        ``software``: the name of that application at the provider. By the provider's public keys, which are kept:
        no request of somebody's software makes one of ours. Raises ``IdentityProviderUnavailableError``.
        """
        ...

    def logout_url(self, id_token: str, post_logout_redirect_uri: str, state: str) -> str | None:
        """Give the address where the browser ends the provider's own session (OpenID Connect RP-Initiated Logout 1.0).

        None when the provider has none. Raises ``IdentityProviderUnavailableError``.
        """
        ...


class NoIdentityProvider:
    """Stands where no provider is configured: nobody signs in there, and each try says so."""

    def authorization_url(self, **_: object) -> NoReturn:
        """Refuse, whatever is asked."""
        raise IdentityProviderUnavailableError("no identity provider is configured (CARNET_OIDC_ISSUER)")

    def exchange(self, *_: object, **__: object) -> NoReturn:
        """Refuse, whatever the browser brings."""
        raise IdentityProviderUnavailableError("no identity provider is configured (CARNET_OIDC_ISSUER)")

    def exchange_agent(self, *_: object, **__: object) -> NoReturn:
        """Refuse, whatever the browser brings."""
        raise IdentityProviderUnavailableError("no identity provider is configured (CARNET_DESK_OIDC_ISSUER)")

    def recognize_subject(self, *_: object, **__: object) -> NoReturn:
        """Refuse, whatever software brings."""
        raise IdentityProviderUnavailableError("no identity provider is configured (CARNET_OIDC_ISSUER)")

    def logout_url(self, *_: object, **__: object) -> None:
        """Know no session to end."""
        return


NO_IDENTITY_PROVIDER = NoIdentityProvider()
