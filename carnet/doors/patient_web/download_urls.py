"""The addresses at which people take their record away."""

from django.urls import path

from carnet.doors.patient_web.views import downloads

urlpatterns = [
    path("telecharger/", downloads.downloads, name="patient-downloads"),
    path("telecharger/<uuid:export_id>/nouveau/", downloads.news, name="patient-download-news"),
    path("telecharger/<uuid:export_id>/fichier/", downloads.file, name="patient-download-file"),
    path("telecharger/<uuid:export_id>/supprimer/", downloads.remove, name="patient-download-remove"),
]
