"""When something goes wrong: what happened, what to do, and nothing of the inside."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from carnet.doors.public_web import errors
from tests.markup import faults_of, texts_of

SECRET = ValueError("the secret of the inside")
PAGES: tuple[tuple[int, Callable[[HttpRequest], HttpResponseBase]], ...] = (
    (400, lambda request: errors.bad_request(request, SECRET)),
    (403, lambda request: errors.forbidden(request, SECRET)),
    (403, lambda request: errors.csrf_failure(request, "CSRF token missing")),
    (404, lambda request: errors.not_found(request, SECRET)),
    (500, errors.server_error),
    (503, errors.unavailable),
)


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(("status", "answer"), PAGES)
def test_it_is_a_calm_page_with_a_way_out(status: int, answer: Callable[[HttpRequest], HttpResponse]) -> None:
    page = answer(RequestFactory().get("/quelque-part/"))
    html = page.content.decode()
    assert page.status_code == status
    assert faults_of(html) == []
    assert "secret" not in html
    assert "CSRF" not in html
    assert "Retour à l’accueil" in texts_of(html, "a")
    assert {"15", "112", "114"} <= set(texts_of(html, "a"))


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(("status", "answer"), PAGES)
def test_software_has_an_answer_that_it_can_read(status: int, answer: Callable[[HttpRequest], HttpResponse]) -> None:
    told = answer(RequestFactory().get("/oauth/quelque-part"))
    assert told.status_code == status
    assert told["Content-Type"] == "application/json"


def test_an_address_without_its_last_slash_finds_its_page(visitor: Client) -> None:
    found = visitor.get("/aide?x=1")
    assert (found.status_code, found["Location"]) == (301, "/aide/?x=1")


def test_an_address_that_exists_nowhere_is_not_sent_around(visitor: Client) -> None:
    assert visitor.get("/n-existe-pas").status_code == 404


def test_a_form_left_open_too_long_is_not_sent_and_says_so(visitor: Client) -> None:
    page = visitor.post("/aide/", {"a": "b"})
    assert page.status_code == 403
    assert "Cette page était ouverte depuis trop longtemps" in texts_of(page.text, "h1")


def test_a_bug_says_nothing_of_itself(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from carnet.doors.public_web import machines

    monkeypatch.setattr(machines, "ICONS", None)
    visitor.raise_request_exception = False
    page = visitor.get("/manifest.webmanifest")
    assert page.status_code == 500
    assert "Nous n’avons pas pu vous répondre" in texts_of(page.text, "h1")
