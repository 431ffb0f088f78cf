"""The banner above every page, and the state of the service that a request is answered in: read once for each."""

from dataclasses import dataclass
from typing import cast

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest

from carnet.core.content.banners import Banner, Level
from carnet.doors.kit.web import CarnetRequest
from carnet.usecases.content.tell_service_state import ServiceState, tell_service_state

log = structlog.get_logger(__name__)

NO_DATABASE = (DatabaseError, InterfaceError, ImproperlyConfigured)
"""It does not answer, or this machine was given none: an image that is built serves its pages without one."""

ICONS = {Level.INFORMATION: "info", Level.CAUTION: "triangle-alert", Level.URGENT: "circle-alert"}


@dataclass(frozen=True, slots=True)
class ServiceNotice:
    """A banner as it is shown, in one language."""

    title: str
    text: str
    level: str
    icon: str


def service_state(request: CarnetRequest) -> ServiceState:
    """Give the state of the service, asked of the database once for each request."""
    if not hasattr(request, "service_state"):
        request.service_state = tell_service_state(env=request.env)
    return request.service_state


def current_notices(request: HttpRequest, language: str) -> tuple[ServiceNotice, ...]:
    """Give the banners of this moment, in this language; none on an answer that is made before the world is known.

    When the database does not answer there is no banner, and the log says so: the page that says that the service is
    stopped must open all the same.
    """
    if not hasattr(request, "env"):
        return ()
    try:
        return tuple(_told(banner, language) for banner in service_state(cast(CarnetRequest, request)).shown)
    except NO_DATABASE:
        log.exception("the banners cannot be read")
        return ()


def _told(banner: Banner, language: str) -> ServiceNotice:
    return ServiceNotice(
        title=banner.title.told_in(language),
        text=banner.text.told_in(language),
        level=banner.level.value,
        icon=ICONS[banner.level],
    )
