"""The pages for integrators: each transaction with requests to copy, and each error with what to do."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carnet.config.error_catalogue import catalogue
from carnet.demo.sandbox.dialects import Base, as_curl, as_javascript, as_python
from carnet.demo.sandbox.examples import EXAMPLES, find_example, route_of
from carnet.demo.sandbox.folder import program
from carnet.demo.sandbox.steps import Example


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the list: what is asked where, under which transaction, and what it is for in the page's language."""

    key: str
    method: str
    path: str
    transaction: str
    said: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A text to copy, in a language. ``key``: of its place in the page; ``needs``: what must be there, if anything."""

    key: str
    language: str
    needs: str
    text: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show where everything is, how a token is got, and the list of the transactions."""
    context = {
        "base": _base(),
        "examples": [_shown(one) for one in EXAMPLES],
        "tokens": [
            Copied("curl", "curl", gettext("Certificat client (TLS mutuel)"), program("token.sh")),
            Copied("python", "Python", "pip install requests 'pyjwt[crypto]'", program("get_token.py")),
            Copied("javascript", "JavaScript", "Node 18", program("get_token.mjs")),
        ],
    }
    return render(request, "sandbox/index.html", context)


@require_safe
def example(request: HttpRequest, key: str) -> HttpResponse:
    """Show one transaction, with the requests of its example in each language."""
    found = find_example(key)
    if found is None:
        raise Http404
    base = _base()
    copied = [
        Copied("curl", "curl", "", as_curl(found, base)),
        Copied("python", "Python", "pip install requests 'pyjwt[crypto]'", as_python(found, base)),
        Copied("javascript", "JavaScript", "Node 18", as_javascript(found, base)),
    ]
    return render(request, "sandbox/example.html", {"example": _shown(found), "copied": copied})


@require_safe
def errors(request: HttpRequest) -> HttpResponse:
    """Show every error that the door may answer (docs/doors/errors.md)."""
    return render(request, "sandbox/errors.html", {"errors": catalogue()})


def _base() -> Base:
    return Base(f"{settings.CARNET_PUBLIC_URL}/fhir", f"{settings.CARNET_SANDBOX_SECURE_URL}/fhir")


def _shown(one: Example) -> Shown:
    method, path = one.about
    route = route_of(one)
    return Shown(one.key, method, f"/fhir/{path}", route.transaction if route else "", gettext(one.said))
