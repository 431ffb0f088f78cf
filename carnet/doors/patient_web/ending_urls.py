"""The addresses at which people have something put right, and end their record."""

from django.urls import path

from carnet.doors.patient_web.views import closing, copies, putting_right

urlpatterns = [
    path("documents/<uuid:document_id>/corriger/", putting_right.ask, name="patient-rectify"),
    path("demandes/", putting_right.claims, name="patient-claims"),
    path("demandes/copie/", copies.ask, name="patient-copy"),
    path("dossier/fermer/", closing.close, name="patient-close"),
    path("dossier/fermer/code/", closing.close_code, name="patient-close-code"),
    path("dossier/effacer/", closing.erase_code, name="patient-erase-code"),
    path("dossier/garder/", closing.keep, name="patient-keep"),
    path("dossier/ferme/", closing.closed, name="patient-closed"),
    path("dossier/rouvrir/", closing.reopen, name="patient-reopen"),
]
