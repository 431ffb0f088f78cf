"""How many messages the contact page takes from one place, said plainly."""

from django.test import Client, override_settings

from carnet.core.support.messages import FROM_ONE_PLACE
from carnet.ports.environment import Environment
from tests.doors.public_web.test_contact import GOOD, minutes_pass, opened, writer
from tests.markup import faults_of

__all__ = ["writer"]


def test_a_place_that_writes_too_much_is_told_when_to_come_back(writer: Client, sites: Environment) -> None:
    for _ in range(FROM_ONE_PLACE):
        page = opened(writer)
        minutes_pass(sites, 0.1)
        assert writer.post("/contact/", {**GOOD, "page": page}).status_code == 200
    page = opened(writer)
    minutes_pass(sites, 0.1)
    answer = writer.post("/contact/", {**GOOD, "page": page})
    assert answer.status_code == 429
    assert "Réessayez dans une heure" in answer.text
    assert GOOD["message"] in answer.text
    assert faults_of(answer.text) == []


@override_settings(CARNET_PROXIES=frozenset({"127.0.0.1"}))
def test_behind_a_proxy_another_network_still_writes(writer: Client, sites: Environment) -> None:
    for _ in range(FROM_ONE_PLACE):
        page = opened(writer)
        minutes_pass(sites, 0.1)
        writer.post("/contact/", {**GOOD, "page": page}, headers={"X-Forwarded-For": "1.1.1.1, 192.0.2.9"})
    page = opened(writer)
    minutes_pass(sites, 0.1)
    other = writer.post("/contact/", {**GOOD, "page": page}, headers={"X-Forwarded-For": "1.1.1.1, 198.51.100.7"})
    assert other.status_code == 200


def test_whoever_writes_the_header_of_a_proxy_themself_is_no_other_network(writer: Client, sites: Environment) -> None:
    for number in range(FROM_ONE_PLACE + 1):
        page = opened(writer)
        minutes_pass(sites, 0.1)
        answer = writer.post("/contact/", {**GOOD, "page": page}, headers={"X-Forwarded-For": f"198.51.{number}.7"})
    assert answer.status_code == 429
