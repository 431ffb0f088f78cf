"""Pages for what goes wrong: what happened, what to do, and nothing of the inside."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve

from carnet.doors.kit.paths import is_api


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form cannot be read."""
    del exception
    return _page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this page is not for this person; the same words whatever the reason."""
    del exception
    return _page(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form without its token: the page was open too long, or came from elsewhere."""
    del reason
    return _page(request, HTTPStatus.FORBIDDEN, template="form_expired")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404; an address that only misses its last slash is sent to its page."""
    del exception
    path = request.path_info
    if request.method == "GET" and not path.endswith("/") and not is_api(path) and _exists(f"{path}/"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}/?{query}" if query else f"{path}/")
    return _page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a bug or a broken machine, told without a word of the inside."""
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the service is stopped for a while; for views that know it."""
    return _page(request, HTTPStatus.SERVICE_UNAVAILABLE)


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _page(request: HttpRequest, status: HTTPStatus, *, template: str = "") -> HttpResponse:
    if is_api(request.path_info):
        return JsonResponse({"error": status.phrase}, status=status)
    return render(request, f"public_web/errors/{template or status.value}.html", status=status)
