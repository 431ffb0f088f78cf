"""Which path is which door."""

from functools import partial

from carnet.config.wiring import environment
from carnet.core.audit.events import Door
from carnet.doors.fhir import endpoint as fhir
from carnet.doors.kit import health

urlpatterns = [
    *health.urls(partial(environment, Door.FHIR)),
    *fhir.urls(partial(environment, Door.FHIR)),
]
