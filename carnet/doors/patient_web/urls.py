"""The addresses of the patient site, in French."""

from django.urls import path, re_path

from carnet.doors.patient_web.sign_in_urls import urlpatterns as sign_in
from carnet.doors.patient_web.views import access, account, documents, history, home

PERSON = r"(?P<kind>professionnel|etablissement)/(?P<identifier>[A-Za-z0-9]{1,40})"

urlpatterns = [
    *sign_in,
    path("accueil/", home.home, name="patient-home"),
    path("documents/", documents.documents, name="patient-documents"),
    path("documents/<uuid:document_id>/", documents.document, name="patient-document"),
    path("documents/<uuid:document_id>/fichier/", documents.file, name="patient-file"),
    path("documents/<uuid:document_id>/masquer/", documents.mask, name="patient-mask"),
    path("documents/<uuid:document_id>/rendre-visible/", documents.unmask, name="patient-unmask"),
    path("historique/", history.history, name="patient-history"),
    path("compte/pas-moi/", account.not_me, name="patient-not-me"),
    path("compte/mot-de-passe/", account.password, name="patient-password"),
    path("acces/", access.access, name="patient-access"),
    path("acces/chercher/", access.find, name="patient-find"),
    path("acces/urgences/", access.emergencies, name="patient-emergencies"),
    re_path(rf"^acces/{PERSON}/$", access.person, name="patient-person"),
    re_path(rf"^acces/{PERSON}/autoriser/$", access.authorize, name="patient-authorize"),
    re_path(rf"^acces/{PERSON}/bloquer/$", access.block, name="patient-block"),
    re_path(rf"^acces/{PERSON}/debloquer/$", access.unblock, name="patient-unblock"),
    path("acces/medecin-traitant/<str:identifier>/", access.treating, name="patient-treating"),
]
