"""Sign a professional in: the identity provider says who they are, our directory what they are, and where."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actors import OpeningClerk, Professional, StaffRole
from carnet.core.accounts.work import Work, signs_in_at, work_of
from carnet.core.audit.events import Party
from carnet.core.identifiers import OrganizationId
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import (
    IdentityRefused,
    PlaceOfPractice,
    ProfessionalIdentity,
)
from carnet.store import directory
from carnet.store.directory import Organization, Practitioner
from carnet.usecases.account.begin_openid_sign_in import (
    SignInBegun,
    ask_provider,
    begin_openid_sign_in,
    trace_refused_sign_in,
)
from carnet.usecases.account.open_provider_session import open_provider_session


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """A session is open. ``token``: to be kept by the browser, given once."""

    token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "SignedIn(…)"


@dataclass(frozen=True, slots=True)
class ChoosePlace:
    """Somebody takes part in care in several structures that we know: they say in which one they are now."""

    places: tuple[PlaceOfPractice, ...]


@dataclass(frozen=True, slots=True)
class NotInDirectory:
    """The provider knows this person, our directory of professionals does not."""


@dataclass(frozen=True, slots=True)
class WorksNowhereHere:
    """Our directory knows this person, in none of the structures that the provider names."""


@dataclass(frozen=True, slots=True)
class RoleDoesNotConsult:
    """Wherever this person works, it is as a secretary, a clerk or an agent: nobody signs in to read nothing."""


SignInOutcome: TypeAlias = SignedIn | ChoosePlace | NotInDirectory | WorksNowhereHere | RoleDoesNotConsult


def begin_professional_sign_in(*, redirect_uri: str, env: Environment) -> SignInBegun:
    """Make what one sign-in needs, and the address of the provider that goes with it (RFC 7636; RFC 9700).

    Nothing is written down: nobody has said who they are. Raises ``IdentityProviderUnavailableError``.
    """
    return begin_openid_sign_in(env.identity_provider, redirect_uri=redirect_uri, env=env)


def identify_professional(
    code: str, *, code_verifier: str, nonce: str, redirect_uri: str, env: Environment
) -> ProfessionalIdentity | IdentityRefused:
    """Ask the provider for whom a code stands; a refusal is traced, and so is a provider that does not answer.

    Raises ``IdentityProviderUnavailableError`` after its trace.
    """
    exchange = env.identity_provider.exchange
    return ask_provider(
        lambda: exchange(code, code_verifier=code_verifier, redirect_uri=redirect_uri, nonce=nonce), env=env
    )


def sign_in_professional(
    identity: ProfessionalIdentity, place: OrganizationId | None, *, env: Environment
) -> SignInOutcome:
    """Open a session for somebody whom the provider has just recognised (product.md, « Sign-in », Professional).

    ``place``: the structure that they chose, or None when they were not asked yet. They work where the provider **and**
    our directory say so; profession, role and kind of structure are the directory's, never the provider's. Staff
    without a part in care get no session: no rule would let them read (CTM-02), and their software deposits without
    them; the clerks of a counter get one that opens records with people, and reads nothing (OPN-04, OPN-05). Each end
    is traced; being asked for the place is not one.
    """
    practitioner = directory.find_practitioner(identity.practitioner)
    if practitioner is None:
        return _refuse(NotInDirectory(), "unknown-professional", identity, env)
    known = directory.organizations(one.organization for one in identity.places)
    roles = {one: directory.role_of(practitioner.identifier, one) for one in known}
    if not any(roles.values()):
        return _refuse(WorksNowhereHere(), "no-membership", identity, env)
    works = {one: work_of(role, known[one].kind) for one, role in roles.items()}
    offered = signs_in_at(works)
    working = [one for one in identity.places if one.organization in offered]
    if not working:
        return _refuse(RoleDoesNotConsult(), "role", identity, env)
    chosen = [one for one in working if one.organization == place] or working
    if len(chosen) > 1:
        named = (PlaceOfPractice(one.organization, known[one.organization].name, one.profession) for one in working)
        return ChoosePlace(tuple(named))
    here = known[chosen[0].organization]
    actor = _at_work(practitioner, here, is_clerk=works[here.identifier] is Work.COUNTER)
    token = open_provider_session(actor, shown_name=practitioner.name.shown(), id_token=identity.id_token, env=env)
    return SignedIn(token)


def _refuse(answer: SignInOutcome, why: str, identity: ProfessionalIdentity, env: Environment) -> SignInOutcome:
    trace_refused_sign_in(why, env=env, by=Party("professional", identity.practitioner.value))
    return answer


def _at_work(practitioner: Practitioner, structure: Organization, *, is_clerk: bool) -> Professional | OpeningClerk:
    if is_clerk:
        return OpeningClerk(practitioner.identifier.value, structure.identifier, structure.kind)
    return Professional(
        identifier=practitioner.identifier,
        profession=practitioner.profession,
        specialty=practitioner.specialty,
        role=StaffRole.CARE,
        organization=structure.identifier,
        structure_kind=structure.kind,
    )
