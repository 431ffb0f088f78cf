"""The door's WSGI application asked in this process: a request as a web server hands it over, and its whole answer."""

import io
from collections.abc import Callable, Collection
from typing import Any

from carnet.config.wsgi import application
from tools.bench.world import RefusedError, World


def environ(world: World, method: str, path: str, body: bytes = b"") -> dict[str, Any]:
    """Write a request as a WSGI server hands it over. ``path``: below the base address, with its query."""
    place, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": f"/fhir/{place}",
        "QUERY_STRING": query,
        "CONTENT_TYPE": "application/fhir+json" if body else "",
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_ACCEPT": "*/*",
        "HTTP_AUTHORIZATION": f"Bearer {world.token}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "bench.body": body,
    }


def asked(sent: dict[str, Any], *, statuses: Collection[int] = (200,)) -> bytes:
    """Send a request and take the whole answer, as the web server does; its status must be one of these."""
    said: list[str] = []

    def start_response(
        status: str, _headers: list[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], object]:
        said.append(status)
        return lambda _body: None

    streams = {"wsgi.input": io.BytesIO(sent["bench.body"]), "wsgi.errors": io.StringIO()}
    answer = application({**sent, **streams}, start_response)
    body = b"".join(answer)
    answer.close()
    if [status[:3] for status in said] not in [[str(one)] for one in statuses]:
        raise RefusedError(f"the web application answered {said}")
    return body
