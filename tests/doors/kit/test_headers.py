"""What every page tells the browser beyond its content."""

import pytest
from django.test import Client

PUBLIC = "/aide/"
PRIVATE = "/session/"
STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", [PUBLIC, PRIVATE, "/n-existe-pas/"])
def test_a_page_runs_nothing_that_is_not_ours(visitor: Client, path: str) -> None:
    policy = visitor.get(path)["Content-Security-Policy"]
    assert set(policy.split("; ")) == STRICT


@pytest.mark.parametrize("path", [PUBLIC, PRIVATE, "/n-existe-pas/"])
def test_a_page_tells_other_sites_nothing_and_uses_little_of_the_device(visitor: Client, path: str) -> None:
    page = visitor.get(path)
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in page["Permissions-Policy"]
    assert "camera=(self)" in page["Permissions-Policy"]


@pytest.mark.parametrize("path", [PRIVATE, "/affichage/", "/session-terminee/", "/n-existe-pas/", "/pro/session/"])
def test_a_page_that_may_be_about_somebody_is_kept_nowhere(visitor: Client, path: str) -> None:
    assert visitor.get(path)["Cache-Control"] == "no-store, private"


def test_a_page_that_is_the_same_for_everybody_is_asked_for_again_before_it_is_used(visitor: Client) -> None:
    page = visitor.get(PUBLIC)
    assert page["Cache-Control"] == "no-cache"
    assert page["Vary"] == "Cookie"


def test_a_public_page_gives_no_cookie(visitor: Client) -> None:
    assert not visitor.get(PUBLIC).cookies


def test_software_meets_none_of_it(visitor: Client) -> None:
    answer = visitor.get("/health")
    assert not {"Content-Security-Policy", "Permissions-Policy", "Content-Language"} & set(answer.headers)
