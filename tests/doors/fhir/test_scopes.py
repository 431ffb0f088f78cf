"""Software of care may ask for bounds; they hold at the door, entry by entry, and only ever narrow."""

import pytest

from carnet.core.access.scopes import NEEDED
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.fhir.router import ROUTES
from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind
from tests.conftest import NOON
from tests.doors.fhir.client import Software, bundle
from tests.doors.fhir.keys import Keys, ask_token, claims_of, ec_keys
from tests.installation import CAMILLE, HADDAD, HOSPITAL, KELLER, PRACTICE, Installation, note

pytestmark = pytest.mark.usefixtures("installation")

DOCTOR, HOSPITALS = "keller", "chu"


@pytest.fixture
def keys() -> Keys:
    """The keys of a doctor's software and of a hospital's."""
    made = ec_keys()
    tokens.save_client(Client(DOCTOR, ClientKind.PROFESSIONAL, KELLER.identifier, PRACTICE, made.jwks))
    tokens.save_client(Client(HOSPITALS, ClientKind.STRUCTURE, None, HOSPITAL, made.jwks))
    return made


def bound(keys: Keys, client_id: str, scope: str) -> Software:
    """Software with a token that has these bounds."""
    answer = ask_token(keys.sign(claims_of(client_id, at=NOON)), scope=scope)
    assert answer.status == 200, answer.body
    return Software(answer.json["access_token"])


def test_a_doctors_software_that_asked_to_read_deposits_nothing(keys: Keys, installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    software = bound(keys, DOCTOR, "user/DocumentReference.rs")
    search = f"patient={record_id_text(record)}&status=current"
    assert software.search("DocumentReference", search).status == 200
    submitted = note(CAMILLE, by=KELLER)
    refused = software.post("", bundle(submitted.entry, submitted.content))
    assert (refused.status, refused.codes) == (403, ["insufficient-scope"])
    history = software.search("AuditEvent", f"patient={record_id_text(record)}&date=ge2026-01-01&date=le2026-12-31")
    assert (history.status, history.codes) == (403, ["insufficient-scope"])


def test_bounds_open_nothing_that_the_law_closes(keys: Keys, installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    software = bound(keys, DOCTOR, "user/*.cruds")
    refused = software.search("DocumentReference", f"patient={record_id_text(record)}&status=current")
    assert (refused.status, refused.codes) == (403, ["no-access"])


def test_beyond_its_bounds_a_record_that_exists_and_one_that_does_not_are_answered_alike(
    keys: Keys, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    software = bound(keys, DOCTOR, "user/DocumentReference.c")
    answers = [
        software.search("DocumentReference", f"patient={patient}&status=current")
        for patient in (record_id_text(record), "a" * 26)
    ]
    assert [(one.status, one.body) for one in answers] == [(403, answers[0].body)] * 2


def test_a_hospitals_software_asks_for_bounds_of_its_own(keys: Keys, installation: Installation) -> None:
    installation.opens(CAMILLE)
    submitted = note(CAMILLE, by=HADDAD)
    software = bound(keys, HOSPITALS, "system/DocumentReference.c")
    assert software.post("", bundle(submitted.entry, submitted.content)).status == 200
    looked = bound(keys, HOSPITALS, "system/Patient.read").post("", bundle(submitted.entry, submitted.content))
    assert looked.codes == ["insufficient-scope"]


@pytest.mark.parametrize("scope", ["patient/DocumentReference.rs", "system/DocumentReference.rs", "openid", "user/x.y"])
def test_bounds_that_mean_nothing_for_a_doctor_give_no_token(keys: Keys, scope: str) -> None:
    answer = ask_token(keys.sign(claims_of(DOCTOR, at=NOON)), scope=scope)
    assert (answer.status, answer.json["error"]) == (400, "invalid_scope")


def test_every_route_of_the_door_can_be_asked_for() -> None:
    assert {route.action for route in ROUTES} <= set(NEEDED)
