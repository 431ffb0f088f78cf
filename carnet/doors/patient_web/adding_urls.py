"""The addresses at which people add documents of their own."""

from django.urls import path

from carnet.doors.patient_web.views import adding, uploading

urlpatterns = [
    path("documents/ajouter/", adding.add, name="patient-add"),
    path("documents/ajouter/verifier/", adding.check, name="patient-add-check"),
    path("documents/ajouter/verifier/<uuid:draft_id>/", adding.draft, name="patient-draft"),
    path("documents/ajouter/envoi/", uploading.announce, name="patient-upload"),
    path("documents/ajouter/envoi/<uuid:draft_id>/", uploading.piece, name="patient-upload-piece"),
]
