"""A doctor's software brings the token that Pro Santé Connect gave it, and gets one that reads as that doctor reads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings

from carnet.config import wiring
from carnet.core.audit.events import AuditEvent
from carnet.demo.identity_provider.keys import make_key
from carnet.doors.fhir.identifiers import record_id_text
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import NO_IDENTITY_PROVIDER, RefusedBecause
from carnet.store import directory
from carnet.store.tokens import ClientKind
from carnet.usecases.access.exchange_subject_token import PROBLEMS
from tests.adapters.clocks import StoppedClock
from tests.adapters.identity_providers import (
    KELLER,
    NUMBERLESS,
    RETURN,
    STRANGER,
    VERIFIER,
    Strange,
    asks,
    goes_and_is,
    served,
)
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Software
from tests.doors.fhir.keys import ec_keys
from tests.doors.fhir.practice import CERTIFICATE, LIES, SCOPE, SIGNS_IN, SOFTWARE, THUMBPRINT, TYPE, Practice, register
from tests.installation import CAMILLE, HADDAD, HOSPITAL, PRACTICE, Installation, note
from tests.installation import KELLER as DOCTOR


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def provider(clock: StoppedClock) -> Iterator[Strange]:
    """The provider, which knows the software of the practice beside our own site."""
    with served(clock) as here:
        here.software = (SOFTWARE,)
        yield here


@pytest.fixture
def env(env: Environment, clock: StoppedClock, provider: Strange) -> Environment:
    """An installation that believes that provider."""
    return replace(env, clock=clock, identity_provider=provider.adapter())


@pytest.fixture
def practice(installation: Installation, provider: Strange) -> Practice:
    assert installation
    keys = ec_keys()
    register(keys, "cabinet")
    return Practice(provider, keys, ec.generate_private_key(ec.SECP256R1()))


def error_of(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["error"]


def test_dr_keller_signs_in_at_the_provider_and_her_software_reads_as_she_reads(
    installation: Installation, practice: Practice, traced: Callable[..., list[AuditEvent]]
) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, DOCTOR)
    installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    back = goes_and_is("keller", f"{practice.provider.issuer}/authorize?{urlencode(SIGNS_IN)}")
    form = {"grant_type": "authorization_code", "code": back["code"], "redirect_uri": RETURN, "code_verifier": VERIFIER}
    known = {"client_id": SOFTWARE.client_id, "client_secret": SOFTWARE.client_secret}
    brought = asks("POST", f"{practice.provider.issuer}/token", urlencode(form | known)).json()

    for subject, kind in (
        (brought["access_token"], "access_token"),
        (brought["access_token"], "jwt"),
        (brought["id_token"], "id_token"),
    ):
        given = practice.exchanges(subject, subject_token_type=f"{TYPE}{kind}")
        assert given.status == 200, given.body
        assert given.json == {
            "access_token": given.json["access_token"],
            "issued_token_type": f"{TYPE}access_token",
            "token_type": "DPoP",
            "expires_in": 120,
            "scope": SCOPE,
        }
    token = given.json["access_token"]
    path = f"DocumentReference?patient={record_id_text(record)}&status=current"
    proof = practice.proof("GET", "http://testserver/fhir/DocumentReference", token)
    read = Software(None).get(path, Authorization=f"DPoP {token}", DPoP=proof)
    assert (read.status, read.json["total"]) == (200, 1)
    assert Software(token).get(path).status == 401, "whoever stole it has no key"
    reads = [event.actor.identifier for event in traced(record) if event.action.value == "list-documents"]
    assert reads == [DOCTOR.identifier.value]
    told = [
        (event.action.value, event.detail, event.outcome.value)
        for event in traced()
        if event.detail == "token-exchanged"
    ]
    assert told == [("software-access", "token-exchanged", "done")] * 3


def test_it_lives_no_longer_than_what_was_brought_and_never_longer_than_ours(
    installation: Installation, practice: Practice
) -> None:
    soon, late = (int((NOON + after).timestamp()) for after in (timedelta(seconds=40), timedelta(hours=3)))
    short = practice.exchanges(practice.subject(exp=soon)).json
    assert short["expires_in"] == 40
    assert "refresh_token" not in short
    assert practice.exchanges(practice.subject(exp=late)).json["expires_in"] == 900
    installation.at(NOON + timedelta(seconds=41))
    shown = practice.proof("GET", "http://testserver/fhir/Consent", short["access_token"])
    headers = {"Authorization": f"DPoP {short['access_token']}", "DPoP": shown}
    assert Software(None).get("Consent", **headers).codes == ["invalid-token"]


@pytest.mark.parametrize(
    ("lies", "why"),
    LIES,
    ids=str,
)
def test_a_token_with_one_thing_wrong_gets_nothing(
    practice: Practice, traced: Callable[..., list[AuditEvent]], lies: dict[str, Any], why: str
) -> None:
    refused = practice.exchanges(practice.subject(**lies))
    assert error_of(refused) == (400, "invalid_request")
    assert why in refused.json["error_description"]
    assert [(event.detail, event.outcome.value) for event in traced()][-1] == ("token-refused", "refused")
    assert practice.exchanges(practice.subject(may_act={"sub": SOFTWARE.client_id})).status == 200


@pytest.mark.parametrize(
    "lies", [{"aud": ["account"]}, {"aud": [SOFTWARE.client_id, "more"]}, {"azp": "another"}], ids=str
)
def test_an_identity_token_of_another_application_gets_nothing(practice: Practice, lies: dict[str, Any]) -> None:
    kind = f"{TYPE}id_token"
    assert practice.exchanges(practice.subject(kind="id"), subject_token_type=kind).status == 200
    refused = practice.exchanges(practice.subject(kind="id", **lies), subject_token_type=kind)
    assert error_of(refused) == (400, "invalid_request")


def test_only_what_the_provider_signed_counts(practice: Practice, env: Environment) -> None:
    claims = jwt.decode(practice.subject(), options={"verify_signature": False})
    forged = make_key(env.chance).sign(claims)
    unsigned = jwt.encode(claims, "", "none")
    shared = jwt.encode(claims, "a secret that everybody knows, of 32", "HS256")
    for token in (forged, unsigned, shared, "no token", "a.b.c", f"{practice.subject()}x", "x" * 9000):
        assert error_of(practice.exchanges(token)) == (400, "invalid_request"), token[:20]


def test_the_keys_of_the_provider_are_not_asked_for_at_each_request(practice: Practice) -> None:
    assert practice.exchanges(practice.subject()).status == 200
    practice.provider.described = {"jwks_uri": None}
    for _ in range(3):
        assert practice.exchanges(practice.subject()).status == 200
        forged = practice.exchanges(make_key(practice.provider.chance).sign({"iss": practice.provider.issuer}))
        assert error_of(forged) == (400, "invalid_request")


def test_whoever_is_not_in_the_directory_or_not_in_that_structure_gets_nothing(practice: Practice) -> None:
    for person in (STRANGER, NUMBERLESS):
        assert error_of(practice.exchanges(practice.subject(person))) == (400, "invalid_request")
    hospital = practice.registered("chu", ClientKind.STRUCTURE, organization=HOSPITAL)
    assert error_of(hospital.exchanges(practice.subject())) == (400, "invalid_request")
    directory.remove_member(DOCTOR.identifier, PRACTICE)
    assert error_of(practice.exchanges(practice.subject())) == (400, "invalid_request")


def test_the_software_of_one_professional_speaks_for_nobody_else(practice: Practice) -> None:
    hers = practice.registered("keller", ClientKind.PROFESSIONAL, practitioner=DOCTOR.identifier)
    assert hers.exchanges(practice.subject()).status == 200
    another = practice.registered("haddad", ClientKind.PROFESSIONAL, practitioner=HADDAD.identifier)
    assert error_of(another.exchanges(practice.subject())) == (400, "invalid_request")


def test_software_that_was_not_registered_for_it_gets_nothing(practice: Practice) -> None:
    for other in (
        practice.registered("plain", ClientKind.STRUCTURE, provider_client=""),
        practice.registered("hers", ClientKind.PROFESSIONAL, practitioner=DOCTOR.identifier, provider_client=""),
        practice.registered("insurer", ClientKind.INSURER),
        practice.registered("patients", ClientKind.PATIENT, organization=None),
    ):
        assert error_of(other.exchanges(practice.subject())) == (400, "unauthorized_client")
    assert error_of(practice.exchanges(practice.subject(), client_assertion="forged")) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "openid scope_all"}, "invalid_scope"),
        ({"scope": "patient/DocumentReference.rs system/DocumentReference.c"}, "invalid_scope"),
        ({"subject_token": ""}, "invalid_request"),
        ({"subject_token_type": f"{TYPE}refresh_token"}, "invalid_request"),
        ({"subject_token_type": f"{TYPE}saml2"}, "invalid_request"),
        ({"subject_token_type": f"{TYPE}id_token"}, "invalid_request"),
        ({"requested_token_type": f"{TYPE}refresh_token"}, "invalid_request"),
        ({"actor_token": "x", "actor_token_type": f"{TYPE}jwt"}, "invalid_request"),
        ({"resource": "https://elsewhere.example/fhir"}, "invalid_target"),
        ({"audience": "https://elsewhere.example"}, "invalid_target"),
    ],
    ids=str,
)
def test_a_request_that_asks_for_something_else_is_refused_by_name(
    practice: Practice, form: dict[str, Any], error: str
) -> None:
    assert error_of(practice.exchanges(practice.subject(), **form)) == (400, error)
    sound: dict[str, Any] = {
        "resource": "http://testserver/fhir",
        "audience": "http://testserver",
        "scope": "user/*.cruds",
    }
    assert practice.exchanges(practice.subject(), **sound).status == 200


def test_no_token_is_given_that_is_bound_to_nothing(practice: Practice) -> None:
    assert error_of(practice.exchanges(practice.subject(), proves=False)) == (400, "invalid_dpop_proof")


@override_settings(CARNET_CLIENT_CERTIFICATE_HEADER="X-Client-Cert", CARNET_PROXIES=frozenset({"127.0.0.1"}))
def test_a_certificate_binds_what_is_brought_and_what_is_given(practice: Practice) -> None:
    bound = practice.subject(cnf={"x5t#S256": THUMBPRINT})
    assert error_of(practice.exchanges(bound)) == (400, "invalid_request"), "it was stolen"
    given = practice.exchanges(bound, proves=False, headers=CERTIFICATE)
    assert (given.status, given.json["token_type"]) == (200, "Bearer")
    assert practice.exchanges(bound, headers=CERTIFICATE).json["token_type"] == "DPoP"
    reader = Software(given.json["access_token"])
    assert reader.get("Consent").status == 401
    assert reader.get("Consent", **CERTIFICATE).status != 401


def test_what_was_given_does_no_more_than_its_scopes(installation: Installation, practice: Practice) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, DOCTOR)
    token = practice.exchanges(practice.subject(), scope="user/Patient.rs").json["access_token"]
    shown = practice.proof("GET", "http://testserver/fhir/DocumentReference", token)
    path = f"DocumentReference?patient={record_id_text(record)}&status=current"
    answer = Software(None).get(path, Authorization=f"DPoP {token}", DPoP=shown)
    assert (answer.status, answer.codes) == (403, ["insufficient-scope"])


def test_where_the_provider_does_not_answer_nothing_is_given_and_it_is_said(
    practice: Practice, env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "_shared", lambda: replace(env, identity_provider=NO_IDENTITY_PROVIDER))
    wiring._environment.cache_clear()
    assert error_of(practice.exchanges(practice.subject())) == (503, "temporarily_unavailable")


def test_no_refusal_goes_without_its_words() -> None:
    assert set(PROBLEMS) == set(RefusedBecause)


def test_what_is_brought_is_told_to_nobody(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    subject = practice.subject(azp="another-application")
    refused = practice.exchanges(subject)
    said = refused.body.decode() + "".join(str(vars(one)) for one in caplog.records if one.name.startswith("carnet"))
    assert subject not in said
    assert KELLER.identifier not in said
    assert quote(subject) not in said
