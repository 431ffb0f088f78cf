"""What the page after an act says, once."""

from django.http import HttpResponse
from django.test import Client, RequestFactory

from carnet.doors.kit.said import COOKIE, Said, heard, say

MASKED = "Document masqué."


def signed(message: str = MASKED, undo: str = "") -> str:
    response = HttpResponse()
    say(response, message, undo=undo)
    return response.cookies[COOKIE].value


def test_the_next_page_says_it_and_the_one_after_does_not(visitor: Client) -> None:
    visitor.cookies[COOKIE] = signed()
    first = visitor.get("/affichage/")
    assert MASKED in first.text
    assert first.cookies[COOKIE]["max-age"] == 0
    assert MASKED not in visitor.get("/affichage/").text


def test_an_act_that_can_be_taken_back_says_how(visitor: Client) -> None:
    visitor.cookies[COOKIE] = signed(undo="/documents/1/rendre-visible/")
    page = visitor.get("/affichage/").text
    assert '<form method="post" action="/documents/1/rendre-visible/">' in page
    assert "csrfmiddlewaretoken" in page


def test_nobody_else_makes_our_pages_speak(visitor: Client) -> None:
    visitor.cookies[COOKIE] = signed().replace(":", "x:")
    assert 'class="said"' not in visitor.get("/affichage/").text


def test_what_is_said_is_written_as_text(visitor: Client) -> None:
    visitor.cookies[COOKIE] = signed("<b>fait</b>")
    assert "&lt;b&gt;fait&lt;/b&gt;" in visitor.get("/affichage/").text


def test_only_what_was_signed_is_heard() -> None:
    request = RequestFactory().get("/")
    assert heard(request) is None
    request.COOKIES[COOKIE] = signed(undo="/a/")
    assert heard(request) == Said(MASKED, "/a/")
