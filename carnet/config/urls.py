"""Which path is which door."""

from functools import partial

from django.conf import settings
from django.urls import URLPattern, URLResolver

from carnet.config.wiring import environment
from carnet.core.audit.events import Door
from carnet.doors.fhir import endpoint as fhir
from carnet.doors.kit import gallery, health
from carnet.doors.patient_web import urls as patient_web
from carnet.doors.professional_web import urls as professional_web
from carnet.doors.public_web import urls as public_web
from carnet.doors.support_web import urls as support_web

urlpatterns: list[URLPattern | URLResolver] = [
    *health.urls(partial(environment, Door.FHIR)),
    *fhir.urls(partial(environment, Door.FHIR)),
    *public_web.urlpatterns,
    *patient_web.urlpatterns,
    *professional_web.urlpatterns,
    *support_web.urlpatterns,
]
if settings.CARNET_ENVIRONMENT != "production":
    urlpatterns += gallery.urlpatterns

handler400 = "carnet.doors.public_web.errors.bad_request"
handler403 = "carnet.doors.public_web.errors.forbidden"
handler404 = "carnet.doors.public_web.errors.not_found"
handler500 = "carnet.doors.public_web.errors.server_error"
