"""Turns away a page's address or form that holds the character NUL: no text has it, and no database keeps it."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase

from carnet.doors.kit.paths import is_api

NUL = "\x00"


class ReadableMiddleware:
    """Answers 400 before any page reads what no person can have typed; the doors of software judge for themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Raises ``BadRequest``, which Django turns into the page of a 400; for a form that broke off, too."""
        try:
            if not is_api(request.path_info) and any(NUL in text for text in _texts(request)):
                raise BadRequest("NUL")
        except UnreadablePostError as broken:
            raise BadRequest("a form broke off") from broken
        return self._get_response(request)


def _texts(request: HttpRequest) -> Iterator[str]:
    """Give every text that the visitor chose: the path, then the names and values of the query and of the form."""
    yield request.path_info
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield name
            yield from (str(value) for value in values)
