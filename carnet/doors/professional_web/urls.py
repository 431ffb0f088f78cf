"""The addresses of the professional site."""

from django.urls import path

from carnet.doors.professional_web import sign_in_urls
from carnet.doors.professional_web.views import emergency, messages, patients, record

urlpatterns = [
    *sign_in_urls.urlpatterns,
    path("pro/", patients.find, name="pro-home"),
    path("pro/messages/", messages.messages, name="pro-messages"),
    path("pro/messages/<uuid:notice>/lu/", messages.read, name="pro-message-read"),
    path("pro/dossiers/<uuid:record>/", record.record, name="pro-record"),
    path("pro/dossiers/<uuid:record>/motif/", patients.reason, name="pro-reason"),
    path("pro/dossiers/<uuid:record>/accord/", patients.consent, name="pro-consent"),
    path("pro/dossiers/<uuid:record>/urgence/", emergency.emergency, name="pro-emergency"),
    path("pro/dossiers/<uuid:record>/urgence/refermer/", emergency.close, name="pro-emergency-close"),
    path("pro/dossiers/<uuid:record>/deposer/", record.deposit, name="pro-deposit"),
    path("pro/dossiers/<uuid:record>/depose/", record.deposited, name="pro-deposited"),
    path("pro/dossiers/<uuid:record>/historique/", record.history, name="pro-history"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/", record.document, name="pro-document"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/fichier/", record.file, name="pro-file"),
]
