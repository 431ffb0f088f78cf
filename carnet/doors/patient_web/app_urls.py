"""The addresses of the applications that people let into their records, and of who is told of what comes about."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import applications, subscriptions

urlpatterns: list[URLPattern] = [
    path("applications/", applications.applications, name="patient-apps"),
    path("applications/autoriser/", applications.authorize, name="patient-app-consent"),
    path("applications/abonnements/", subscriptions.subscriptions, name="patient-subscriptions"),
    path("applications/abonnements/<uuid:subscription>/arreter/", subscriptions.stop, name="patient-subscription-stop"),
    path("applications/<uuid:app>/arreter/", applications.stop, name="patient-app-stop"),
]
