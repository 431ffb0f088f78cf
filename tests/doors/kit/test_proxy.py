"""From where somebody writes: the word of a proxy of ours is taken, that of whoever sends the request is not."""

from collections.abc import Iterator

import pytest
from django.test import RequestFactory, override_settings

from carnet.doors.kit.proxy import address_of, comes_from_our_proxy

pytestmark = pytest.mark.usefixtures("_two_proxies")


@pytest.fixture
def _two_proxies() -> Iterator[None]:
    with override_settings(CARNET_PROXIES=frozenset({"10.1.0.0/16", "2001:db8::1"})):
        yield


@pytest.mark.parametrize(
    ("near", "forwarded", "expected"),
    [
        ("10.1.2.3", "192.0.2.9", "192.0.2.9"),
        ("2001:db8::1", "192.0.2.9", "192.0.2.9"),
        ("10.1.2.3", "1.1.1.1, 192.0.2.9", "192.0.2.9"),
        ("10.1.2.3", "1.1.1.1, 192.0.2.9, 10.1.0.7", "192.0.2.9"),
        ("10.1.2.3", "192.0.2.9,", "192.0.2.9"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", "10.1.0.7", "10.1.2.3"),
        ("10.2.2.3", "192.0.2.9", "10.2.2.3"),
        ("127.0.0.1", "192.0.2.9", "127.0.0.1"),
        ("", "192.0.2.9", ""),
    ],
)
def test_somebody_comes_from_where_the_last_proxy_of_ours_saw_them(near: str, forwarded: str, expected: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=near, headers={"X-Forwarded-For": forwarded})
    assert address_of(request) == expected


@pytest.mark.parametrize(("near", "is_ours"), [("10.1.255.255", True), ("10.2.0.0", False), ("no address", False)])
def test_a_proxy_is_ours_when_the_operator_named_it(near: str, is_ours: bool) -> None:
    assert comes_from_our_proxy(RequestFactory().get("/", REMOTE_ADDR=near)) is is_ours
