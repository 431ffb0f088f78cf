"""A professional whom the identity provider has recognised gets in where our own directory says that they work."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import OpeningClerk, Professional, StaffRole, StructureKind
from carnet.core.audit.events import Door
from carnet.core.identifiers import NOBODYS_RECORD, OrganizationId, PractitionerId
from carnet.infra.openid_connect import OpenIdConnect
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import (
    IdentityProviderUnavailableError,
    IdentityRefused,
    PlaceOfPractice,
    ProfessionalIdentity,
    RefusedBecause,
)
from carnet.store import directory
from carnet.store.directory import Organization
from carnet.usecases.account.recognize_session import WebSession, recognize_session
from carnet.usecases.account.sign_in_professional import (
    ChoosePlace,
    NotInDirectory,
    RoleDoesNotConsult,
    SignedIn,
    SignInOutcome,
    WorksNowhereHere,
    begin_professional_sign_in,
    identify_professional,
    sign_in_professional,
)
from carnet.usecases.account.sign_out import sign_out
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import RETURN, a_provider, goes_and_is, served
from tests.installation import HADDAD, HOSPITAL, KELLER, PRACTICE, SECRETARY, Installation
from tests.usecases.sign_in_world import at_the_professional_site, history_of_nobody, lines_of

UNKNOWN_HERE = OrganizationId("1440000999")


@pytest.fixture
def env(env: Environment) -> Environment:
    """The professional site of an installation that knows its professionals."""
    Installation(env).knows_everybody()
    return at_the_professional_site(env)


def recognised(someone: Professional, *places: OrganizationId) -> ProfessionalIdentity:
    """What the provider says of somebody; it takes everybody for a pharmacist, which our directory knows better."""
    named = tuple(PlaceOfPractice(one, "NOM DU FOURNISSEUR", "21") for one in places)
    return ProfessionalIdentity(someone.identifier, "KELLER ANNE", named, "eidas1", "the.id.token")


def inside(answer: SignInOutcome, env: Environment) -> WebSession:
    """The session that somebody got."""
    assert isinstance(answer, SignedIn), answer
    session = recognize_session(answer.token, env=env)
    assert session is not None
    return session


def test_a_doctor_gets_in_as_our_directory_knows_them(env: Environment) -> None:
    session = inside(sign_in_professional(recognised(KELLER, PRACTICE), None, env=env), env)
    assert session.actor == KELLER
    assert session.shown_name == "Dr Anne Keller"
    assert session.account is None
    assert history_of_nobody(env) == [("sign-in", "done", "professional", "")]
    (line,) = lines_of(NOBODYS_RECORD, env)
    assert (line.actor.identifier, line.actor.organization) == (KELLER.identifier.value, PRACTICE.value)
    assert line.door is Door.PROFESSIONAL_SITE


def test_the_kind_of_structure_is_our_directory_s(env: Environment) -> None:
    insurer = OrganizationId("318000000000001")
    directory.save_organization(Organization(insurer, "Assureur", StructureKind.PRIVATE_INSURER))
    directory.add_member(KELLER.identifier, insurer, role=StaffRole.CARE)
    session = inside(sign_in_professional(recognised(KELLER, insurer), None, env=env), env)
    assert session.actor == replace(KELLER, organization=insurer, structure_kind=StructureKind.PRIVATE_INSURER)


def test_somebody_whom_our_directory_does_not_know_stays_out(env: Environment) -> None:
    stranger = replace(KELLER, identifier=PractitionerId("899700009999"))
    assert sign_in_professional(recognised(stranger, PRACTICE), None, env=env) == NotInDirectory()
    assert history_of_nobody(env) == [("sign-in", "refused", "professional", "unknown-professional")]
    (line,) = lines_of(NOBODYS_RECORD, env)
    assert line.actor.identifier == "899700009999"


@pytest.mark.parametrize("places", [(), (UNKNOWN_HERE,), (HOSPITAL,)])
def test_somebody_who_works_nowhere_that_both_know_stays_out(
    places: tuple[OrganizationId, ...], env: Environment
) -> None:
    assert sign_in_professional(recognised(KELLER, *places), None, env=env) == WorksNowhereHere()
    assert history_of_nobody(env) == [("sign-in", "refused", "professional", "no-membership")]


def test_somebody_who_has_left_a_structure_does_not_get_in_there_any_more(env: Environment) -> None:
    session = sign_in_professional(recognised(KELLER, PRACTICE), None, env=env)
    assert isinstance(session, SignedIn)
    directory.remove_member(KELLER.identifier, PRACTICE)
    assert recognize_session(session.token, env=env) is None
    assert sign_in_professional(recognised(KELLER, PRACTICE), None, env=env) == WorksNowhereHere()


@pytest.mark.parametrize("role", [StaffRole.SECRETARY, StaffRole.SERVICE])
def test_staff_without_a_part_in_care_are_told_so_and_stay_out(role: StaffRole, env: Environment) -> None:
    directory.add_member(SECRETARY.identifier, HOSPITAL, role=role)
    assert sign_in_professional(recognised(SECRETARY, HOSPITAL), None, env=env) == RoleDoesNotConsult()
    assert history_of_nobody(env) == [("sign-in", "refused", "professional", "role")]


def test_an_agent_of_the_admissions_gets_in_to_open_records_and_for_nothing_else(env: Environment) -> None:
    directory.add_member(SECRETARY.identifier, HOSPITAL, role=StaffRole.ADMINISTRATIVE)
    session = inside(sign_in_professional(recognised(SECRETARY, HOSPITAL), None, env=env), env)
    assert session.actor == OpeningClerk(SECRETARY.identifier.value, HOSPITAL, StructureKind.CARE)


def test_an_agent_who_has_left_the_counter_is_out_at_once(env: Environment) -> None:
    directory.add_member(SECRETARY.identifier, HOSPITAL, role=StaffRole.ADMINISTRATIVE)
    answer = sign_in_professional(recognised(SECRETARY, HOSPITAL), None, env=env)
    assert isinstance(answer, SignedIn)
    directory.remove_member(SECRETARY.identifier, HOSPITAL)
    assert recognize_session(answer.token, env=env) is None


@pytest.mark.parametrize("kind", [StructureKind.PRIVATE_INSURER, StructureKind.EMPLOYER, StructureKind.SAMU])
def test_no_counter_of_another_kind_opens_records(kind: StructureKind, env: Environment) -> None:
    directory.save_organization(Organization(HOSPITAL, "Ailleurs", kind))
    directory.add_member(SECRETARY.identifier, HOSPITAL, role=StaffRole.ADMINISTRATIVE)
    assert sign_in_professional(recognised(SECRETARY, HOSPITAL), None, env=env) == RoleDoesNotConsult()


def test_who_works_in_two_places_is_asked_and_nothing_is_written_down_before_they_say(env: Environment) -> None:
    directory.add_member(KELLER.identifier, HOSPITAL, role=StaffRole.CARE)
    identity = recognised(KELLER, PRACTICE, UNKNOWN_HERE, HOSPITAL)
    answer = sign_in_professional(identity, None, env=env)
    assert isinstance(answer, ChoosePlace)
    assert [one.name for one in answer.places] == ["Cabinet du Port", "CHU des Deux-Rives"]
    assert history_of_nobody(env) == []
    session = inside(sign_in_professional(identity, HOSPITAL, env=env), env)
    assert session.actor == replace(KELLER, organization=HOSPITAL)


@pytest.mark.parametrize("forged", [UNKNOWN_HERE, OrganizationId("1440000305"), OrganizationId("")])
def test_a_place_that_is_not_theirs_is_no_answer(forged: OrganizationId, env: Environment) -> None:
    directory.add_member(KELLER.identifier, HOSPITAL, role=StaffRole.CARE)
    answer = sign_in_professional(recognised(KELLER, PRACTICE, HOSPITAL), forged, env=env)
    assert isinstance(answer, ChoosePlace)


def test_who_takes_part_in_care_in_one_place_and_keeps_the_books_of_another_is_not_asked(env: Environment) -> None:
    directory.add_member(HADDAD.identifier, PRACTICE, role=StaffRole.ADMINISTRATIVE)
    session = inside(sign_in_professional(recognised(HADDAD, PRACTICE, HOSPITAL), PRACTICE, env=env), env)
    assert session.actor == HADDAD


def test_the_provider_gets_its_token_back_when_they_leave(env: Environment) -> None:
    answer = sign_in_professional(recognised(KELLER, PRACTICE), None, env=env)
    assert isinstance(answer, SignedIn)
    assert sign_out(answer.token, env=env).id_token == "the.id.token"
    assert recognize_session(answer.token, env=env) is None
    assert sign_out(answer.token, env=env).id_token == ""


def with_its_provider(env: Environment, provider: OpenIdConnect) -> Environment:
    return replace(env, identity_provider=provider)


def test_the_way_to_the_provider_and_back(env: Environment) -> None:
    with served(env.clock) as provider:
        env = with_its_provider(env, provider.adapter())
        begun = begin_professional_sign_in(redirect_uri=RETURN, env=env)
        back = goes_and_is("keller", begun.url)
        assert back["state"] == begun.state
        kept = {"code_verifier": begun.code_verifier, "nonce": begun.nonce, "redirect_uri": RETURN}
        identity = identify_professional(back["code"], **kept, env=env)
        assert isinstance(identity, ProfessionalIdentity)
        assert inside(sign_in_professional(identity, None, env=env), env).actor == KELLER
        again = identify_professional(back["code"], **kept, env=env)
    assert again == IdentityRefused(RefusedBecause.CODE)
    assert history_of_nobody(env) == [
        ("sign-in", "done", "professional", ""),
        ("sign-in", "refused", "unidentified", "code"),
    ]


def test_two_sign_ins_have_nothing_in_common(env: Environment) -> None:
    with served(env.clock) as provider:
        env = with_its_provider(env, provider.adapter())
        first, second = (begin_professional_sign_in(redirect_uri=RETURN, env=env) for _ in range(2))
    ones, others = ({begun.state, begun.nonce, begun.code_verifier} for begun in (first, second))
    assert len(ones | others) == 6
    assert first.code_verifier not in first.url
    assert first.state not in repr(first)


def test_a_provider_that_is_not_there_lets_nobody_in_and_the_try_is_written_down(env: Environment) -> None:
    env = with_its_provider(env, a_provider(env.clock).adapter())
    with pytest.raises(IdentityProviderUnavailableError):
        identify_professional("code", code_verifier="v", nonce="n", redirect_uri=RETURN, env=env)
    assert history_of_nobody(env) == [("sign-in", "refused", "unidentified", "provider-unavailable")]


def test_where_no_provider_is_configured_nobody_gets_in(env: Environment) -> None:
    with pytest.raises(IdentityProviderUnavailableError, match="CARNET_OIDC_ISSUER"):
        begin_professional_sign_in(redirect_uri=RETURN, env=env)
    with pytest.raises(IdentityProviderUnavailableError):
        identify_professional("code", code_verifier="v", nonce="n", redirect_uri=RETURN, env=env)
    assert env.identity_provider.logout_url("t", RETURN, "s") is None


def test_a_session_of_the_professional_site_ends_by_itself(env: Environment) -> None:
    answer = sign_in_professional(recognised(KELLER, PRACTICE), None, env=env)
    assert isinstance(answer, SignedIn)
    clock = env.clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(minutes=16)
    assert recognize_session(answer.token, env=env) is None
