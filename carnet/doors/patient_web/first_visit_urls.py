"""The addresses of the first visit, and of what one wrote or chose of oneself."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import first_visit, own_details

urlpatterns: list[URLPattern] = [
    path("premiere-visite/", first_visit.first_visit, name="patient-first-visit"),
    path("premiere-visite/<slug:step>/plus-tard/", first_visit.later, name="patient-first-visit-later"),
    path("premiere-visite/<slug:step>/reprendre/", first_visit.again, name="patient-first-visit-again"),
    path("mes-informations/", own_details.own_details, name="patient-own-details"),
]
