"""The addresses of signing in and out; each of those below ``connexion/`` and ``mot-de-passe/`` is public."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import closing_access, passkey_sign_in, sign_in

urlpatterns: list[URLPattern] = [
    path("connexion/", sign_in.sign_in_page, name="sign-in"),
    path("connexion/code/", sign_in.code_page, name="sign-in-code"),
    path("connexion/code/renvoi/", sign_in.send_another_code, name="sign-in-resend"),
    path("connexion/mot-de-passe/", sign_in.password_page, name="sign-in-password"),
    path("connexion/cle/", passkey_sign_in.answer, name="sign-in-passkey"),
    path("connexion/cle/question/", passkey_sign_in.question, name="sign-in-passkey-question"),
    path("connexion/fermer/", closing_access.close, name="close-access"),
    path("connexion/fermer/code/", closing_access.code, name="close-access-code"),
    path("connexion/fermer/fait/", closing_access.closed, name="close-access-done"),
    path("connexion/fin/", sign_in.signed_out, name="signed-out"),
    path("mot-de-passe/oublie/", sign_in.forgotten, name="sign-in-forgotten"),
    path("deconnexion/", sign_in.leave, name="sign-out"),
]
