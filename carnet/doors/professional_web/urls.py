"""The addresses of the professional site."""

from django.urls import URLPattern, URLResolver, include, path

from carnet.doors.professional_web import sign_in_urls
from carnet.doors.professional_web.views import (
    announcement,
    colleagues,
    emergency,
    emergency_choices,
    messages,
    minor,
    opening,
    opening_account,
    patients,
    record,
    requests,
    samu,
    with_person,
)
from carnet.doors.professional_web.views import document_acts as acts

OF_A_DOCUMENT = [
    path("", record.document, name="pro-document"),
    path("fichier/", record.file, name="pro-file"),
    path("trier/", minor.sort, name="pro-minor-sort"),
    path("cacher/", minor.hide, name="pro-minor-hide"),
    path("avec-un-medecin/", minor.with_a_doctor, name="pro-minor-doctor"),
    path("annoncer/", acts.announce, name="pro-announce"),
    path("annoncer/plus-tard/", announcement.extend, name="pro-announce-later"),
    path("archiver/", acts.archive, name="pro-archive"),
    path("desarchiver/", acts.unarchive, name="pro-unarchive"),
    path("masquer/", acts.mask, name="pro-mask"),
    path("rendre-visible/", acts.unmask, name="pro-unmask"),
    path("supprimer/", acts.delete, name="pro-delete"),
    path("repondre/", acts.answer_theirs, name="pro-answer"),
]
OF_A_RECORD = [
    path("", record.record, name="pro-record"),
    path("motif/", patients.reason, name="pro-reason"),
    path("accord/", patients.consent, name="pro-consent"),
    path("urgence/", emergency.emergency, name="pro-emergency"),
    path("urgence/refermer/", emergency.close, name="pro-emergency-close"),
    path("samu/", samu.samu, name="pro-samu"),
    path("avec-la-personne/", with_person.with_person, name="pro-with-person"),
    path("avec-la-personne/renouveler/", with_person.renew, name="pro-renew"),
    path("avec-la-personne/renoncer/", with_person.give_up, name="pro-give-up"),
    path("choix-d-urgence/", emergency_choices.emergency_choices, name="pro-switches"),
    path("fermer/", with_person.close, name="pro-close"),
    path("bloquer/", colleagues.find_to_block, name="pro-block-find"),
    path("bloquer/<str:kind>/<str:identifier>/", colleagues.block, name="pro-block"),
    path("medecin-traitant/", colleagues.find_successor, name="pro-successor-find"),
    path("medecin-traitant/<str:identifier>/", colleagues.successor, name="pro-successor"),
    path("medecin-traitant/<str:identifier>/<uuid:asked>/", colleagues.successor_code, name="pro-successor-code"),
    path("mineur/", minor.minor, name="pro-minor"),
    path("mineur/visite/", minor.open_visit, name="pro-minor-visit"),
    path("mineur/visite/terminer/", minor.end_visit, name="pro-minor-visit-end"),
    path("deposer/", record.deposit, name="pro-deposit"),
    path("depose/", record.deposited, name="pro-deposited"),
    path("historique/", record.history, name="pro-history"),
    path("ecartes/", acts.set_aside, name="pro-set-aside"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *sign_in_urls.urlpatterns,
    *requests.urlpatterns,
    path("pro/", patients.find, name="pro-home"),
    path("pro/samu/", samu.find, name="pro-samu-find"),
    path("pro/ouvrir/", opening.read_card, name="pro-open"),
    path("pro/ouvrir/dossier/", opening.open_here, name="pro-open-record"),
    path("pro/ouvrir/compte/", opening_account.hand_over, name="pro-open-account"),
    path("pro/ouvrir/remis/", opening.hand_over, name="pro-open-done"),
    path("pro/ouvrir/remis/papier.pdf", opening.paper, name="pro-open-paper"),
    path("pro/messages/", messages.messages, name="pro-messages"),
    path("pro/messages/<uuid:notice>/lu/", messages.read, name="pro-message-read"),
    path("pro/dossiers/<uuid:record>/", include(OF_A_RECORD)),
    path("pro/dossiers/<uuid:record>/documents/<uuid:document_id>/", include(OF_A_DOCUMENT)),
]
