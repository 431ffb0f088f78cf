"""``GET /health``: whether this server can answer."""

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path

from carnet.ports.environment import Environment
from carnet.usecases.record.check_health import check_health


def urls(environment: Callable[[], Environment]) -> list[URLPattern]:
    """Give the address of the health check, open to everybody and telling nothing of anybody."""

    def health(request: HttpRequest) -> JsonResponse:
        if request.method not in ("GET", "HEAD"):
            return JsonResponse({"status": "unknown method"}, status=405, headers={"Allow": "GET, HEAD"})
        is_well = check_health(env=environment())
        answer = JsonResponse({"status": "ok" if is_well else "failing"}, status=200 if is_well else 503)
        answer["Cache-Control"] = "no-store"
        return answer

    return [path("health", health, name="health")]
