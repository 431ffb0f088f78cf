"""The request of a page: who asks, and the outside world that the view hands to use cases."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from carnet.ports.environment import Environment
from carnet.usecases.account.recognize_session import WebSession
from carnet.usecases.content.tell_service_state import ServiceState


class CarnetRequest(HttpRequest):
    """What every view of the two sites receives.

    ``env``: given by ``carnet.config.middleware.EnvironmentMiddleware``. ``web_session``: given by
    ``carnet.doors.kit.session.SessionMiddleware``; None for a visitor, who then only meets public pages.
    ``service_state``: kept by ``carnet.doors.kit.service_notices`` once it has been asked for.
    """

    env: Environment
    web_session: WebSession | None
    service_state: ServiceState


class SignedInRequest(CarnetRequest):
    """The request of a page that is not public: the middleware lets nobody else reach it."""

    web_session: WebSession


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page, not for the whole page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def next_path(request: HttpRequest, *, otherwise: str) -> str:
    """Give where to go after a form: the ``suite`` that was sent, if it is a path of this site, else ``otherwise``."""
    wanted = request.POST.get("suite") or request.GET.get("suite") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else otherwise
