"""The addresses of sign-in and sign-out at the support desk; all but the last are public (``kit.paths``)."""

from django.urls import URLPattern, path

from carnet.doors.support_web.views import sign_in

urlpatterns: list[URLPattern] = [
    path("assistance/connexion/", sign_in.sign_in, name="desk-sign-in"),
    path("assistance/connexion/retour/", sign_in.come_back, name="desk-sign-in-return"),
    path("assistance/connexion/fin/", sign_in.signed_out, name="desk-signed-out"),
    path("assistance/deconnexion/", sign_in.leave, name="desk-sign-out"),
]
