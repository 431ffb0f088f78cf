"""Software is told of a maintenance by 503 and Retry-After, at the function that is stopped and at no other."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.test import Client

from carnet.core.access.actors import Actor
from carnet.core.content.banners import FUNCTIONS, Function
from carnet.doors.fhir.router import ROUTES
from tests.adapters.clocks import StoppedClock
from tests.banners import maintenance, published
from tests.doors.fhir.client import Software
from tests.installation import CAMILLE, HOSPITAL_SOFTWARE, KELLER, Installation

INS = CAMILLE.identifiers[0]
BY_INS = f"identifier=urn:oid:{INS.system.value}|{INS.value}"


def half_past_seven(installation: Installation, function: Function | None) -> None:
    """Sunday, in the middle of the maintenance of this function."""
    published(maintenance(stops=function), env=installation.env)
    clock = installation.env.clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.fromisoformat("2026-11-22T07:30:00+01:00")


@pytest.mark.parametrize("path", ["", "DocumentReference"])
def test_a_deposit_is_told_when_to_come_back_and_reading_works(
    installation: Installation, software: Callable[[Actor], Software], path: str
) -> None:
    half_past_seven(installation, Function.DEPOSITS)
    feeding, doctor = software(HOSPITAL_SOFTWARE), software(KELLER)
    answer = feeding.post(path, {"resourceType": "Bundle", "type": "transaction"})
    assert (answer.status, answer.codes) == (503, ["maintenance"])
    assert answer.headers["Retry-After"] == "1800"
    assert doctor.search("Patient", BY_INS).status == 200


@pytest.mark.parametrize("function", [Function.OPENING, Function.SIGN_IN, None])
def test_the_maintenance_of_another_function_lets_a_deposit_in(
    installation: Installation, software: Callable[[Actor], Software], function: Function | None
) -> None:
    half_past_seven(installation, function)
    feeding = software(HOSPITAL_SOFTWARE)
    assert feeding.post("", {"resourceType": "Bundle", "type": "transaction"}).status == 422


def test_everything_stops_but_the_capability_statement(
    installation: Installation, software: Callable[[Actor], Software]
) -> None:
    half_past_seven(installation, Function.EVERYTHING)
    doctor = software(KELLER)
    assert doctor.search("Patient", BY_INS).status == 503
    assert doctor.get("DocumentReference").status == 503
    assert doctor.get("metadata").status == 200


def test_a_token_is_not_issued_while_everything_stops(installation: Installation) -> None:
    told = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": "x",
    }
    client, form = Client(SERVER_NAME="localhost"), "application/x-www-form-urlencoded"
    assert client.post("/oauth/token", urlencode(told), content_type=form).status_code in (400, 401)
    half_past_seven(installation, Function.EVERYTHING)
    answer = client.post("/oauth/token", urlencode(told), content_type=form)
    assert (answer.status_code, answer.json()["error"]) == (503, "temporarily_unavailable")
    assert answer["Retry-After"] == "1800"


def test_whoever_asks_without_a_token_learns_no_more_than_everybody(installation: Installation) -> None:
    half_past_seven(installation, Function.DEPOSITS)
    answer = Client(SERVER_NAME="localhost").post("/fhir/", b"{}", content_type="application/fhir+json")
    assert answer.status_code == 503


def test_each_route_that_feeds_or_opens_belongs_to_its_function_and_no_other_does() -> None:
    feeding = [route for route in ROUTES if route.use_case.startswith("feeding.")]
    opening = [route for route in ROUTES if route.use_case == "record.open_record"]
    assert feeding
    assert opening
    assert {FUNCTIONS.get(route.action) for route in feeding} == {Function.DEPOSITS}
    assert {FUNCTIONS.get(route.action) for route in opening} == {Function.OPENING}
    assert all(route in feeding or route in opening for route in ROUTES if route.action in FUNCTIONS)
