"""The addresses of what documents tell together: results in plain words, timeline, vaccines, prescriptions, refunds."""

from django.urls import path

from carnet.doors.patient_web.views import results, told

urlpatterns = [
    path("documents/<uuid:document_id>/resultats/", results.results, name="patient-results"),
    path("frise/", told.timeline, name="patient-timeline"),
    path("vaccins/", told.vaccines, name="patient-vaccines"),
    path("vaccins/telecharger.pdf", told.vaccines_file, name="patient-vaccines-file"),
    path("ordonnances/", told.prescriptions, name="patient-prescriptions"),
    path("remboursements/", told.reimbursements, name="patient-reimbursements"),
]
