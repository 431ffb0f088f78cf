"""The addresses of one's own account: what opens it, where it is open, how its person is reached."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import (
    alerts,
    authenticator,
    contacts,
    devices,
    my_account,
    own_acts,
    passkeys,
    proof,
    settings,
)

urlpatterns: list[URLPattern] = [
    path("compte/", my_account.my_account, name="patient-account"),
    path("compte/reglages/", settings.settings, name="patient-settings"),
    path("compte/historique/", own_acts.own_acts, name="patient-own-acts"),
    path("compte/verifier/", proof.proof, name="patient-proof"),
    path("compte/verifier/cle/", proof.answer, name="patient-proof-passkey"),
    path("compte/verifier/cle/question/", proof.question, name="patient-proof-question"),
    path("compte/cles/", passkeys.passkeys, name="patient-passkeys"),
    path("compte/cles/ajouter/", passkeys.add, name="patient-passkey-add"),
    path("compte/cles/ajouter/question/", passkeys.question, name="patient-passkey-question"),
    path("compte/cles/<uuid:passkey>/renommer/", passkeys.rename, name="patient-passkey-rename"),
    path("compte/cles/<uuid:passkey>/retirer/", passkeys.remove, name="patient-passkey-remove"),
    path("compte/application/", authenticator.authenticator, name="patient-app"),
    path("compte/application/retirer/", authenticator.remove, name="patient-app-remove"),
    path("compte/appareils/", devices.devices, name="patient-devices"),
    path("compte/appareils/fermer/", devices.end, name="patient-session-end"),
    path("compte/appareils/oublier/", devices.forget, name="patient-device-forget"),
    path("compte/alertes/", alerts.alerts, name="patient-alerts"),
    path("compte/alertes/essai/", alerts.send_trial, name="patient-alerts-try"),
    path("compte/alertes/appareil/", alerts.add_device, name="patient-alerts-device"),
    path("compte/alertes/appareil/arreter/", alerts.remove_device, name="patient-alerts-device-stop"),
    path("compte/coordonnees/", contacts.contacts, name="patient-contacts"),
    path("compte/coordonnees/code/", contacts.code, name="patient-contact-code"),
    path("compte/coordonnees/canal/", contacts.channel, name="patient-channel"),
    path("compte/coordonnees/e-mail/", contacts.change, {"which": "e-mail"}, name="patient-mail-change"),
    path("compte/coordonnees/telephone/", contacts.change, {"which": "telephone"}, name="patient-phone-change"),
]
