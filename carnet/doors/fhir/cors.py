"""Which pages of the web may call this door from a browser: those of registered applications (Fetch, « CORS »)."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from carnet.usecases.access.know_origin import know_origin

SENT = "Authorization, Content-Type, Accept, DPoP, Prefer, If-Match, If-None-Match, If-None-Exist, X-Request-Id"
SHOWN = "Location, ETag, Last-Modified, WWW-Authenticate, Retry-After, X-Request-Id"
KEPT_FOR = "600"
"""Seconds during which a browser need not ask again."""


def allowing_registered(
    view: Callable[[HttpRequest], HttpResponse], *, methods: Sequence[str]
) -> Callable[[HttpRequest], HttpResponse]:
    """Let the pages of registered applications call a view, and answer the question that browsers ask before."""

    @csrf_exempt  # software sends no cookie here
    def answered(request: HttpRequest) -> HttpResponse:
        if is_question(request):
            return answer_question(request, methods)
        response = view(request)
        allow_registered(request, response)
        return response

    return answered


def is_question(request: HttpRequest) -> bool:
    """Whether a browser asks, before the request itself, if a page may send it (a « preflight »)."""
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def answer_question(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """Answer that question; to a page that nobody registered the answer says nothing."""
    response = HttpResponse(status=204)
    if allow_registered(request, response):
        response["Access-Control-Allow-Methods"] = ", ".join(methods)
        response["Access-Control-Allow-Headers"] = SENT
        response["Access-Control-Max-Age"] = KEPT_FOR
    return response


def allow_registered(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Let the page that asked read the answer, when it is one of a registered application. No cookie is ever taken."""
    origin = request.headers.get("Origin", "")
    if not origin or not know_origin(origin):
        return False
    response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = SHOWN
    patch_vary_headers(response, ["Origin"])
    return True


def allow_everybody(response: HttpResponseBase) -> None:
    """Let any page read a description of this server (SMART App Launch 2.2, « .well-known/smart-configuration »)."""
    response["Access-Control-Allow-Origin"] = "*"
