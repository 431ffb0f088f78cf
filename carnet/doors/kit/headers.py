"""What every page tells the browser beyond its content: what it may do, and that it keeps nothing."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from carnet.doors.kit.paths import is_api, is_shared
from carnet.doors.kit.said import forget_said

NOTHING_KEPT = "no-store, private"
"""OWASP ASVS 14.3.2: a page about a person leaves nothing behind."""

FEATURES = {
    "camera": "(self)",
    "clipboard-write": "(self)",
    "fullscreen": "(self)",
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
} | dict.fromkeys(
    (
        *("accelerometer", "autoplay", "browsing-topics", "display-capture", "encrypted-media", "geolocation"),
        *("gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
        *("screen-wake-lock", "xr-spatial-tracking"),
    ),
    "()",
)
"""The camera reads the code that a patient shows; nothing else of the device is any of our business."""

PERMISSIONS = ", ".join(f"{name}={allowed}" for name, allowed in sorted(FEATURES.items()))


class PagePolicyMiddleware(CSPMiddleware):
    """Adds the content security policy of the settings to pages, and none to what software reads."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave the doors of software at once: a policy is built for each answer, which costs what a decision does."""
        return response if is_api(request.path_info) else super().process_response(request, response)


class HeadersMiddleware:
    """Adds the others to pages; ``PagePolicyMiddleware`` adds the policy, Django's own middleware the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add what the answer does not say already."""
        response = self.get_response(request)
        if is_api(request.path_info):
            return response
        kept = "no-cache" if is_shared(request.path_info) and response.status_code == 200 else NOTHING_KEPT
        response.headers.setdefault("Cache-Control", kept)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if isinstance(response, HttpResponse):
            forget_said(request, response)
        return response
