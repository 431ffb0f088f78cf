"""The forms of signing in, filled in and sent as a browser does."""

import re

from django.http import HttpResponseBase
from django.test import Client

from tests.markup import texts_of
from tests.usecases.sign_in_world import (
    Person,
    code_in,
    sends_what_was_promised,
)

IDENTIFIER, PASSWORD = "camille.morel", "les cerises de juin"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def html_of(page: HttpResponseBase) -> str:
    """A page as it was written."""
    return str(getattr(page, "text", ""))


def text_of(page: HttpResponseBase) -> str:
    """What a page says, spaces made plain."""
    told = " ".join(texts_of(html_of(page), "main"))
    return " ".join(told.replace("\u202f", " ").replace("\u00a0", " ").split())


def sends(visitor: Client, path: str, *, to: str = "", **fields: str) -> HttpResponseBase:
    """Fill the form of a page and send it, with what the page put in it."""
    token = CSRF.search(visitor.get(path).text)
    assert token is not None, "the page has no form"
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return visitor.post(to or path, {"csrfmiddlewaretoken": token[1], **named})


def code_for(person: Person) -> str:
    """The code that somebody has just received."""
    return code_in(sends_what_was_promised(person.env)[-1])


def wrong_code_for(person: Person) -> str:
    """Another code than the one that somebody has just received."""
    return f"{(int(code_for(person)) + 1) % 10**6:06d}"


def address_after(answer: HttpResponseBase) -> str:
    """Where an answer leads."""
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


def told_after(visitor: Client, answer: HttpResponseBase) -> str:
    """What the page says to which an answer leads."""
    return text_of(visitor.get(address_after(answer)))


def types_password(visitor: Client, person: Person, **more: str) -> HttpResponseBase:
    """The first step, without a mistake."""
    return sends(visitor, "/connexion/", identifiant=person.identifier, mot_de_passe=person.password, **more)


def signs_in(visitor: Client, person: Person) -> HttpResponseBase:
    """Both steps, without a mistake."""
    types_password(visitor, person)
    return sends(visitor, "/connexion/code/", code=code_for(person))
