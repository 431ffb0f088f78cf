"""The addresses of the professional site."""

from django.urls import path

from carnet.doors.professional_web import sign_in_urls
from carnet.doors.professional_web.views import (
    announcement,
    colleagues,
    emergency,
    emergency_choices,
    messages,
    minor,
    patients,
    record,
    samu,
    with_person,
)
from carnet.doors.professional_web.views import document_acts as acts

urlpatterns = [
    *sign_in_urls.urlpatterns,
    path("pro/", patients.find, name="pro-home"),
    path("pro/samu/", samu.find, name="pro-samu-find"),
    path("pro/messages/", messages.messages, name="pro-messages"),
    path("pro/messages/<uuid:notice>/lu/", messages.read, name="pro-message-read"),
    path("pro/dossiers/<uuid:record>/", record.record, name="pro-record"),
    path("pro/dossiers/<uuid:record>/motif/", patients.reason, name="pro-reason"),
    path("pro/dossiers/<uuid:record>/accord/", patients.consent, name="pro-consent"),
    path("pro/dossiers/<uuid:record>/urgence/", emergency.emergency, name="pro-emergency"),
    path("pro/dossiers/<uuid:record>/urgence/refermer/", emergency.close, name="pro-emergency-close"),
    path("pro/dossiers/<uuid:record>/samu/", samu.samu, name="pro-samu"),
    path("pro/dossiers/<uuid:record>/avec-la-personne/", with_person.with_person, name="pro-with-person"),
    path("pro/dossiers/<uuid:record>/avec-la-personne/renouveler/", with_person.renew, name="pro-renew"),
    path("pro/dossiers/<uuid:record>/avec-la-personne/renoncer/", with_person.give_up, name="pro-give-up"),
    path("pro/dossiers/<uuid:record>/choix-d-urgence/", emergency_choices.emergency_choices, name="pro-switches"),
    path("pro/dossiers/<uuid:record>/fermer/", with_person.close, name="pro-close"),
    path("pro/dossiers/<uuid:record>/bloquer/", colleagues.find_to_block, name="pro-block-find"),
    path("pro/dossiers/<uuid:record>/bloquer/<str:kind>/<str:identifier>/", colleagues.block, name="pro-block"),
    path("pro/dossiers/<uuid:record>/medecin-traitant/", colleagues.find_successor, name="pro-successor-find"),
    path("pro/dossiers/<uuid:record>/medecin-traitant/<str:identifier>/", colleagues.successor, name="pro-successor"),
    path(
        "pro/dossiers/<uuid:record>/medecin-traitant/<str:identifier>/<uuid:asked>/",
        colleagues.successor_code,
        name="pro-successor-code",
    ),
    path("pro/dossiers/<uuid:record>/mineur/", minor.minor, name="pro-minor"),
    path("pro/dossiers/<uuid:record>/mineur/visite/", minor.open_visit, name="pro-minor-visit"),
    path("pro/dossiers/<uuid:record>/mineur/visite/terminer/", minor.end_visit, name="pro-minor-visit-end"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/trier/", minor.sort, name="pro-minor-sort"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/cacher/", minor.hide, name="pro-minor-hide"),
    path(
        "pro/dossiers/<uuid:record>/documents/<uuid:document_id>/avec-un-medecin/",
        minor.with_a_doctor,
        name="pro-minor-doctor",
    ),
    path("pro/dossiers/<uuid:record>/deposer/", record.deposit, name="pro-deposit"),
    path("pro/dossiers/<uuid:record>/depose/", record.deposited, name="pro-deposited"),
    path("pro/dossiers/<uuid:record>/historique/", record.history, name="pro-history"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/", record.document, name="pro-document"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/fichier/", record.file, name="pro-file"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/annoncer/", acts.announce, name="pro-announce"),
    path(
        "pro/dossiers/<uuid:record>/documents/<uuid:document_id>/annoncer/plus-tard/",
        announcement.extend,
        name="pro-announce-later",
    ),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/archiver/", acts.archive, name="pro-archive"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/desarchiver/", acts.unarchive, name="pro-unarchive"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/masquer/", acts.mask, name="pro-mask"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/rendre-visible/", acts.unmask, name="pro-unmask"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/supprimer/", acts.delete, name="pro-delete"),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/repondre/", acts.answer_theirs, name="pro-answer"),
    path("pro/dossiers/<uuid:record>/ecartes/", acts.set_aside, name="pro-set-aside"),
]
