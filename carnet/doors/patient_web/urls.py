"""The addresses of the patient site, in French."""

from django.urls import path

from carnet.doors.kit.national import NUMBER, SOMEBODY
from carnet.doors.patient_web.account_urls import urlpatterns as my_account
from carnet.doors.patient_web.adding_urls import urlpatterns as adding
from carnet.doors.patient_web.app_urls import urlpatterns as apps
from carnet.doors.patient_web.download_urls import urlpatterns as downloading
from carnet.doors.patient_web.ending_urls import urlpatterns as ending
from carnet.doors.patient_web.family_urls import urlpatterns as family
from carnet.doors.patient_web.first_visit_urls import urlpatterns as beginning
from carnet.doors.patient_web.health_urls import urlpatterns as my_health
from carnet.doors.patient_web.opening_urls import urlpatterns as opening
from carnet.doors.patient_web.sign_in_urls import urlpatterns as sign_in
from carnet.doors.patient_web.told_urls import urlpatterns as told
from carnet.doors.patient_web.views import (
    access,
    account,
    authorization,
    contest,
    correcting,
    documents,
    hidden_categories,
    history,
    home,
    keeping,
    kept_allergies,
    masking,
    pending,
    several,
    showing,
    simulation,
    trusted_person,
    visibility,
)

urlpatterns = [
    *sign_in,
    *opening,
    *my_account,
    *apps,
    *family,
    *ending,
    *downloading,
    *told,
    *adding,
    *my_health,
    *beginning,
    path("accueil/", home.home, name="patient-home"),
    path("documents/", documents.documents, name="patient-documents"),
    path("documents/chercher/", documents.find, name="patient-find-words"),
    path("documents/plusieurs/", several.several, name="patient-several"),
    path("documents/<uuid:document_id>/", documents.document, name="patient-document"),
    path("documents/<uuid:document_id>/fichier/", documents.file, name="patient-file"),
    path("documents/<uuid:document_id>/contenu/", documents.content, name="patient-content"),
    path("documents/<uuid:document_id>/masquer/", masking.mask, name="patient-mask"),
    path("documents/<uuid:document_id>/rendre-visible/", masking.unmask, name="patient-unmask"),
    path("documents/<uuid:document_id>/qui-peut-le-voir/", visibility.visibility, name="patient-visibility"),
    path("documents/<uuid:document_id>/secret/", visibility.secret, name="patient-secret"),
    path("documents/<uuid:document_id>/lever-le-secret/", visibility.lift, name="patient-lift-secret"),
    path(f"documents/<uuid:document_id>/cacher/{NUMBER}/", visibility.hide, name="patient-hide-from"),
    path(f"documents/<uuid:document_id>/montrer/{NUMBER}/", visibility.show, name="patient-show-to"),
    path("documents/<uuid:document_id>/aidants/", visibility.carers, name="patient-from-carers"),
    path("documents/<uuid:document_id>/archiver/", keeping.archive, name="patient-archive"),
    path("documents/<uuid:document_id>/desarchiver/", keeping.unarchive, name="patient-unarchive"),
    path("documents/<uuid:document_id>/pas-a-moi/", keeping.not_mine, name="patient-not-mine"),
    path("documents/<uuid:document_id>/bien-a-moi/", keeping.take_back, name="patient-return"),
    path("documents/<uuid:document_id>/supprimer/", keeping.delete, name="patient-delete"),
    path("documents/<uuid:document_id>/nouvelle-version/", correcting.correct, name="patient-correct"),
    path("documents/<uuid:document_id>/accepter/", pending.accept, name="patient-accept"),
    path("documents/<uuid:document_id>/refuser/", pending.refuse, name="patient-refuse"),
    path("documents/a-verifier/", pending.pending, name="patient-pending"),
    path("historique/", history.history, name="patient-history"),
    path("historique/telecharger/<str:form>/", history.history_file, name="patient-history-file"),
    path("historique/<uuid:line>/contester/", contest.contest, name="patient-contest"),
    path("compte/pas-moi/", account.not_me, name="patient-not-me"),
    path("compte/mot-de-passe/", account.password, name="patient-password"),
    path("acces/", access.access, name="patient-access"),
    path("acces/allergies/", kept_allergies.kept_allergies, name="patient-kept-allergies"),
    path("acces/allergies/<uuid:document_id>/retirer/", kept_allergies.forget, name="patient-forget-allergies"),
    path("acces/personne-de-confiance/", trusted_person.trusted_person, name="patient-trusted-person"),
    path("acces/que-verrait/", simulation.simulation, name="patient-simulation"),
    path("acces/montrer/", showing.begin, name="patient-show"),
    path("acces/montrer/<uuid:showing_id>/", showing.showing, name="patient-showing"),
    path("acces/montrer/<uuid:showing_id>/nouveau/", showing.news, name="patient-showing-news"),
    path("acces/montrer/<uuid:showing_id>/arreter/", showing.stop, name="patient-showing-stop"),
    path("acces/chercher/", access.find, name="patient-find"),
    path("acces/bloques/", access.blocked, name="patient-blocked"),
    path("acces/urgences/", access.emergencies, name="patient-emergencies"),
    path("acces/ce-qui-est-cache/", hidden_categories.hidden_categories, name="patient-hidden-categories"),
    path(f"acces/{SOMEBODY}/", access.person, name="patient-person"),
    path(f"acces/{SOMEBODY}/autoriser/", authorization.authorize, name="patient-authorize"),
    path(f"acces/{SOMEBODY}/retirer/", authorization.withdraw, name="patient-withdraw"),
    path(f"acces/{SOMEBODY}/bloquer/", access.block, name="patient-block"),
    path(f"acces/{SOMEBODY}/debloquer/", access.unblock, name="patient-unblock"),
    path(f"acces/{SOMEBODY}/depots/", pending.deposits, name="patient-deposits"),
    path(f"acces/medecin-traitant/{NUMBER}/", access.treating, name="patient-treating"),
]
