"""The addresses of signing in and out; each of those below ``connexion/`` and ``mot-de-passe/`` is public."""

from django.urls import URLPattern, path

from carnet.doors.patient_web.views import sign_in

urlpatterns: list[URLPattern] = [
    path("connexion/", sign_in.sign_in_page, name="sign-in"),
    path("connexion/code/", sign_in.code_page, name="sign-in-code"),
    path("connexion/code/renvoi/", sign_in.send_another_code, name="sign-in-resend"),
    path("connexion/mot-de-passe/", sign_in.password_page, name="sign-in-password"),
    path("connexion/fin/", sign_in.signed_out, name="signed-out"),
    path("mot-de-passe/oublie/", sign_in.forgotten, name="sign-in-forgotten"),
    path("deconnexion/", sign_in.leave, name="sign-out"),
]
