"""The addresses of the applications that people let into their records."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import applications

urlpatterns: list[URLPattern] = [
    path("applications/", applications.applications, name="patient-apps"),
    path("applications/autoriser/", applications.authorize, name="patient-app-consent"),
    path("applications/<uuid:app>/arreter/", applications.stop, name="patient-app-stop"),
]
