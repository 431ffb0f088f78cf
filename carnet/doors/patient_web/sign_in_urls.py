"""Placeholder until the sign-in pages are here: their developer owns this file."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _soon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.method)


urlpatterns: list[URLPattern] = [path("deconnexion/", _soon, name="sign-out")]
