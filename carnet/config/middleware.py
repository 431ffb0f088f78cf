"""Gives each request of the two sites the outside world of its door."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from carnet.config.wiring import environment
from carnet.doors.kit.paths import door_of, is_api
from carnet.doors.kit.web import CarnetRequest


class EnvironmentMiddleware:
    """Sets ``request.env``; the doors of software are given theirs by ``carnet.config.urls``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose the door by the path."""
        if not is_api(request.path_info):
            cast(CarnetRequest, request).env = environment(door_of(request.path_info))
        return self.get_response(request)
