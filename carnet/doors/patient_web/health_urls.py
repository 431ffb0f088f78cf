"""The addresses of « Ma santé »."""

from django.urls import path

from carnet.doors.patient_web.views import health

urlpatterns = [
    path("ma-sante/", health.health, name="patient-health"),
    path("ma-sante/mesures/", health.measures, name="patient-measures"),
    path("ma-sante/<slug:slug>/ajouter/", health.add, name="patient-health-add"),
    path("ma-sante/<slug:slug>/reponse/", health.answer, name="patient-health-answer"),
    path("ma-sante/lignes/<uuid:entry_id>/corriger/", health.correct, name="patient-health-correct"),
    path("ma-sante/lignes/<uuid:entry_id>/retirer/", health.remove, name="patient-health-remove"),
    path("ma-sante/lignes/<uuid:entry_id>/remettre/", health.put_back, name="patient-health-put-back"),
]
